// The pictures of the pages in the README; see tools/readme-pages. The day is the one that the sample playlist is of.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { jpegOf, launch, open } from './browser.mjs';
import { dayRecords } from './day.mjs';
import { smaller } from './png.mjs';
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

let browser;

// What the glass of a screen shows: the slide, drawn by signagectl as a player draws it, as a heartbeat carries it.
const drawn = new Map();
async function picture(slide, taken = Date.parse(shownAt) - 20_000) {
  if (!drawn.has(slide)) {
    const out = join(system.folder, `${slide}.png`);
    system.ctl('render', file, '--slide', slide, '--size', '640x360', '--out', out, '--at', shownAt);
    drawn.set(slide, await jpegOf(browser, readFileSync(out)));
  }
  return { taken: new Date(taken).toISOString(), slide, why: 'asked', check: 'server', jpeg: drawn.get(slide) };
}
const slideOf = (id) => slides[ids.indexOf(id) % slides.length];

// The day of the screen whose page is shown, sent as it passes: the hub is started again and again with a later clock.
const shownScreen = 'screen-06';
const pieces = [
  { from: '08:30', to: '10:20', proof: 'panel' },
  { from: '10:20', to: '10:32', state: 'degraded', reason: '画像を一つ描けません', proof: 'panel' },
  { from: '10:32', to: '11:40', proof: 'panel' },
  { from: '11:43', to: '13:05', boot: 'z', proof: 'panel' },
  { from: '13:05', to: '13:12', boot: 'z', state: 'slate', reason: '版を読み込んでいます' },
  { from: '13:12', to: '14:11', boot: 'z', proof: 'panel' },
];
async function passDay() {
  const records = dayRecords(shownScreen, shownAt.slice(0, 10), pieces, slides.map((slide, i) => [slide, 20 + 5 * i]));
  const drift = [0.3, 2.4, 0.2, 0.4, 2.6, 0.5, 0.3, 2.7, 0.6, 0.4, 2.5, 0.2];
  const size = Math.ceil(records.length / drift.length);
  for (let i = 0; i < drift.length; ++i) {
    const part = records.slice(i * size, (i + 1) * size);
    const last = Date.parse(part.at(-1).wall);
    await system.start(Math.round((Date.now() - last) / 1000 - drift[i]));
    await system.send(shownScreen, part);
    await system.stop();
  }
}

async function seed() {
  const at = ['--issued', shownAt, '--at', shownAt];
  await system.start(behind + 2 * hour);
  system.publish(file, 'minato', at);
  await system.beat('screen-17', { slide: slideOf('screen-17') }, await picture(slideOf('screen-17'), Date.parse(shownAt) - 2 * hour * 1000));
  await system.stop();
  await passDay();
  await system.start(behind);
  system.publish(file, 'minato', at);
  const special = {
    'screen-04': { state: 'degraded', reason: '画像を一つ描けません' },
    'screen-23': { panel: 'standby' },
    'screen-31': { edition: { epoch: 1, number: 1 } },
    'screen-32': { edition: { epoch: 1, number: 1 } },
  };
  for (const id of ids.filter((each) => each !== 'screen-17')) {
    const boot = id === shownScreen ? { boot: 'z', monotonic_ms: (14 * 60 + 12) * 60_000 } : {};
    await system.beat(id, { ...current, ...boot, slide: slideOf(id), panel: 'on', ...special[id] }, await picture(slideOf(id)));
  }
  const staff = system.token('administrator-1', 'administrator');
  const until = (hours) => new Date(Date.parse(shownAt) + hours * hour * 1000).toISOString();
  await system.ask('PUT', '/v1/players/screen-40/note', staff, { kind: 'maintenance', reason: '電気設備の点検', by: '施設課', until: until(5) });
  await system.ask('PUT', '/v1/players/screen-23/note', staff, { kind: 'seen_to', reason: '電源を確かめに行きます', by: '田中', until: until(2) });
}

try {
  browser = await launch();
  await seed();
  const more = { viewport: { width: 1280, height: 866 }, colorScheme: 'light' };
  const page = await open(browser, system, { more });
  await page.waitForFunction(() => document.querySelectorAll('.tile .glass img').length > 20);
  writeFileSync(join(root, 'media/readme-fleet.png'), smaller(await page.screenshot()));
  await page.setViewportSize({ width: 1280, height: 1080 });
  await page.goto(`${system.url}/screens/${shownScreen}`);
  await page.waitForSelector('.plot canvas');
  await page.waitForSelector('.glass img');
  writeFileSync(join(root, 'media/readme-screen-page.png'), smaller(await page.screenshot()));
  if (page.faults.length > 0) throw new Error(page.faults.join('\n'));
  console.log('media/readme-fleet.png and media/readme-screen-page.png are new');
} finally {
  await browser?.close();
  await system.end();
}
