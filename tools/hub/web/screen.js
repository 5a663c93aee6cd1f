// One screen: what it shows, what it showed, and what proves it.
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import * as api from './api.js';
import { Beats } from './beats.js';
import { Box } from './box.js';
import { screensOf } from './concerns.js';
import { Freshness, Head } from './frame.js';
import { html } from './html.js';
import { Notes } from './notes.js';
import { forget, Picture, pictureTurn } from './picture.js';
import { Plays } from './plays.js';
import { poll } from './poll.js';
import { Text, visible } from './safe.js';
import { remarksOf, slideText, State } from './tile.js';
import { ago, dayClock, isoDay, short } from './time.js';
import { Day } from './timeline.js';
import { say, sayError } from './words.js';

const id = decodeURIComponent(location.pathname.split('/').pop());

function useScreen() {
  const [state, setState] = useState({ screen: undefined, titles: {}, heard: 0, skew: 0, error: null });
  const running = useRef(null);
  useEffect(() => {
    let tag = null;
    const put = (next) => setState((old) => ({ ...old, ...next }));
    running.current = poll(
      async () => {
        const answer = await api.fleet(tag);
        tag = answer.tag;
        put({ heard: answer.now, skew: answer.now - Date.now(), error: null });
        if (answer.fleet) put({ screen: screensOf(answer.fleet).find((each) => each.id === id) ?? null, titles: answer.fleet.titles });
      },
      (error) => put({ error }),
    );
    return running.current.stop;
  }, []);
  return [state, () => running.current.now()];
}

function AskPicture() {
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    try {
      await api.askPicture(id);
      forget(id);
      setSaid(say('asked'));
    } catch (error) {
      setSaid(error.status === 404 ? say('notThere') : sayError(error.error));
    }
    setBusy(false);
  };
  return html`<p class="ask"><button type="button" disabled=${busy} onClick=${press}>${say('askPicture')}</button>
    <span role="status">${said}</span></p>`;
}

function Fact({ name, children }) {
  return html`<div><dt>${say(name)}</dt><dd>${children}</dd></div>`;
}

const tagText = (tags) => Object.entries(tags ?? {}).flatMap(([key, values]) => values.map((value) => `${key}=${value}`)).join(' ');

function Now({ screen, now }) {
  const remarks = remarksOf(screen);
  const at = (time, text) => html`<time datetime=${time} title=${dayClock(time)}>${text}</time>`;
  return html`<section class="panel now" aria-labelledby="now">
    <h2 id="now" class="unseen">${say('facts')}</h2>
    <div class="now-glass"><${Picture} id=${screen.id} name=${screen.name || screen.id} turn=${pictureTurn(now)} now=${now} /><${AskPicture} /></div>
    <div class="now-text">
      <p><${State} concern=${screen.concern} /></p>
      ${remarks.length > 0 && html`<ul class="remarks">${remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}
      <dl class="now-facts">
        ${!screen.silent && html`<${Fact} name=${screen.trouble === 'offline' || screen.concern === 'offline' ? 'lastSlide' : 'slide'}>${slideText(screen)}<//>`}
        ${screen.begun && html`<${Fact} name="since">${at(screen.begun, short(screen.begun, now))}<//>`}
        ${screen.edition && html`<${Fact} name="edition">${screen.edition}<//>`}
        <${Fact} name="heard">${screen.heard ? at(screen.heard, `${ago(screen.heard, now)} (${short(screen.heard, now)})`) : say('never')}<//>
        ${screen.proof && html`<${Fact} name="proof">${say(`proof_${screen.proof}`)}<//>`}
        ${screen.tags && html`<${Fact} name="tags"><${Text} of=${tagText(screen.tags)} /><//>`}
      </dl>
    </div>
  </section>`;
}

function Page() {
  const [{ screen, titles, heard, skew, error }, again] = useScreen();
  const [, redraw] = useState(0);
  const now = Date.now() + skew;
  const name = screen?.name || id;
  const titleOf = (slide) => titles[slide] || slide;
  document.title = `${visible(name)} – ${say('fleet')}`;
  const title = html`<${Text} of=${name} /> ${screen?.name && html`<small><${Text} of=${id} /></small>`}`;
  return html`<${Head} title=${title} onLanguage=${() => redraw((n) => n + 1)} />
    <main>
      <${Freshness} heard=${heard} now=${now} error=${error} />
      ${screen === null && html`<p class="verdict warn">${say('noSuchScreen')}</p>`}
      ${screen && html`<${Now} screen=${screen} now=${now} /><${Notes} id=${id} note=${screen.note} now=${now} changed=${again} />`}
      ${heard > 0 && html`<${Day} id=${id} today=${isoDay(now)} titleOf=${titleOf} />
        <${Plays} id=${id} today=${isoDay(now)} titleOf=${titleOf} /><${Beats} id=${id} />`}
      ${screen && html`<${Box} id=${id} />`}
    </main>`;
}

const place = document.getElementById('app');
place.replaceChildren();
render(html`<${Page} />`, place);
