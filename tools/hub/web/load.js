// What a part of a page asks of the hub once its question is known; the newest question's answer wins.
import { useEffect, useState } from 'preact/hooks';

import { html } from './html.js';
import { say, sayError } from './words.js';

// {answer, error}: both null while it is under way. The old answer stays until the new one is there.
export function useAnswer(ask, question) {
  const [state, setState] = useState({ answer: null, error: null });
  useEffect(() => {
    let wanted = true;
    ask().then(
      (answer) => wanted && setState({ answer, error: null }),
      (error) => wanted && setState({ answer: null, error }),
    );
    return () => {
      wanted = false;
    };
  }, [question]);
  return state;
}

// A route that this hub does not have is no fault of the reader's.
export function Trouble({ error }) {
  if (!error) return html`<p class="quiet">${say('loading')}</p>`;
  return html`<p class="quiet">${error.status === 404 ? say('notThere') : sayError(error.error)}</p>`;
}
