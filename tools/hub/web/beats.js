// The heartbeats of a screen as a table, with filters.
import { useState } from 'preact/hooks';

import * as api from './api.js';
import { html } from './html.js';
import { Trouble, useAnswer } from './load.js';
import { Text, visible } from './safe.js';
import { Table } from './table.js';
import { clockSeconds, day, fromLocal } from './time.js';
import { say } from './words.js';

const limit = 200;
const states = ['ok', 'stale', 'degraded', 'slate'];
const known = (state) => (states.includes(state) ? say(`state_${state}`) : html`<${Text} of=${state} />`);
const edition = (value) => (value ? `${visible(value.epoch)}-${visible(value.number)}` : '―');

const cells = ({ received, skew_seconds: skew, record }) => [
  html`<time datetime=${record.wall}>${day(record.wall)} ${clockSeconds(record.wall)}</time>`,
  html`<time datetime=${received}>${clockSeconds(received)}</time>`, skew.toFixed(1), known(record.state), html`<${Text} of=${record.reason} />`,
  html`<${Text} of=${record.slide} />`, html`<${Text} of=${edition(record.edition)} />`,
];

function List({ answer, state }) {
  const fit = answer.heartbeats.filter(({ record }) => !state || record.state === state).reverse();
  if (fit.length === 0) return html`<p class="quiet">${say('noBeats')}</p>`;
  const heads = ['wall', 'received', 'skewShort', 'state', 'reason', 'slideName', 'edition'].map((head) => say(head));
  return html`<${Table} label=${say('beats')} heads=${heads} rows=${fit.map((beat) => [`${beat.record.spool} ${beat.record.seq}`, cells(beat)])} />
    ${answer.more && html`<p class="quiet">${say('limited', answer.heartbeats.length)}</p>`}`;
}

export function Beats({ id }) {
  const [asked, setAsked] = useState({ since: '', until: '', turn: 0 });
  const [state, setState] = useState('');
  const time = (text) => (text ? fromLocal(text) : '');
  const { answer, error } = useAnswer(() => api.heartbeats(id, { since: time(asked.since), until: time(asked.until), limit }), JSON.stringify(asked));
  const submit = (event) => {
    event.preventDefault();
    const { since, until } = Object.fromEntries(new FormData(event.currentTarget));
    setAsked({ since, until, turn: asked.turn + 1 });
  };
  return html`<section class="panel" aria-labelledby="beats"><h2 id="beats">${say('beats')}</h2>
    <form class="buttons" onSubmit=${submit}>
      <label>${say('from')} <input type="datetime-local" name="since" /></label>
      <label>${say('to')} <input type="datetime-local" name="until" /></label>
      <label>${say('state')} <select value=${state} onChange=${(event) => setState(event.currentTarget.value)}>
        <option value="">${say('anyState')}</option>${states.map((each) => html`<option value=${each}>${say(`state_${each}`)}</option>`)}</select></label>
      <button>${say('show')}</button>
    </form>
    ${answer ? html`<${List} answer=${answer} state=${state} />` : html`<${Trouble} error=${error} />`}
  </section>`;
}
