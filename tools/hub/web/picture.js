// The glass as the screen last sent it, or a drawn placeholder that says that there is none.
import { useEffect, useState } from 'preact/hooks';

import { picturePath } from './api.js';
import { html } from './html.js';
import { visible } from './safe.js';
import { say } from './words.js';

const renewal = 60_000; // how often a picture that may have changed is asked for again

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

// The address of a picture that has been loaded, so that one never gives way to an empty frame.
function useLoaded(id, turn) {
  const [shown, setShown] = useState(null);
  useEffect(() => {
    if (Date.now() - (missing.get(id) ?? 0) < renewal) return undefined;
    const image = new Image();
    image.onload = () => {
      missing.delete(id);
      setShown(image.src);
    };
    image.onerror = () => {
      missing.set(id, Date.now());
      setShown(null);
    };
    image.src = picturePath(id, turn);
    return () => {
      image.onload = null;
      image.onerror = null;
    };
  }, [id, turn]);
  return shown;
}

// `name` is for those who cannot see it; `turn` changes when the picture may have.
export function Picture({ id, name, turn }) {
  const shown = useLoaded(id, turn);
  if (!shown) return html`<div class="glass"><${Placeholder} /></div>`;
  return html`<div class="glass"><img src=${shown} alt=${say('pictureNow', visible(name))} decoding="async" /></div>`;
}

// Changes once a minute.
export const pictureTurn = (now) => Math.floor(now / renewal);
export const forget = (id) => missing.delete(id);
