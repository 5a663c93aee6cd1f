// Proof of play: what showed, for how long, and what proves it.
import { useState } from 'preact/hooks';

import * as api from './api.js';
import { html } from './html.js';
import { Trouble, useAnswer } from './load.js';
import { Text } from './safe.js';
import { Table } from './table.js';
import { clockSeconds, day, dayStart, isoDay, length } from './time.js';
import { say } from './words.js';

const limit = 100;
const dayLength = 86_400_000;
const midnight = (date) => `${date}T00:00:00+09:00`;

function playRows({ plays }, titleOf) {
  return plays.map((play, i) => [`${play.start} ${i}`, [`${day(play.start)} ${clockSeconds(play.start)}`,
    html`<${Text} of=${titleOf(play.slide)} />`, html`<${Text} of=${play.edition ?? '―'} />`, length(play.seconds), say(`played_${play.proof ?? 'none'}`)]]);
}

function List({ answer, titleOf }) {
  if (!answer.plays?.length) return html`<p class="quiet">${say('noPlays')}</p>`;
  return html`<${Table} label=${say('plays')} heads=${['start', 'slideName', 'edition', 'length', 'proven'].map((head) => say(head))}
      rows=${playRows(answer, titleOf)} />${answer.more && html`<p class="quiet">${say('limited', limit)}</p>`}`;
}

export function Plays({ id, today, titleOf }) {
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState(today);
  const period = { since: midnight(from), until: midnight(isoDay(dayStart(to) + dayLength)) };
  const { answer, error } = useAnswer(() => api.plays(id, { ...period, limit }), `${from} ${to}`);
  const input = (name, value, set) => html`<label>${say(name)} <input type="date" value=${value} max=${today}
    onChange=${(event) => event.currentTarget.value && set(event.currentTarget.value)} /></label>`;
  return html`<section class="panel" aria-labelledby="plays"><h2 id="plays">${say('plays')}</h2>
    <p class="quiet">${say('playsNote')}</p>
    <p class="buttons">${input('from', from, setFrom)} ${input('to', to, setTo)}
      ${answer && html`<a href=${api.playsCsv(id, period)} download=${`plays-${id}-${from}.csv`}>${say('csv')}</a>`}</p>
    ${answer ? html`<${List} answer=${answer} titleOf=${titleOf} />` : html`<${Trouble} error=${error} />`}
  </section>`;
}
