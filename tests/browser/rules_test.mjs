// The pages' logic without a browser: order, search, counts, the spread of an edition, and text made safe.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { root } from './system.mjs';

const folder = mkdtempSync(join(tmpdir(), 'signage-web-'));
const web = join(root, 'tools/hub/web');
let load;

// The modules as node can import them: beside them stubs of the libraries, which these functions do not use.
before(() => {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const file of readdirSync(web).filter((name) => name.endsWith('.js'))) {
    const text = readFileSync(join(web, file), 'utf8').replace(/from '(preact|preact\/hooks|htm|uplot)'/g, "from './library.js'");
    writeFileSync(join(folder, file), text);
  }
  writeFileSync(join(folder, 'library.js'), 'const none = { bind: () => () => null };\nexport default none;\nexport const h = 0, render = 0, useState = 0, useEffect = 0, useRef = 0, useMemo = 0, useLayoutEffect = 0;\n');
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['fr', 'en-GB', 'ja'] }, configurable: true });
  globalThis.document = { documentElement: {} };
  const kept = new Map();
  globalThis.localStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  load = (name) => import(pathToFileURL(join(folder, name)).href);
});
after(() => rmSync(folder, { recursive: true, force: true }));

const player = (id, concern, more = {}) => ({ id, concern, state: 'ok', since: '2025-02-10T00:00:00Z', stateSince: '2025-02-09T00:00:00Z', heard: '2025-02-10T00:01:00Z', ...more });
const fleet = (players, silent = []) => ({ players, silent, titles: { a: '題' }, channels: [] });

test('those that need a person come first, numbers in ids count as numbers', async () => {
  const { screensOf } = await load('concerns.js');
  const screens = screensOf(fleet(
    [player('s10', 'none'), player('s2', 'none'), player('c', 'closed'), player('b', 'behind'), player('o', 'offline'), player('d', 'degraded'), player('m', 'maintenance')],
    [{ id: 'n' }, { id: 'nc', closed: true }, { id: 'nm', note: { kind: 'maintenance' } }]));
  assert.deepEqual(screens.map(({ id }) => id), ['o', 'd', 'n', 'b', 'm', 'nm', 'c', 'nc', 's2', 's10']);
});

test('since when: of the slide, of the state, of the last contact, of the note', async () => {
  const { screensOf } = await load('concerns.js');
  const of = (concern, more) => screensOf(fleet([player('x', concern, more)]))[0].begun;
  assert.equal(of('none'), '2025-02-10T00:00:00Z');
  assert.equal(of('degraded', { state: 'degraded' }), '2025-02-09T00:00:00Z');
  assert.equal(of('offline'), '2025-02-10T00:01:00Z');
  assert.equal(of('closed', { trouble: 'offline' }), '2025-02-10T00:01:00Z');
  assert.equal(of('seen_to', { trouble: 'offline', note: { since: '2025-02-10T05:00:00Z' } }), '2025-02-10T05:00:00Z');
});

test('search: every word, in name, id or tag, whatever its width or case', async () => {
  const { filtered, screensOf } = await load('concerns.js');
  const screens = screensOf(fleet([player('screen-01', 'none', { name: '芝地区ＡＢＣ', tags: { area: ['shiba', 'minato'] } }), player('screen-02', 'offline', { name: '麻布' })]));
  const found = (search, state = '') => filtered(screens, search, state).map(({ id }) => id);
  assert.deepEqual(found('芝 abc'), ['screen-01']);
  assert.deepEqual(found('ＡＲＥＡ=minato'), ['screen-01']);
  assert.deepEqual(found('SCREEN'), ['screen-02', 'screen-01']);
  assert.deepEqual(found('screen', 'offline'), ['screen-02']);
  assert.deepEqual(found('芝 麻布'), []);
  assert.deepEqual(found('  '), ['screen-02', 'screen-01']);
});

test('the spread of an edition counts every screen of its channel once', async () => {
  const { screensOf } = await load('concerns.js');
  const { spreadOf } = await load('spread.js');
  const of = (id, concern, edition, more = {}) => player(id, concern, { channel: 'minato', edition, ...more });
  const screens = screensOf(fleet([of('1', 'none', '1-2'), of('2', 'behind', '1-1'), of('3', 'slate', undefined), of('4', 'offline', '1-2'),
    of('5', 'closed', '1-2', { trouble: 'offline' }), of('6', 'maintenance', '1-2'), of('7', 'none', '9-9', { channel: 'other' })], [{ id: '8', channel: 'minato' }]));
  const spread = spreadOf({ channel: 'minato', edition: '1-2' }, screens);
  assert.deepEqual(spread, { current: '1-2', total: 7, showing: 2, none: 1, away: 3, others: [['1-1', 1]] });
});

