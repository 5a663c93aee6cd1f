// The glass as the screen last sent it, with the time it is of, because it may be old; or a drawn placeholder that says
// that there is none.
import { useEffect, useState } from 'preact/hooks';

import { newestPicture } from './api.js';
import { html } from './html.js';
import { visible } from './safe.js';
import { ago, short } from './time.js';
import { say } from './words.js';

const renewal = 60_000; // how often it is asked whether there is a newer one
const recent = 10 * 60_000; // an older picture says little about the glass of now

// Ids whose picture was asked for and was not there, and when.
const missing = new Map();

function Placeholder() {
  return html`<div class="no-picture">
    <svg viewBox="0 0 48 32" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="46" height="30" rx="3" /><path d="M8 25 L18 13 L25 20 L32 12 L40 25" /><circle cx="14" cy="9" r="2.5" />
    </svg>
    <span>${say('noPicture')}</span>
  </div>`;
}

// {path, taken}: of a picture that has been loaded, so that one never gives way to an empty frame.
function useLoaded(id, turn) {
  const [shown, setShown] = useState(null);
  useEffect(() => {
    if (Date.now() - (missing.get(id) ?? 0) < renewal) return undefined;
    let wanted = true;
    const none = () => {
      missing.set(id, Date.now());
      if (wanted) setShown(null);
    };
    newestPicture(id).then((newest) => {
      if (!newest) return none();
      missing.delete(id);
      const image = new Image();
      image.onload = () => wanted && setShown(newest);
      image.onerror = none;
      image.src = newest.path;
      return undefined;
    }, () => undefined); // the hub is not there: what is shown stays, with its time
    return () => {
      wanted = false;
    };
  }, [id, turn]);
  return shown;
}

// `name` is for those who cannot see it; `turn` changes when the picture may have.
export function Picture({ id, name, turn, now }) {
  const shown = useLoaded(id, turn);
  if (!shown) return html`<div class="glass"><${Placeholder} /></div>`;
  const { path, taken } = shown;
  const old = taken && now - Date.parse(taken) > recent;
  return html`<div class="glass ${old ? 'old' : ''}"><img src=${path} alt=${say('picture', visible(name))} decoding="async" />
    ${taken && html`<p class="taken"><time datetime=${taken}>${say('pictureOf', short(taken, now), ago(taken, now))}</time></p>`}</div>`;
}

// Changes once a minute.
export const pictureTurn = (now) => Math.floor(now / renewal);
export const forget = (id) => missing.delete(id);
