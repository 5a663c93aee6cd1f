// One screen: what is on its glass, and everything that a person would ask next, in words.
import { about } from './concerns.js';
import { html } from './html.js';
import { Picture } from './picture.js';
import { Text, visible } from './safe.js';
import { ago, dayClock, short } from './time.js';
import { say } from './words.js';

export const State = ({ concern }) => {
  const { css, sign } = about(concern);
  return html`<span class="state ${css}"><span class="sign" aria-hidden="true">${sign}</span>${say(concern)}</span>`;
};

function panelRemark(panel) {
  const known = say(`panel_${panel}`);
  return known === `panel_${panel}` ? say('panelOther', visible(panel)) : known;
}

// Remarks of ours are sentences; what a player or a person wrote is isolated text.
export function remarksOf(screen) {
  const remarks = [];
  const { note } = screen;
  if (note?.reason) remarks.push(html`<${Text} of=${note.reason} />`);
  if (screen.reason) remarks.push(html`<${Text} of=${screen.reason} />`);
  if (screen.trouble && screen.trouble !== 'none') remarks.push(say('underneath', say(screen.trouble)));
  if ((screen.trouble ?? screen.concern) === 'offline') remarks.push(say('lastState', say(`state_${screen.state}`)));
  if (screen.panel) remarks.push(panelRemark(screen.panel));
  if (screen.differs) remarks.push(say('differs'));
  if (screen.twins) remarks.push(say('twinsRemark'));
  if (screen.clock) remarks.push(say('clockDoubted'));
  if (screen.skew) remarks.push(say('skew', screen.skew));
  if (screen.dropped) remarks.push(say('dropped', screen.dropped));
  if (screen.restarts) remarks.push(say('restarts', screen.restarts));
  if (screen.pretended) remarks.push(say('pretended'));
  return remarks;
}

const Time = ({ at, children }) => html`<time datetime=${at} title=${dayClock(at)}>${children}</time>`;

function NoteLine({ note }) {
  return html`<p class="note-line">${note.by && html`${say('by', '')}<${Text} of=${note.by} /> · `}
    <${Time} at=${note.until}>${say('until', dayClock(note.until))}<//></p>`;
}

export function slideText(screen) {
  if (!screen.slide) return say('noSlide');
  return html`<${Text} of=${screen.title || screen.slide} />`;
}

function Facts({ screen, now }) {
  if (screen.silent) return html`<p class="facts">${say('heard')} ${say('never')}</p>`;
  return html`<dl class="facts">
    <div><dt>${say('edition')}</dt><dd>${screen.edition ?? '―'}</dd></div>
    <div><dt>${say('since')}</dt><dd><${Time} at=${screen.begun}>${short(screen.begun, now)}<//></dd></div>
    <div><dt>${say('heard')}</dt><dd><${Time} at=${screen.heard}>${ago(screen.heard, now)}<//></dd></div>
  </dl>`;
}

export function Tile({ screen, now, turn }) {
  const { css } = about(screen.concern);
  const remarks = remarksOf(screen);
  const name = screen.name || screen.id;
  return html`<li class="tile ${css}" data-id=${screen.id} data-concern=${screen.concern}>
    <${Picture} id=${screen.id} name=${name} turn=${turn} now=${now} />
    <div class="tile-text">
      <p class="tile-state"><${State} concern=${screen.concern} /></p>
      <h3><a href=${`/screens/${encodeURIComponent(screen.id)}`}><${Text} of=${name} /></a>${' '}
        ${screen.name && html`<small><${Text} of=${screen.id} /></small>`}</h3>
      ${screen.note && html`<${NoteLine} note=${screen.note} />`}
      ${!screen.silent && html`<p class="slide">${slideText(screen)}</p>`}
      ${remarks.length > 0 && html`<ul class="remarks">${remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}
      <${Facts} screen=${screen} now=${now} />
      ${!screen.silent && screen.proof && html`<p class="proof proof-${screen.proof}">${say(`proof_${screen.proof}`)}</p>`}
    </div>
  </li>`;
}