test('what cannot be seen is made visible, what can be seen stays', async () => {
  const { visible } = await load('safe.js');
  assert.equal(visible('a\u202Eb\u0007\u2066\u{e0041}'), 'a[U+202E]b[U+0007][U+2066][U+E0041]');
  assert.equal(visible('髙﨑神　ｶﾞ👨‍👩‍👧'), '髙﨑神　ｶﾞ👨‍👩‍👧');
  assert.equal(visible(null), '');
});

test('what is no text is shown as the JSON that it is', async () => {
  const { visible } = await load('safe.js');
  assert.equal(visible({ toString: 0, valueOf: 0 }), '{"toString":0,"valueOf":0}');
  assert.equal(visible([['\u202E']]), '[["[U+202E]"]]');
  assert.equal(visible(Object.create(null)), '{}');
  assert.equal(visible(7), '7');
});

test('a hub that never answers is given up', async () => {
  const { heartbeats } = await load('api.js');
  const real = [globalThis.fetch, AbortSignal.timeout];
  let patience = 0;
  globalThis.fetch = (path, { signal }) => new Promise((_, refuse) => { signal.addEventListener('abort', () => refuse(signal.reason)); });
  AbortSignal.timeout = (milliseconds) => {
    patience = milliseconds;
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('', 'TimeoutError')), 1);
    return controller.signal;
  };
  try {
    await assert.rejects(heartbeats('screen-01', {}), { name: 'TimeoutError' });
    assert.equal(patience, 15_000);
  } finally {
    [globalThis.fetch, AbortSignal.timeout] = real;
  }
});

test('a time that cannot be read is unknown, and throws nowhere', async () => {
  const times = await load('time.js');
  for (const odd of ['10000-01-01T00:00:00Z', '-001-12-31T00:00:00Z', '2025-02-10T09:00:00+09:00:30', '', undefined, {}, NaN]) {
    for (const name of ['clock', 'clockSeconds', 'day', 'isoDay']) assert.equal(times[name](odd), '―', `${name} ${odd}`);
    assert.equal(times.ago(odd, 0), '―');
    assert.equal(times.dayClock(odd), '― ―');
    assert.equal(times.short(odd, Date.now()), '― ―');
    assert.equal(times.isoMinute(odd), '―T―');
  }
});

test('both languages have the same words with the same places for values', async () => {
  const [{ japanese }, { english }] = [await load('words_ja.js'), await load('words_en.js')];
  assert.deepEqual(Object.keys(japanese).sort(), Object.keys(english).sort());
  const places = (text) => [...new Set(text.match(/\{\d\}/g) ?? [])].sort().join();
  for (const key of Object.keys(japanese)) assert.equal(places(english[key]), places(japanese[key]), key);
});

test('every word that a module says is there, and every word there is said', async () => {
  const { japanese } = await load('words_ja.js');
  const text = readdirSync(web).filter((name) => /\.js$/.test(name) && !name.startsWith('words_')).map((name) => readFileSync(join(web, name), 'utf8')).join('\n');
  for (const [, key] of text.matchAll(/\bsay\('([a-zA-Z]+)'/g)) assert.ok(key in japanese, `say('${key}')`);
  const built = /^(panel|proof|played|state|lane|gap|role|outcome)_/;
  const unused = Object.keys(japanese).filter((key) => !built.test(key) && !new RegExp(`['"]${key}['"]`).test(text) && !new RegExp(`name="${key}"`).test(text));
  assert.deepEqual(unused, []);
});

test('the browser decides the language until the reader does', async () => {
  const { language, say, sayError, speak } = await load('words.js');
  assert.equal(language(), 'en');
  assert.equal(say('shown', 1, 2), '1 of 2 screens shown');
  speak('ja');
  assert.equal(globalThis.localStorage.getItem('signage-language'), 'ja');
  assert.equal(say('shown', 1, 2), '1台を表示（全2台）');
  assert.equal(sayError({ ja: '日', en: 'e' }), '日');
  assert.equal(sayError(undefined), japaneseFailed);
});
const japaneseFailed = 'うまくいきませんでした。';

test('times are the ward\'s', async () => {
  const { ago, clock, dayStart, isoDay, length } = await load('time.js');
  assert.equal(clock('2025-02-09T15:05:00Z'), '00:05');
  assert.equal(isoDay('2025-02-09T15:05:00Z'), '2025-02-10');
  assert.equal(new Date(dayStart('2025-02-10')).toISOString(), '2025-02-09T15:00:00.000Z');
  assert.equal(ago('2025-02-10T00:00:00Z', Date.parse('2025-02-10T00:59:59Z')), '59分前');
  assert.equal(length(3700), '1時間2分');
});
