// See tools/bench/page. usage: node page.mjs PLAYERS RUNS
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { launch, open } from '../../tests/browser/browser.mjs';
import { record, root, System } from '../../tests/browser/system.mjs';

const [players, runs] = process.argv.slice(2).map(Number);
const system = new System();
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const ids = Array.from({ length: players }, (_, i) => `screen-${String(i + 1).padStart(4, '0')}`);

// Tokens as `signage-hub token add` makes them, several at a time: a process each.
async function tokens() {
  const bin = join(process.env.SIGNAGE_BIN_DIR ?? join(root, 'build/bin'), 'signage-hub');
  const rest = [...ids];
  const add = (id) => new Promise((done, failed) => execFile(bin, ['token', 'add', id, '--role', 'player', '--data', system.data],
    (error, out) => (error ? failed(error) : done(system.tokens.set(id, out.trim())))));
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let id = rest.pop(); id; id = rest.pop()) await add(id);
  }));
}

// Every hundredth has something that needs a person.
function report(id, seq, i) {
  const edition = { epoch: 1, number: i % 50 === 7 ? 1 : 2 };
  const state = i % 100 === 42 ? 'degraded' : 'ok';
  return record(id, seq, 0, { edition, state, reason: state === 'ok' ? '' : '画像を一つ描けません', slide: `slide-${i % 12}` });
}

async function beats() {
  const rest = ids.map((id, i) => [id, i]);
  await Promise.all(Array.from({ length: 32 }, async () => {
    for (let one = rest.pop(); one; one = rest.pop()) {
      await system.ask('POST', '/v1/heartbeats', system.token(one[0], 'player'), { records: [1, 2].map((seq) => report(one[0], seq, one[1])) });
    }
  }));
}

const perChannel = 1000; // a playlist lists 2,000 screens at most

function publishAll() {
  for (let first = 0; first < players; first += perChannel) {
    const channel = `bench-${first / perChannel + 1}`;
    for (let edition = 1; edition <= 2; ++edition) system.publish(playlist(ids.slice(first, first + perChannel), first), channel);
  }
}

function playlist(own, first) {
  const slides = Array.from({ length: 12 }, (_, i) => ({ id: `slide-${i}`, layout: 'notice', title: `在宅療養の相談は相談センターへ ${i}`, lead: '本文です。', fallback: true }));
  return { format: 'signage-playlist/1', title: 'bench', timezone: 'Asia/Tokyo', slides, screens: own.map((id, i) => ({ id, name: `施設 ${first + i + 1}`, tags: { area: `a${i % 5}` } })) };
}

async function fetched(token) {
  const times = [];
  let bytes = 0;
  for (let run = 0; run < runs; ++run) {
    const begun = performance.now();
    bytes = (await system.ask('GET', '/v1/players?view=page', token)).length;
    times.push(performance.now() - begun);
  }
  return { bytes, milliseconds: Math.round(median(times)) };
}

// From the start of a navigation until a key pressed in the search has its answer.
async function visit(page) {
  const begun = performance.now();
  await page.goto(system.url, { waitUntil: 'commit' });
  await page.waitForFunction((wanted) => document.querySelectorAll('.tile').length > 0 && document.querySelector('.count b')?.textContent === String(wanted), players, { polling: 'raf' });
  const drawn = performance.now() - begun;
  await page.focus('#search');
  await page.keyboard.type('9');
  await page.waitForFunction(() => /[0-9]/.test(document.querySelector('.found')?.textContent ?? ''), undefined, { polling: 'raf' });
  return { drawn, usable: performance.now() - begun };
}

let browser;
try {
  await system.start();
  publishAll();
  let begun = performance.now();
  await tokens();
  console.log(`${players} tokens made in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  begun = performance.now();
  await beats();
  console.log(`${2 * players} heartbeats taken in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  const token = system.token('administrator-1', 'administrator');
  const lean = await fetched(token);
  console.log(`GET /v1/players?view=page   ${(lean.bytes / 1e6).toFixed(2)} MB in ${lean.milliseconds} ms (median of ${runs})`);
  browser = await launch();
  const page = await open(browser, system);
  const visits = [];
  for (let run = 0; run < runs; ++run) visits.push(await visit(page));
  const of = (key) => visits.map((one) => one[key]);
  console.log(`fleet page   tiles drawn ${Math.round(median(of('drawn')))} ms, usable ${Math.round(median(of('usable')))} ms, slowest ${Math.round(Math.max(...of('usable')))} ms (${runs} runs, cache as on a second visit)`);
  const memory = readFileSync(`/proc/${system.hub.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)[1];
  console.log(`hub          peak memory ${Math.round(memory / 1024)} MiB; ${execFileSync('nproc').toString().trim()} cores`);
} finally {
  await browser?.close();
  await system.end();
}
