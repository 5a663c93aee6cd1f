// The pictures of the pages in the README; see tools/readme-pages. The day is the one that the sample playlist is of.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { answer } from './answers.mjs';
import { launch, open } from './browser.mjs';
import { root, System } from './system.mjs';

const shownAt = '2025-02-10T14:12:00+09:00'; // a Monday, within the opening hours
const hour = 3600;
const file = join(root, 'playlists/minato.json');
const playlist = JSON.parse(readFileSync(file, 'utf8'));
const ids = playlist.screens.map(({ id }) => id);
const system = new System();
const behind = Math.round((Date.now() - Date.parse(shownAt)) / 1000);
const current = { edition: { epoch: 1, number: 2 } };
const slides = ['consultation-centre', 'consultation-counts', 'backup-bed-use'].filter((id) => playlist.slides.some((slide) => slide.id === id));

// What the glass of a screen shows: the slide, drawn by signagectl as a player draws it.
const drawn = new Map();
function picture(slide) {
  if (!drawn.has(slide)) {
    const out = join(system.folder, `${slide}.png`);
    system.ctl('render', file, '--slide', slide, '--size', '640x360', '--out', out, '--at', shownAt);
    drawn.set(slide, readFileSync(out));
  }
  return drawn.get(slide);
}
const slideOf = (id) => slides[ids.indexOf(id) % slides.length];

async function seed() {
  const at = ['--issued', shownAt, '--at', shownAt];
  await system.start(behind + 2 * hour);
  system.publish(file, 'minato', at);
  await system.beat('screen-17', { slide: slideOf('screen-17') });
  await system.stop();
  await system.start(behind);
  system.publish(file, 'minato', at);
  const special = {
    'screen-04': { state: 'degraded', reason: '画像を一つ描けません' },
    'screen-23': { panel: 'standby' },
    'screen-31': { edition: { epoch: 1, number: 1 } },
    'screen-32': { edition: { epoch: 1, number: 1 } },
  };
  for (const id of ids.filter((each) => each !== 'screen-17')) await system.beat(id, { ...current, slide: slideOf(id), panel: 'on', ...special[id] });
  const staff = system.token('administrator-1', 'administrator');
  const until = (hours) => new Date(Date.parse(shownAt) + hours * hour * 1000).toISOString();
  await system.ask('PUT', '/v1/players/screen-40/note', staff, { kind: 'maintenance', reason: '電気設備の点検', by: '施設課', until: until(5) });
  await system.ask('PUT', '/v1/players/screen-23/note', staff, { kind: 'seen_to', reason: '電源を確かめに行きます', by: '田中', until: until(2) });
}

let browser;
try {
  await seed();
  browser = await launch();
  const more = { viewport: { width: 1280, height: 1000 }, colorScheme: 'light' };
  const page = await open(browser, system, { more });
  await answer(page, {
    picture: (id) => picture(slideOf(decodeURIComponent(id))),
    taken: (id) => new Date(Date.parse(shownAt) - (id === 'screen-17' ? 2 * hour * 1000 : 5000)).toISOString(),
    slides: slides.map((slide, i) => [slide, 20 + 5 * i]),
    until: shownAt,
  });
  await page.reload();
  await page.waitForFunction(() => document.querySelectorAll('.tile .glass img').length > 20);
  await page.screenshot({ path: join(root, 'media/readme-fleet.png') });
  await page.goto(`${system.url}/screens/screen-06`);
  await page.waitForSelector('.plot canvas');
  await page.waitForSelector('.glass img');
  await page.screenshot({ path: join(root, 'media/readme-screen-page.png') });
  console.log('media/readme-fleet.png and media/readme-screen-page.png are new');
} finally {
  await browser?.close();
  await system.end();
}
