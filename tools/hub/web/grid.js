// The tiles in their groups. Of a large fleet the first are drawn and the rest as one comes near them, so that the page
// is usable at once; nothing that was drawn is taken away again.
import { useEffect, useRef, useState } from 'preact/hooks';

import { about, groups } from './concerns.js';
import { html } from './html.js';
import { pictureTurn } from './picture.js';
import { Tile } from './tile.js';
import { say } from './words.js';

const atFirst = 60;
const step = 60;
const many = 200;
const few = 2; // such groups stand beside one another where there is room
const headingLike = { groupAlarm: 'bad', groupBehind: 'note', groupQuiet: 'rest', groupFine: 'good' };

function Group({ name, screens, drawn, now }) {
  if (screens.length === 0) return null;
  const turn = pictureTurn(now);
  return html`<section class=${`group ${screens.length <= few ? 'few' : ''}`} aria-labelledby=${name}>
    <h2 id=${name} class=${headingLike[name]}>${say(name)} <span class="how-many">${say('count', screens.length)}</span></h2>
    <ul class="tiles">${screens.slice(0, drawn).map((screen) => html`<${Tile} key=${screen.id} screen=${screen} now=${now} turn=${turn} />`)}</ul>
  </section>`;
}

// Draws more when the end comes into sight; the button is for those who do not scroll.
function More({ left, more }) {
  const button = useRef(null);
  useEffect(() => {
    const watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && more(), { rootMargin: '600px' });
    watch.observe(button.current);
    return () => watch.disconnect();
  });
  return html`<p class="more"><button type="button" ref=${button} onClick=${more}>${say('more', left)}</button></p>`;
}

export function Grid({ screens, now, question }) {
  const [drawn, setDrawn] = useState(atFirst);
  useEffect(() => setDrawn(atFirst), [question]);
  let room = drawn;
  const parts = groups.map((name) => {
    const own = screens.filter((screen) => about(screen.concern).group === name);
    const share = Math.max(0, Math.min(own.length, room));
    room -= share;
    return share > 0 ? html`<${Group} key=${name} name=${name} screens=${own} drawn=${share} now=${now} />` : null;
  });
  const left = screens.length - drawn;
  return html`<div class=${`groups ${screens.length > many ? 'many' : ''}`}>${parts}${left > 0 && html`<${More} left=${left} more=${() => setDrawn((old) => old + step)} />`}</div>`;
}
