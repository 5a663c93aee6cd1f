// How far each channel's current edition has come, and what shows elsewhere; and the ends that come near.
import { html } from './html.js';
import { visible } from './safe.js';
import { dayClock } from './time.js';
import { say } from './words.js';

const dayLength = 86_400_000;
const noticeDays = 60;
const urgentDays = 7;

// {current, total, showing, others: [[edition, count]...], none, away}
export function spreadOf(channel, screens) {
  const own = screens.filter((screen) => screen.channel === channel.channel);
  const spread = { current: channel.edition, total: own.length, showing: 0, none: 0, away: 0 };
  const others = new Map();
  for (const screen of own) {
    const gone = screen.silent || (screen.trouble ?? screen.concern) === 'offline';
    if (gone) spread.away += 1;
    else if (screen.edition === channel.edition) spread.showing += 1;
    else if (screen.edition) others.set(screen.edition, (others.get(screen.edition) ?? 0) + 1);
    else spread.none += 1;
  }
  spread.others = [...others].sort((a, b) => b[1] - a[1]);
  return spread;
}

function Bar({ spread }) {
  const rest = spread.others.reduce((sum, [, count]) => sum + count, 0);
  const parts = [['showing', spread.showing], ['elsewhere', rest], ['without', spread.none], ['away', spread.away]];
  let from = 0;
  const pieces = parts.map(([css, count]) => {
    const piece = html`<rect class=${css} x=${from} y="0" width=${count} height="1" />`;
    from += count;
    return piece;
  });
  return html`<svg class="bar" viewBox="0 0 ${Math.max(1, spread.total)} 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">${pieces}</svg>`;
}

function Channel({ channel, screens }) {
  const spread = spreadOf(channel, screens);
  if (spread.total === 0) return null;
  const name = visible(channel.channel);
  if (spread.showing === spread.total) {
    return html`<li class="whole"><span aria-hidden="true">✓ </span>${say('spreadAll', name, spread.total, spread.current)}</li>`;
  }
  const percent = Math.floor((100 * spread.showing) / spread.total);
  const details = [
    ...spread.others.map(([edition, count]) => say('spreadOther', visible(edition), count)),
    ...(spread.none ? [say('spreadNone', spread.none)] : []),
    ...(spread.away ? [say('spreadOffline', spread.away)] : []),
  ];
  return html`<li><p>${say('spreadSome', name, spread.total, spread.showing, spread.current, percent)}</p>
    <${Bar} spread=${spread} /><p class="quiet">${details.join(' · ')}</p></li>`;
}

export function Spread({ channels, screens }) {
  if (!channels.some((channel) => screens.some((screen) => screen.channel === channel.channel))) return null;
  return html`<section class="spread" aria-labelledby="spread"><h2 id="spread">${say('spread')}</h2>
    <ul>${channels.map((channel) => html`<${Channel} key=${channel.channel} channel=${channel} screens=${screens} />`)}</ul>
  </section>`;
}

function End({ what, end, now }) {
  if (!end) return null;
  const left = (Date.parse(end) - now) / dayLength;
  if (left > noticeDays) return null;
  const css = left <= urgentDays ? 'bad' : 'warn';
  const text = left <= 0 ? say('expired', what, dayClock(end)) : say('expiresIn', what, Math.ceil(left), dayClock(end));
  return html`<p class="verdict ${css}">${text}</p>`;
}

export const Ends = ({ channels, now }) =>
  channels.map((channel) => {
    const name = visible(channel.channel);
    return html`<${End} key=${`${name} edition`} what=${say('editionOf', name, channel.edition)} end=${channel.expires} now=${now} />
      <${End} key=${`${name} keys`} what=${say('keysOf', name)} end=${channel.keysExpire} now=${now} />`;
  });
