// A screen's page, of a day and a picture that were reported as a player does.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { axe, jpegOf, launch, open, sizes } from './browser.mjs';
import { dayOf, dayRecords, sendDay } from './day.mjs';
import { seed } from './fleet_seed.mjs';
import { root, System } from './system.mjs';

const system = new System();
const current = { edition: { epoch: 1, number: 2 } };
const yesterday = dayOf(-1);
const pieces = [
  { from: '08:30', to: '10:00' },
  { from: '10:00', to: '10:25', state: 'slate', reason: '版がありません' },
  { from: '10:25', to: '11:00', proof: 'panel' },
  { from: '11:02', to: '11:20', boot: 'z', proof: 'none' },
  { from: '11:40', to: '12:00', boot: 'z', state: 'degraded', reason: '画像を一つ描けません' },
];
const slides = [['soudan', 30], ['kouza', 20], ['evil', 25]];
const soon = `${dayOf(1)}T12:00`;
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
let browser;
let page;
let picture; // what a heartbeat carries of the glass

before(async () => {
  browser = await launch();
  const jpeg = await jpegOf(browser, readFileSync(join(root, 'media/readme-screen.png')));
  picture = (seconds) => ({ taken: ago(seconds), slide: 'soudan', why: 'asked', check: 'server', jpeg });
  await seed(system);
  for (let i = 0; i < 3; ++i) await system.beat('screen-01', { ...current, wall: ago(12 - i * 4), state: i === 1 ? 'degraded' : 'ok', reason: i === 1 ? '一時の不具合' : '' }, picture(1));
  await system.beat('screen-09', current, picture(7300));
  await sendDay(system, 'screen-01', dayRecords('screen-01', yesterday, pieces, slides));
  page = await open(browser, system);
  await page.goto(`${system.url}/screens/screen-01`);
  await page.waitForSelector('.day');
});
after(async () => {
  await browser?.close();
  await system.end();
});

const clean = (on) => assert.deepEqual(on.faults, []);
const section = (name) => page.locator(`section:has(> h2:text-is("${name}"))`);

test('it says what the glass shows now, with the picture', async () => {
  assert.equal((await page.innerText('h1')).replace(/\s+/g, ' '), '芝地区総合支所 screen-01');
  assert.match((await page.innerText('.now')).replace(/\s+/g, ' '), /● ?正常.*表示中 在宅療養の相談は相談センターへ.*版 1-2.*映像出力まで確認（画面の電源は未確認）.*area=shiba/);
  await page.waitForSelector('.glass img');
  assert.equal(await page.getAttribute('.glass img', 'alt'), '芝地区総合支所の画面');
  assert.match(await page.innerText('.glass .taken'), /^\d\d:\d\d の画像（1分以内）$/);
  clean(page);
});

test('an old picture is not taken for what shows now', async () => {
  const own = await open(browser, system, { role: 'reader' });
  await own.waitForSelector('[data-id="screen-09"] .glass.old img');
  assert.match(await own.innerText('[data-id="screen-09"] .taken'), /の画像（2時間前）$/);
  await own.waitForSelector('[data-id="screen-01"] .glass:not(.old) img');
  assert.deepEqual(await axe(own), []);
  clean(own);
  await own.context().close();
});

test('a new picture is asked for, and that is said', async () => {
  await page.click('text=新しい画像を求める');
  await page.waitForSelector('text=画面に頼みました');
  const reply = await system.beat('screen-01', current);
  assert.deepEqual(reply.wanted, { picture: true });
  await system.beat('screen-01', current, picture(0));
  assert.equal((await system.beat('screen-01', current)).wanted, undefined, 'it came');
  clean(page);
});

test('the day is drawn, one lane a slide, and is there as tables', async () => {
  const day = section('一日の表示');
  await page.click('text=前の日');
  await page.waitForSelector(`.day[aria-label^="${yesterday}"]`);
  assert.equal(await day.locator('.shown').count(), 3);
  assert.deepEqual(await day.locator('.gap').evaluateAll((all) => all.map((gap) => gap.getAttribute('class').split('gap-')[1])), ['no_contact', 'no_play', 'slate', 'restart']);
  assert.ok((await day.locator('.gap-slate').getAttribute('d')).startsWith('M'));
  assert.equal(await day.locator('.restart').count(), 1);
  await day.locator('summary').click();
  const tables = (await day.locator('details').innerText()).replace(/\s+/g, ' ');
  assert.match(tables, /区民公開講座のご案内 \d+ \d+分 08:30:30/);
  assert.match(tables, /画面の点灯まで \d+/);
  assert.match(tables, /10:01:00 24分 案内画面を表示/);
  assert.match(tables, /11:00:00 2分 再起動/);
  assert.match(tables, /11:21:00 19分 連絡なし/);
  assert.match(tables, /表示できません 版がありません/);
  assert.match(tables, /一部不具合 画像を一つ描けません/);
  assert.match(await day.innerText(), /この日の再起動：1回（11:03）/);
  clean(page);
});

test('the day after is another day, and today is the last', async () => {
  const today = dayOf(0);
  assert.ok(await page.isEnabled('text=次の日'));
  await page.click('text=次の日');
  await page.waitForSelector(`.day[aria-label^="${today}"]`);
  assert.equal(await page.inputValue('input[type=date] >> nth=0'), today);
  assert.ok(await page.isDisabled('text=次の日'));
  const day = section('一日の表示');
  assert.match(await day.innerText(), /最小 -?\d+\.\d 秒、最大 1[0-9]\.\d 秒（[2-5]回の報告）/);
  assert.equal(await day.locator('.plot canvas').count(), 1);
  clean(page);
});

