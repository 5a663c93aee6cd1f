// A screen's page. Timelines, plays and pictures are answered by the test in the shapes of the hub's interface.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { answer } from './answers.mjs';
import { axe, launch, open, sizes } from './browser.mjs';
import { seed } from './fleet_seed.mjs';
import { root, System } from './system.mjs';

const system = new System();
const picture = () => readFileSync(join(root, 'media/readme-screen.png'));
let browser;
let page;
let asked;

before(async () => {
  await seed(system);
  for (let i = 0; i < 3; ++i) await system.beat('screen-01', { edition: { epoch: 1, number: 2 }, state: i === 1 ? 'degraded' : 'ok', reason: i === 1 ? '一時の不具合' : '' });
  browser = await launch();
  page = await open(browser, system);
  asked = await answer(page, { picture });
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
  await answer(own, { picture, taken: (id) => new Date(Date.now() - (id === 'screen-02' ? 7_300_000 : 1000)).toISOString() });
  await own.reload();
  await own.waitForSelector('[data-id="screen-02"] .glass.old img');
  assert.match(await own.innerText('[data-id="screen-02"] .taken'), /の画像（2時間前）$/);
  await own.waitForSelector('[data-id="screen-01"] .glass:not(.old) img');
  assert.deepEqual(await axe(own), []);
  clean(own);
  await own.context().close();
});

test('a new picture is asked for, and that is said', async () => {
  await page.click('text=新しい画像を求める');
  await page.waitForSelector('text=画面に頼みました');
  assert.ok(asked.includes('POST picture-request screen-01'));
  clean(page);
});

test('the day is drawn, one lane a slide, and is there as tables', async () => {
  const day = section('一日の表示');
  assert.equal(await day.locator('.shown').count(), 3);
  assert.ok((await day.locator('.gap').getAttribute('d')).startsWith('M'));
  assert.equal(await day.locator('.restart').count(), 2);
  await day.locator('summary').click();
  const tables = (await day.locator('details').innerText()).replace(/\s+/g, ' ');
  assert.match(tables, /区民公開講座のご案内/);
  assert.match(tables, /11:00:00 25分/);
  assert.match(tables, /表示できません/);
  assert.match(await day.innerText(), /最小 -?\d+\.\d 秒、最大 \d+\.\d 秒（105回の報告）/);
  assert.match(await day.innerText(), /この日の再起動：2回（11:15、11:25）/);
  assert.ok((await day.locator('.plot canvas').count()) === 1);
  clean(page);
});

test('the day before is another day', async () => {
  const before = await page.inputValue('input[type=date] >> nth=0');
  assert.ok(await page.isDisabled('text=次の日'));
  await page.click('text=前の日');
  const now = await page.inputValue('input[type=date] >> nth=0');
  assert.equal(Date.parse(before) - Date.parse(now), 86_400_000);
  assert.ok(await page.isEnabled('text=次の日'));
  await page.waitForFunction((date) => document.querySelector('.day')?.getAttribute('aria-label').startsWith(date), now);
  clean(page);
});

test('heartbeats are a table with filters', async () => {
  const beats = section('記録（ハートビート）');
  assert.equal(await beats.locator('tbody tr').count(), 4);
  await beats.locator('select').selectOption('degraded');
  assert.match(await beats.innerText(), /一時の不具合/);
  assert.equal(await beats.locator('tbody tr').count(), 1);
  await beats.locator('select').selectOption('');
  await beats.locator('input[name=until]').fill('2020-01-01T00:00');
  await beats.locator('button').click();
  await page.waitForSelector('text=当てはまる記録はありません');
  clean(page);
});

test('plays are a table, and go as CSV for the same days', async () => {
  const plays = section('再生記録');
  assert.equal(await plays.locator('tbody tr').count(), 40);
  assert.match(await plays.innerText(), /それだけで法定の掲示を証明するものではありません/);
  const link = new URL(await plays.locator('a[download]').getAttribute('href'), system.url);
  assert.equal(link.pathname, '/v1/players/screen-01/plays');
  assert.equal(link.searchParams.get('format'), 'csv');
  assert.match(link.searchParams.get('since'), /^\d{4}-\d\d-\d\dT00:00:00\+09:00$/);
  assert.equal(Date.parse(link.searchParams.get('until')) - Date.parse(link.searchParams.get('since')), 86_400_000);
});

test('maintenance is noted and removed; a reason is needed', async () => {
  await page.click('text=保守中にする');
  await page.waitForSelector('dialog[open]');
  assert.deepEqual(await axe(page), []);
  await page.click('dialog >> text=記入する');
  assert.equal(await page.$eval('dialog textarea', (field) => field.validity.valueMissing), true);
  await page.fill('dialog textarea', '蛍光灯の交換');
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

test('a hub without these routes says so politely; in English, on a phone, nothing is too wide', async () => {
  const phone = await open(browser, system, { locale: 'en-US', size: 'phone', role: 'reader' });
  await phone.goto(`${system.url}/screens/screen-01`);
  await phone.waitForSelector('text=This hub does not offer it yet.');
  await phone.waitForSelector('.no-picture');
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), sizes.phone.width);
  assert.deepEqual(await axe(phone), []);
  await phone.click('text=Note maintenance');
  await phone.fill('dialog textarea', 'x');
  await phone.click('dialog >> text=Save');
  await phone.waitForSelector('dialog [role=alert]:has-text("may not do this")');
  phone.faults = phone.faults.filter((fault) => !/403/.test(fault));
  clean(phone);
  await phone.goto(`${system.url}/screens/nobody`);
  await phone.waitForSelector('text=This screen is not known.');
  await phone.context().close();
});
