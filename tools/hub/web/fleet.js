// The fleet: which screens are dark, which show something old, since when.
import { render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';

import * as api from './api.js';
import { countsOf, filtered, groups, about, screensOf } from './concerns.js';
import { Filters } from './filters.js';
import { Announcement, Freshness, Head } from './frame.js';
import { Grid } from './grid.js';
import { html } from './html.js';
import { keepFocus } from './focus.js';
import { poll } from './poll.js';
import { visible } from './safe.js';
import { Ends, Spread } from './spread.js';
import { say } from './words.js';

const mostAnnounced = 3;

// What a reader who does not see the page has to hear; empty when no screen is another matter than before.
function changes(before, after) {
  if (!before) return '';
  const known = new Map(before.map((screen) => [screen.id, screen.concern]));
  const changed = after.filter((screen) => known.has(screen.id) && known.get(screen.id) !== screen.concern);
  if (changed.length > mostAnnounced) return say('changedMany', changed.length);
  return changed.map((screen) => say('changed', visible(screen.name || screen.id), say(screen.concern))).join('。');
}

// The newest answer, kept while the hub cannot be reached.
function useFleet() {
  const [state, setState] = useState({ screens: null, channels: [], heard: 0, skew: 0, error: null, news: '' });
  const newest = useRef(state);
  useEffect(() => {
    let tag = null;
    const put = (next) => {
      newest.current = { ...newest.current, ...next };
      setState(newest.current);
    };
    const ask = async () => {
      const answer = await api.fleet(tag);
      tag = answer.tag;
      const fresh = { heard: answer.now, skew: answer.now - Date.now(), error: null };
      if (!answer.fleet) return put(fresh);
      const screens = screensOf(answer.fleet);
      return put({ ...fresh, screens, channels: answer.fleet.channels, news: changes(newest.current.screens, screens) });
    };
    const running = poll(ask, (error) => put({ error }));
    return running.stop;
  }, []);
  return state;
}

// The question is in the address, so that it can be kept and passed on.
function useQuestion() {
  const from = new URLSearchParams(location.search);
  const [question, setQuestion] = useState({ search: from.get('q') ?? '', state: from.get('state') ?? '' });
  const put = (next) => {
    const wanted = { ...question, ...next };
    setQuestion(wanted);
    const given = Object.entries({ q: wanted.search, state: wanted.state }).filter(([, value]) => value);
    history.replaceState(null, '', given.length ? `?${new URLSearchParams(given)}` : location.pathname);
  };
  return [question, put];
}

function Verdict({ screens }) {
  const alarms = screens.filter((screen) => about(screen.concern).group === groups[0] && screen.concern !== 'silent').length;
  const silent = screens.filter((screen) => screen.concern === 'silent').length;
  if (screens.length === 0) return html`<p class="verdict note">${say('noScreens')}</p>`;
  const first = alarms > 0 ? say('needPerson', alarms) : say(silent > 0 ? 'wellButSilent' : 'allWell');
  return html`<div class="verdicts"><p class="verdict ${alarms > 0 ? 'bad' : 'good'}">${first}</p>
    ${silent > 0 && html`<p class="verdict warn">${say('listen', silent)}</p>`}</div>`;
}

function Screens({ screens, now }) {
  const [question, ask] = useQuestion();
  const counts = useMemo(() => countsOf(screens), [screens]);
  const chosen = filtered(screens, question.search, question.state);
  const asked = question.search !== '' || question.state !== '';
  return html`<${Filters} counts=${counts} total=${screens.length} ...${question}
      onState=${(state) => ask({ state })} onSearch=${(search) => ask({ search })} />
    <p class="found" role="status">${asked ? say('shown', chosen.length, screens.length) : ''}
      ${asked && html` <button type="button" class="plain" onClick=${() => ask({ search: '', state: '' })}>${say('clear')}</button>`}</p>
    ${asked && chosen.length === 0 && html`<p class="verdict note">${say('nothingFound')}</p>`}
    <${Grid} screens=${chosen} now=${now} question=${`${question.state} ${question.search}`} />`;
}

function Fleet() {
  const { screens, channels, heard, skew, error, news } = useFleet();
  const [, redraw] = useState(0);
  const now = Date.now() + skew;
  const main = useRef(null);
  keepFocus(main);
  document.title = say('fleet');
  return html`<${Head} title=${say('fleet')} onLanguage=${() => redraw((n) => n + 1)} />
    <main ref=${main}>
      <${Freshness} heard=${heard} now=${now} error=${error} />
      <${Announcement} text=${news} />
      ${!screens && !error && html`<p class="waiting">${say('loading')}</p>`}
      ${screens && html`<${Verdict} screens=${screens} /><${Ends} channels=${channels} now=${now} />
        <${Spread} channels=${channels} screens=${screens} /><${Screens} screens=${screens} now=${now} />`}
    </main>`;
}

const place = document.getElementById('app');
place.replaceChildren();
render(html`<${Fleet} />`, place);
