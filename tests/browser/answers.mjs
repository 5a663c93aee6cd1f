// What the routes of plays, timelines and pictures answer, for pages that are tested without them. The same shapes as
// the hub's interface has.
import { hostile } from './fleet_seed.mjs';

const zone = 9 * 3600_000;
const cycle = [['soudan', 30], ['kouza', 20], ['evil', 25]];
const opens = 8.5 * 3600;
const gapFrom = 11 * 3600;
const gapSeconds = 1500;
const editionOf = () => ({ epoch: 1, number: 2 });

export function timeline(player, date, slides = cycle, until = `${date}T17:15:00+09:00`) {
  const start = Date.parse(`${date}T00:00:00Z`) - zone;
  const at = (seconds) => new Date(start + seconds * 1000).toISOString();
  const closes = (Date.parse(until) - start) / 1000;
  const segments = [];
  for (let time = opens, i = 0; time < closes; ++i) {
    const [slide, seconds] = slides[i % slides.length];
    if (time >= gapFrom && time < gapFrom + gapSeconds) time = gapFrom + gapSeconds;
    segments.push({ start: at(time), seconds, slide, edition: editionOf(), state: 'ok', proof: i % 7 ? 'output' : 'none' });
    time += seconds;
  }
  return {
    player, date, segments,
    gaps: [{ start: at(gapFrom), seconds: gapSeconds, why: hostile }],
    states: [
      { start: at(opens), seconds: gapFrom - opens, state: 'ok', reason: '' },
      { start: at(gapFrom), seconds: gapSeconds, state: 'slate', reason: hostile },
      { start: at(gapFrom + gapSeconds), seconds: 3000, state: 'degraded', reason: '画像を一つ描けません' },
      { start: at(gapFrom + gapSeconds + 3000), seconds: closes - gapFrom - gapSeconds - 3000, state: 'ok', reason: '' },
    ],
    restarts: [at(gapFrom + 900), at(gapFrom + gapSeconds)],
    skew: Array.from({ length: Math.floor((closes - opens) / 300) }, (_, i) => ({ at: at(opens + i * 300), seconds: Math.round(Math.sin(i / 9) * 20 + i / 10) / 10 })),
  };
}

export function plays(player, since) {
  const start = Date.parse(since) + opens * 1000;
  return {
    plays: Array.from({ length: 40 }, (_, i) => ({
      player, slide: cycle[i % 3][0], edition: editionOf(), start: new Date(start + i * 25_000).toISOString(), seconds: 25, verified: i % 4 !== 0,
      proof: i % 4 ? 'output' : 'none',
    })),
    more: true,
  };
}

// Answers for the page instead of the hub. `picture`: bytes of an image by id, or none: 404. `until`: when the timeline
// ends, as a time. Returns what was asked for.
export async function answer(page, { picture, slides, until, taken = () => new Date().toISOString() } = {}) {
  const asked = [];
  await page.route(/\/v1\/players\/[^/]+\/(timeline|plays|picture|picture-request)(\?|$)/, (route) => {
    const url = new URL(route.request().url());
    const [, , , id, what] = url.pathname.split('/');
    asked.push(`${route.request().method()} ${what} ${decodeURIComponent(id)}`);
    if (what === 'timeline') return route.fulfill({ json: timeline(id, url.searchParams.get('date'), slides, until) });
    if (what === 'plays') return route.fulfill({ json: plays(id, url.searchParams.get('since')) });
    if (what === 'picture-request') return route.fulfill({ status: 202, body: '' });
    return picture ? route.fulfill({ body: picture(id), contentType: 'image/png', headers: { 'X-Picture-Taken': taken(id) } }) : route.fulfill({ status: 404, body: '{}' });
  });
  return asked;
}
