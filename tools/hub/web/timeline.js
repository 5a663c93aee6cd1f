// A day of a screen: which slide showed when, where nothing did, its states, restarts and clock; drawn, and as tables.
import { useState } from 'preact/hooks';

import * as api from './api.js';
import { html } from './html.js';
import { Trouble, useAnswer } from './load.js';
import { RestartsAndSkew } from './plots.js';
import { Text, visible } from './safe.js';
import { about } from './concerns.js';
import { clock, clockSeconds, dayStart, isoDay, length } from './time.js';
import { Table } from './table.js';
import { say } from './words.js';

const daySeconds = 86_400;
const left = 11; // characters' room for names, in the drawing's own unit
const row = 22;
const width = 1000;
const namesWidth = 190;
const least = 0.6; // of a drawn piece, so that a short showing is seen at all

const secondsInto = (date, time) => (Date.parse(time) - dayStart(date)) / 1000;
const clamp = (value) => Math.max(0, Math.min(daySeconds, value));
const xOf = (seconds) => namesWidth + ((width - namesWidth) * clamp(seconds)) / daySeconds;

// One path for all pieces of a lane: a day has thousands of showings.
function path(date, pieces, y, height) {
  let d = '';
  let end = -1; // pieces that touch on the screen are one
  let from = -1;
  const flush = () => {
    if (from >= 0) d += `M${from.toFixed(1)} ${y}H${Math.max(end, from + least).toFixed(1)}V${y + height}H${from.toFixed(1)}Z`;
  };
  for (const piece of pieces) {
    const start = secondsInto(date, piece.start);
    const a = xOf(start);
    const b = xOf(start + piece.seconds);
    if (from >= 0 && a - end < 0.3) {
      end = Math.max(end, b);
    } else {
      flush();
      from = a;
      end = b;
    }
  }
  flush();
  return d;
}

export function bySlide(segments) {
  const slides = new Map();
  for (const segment of segments) {
    if (!slides.has(segment.slide)) slides.set(segment.slide, { slide: segment.slide, pieces: [], seconds: 0, proofs: new Map() });
    const one = slides.get(segment.slide);
    one.pieces.push(segment);
    one.seconds += segment.seconds;
    one.proofs.set(segment.proof, (one.proofs.get(segment.proof) ?? 0) + 1);
  }
  return [...slides.values()];
}

const cut = (text) => (text.length > left + 3 ? `${text.slice(0, left + 2)}…` : text);

const concernOfState = { ok: 'none', stale: 'stale', degraded: 'degraded', slate: 'slate', offline: 'offline' };
const cssOf = (state) => about(concernOfState[state] ?? 'degraded').css;
const heights = { good: 4, note: 4, warn: 9, bad: 14 }; // so that colour is not the only difference

function StatePiece({ date, state, y }) {
  const css = cssOf(state.state);
  return html`<path class=${`state-${css}`} d=${path(date, [state], y + row - 4 - heights[css], heights[css])} />`;
}

function Lane({ name, y, children }) {
  return html`<g><text x=${namesWidth - 8} y=${y + 14} text-anchor="end">${cut(visible(name))}</text>
    <line class="rule" x1=${namesWidth} x2=${width} y1=${y + row} y2=${y + row} />${children}</g>`;
}

