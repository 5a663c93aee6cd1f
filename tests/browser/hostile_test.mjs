// Hostile text in every field that a player or a member of staff can send: it is shown as text, harmless and whole.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { axe, jpegOf, launch, open } from './browser.mjs';
import { dayOf, dayRecords, sendDay } from './day.mjs';
import { hostile, playlist, seed, signable } from './fleet_seed.mjs';
import { password, root, System } from './system.mjs';

const system = new System();
let browser;

const yesterday = dayOf(-1);
// What a name of an account may be, at its worst.
const oddNames = ['__proto__', 'constructor', 'toString', 'a.b_c-d'];

before(async () => {
  await seed(system);
  const all = playlist();
  all.screens.push({ id: 'screen-13', name: signable });
  system.publish(all);
  browser = await launch();
  const jpeg = await jpegOf(browser, readFileSync(join(root, 'media/readme-screen.png')));
  const picture = { taken: new Date().toISOString(), slide: hostile, why: 'asked', check: hostile, jpeg };
  const evil = [{ from: '09:00', to: '09:30', state: 'slate', reason: hostile }, { from: '09:30', to: '10:00', reason: hostile }];
  for (const id of ['screen-08', 'screen-10', 'screen-11']) {
    await sendDay(system, id, dayRecords(id, yesterday, evil, [[hostile, 30], ['../../etc/passwd', 20]], hostile.slice(0, 60)));
    await system.beat(id, { state: 'degraded', reason: hostile, slide: 'evil', edition: { epoch: 1, number: 2 } }, picture);
  }
  for (const name of oddNames) system.account(name, 'reader');
});
after(async () => {
  await browser?.close();
  await system.end();
});

const shownAs = (text) => text.replace('\u202E', '[U+202E]').replace('\u2066', '[U+2066]').replace('\u0007', '[U+0007]').replace('\u001b', '[U+001B]');

// Nothing ran, nothing was made of it, and no unseen character is left in the page's text or attributes.
async function inert(page) {
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.equal(await page.$$eval('main script, main img[src="x"], main [onerror]', (all) => all.length), 0);
  const unseen = await page.evaluate(() => {
    const pattern = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
    const texts = [document.title, document.body.textContent, ...[...document.querySelectorAll('*')].flatMap((each) => [...each.attributes].map(({ value }) => value))];
    return texts.filter((text) => pattern.test(text)).map((text) => text.slice(0, 80));
  });
  assert.deepEqual(unseen, []);
  assert.deepEqual(page.faults, []);
}

for (const [locale, size] of [['ja-JP', 'desktop'], ['en-US', 'phone']]) {
  test(`the fleet, ${locale}, ${size}`, async () => {
    const page = await open(browser, system, { locale, size });
    const text = (selector) => page.$eval(selector, (element) => element.textContent);
    assert.equal(await text('[data-id="screen-08"] h3 a'), shownAs(signable));
    assert.equal(await text('[data-id="screen-08"] .slide'), shownAs(signable));
    assert.ok((await text('[data-id="screen-08"] .remarks')).includes(shownAs(hostile)));
    assert.ok((await text('[data-id="screen-10"] .remarks')).includes(shownAs(hostile)));
    assert.ok((await text('[data-id="screen-11"] .note-line')).includes('<script>'));
    const isolated = await page.$$eval('.tile h3 a, .tile .slide, .tile .remarks li:first-child', (all) =>
      all.filter((each) => /script/.test(each.textContent)).map((each) => getComputedStyle(each.querySelector('bdi')).unicodeBidi));
    assert.ok(isolated.length >= 4 && isolated.every((value) => value === 'isolate'), isolated.join());
    await page.fill('#search', '<script>');
    assert.deepEqual(await page.$$eval('.tile', (all) => all.map((tile) => tile.dataset.id)), ['screen-08', 'screen-13']);
    await page.fill('#search', hostile);
    await inert(page);
    await page.context().close();
  });

  test(`a screen's page, ${locale}, ${size}`, async () => {
    const page = await open(browser, system, { locale, size });
    for (const id of ['screen-08', 'screen-10', 'screen-11']) {
      await page.goto(`${system.url}/screens/${id}`);
      await page.waitForSelector('.day');
      await page.click('section[aria-labelledby="day"] button >> nth=0');
      await page.waitForSelector(`.day[aria-label*="${yesterday}"]`);
      await page.click('summary');
      const tables = await page.innerText('details');
      assert.equal(tables.split(shownAs(hostile)).length - 1 >= 3, true, 'a slide and two reasons');
      await page.fill('section[aria-labelledby="plays"] input >> nth=0', yesterday);
      await page.waitForSelector('section[aria-labelledby="plays"] tbody td bdi:has-text("DROP TABLE")');
      await page.waitForSelector('section[aria-labelledby="beats"] tbody td bdi:has-text("DROP TABLE")');
      await page.waitForSelector('.glass img');
      await inert(page);
    }
    await page.context().close();
  });

  test(`the pages of administrators, ${locale}, ${size}`, async () => {
    const page = await open(browser, system, { locale, size });
    await page.goto(`${system.url}/audit`);
    await page.waitForSelector('tbody tr');
    assert.ok((await page.innerText('tbody')).includes(shownAs(`電源工事 ${hostile}`)), 'of a note');
    await page.fill('input[name=actor]', `x' OR ''='${signable.slice(0, 40)}`);
    await page.click('form button');
    await page.waitForSelector('tbody', { state: 'detached' });
    await inert(page);
    await page.goto(`${system.url}/people`);
    await page.waitForSelector('tbody tr');
    const names = await page.$$eval('tbody tr td:first-child', (all) => all.map((each) => each.textContent));
    for (const name of oddNames) assert.ok(names.includes(name), name);
    await inert(page);
    await page.goto(`${system.url}/enrol?player=${encodeURIComponent(hostile)}`);
    await page.waitForSelector('select[name=screen]');
    assert.ok((await page.$$eval('option', (all) => all.map((each) => each.textContent))).includes(`${shownAs(signable)} (screen-13)`));
    await page.fill('input[name=code]', '<script>');
    await page.click('main button.main');
    await page.waitForSelector('[role=alert]');
    page.faults = page.faults.filter((fault) => !/ 404 .*\/v1\/players\)$/.test(fault));
    await inert(page);
    await page.context().close();
  });
}