test('heartbeats are a table with filters', async () => {
  const beats = section('記録（ハートビート）');
  const several = await beats.locator('tbody tr').count();
  assert.ok(several >= 4 && several <= 200, `${several}`);
  assert.match(await beats.innerText(), /一時の不具合/);
  await beats.locator('select').selectOption('slate');
  assert.equal(await beats.locator('tbody tr').count(), 25);
  await beats.locator('select').selectOption('');
  await beats.locator('input[name=until]').fill('2020-01-01T00:00');
  await beats.locator('button').click();
  await page.waitForSelector('text=当てはまる記録はありません');
  clean(page);
});

test('plays are a table, and go as CSV for the same days', async () => {
  const plays = section('再生記録');
  await plays.locator('input[type=date]').first().fill(yesterday);
  await plays.locator('input[type=date]').last().fill(yesterday);
  await page.waitForFunction(() => document.querySelectorAll('section[aria-labelledby="plays"] tbody tr').length === 100);
  assert.match(await plays.innerText(), /新しい100件だけを示しています/);
  assert.match(await plays.innerText(), /区民公開講座のご案内\s+1-2\s+20秒\s+映像出力まで/);
  assert.match(await plays.innerText(), /それだけで法定の掲示を証明するものではありません/);
  const link = new URL(await plays.locator('a[download]').getAttribute('href'), system.url);
  assert.equal(link.pathname, '/v1/players/screen-01/plays');
  assert.equal(link.searchParams.get('format'), 'csv');
  assert.match(link.searchParams.get('since'), /^\d{4}-\d\d-\d\dT00:00:00\+09:00$/);
  assert.equal(Date.parse(link.searchParams.get('until')) - Date.parse(link.searchParams.get('since')), 86_400_000);
  const csv = await page.evaluate(async (path) => (await fetch(path)).text(), link.pathname + link.search);
  assert.ok(csv.split('\r\n').length > 300 && csv.includes('kouza'), csv.slice(0, 200));
});

test('maintenance is noted and removed; a reason is needed', async () => {
  await page.click('text=保守中にする');
  await page.waitForSelector('dialog[open]');
  assert.deepEqual(await axe(page), []);
  await page.click('dialog >> text=記入する');
  assert.equal(await page.$eval('dialog textarea', (field) => field.validity.valueMissing), true);
  await page.fill('dialog textarea', '蛍光灯の交換');
  await page.fill('dialog input[name=until]', '2099-01-01T00:00');
  await page.click('dialog >> text=記入する');
  await page.waitForSelector('dialog [role=alert]:has-text("一年以内")');
  assert.equal(await page.inputValue('dialog input[name=until]'), '2099-01-01T00:00', 'what was typed stays');
  page.faults = page.faults.filter((fault) => !/ 400 /.test(fault));
  await page.fill('dialog input[name=until]', soon);
  await page.fill('dialog input[name=by]', '田中');
  await page.click('dialog >> text=記入する');
  await page.waitForSelector('.now .state.rest');
  assert.match(await section('保守・対応の記入').innerText(), /保守中 蛍光灯の交換 担当：田中/);
  await page.click('text=記入を消す');
  await page.waitForSelector('.now .state.good');
  await page.click('text=対応中にする');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  clean(page);
});

test('axe finds nothing serious', async () => assert.deepEqual(await axe(page), []));

test('what the hub does not answer is said politely; in English, on a phone, nothing is too wide', async () => {
  const phone = await open(browser, system, { locale: 'en-US', size: 'phone', role: 'reader' });
  const refused = { status: 503, json: { error: { ja: '今は読めません', en: 'cannot be read now' } } };
  await phone.route(/\/v1\/players\/screen-01\/timeline/, (route) => route.fulfill({ status: 404, json: {} }));
  await phone.route(/\/v1\/players\/screen-01\/plays/, (route) => route.fulfill(refused));
  await phone.goto(`${system.url}/screens/screen-01`);
  await phone.waitForSelector('text=This hub does not offer it yet.');
  await phone.waitForSelector('text=cannot be read now');
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), sizes.phone.width);
  assert.deepEqual(await axe(phone), []);
  phone.faults = phone.faults.filter((fault) => !/ (404|503) .*\/(timeline|plays)/.test(fault));
  clean(phone);
  await phone.goto(`${system.url}/screens/nobody`);
  await phone.waitForSelector('text=This screen is not known.');
  await phone.context().close();
});

test('a reader sees what they may do and nothing else', async () => {
  const reader = await open(browser, system, { role: 'reader', size: 'phone' });
  await reader.goto(`${system.url}/screens/screen-01`);
  await reader.waitForSelector('.day');
  await reader.waitForSelector('.glass img');
  assert.deepEqual(await reader.$$eval('.ways a', (all) => all.map((link) => link.getAttribute('href'))), ['/', '/account']);
  assert.equal(await reader.locator('button:has-text("保守中にする"), button:has-text("登録を取り消す"), a[href^="/enrol"]').count(), 0);
  await reader.click('text=新しい画像を求める');
  await reader.waitForSelector('text=画面に頼みました');
  assert.equal(await reader.evaluate(() => document.documentElement.scrollWidth), sizes.phone.width);
  clean(reader);
  await reader.context().close();
});
