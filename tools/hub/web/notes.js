// What staff note about a screen, so that nobody is called to it.
import { useState } from 'preact/hooks';

import { putNote, removeNote } from './api.js';
import { Dialog } from './dialog.js';
import { html } from './html.js';
import { Text } from './safe.js';
import { dayClock, fromLocal, isoMinute } from './time.js';
import { mayChange, useMe } from './who.js';
import { say, sayError } from './words.js';

const usual = { maintenance: 4 * 3_600_000, seen_to: 24 * 3_600_000 }; // how long, unless one says otherwise

function Form({ id, kind, now, close, done }) {
  const save = async ({ reason, by, until }) => {
    await putNote(id, { kind, reason, by, until: fromLocal(until) });
    done(say('noteSaved'));
  };
  return html`<${Dialog} title=${say(kind === 'maintenance' ? 'noteMaintenance' : 'noteSeenTo')} word=${say('noteSave')} submit=${save} close=${close}>
    <p class="quiet">${say('noteWhy')}</p>
    <label>${say('noteReason')}<textarea name="reason" rows="2" maxlength="300" required=${kind === 'maintenance'}></textarea></label>
    <label>${say('noteBy')}<input name="by" maxlength="80" required=${kind === 'seen_to'} autocomplete="name" /></label>
    <label>${say('noteUntil')}<input name="until" type="datetime-local" required defaultValue=${isoMinute(now + usual[kind])} /></label>
  <//>`;
}

// `changed` is called when the hub has taken a change.
export function Notes({ id, note, now, changed }) {
  const [kind, setKind] = useState(null);
  const [said, setSaid] = useState('');
  const may = mayChange(useMe());
  const done = (text) => {
    setSaid(text);
    changed();
  };
  const remove = async () => {
    try {
      await removeNote(id);
      done(say('noteRemoved'));
    } catch (error) {
      setSaid(sayError(error.error));
    }
  };
  if (!may && !note) return null;
  return html`<section class="panel" aria-labelledby="notes"><h2 id="notes">${say('notes')}</h2>
    ${note && html`<p><strong>${say(note.kind)}</strong> <${Text} of=${note.reason} /> ${say('by', '')}<${Text} of=${note.by} />
      · ${say('until', dayClock(note.until))}</p>`}
    ${may && html`<p class="buttons"><button type="button" onClick=${() => setKind('maintenance')}>${say('noteMaintenance')}</button>
      <button type="button" onClick=${() => setKind('seen_to')}>${say('noteSeenTo')}</button>
      ${note && html`<button type="button" onClick=${remove}>${say('noteRemove')}</button>`} <span role="status">${said}</span></p>`}
    ${kind && html`<${Form} id=${id} kind=${kind} now=${now} close=${() => setKind(null)} done=${done} />`}
  </section>`;
}