test('times and texts that are none spoil no other tile and no other row', async () => {
  await system.beat('screen-01', { edition: { epoch: { toString: 0, valueOf: 0 }, number: [] }, reason: { toString: 0, valueOf: 0 }, state: 'degraded' });
  const page = await open(browser, system);
  const spoilt = (players) => players.map((each) => (each.id === 'screen-01' ? { ...each, reason: { toString: 0, valueOf: 0 } } : each))
    .map((each) => (each.id === 'screen-05' ? { ...each, since: '10000-01-01T07:58:59Z', stateSince: '-001-12-31T00:01:00Z', heard: '' } : each));
  await page.route('**/v1/players?view=page', async (route) => {
    const response = await route.fetch({ headers: { ...route.request().headers(), 'if-none-match': '' } });
    const fleet = await response.json();
    await route.fulfill({ response, json: { ...fleet, players: spoilt(fleet.players) } });
  });
  await page.reload();
  await page.waitForSelector('[data-id="screen-05"] .facts');
  assert.equal(await page.$$eval('.tile', (all) => all.length), 13);
  assert.ok((await page.innerText('[data-id="screen-05"] .facts')).includes('―'));
  await page.goto(`${system.url}/screens/screen-01`);
  await page.waitForSelector('section[aria-labelledby="beats"] tbody td bdi:has-text("valueOf")');
  await inert(page);
  await page.context().close();
});

test('names that no account may have are refused, and that is said', async () => {
  const page = await open(browser, system);
  const answers = await page.evaluate(async (names) => {
    const { csrf } = await (await fetch('/v1/me')).json();
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf };
    return Promise.all(names.map(async (name) => {
      const response = await fetch('/v1/accounts', { method: 'POST', headers, body: JSON.stringify({ name, role: 'reader', password: 'long enough for it' }) });
      return [response.status, JSON.parse(await response.text())];
    }));
  }, [hostile, signable, '../../etc/passwd', 'a\u202Eb', "'; DROP TABLE accounts;--", 'a\u0000']);
  for (const [status, body] of answers) assert.ok(status === 400 && body.error.ja, JSON.stringify(body));
  page.faults = page.faults.filter((fault) => !/ 400 /.test(fault));
  await page.goto(`${system.url}/audit`);
  await page.waitForSelector('tbody tr');
  assert.ok((await page.innerText('tbody')).includes('DROP TABLE accounts'), 'the try is in the log');
  await inert(page);
  await page.context().close();
});

test('a picture\'s slide goes as plain ASCII', async () => {
  const response = await fetch(`${system.url}/v1/players/screen-08/picture`, { headers: { Authorization: `Bearer ${system.token('reader-1', 'reader')}` } });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('X-Picture-Slide'), /^[\x21-\x7e]+$/);
  assert.equal(decodeURIComponent(response.headers.get('X-Picture-Slide')), hostile);
  assert.equal(response.headers.get('X-Picture-Check'), 'unknown');
  assert.equal(response.headers.get('Content-Type'), 'image/jpeg');
});

for (const locale of ['ja-JP', 'en-US']) {
  test(`logging in and the own account, ${locale}`, async () => {
    const page = await open(browser, system, { locale, role: 'publisher', size: 'phone' });
    assert.equal(new URL(page.url()).pathname, '/account');
    assert.deepEqual(await axe(page), []);
    await page.fill('input[name=old]', password);
    await page.fill('input[name=new]', hostile.replace(/[\n\r]/g, ''));
    await page.fill('input[name=again]', signable);
    await page.click('main button.main');
    await page.waitForSelector('[role=alert]');
    page.faults = page.faults.filter((fault) => !/ 400 /.test(fault));
    await inert(page);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await page.click('button:has-text("ログアウト")');
    await page.waitForURL('**/login');
    assert.deepEqual(await axe(page), []);
    await page.fill('input[name=name]', hostile);
    await page.fill('input[name=password]', hostile);
    await page.click('main button');
    await page.waitForSelector('[role=alert]');
    assert.ok(!(await page.content()).includes('DROP TABLE'), 'what was typed is not shown again');
    page.faults = page.faults.filter((fault) => !/ 403 /.test(fault));
    await inert(page);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await page.context().close();
  });
}

test('an address that is an attack is a screen that is not known', async () => {
  const page = await open(browser, system);
  for (const path of ['%3Cscript%3Ewindow.hit=3%3C%2Fscript%3E', '..%2F..%2Fetc%2Fpasswd', '%E2%80%AEevil', "'%3BDROP TABLE players"]) {
    const response = await page.goto(`${system.url}/screens/${path}`);
    if (response.status() === 200) await page.waitForSelector('text=この画面は知られていません');
    assert.ok([200, 404].includes(response.status()));
  }
  page.faults = page.faults.filter((fault) => !/404/.test(fault));
  await inert(page);
  await page.context().close();
});