function Drawing({ date, day, slides, titleOf }) {
  const top = 18;
  const stateY = top + slides.length * row;
  const gapY = stateY + row;
  const height = gapY + row + 2;
  const hours = Array.from({ length: 9 }, (_, i) => i * 3);
  return html`<div class="table" tabindex="0" role="region" aria-label=${say('timeline')}>
    <svg class="day" viewBox="0 0 ${width} ${height}" role="img" aria-label=${say('timelineLabel', date)}>
      ${hours.map((hour) => html`<g><line class="hour" x1=${xOf(hour * 3600)} x2=${xOf(hour * 3600)} y1=${top} y2=${height} />
        <text x=${xOf(hour * 3600)} y="12" text-anchor=${hour === 24 ? 'end' : hour === 0 ? 'start' : 'middle'}>${hour}:00</text></g>`)}
      ${slides.map((one, i) => html`<${Lane} name=${titleOf(one.slide)} y=${top + i * row}>
        <path class=${`shown shown-${i % 2}`} d=${path(date, one.pieces, top + i * row + 4, row - 8)} /><//>`)}
      <${Lane} name=${say('lane_state')} y=${stateY}>
        ${(day.states ?? []).map((state) => html`<${StatePiece} date=${date} state=${state} y=${stateY} />`)}
        ${(day.restarts ?? []).map((time) => html`<text class="restart" x=${xOf(secondsInto(date, time))} y=${stateY + 16} text-anchor="middle">⟳</text>`)}<//>
      <${Lane} name=${say('lane_gap')} y=${gapY}>${byWhy(day.gaps ?? []).map(([why, gaps]) => html`<path class=${`gap gap-${why}`} d=${path(date, gaps, gapY + 4, row - 8)} />`)}<//>
    </svg></div>`;
}

function byWhy(gaps) {
  const kinds = new Map();
  for (const gap of gaps) kinds.set(gap.why, [...(kinds.get(gap.why) ?? []), gap]);
  return [...kinds];
}

const proofText = (proofs) => [...proofs].map(([proof, count]) => `${say(`played_${proof ?? 'none'}`)} ${count}`).join('、');

function Tables({ day, slides, titleOf }) {
  const gaps = day.gaps ?? [];
  return html`<details><summary>${say('asTable')}</summary>
    <${Table} label=${say('timeline')} heads=${['slideName', 'showings', 'total', 'firstShown', 'lastShown', 'verified'].map((head) => say(head))}
      rows=${slides.map((one) => [one.slide, [html`<${Text} of=${titleOf(one.slide)} />`, one.pieces.length, length(one.seconds),
        clockSeconds(one.pieces[0].start), clockSeconds(one.pieces.at(-1).start), proofText(one.proofs)]])} />
    ${gaps.length === 0 ? html`<p class="quiet">${say('noGaps')}</p>` : html`<${Table} label=${say('gaps')}
      heads=${[say('start'), say('length'), say('why')]}
      rows=${gaps.map((gap) => [gap.start, [clockSeconds(gap.start), length(gap.seconds), say(`gap_${gap.why}`)]])} />`}
    <${Table} label=${say('statesTable')} heads=${[say('start'), say('length'), say('state'), say('why')]}
      rows=${(day.states ?? []).map((state) => [state.start, [clock(state.start), length(state.seconds), say(`state_${state.state}`),
        html`<${Text} of=${state.reason} />`]])} />
  </details>`;
}

function DayBody({ date, day, titleOf }) {
  const slides = bySlide(day.segments ?? []);
  const empty = slides.length === 0 && (day.states ?? []).length === 0 && (day.gaps ?? []).length === 0;
  if (empty) return html`<p class="quiet">${say('timelineEmpty')}</p>`;
  return html`<${Drawing} date=${date} day=${day} slides=${slides} titleOf=${titleOf} />
    <${Tables} day=${day} slides=${slides} titleOf=${titleOf} /><${RestartsAndSkew} date=${date} day=${day} />`;
}

export function Day({ id, today, titleOf }) {
  const [date, setDate] = useState(today);
  const { answer, error } = useAnswer(() => api.timeline(id, date), date);
  const move = (days) => setDate(isoDay(dayStart(date) + days * daySeconds * 1000));
  return html`<section class="panel" aria-labelledby="day"><h2 id="day">${say('timeline')}</h2>
    <p class="buttons"><button type="button" onClick=${() => move(-1)}>‹ ${say('previousDay')}</button>
      <label>${say('date')} <input type="date" value=${date} max=${today} onChange=${(event) => event.currentTarget.value && setDate(event.currentTarget.value)} /></label>
      <button type="button" disabled=${date >= today} onClick=${() => move(1)}>${say('nextDay')} ›</button></p>
    ${answer ? html`<${DayBody} date=${answer.date ?? date} day=${answer} titleOf=${titleOf} />` : html`<${Trouble} error=${error} />`}
  </section>`;
}
