// A new box: the code that its screen shows is typed in here, once.
import { useEffect, useState } from 'preact/hooks';

import * as api from './api.js';
import { screensOf } from './concerns.js';
import { html } from './html.js';
import { show } from './page.js';
import { Text, visible } from './safe.js';
import { say, sayError } from './words.js';

const codeRoom = 11; // eight characters, with what people put between them
// From the address, when it can be an id at all.
const wanted = /^[\w-][\w.-]{0,63}$/.exec(new URLSearchParams(location.search).get('player') ?? '')?.[0] ?? '';

// The screens of the playlist that have never reported: usually it is one of them.
function useSilent(turn) {
  const [silent, setSilent] = useState(null);
  useEffect(() => {
    api.fleet(null).then(({ fleet }) => setSilent(screensOf(fleet).filter((screen) => screen.silent)), () => setSilent([]));
  }, [turn]);
  return silent;
}

function ScreenField({ silent, chosen, choose }) {
  return html`<label>${say('enrolScreen')}<select name="screen" value=${chosen} onChange=${(event) => choose(event.currentTarget.value)}>
      ${silent.map(({ id, name }) => html`<option value=${id}>${visible(name ? `${name} (${id})` : id)}</option>`)}
      <option value="">${say('enrolOther')}</option></select></label>
    ${chosen === '' && html`<label>${say('enrolId')}<input name="id" required maxlength="64" defaultValue=${wanted} autocomplete="off" autocapitalize="none"
      spellcheck=${false} placeholder="screen-01" /></label>`}`;
}

function Form({ silent, begin, done }) {
  const [chosen, choose] = useState(silent.some(({ id }) => id === wanted) || !wanted ? wanted || silent[0]?.id || '' : '');
  const [refused, setRefused] = useState(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { code, id, replace } = Object.fromEntries(new FormData(form));
    const player = chosen || id.trim();
    setBusy(true);
    begin();
    try {
      await api.enrol({ code, player, replace: replace === 'on' });
      form.reset();
      setRefused(null);
      done(player);
    } catch (error) {
      setRefused(error);
    }
    setBusy(false);
  };
  const taken = refused?.status === 409 || (wanted !== '' && chosen === '');
  return html`<form class="form" onSubmit=${submit}>
    <label>${say('enrolCode')}<input name="code" class="code" required maxlength=${codeRoom} autocomplete="off" autocapitalize="characters" spellcheck=${false}
      aria-describedby="code-note" /></label><p class="quiet" id="code-note">${say('enrolCodeNote')}</p>
    <${ScreenField} silent=${silent} chosen=${chosen} choose=${choose} />
    ${refused && html`<p class="verdict bad" role="alert">${sayError(refused.error)}</p>`}
    ${taken && html`<label class="tick"><input type="checkbox" name="replace" /> ${say('enrolReplace')}</label>`}
    <p class="buttons"><button class="main" disabled=${busy}>${say('enrolNow')}</button></p>
  </form>`;
}

function Enrol() {
  const [turn, setTurn] = useState(0);
  const [enrolled, setEnrolled] = useState('');
  const silent = useSilent(turn);
  const done = (player) => {
    setEnrolled(player);
    setTurn((n) => n + 1);
  };
  return html`<section class="panel slim" aria-labelledby="enrol"><h2 id="enrol">${say('enrolHead')}</h2>
    <p>${say('enrolNote')}</p>
    <div role="status">${enrolled && html`<p class="verdict good">${say('enrolled')} <a href=${`/screens/${encodeURIComponent(enrolled)}`}><${Text} of=${enrolled} /></a></p>`}</div>
    ${silent ? html`<${Form} key=${turn} silent=${silent} begin=${() => setEnrolled('')} done=${done} />` : html`<p class="quiet">${say('loading')}</p>`}
  </section>`;
}

show('enrol', Enrol);
