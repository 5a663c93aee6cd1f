// A question above the page: a form with its own refusal. What was focused before is focused again.
import { useEffect, useRef, useState } from 'preact/hooks';

import { html } from './html.js';
import { say, sayError } from './words.js';

// Its fields have a defaultValue, never a value: what was typed stays when the page is drawn anew.
// `submit(values)` does it and may throw what the hub refused; `word` is on its button; `close` is called at the end
// either way.
export function Dialog({ title, word, submit, close, children }) {
  const [refused, setRefused] = useState('');
  const [busy, setBusy] = useState(false);
  const dialog = useRef(null);
  useEffect(() => dialog.current.showModal(), []);
  const send = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      await submit(Object.fromEntries(new FormData(event.currentTarget)));
      dialog.current.close();
    } catch (error) {
      setRefused(sayError(error.error));
      setBusy(false);
    }
  };
  return html`<dialog ref=${dialog} aria-labelledby="dialog-title" onClose=${close}>
    <form class="form" onSubmit=${send}>
      <h2 id="dialog-title">${title}</h2>
      ${children}
      ${refused && html`<p class="verdict bad" role="alert">${refused}</p>`}
      <p class="buttons"><button class="main" disabled=${busy}>${word}</button>
        <button type="button" onClick=${() => dialog.current.close()}>${say('noteCancel')}</button></p>
    </form>
  </dialog>`;
}
