// The fleet page as its readers use it: by eye, by keyboard, by ear, on a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { axe, launch, open, sizes } from './browser.mjs';
import { expectedOrder, names, playlist, seed } from './fleet_seed.mjs';
import { System } from './system.mjs';

const system = new System();
let browser;
let page; // Japanese, desktop

before(async () => {
  await seed(system);
  browser = await launch();
  page = await open(browser, system);
});
after(async () => {
  await browser?.close();
  await system.end();
});

const tiles = (on) => on.$$eval('.tile', (all) => all.map((tile) => [tile.dataset.id, tile.dataset.concern]));
const clean = (on) => assert.deepEqual(on.faults, []);
const visit = (on) => on.evaluate(() => window.dispatchEvent(new Event('online'))); // asks the hub now

test('those that need a person come first, each with its sign and its word', async () => {
  assert.deepEqual(await tiles(page), expectedOrder);
  const states = await page.$$eval('.state', (all) => all.map((state) => state.textContent));
  assert.deepEqual(states, ['✕応答なし', '■表示できません', '◪画面を確認', '▲一部不具合', '▲一部不具合', '◷期限切れの版', '？連絡なし（未設置か）', '↻更新待ち', '⚑対応中', '⚒保守中', '☾開館時間外', '●正常']);
  assert.deepEqual(await page.$$eval('.group h2', (all) => all.map((head) => head.textContent)),
    ['確認が必要な画面 7台', '新しい版を待っている画面 1台', '休止中・対応中の画面 3台', '正常な画面 1台']);
  clean(page);
});

test('a tile says what a person would ask next', async () => {
  const text = (id) => page.$eval(`[data-id="${id}"]`, (tile) => tile.innerText.replace(/\s+/g, ' '));
  assert.match(await text('screen-02'), /応答なし.*麻布地区総合支所 .*最後の報告は「正常」.*版 1-1.*最後の連絡 1時間前.*画面に出ているかは未確認/);
  assert.match(await text('screen-04'), /モニターが待機中です/);
  assert.match(await text('screen-05'), /画像を一つ描けません.*捨てた記録 2件.*24時間に4回再起動/);
  assert.match(await text('screen-06'), /映像出力まで確認（画面の電源は未確認）/);
  assert.match(await text('screen-07'), /描画まで確認（映像出力は未確認）/);
  assert.match(await text('screen-10'), /保守中.*担当：administrator-1.*まで.*電源工事/);
  assert.match(await text('screen-01'), /在宅療養の相談は相談センターへ.*版 1-2.*画面の点灯まで確認/);
  assert.match(await page.innerText('.verdicts'), /確認が必要な画面が6台あります。\s*一度も連絡のない画面が1台あります。/);
  assert.match(await page.innerText('.spread'), /minato：12台のうち 8台が版 1-2（66％）\s*版 1-1：1台 · 応答なし・未連絡：3台/);
  assert.equal(await page.innerText('[data-id="screen-01"] .no-picture'), '画像はまだありません');
});

test('counts filter, the search finds by name, id and tag, and both are in the address', async () => {
  await page.click('.count:has-text("一部不具合")');
  assert.deepEqual((await tiles(page)).map(([id]) => id), ['screen-05', 'screen-08']);
  assert.equal(await page.getAttribute('.count:has-text("一部不具合")', 'aria-pressed'), 'true');
  assert.match(page.url(), /\?state=degraded$/);
  await page.click('.found button');
  await page.fill('#search', '芝');
  assert.deepEqual((await tiles(page)).map(([id]) => id), ['screen-05', 'screen-01']);
  await page.fill('#search', 'ＡＲＥＡ=shiba 総合');
  assert.deepEqual((await tiles(page)).map(([id]) => id), ['screen-02', 'screen-03', 'screen-01']);
  assert.match(await page.innerText('.found'), /3台を表示（全12台）/);
  await page.fill('#search', 'nowhere');
  assert.match(await page.innerText('main'), /当てはまる画面はありません。/);
  await page.goto(`${system.url}/?q=screen-06`);
  await page.waitForSelector('.tile');
  assert.deepEqual(await tiles(page), [['screen-06', 'stale']]);
  await page.goto(system.url);
  await page.waitForSelector('.tile');
  clean(page);
});

test('an update moves nothing that has not changed: the same nodes, focus, scroll and selection', async () => {
  await page.focus('[data-id="screen-07"] a');
  await page.evaluate(() => {
    window.scrollTo(0, 400);
    window.kept = [...document.querySelectorAll('.tile')].map((tile) => [tile.dataset.id, tile, tile.querySelector('a')]);
    window.removed = 0;
    new MutationObserver((changes) => changes.forEach((change) => change.removedNodes.forEach((node) => (window.removed += node.nodeType === 1 ? 1 : 0))))
      .observe(document.querySelector('.group'), { childList: true, subtree: true });
  });
  const scroll = await page.evaluate(() => scrollY);
  await system.beat('screen-05', { edition: { epoch: 1, number: 2 }, state: 'degraded', reason: '別の理由', restarts_24h: 4, dropped: 2 });
  await visit(page);
  await page.waitForSelector('text=別の理由');
  const same = await page.evaluate(() => window.kept.every(([id, tile, link]) => {
    const now = document.querySelector(`[data-id="${id}"]`);
    return now === tile && now.querySelector('a') === link;
  }));
  assert.ok(same);
  assert.equal(await page.evaluate(() => window.removed), 0);
  assert.equal(await page.evaluate(() => document.activeElement.closest('[data-id]')?.dataset.id), 'screen-07');
  assert.equal(await page.evaluate(() => scrollY), scroll);
  clean(page);
});

test('a change of state moves the tile, keeps the focus on it and is said to those who do not see it', async () => {
  await system.beat('screen-07', { edition: { epoch: 1, number: 2 }, state: 'slate', slide: '', reason: '' });
  await visit(page);
  await page.waitForSelector('[data-id="screen-07"][data-concern="slate"]');
  assert.deepEqual((await tiles(page)).slice(0, 3).map(([id]) => id), ['screen-02', 'screen-03', 'screen-07']);
  assert.equal(await page.evaluate(() => document.activeElement.closest('[data-id]')?.dataset.id), 'screen-07');
  assert.equal(await page.innerText('[role=status].unseen'), '白金台いきいきプラザ：表示できませんになりました');
  clean(page);
});

test('a note made over the interface shows with the next update, and a publish shows how far it has come', async () => {
  const staff = system.token('administrator-1', 'administrator');
  await system.ask('PUT', '/v1/players/screen-03/note', staff, { kind: 'seen_to', by: '佐藤' });
  system.publish(playlist());
  await visit(page);
  await page.waitForSelector('[data-id="screen-03"][data-concern="seen_to"]');
  assert.match(await page.innerText('[data-id="screen-03"]'), /担当：佐藤/);
  assert.match(await page.innerText('[data-id="screen-03"]'), /端末の報告：表示できません/);
  await page.waitForSelector('text=minato：12台のうち 0台が版 1-3（0％）');
  await system.beat('screen-01', { edition: { epoch: 1, number: 3 }, panel: 'on' });
  await visit(page);
  await page.waitForSelector('text=12台のうち 1台が版 1-3（8％）');
  clean(page);
});

test('the keyboard reaches the language, the search, the filters and every tile, and one sees where it is', async () => {
  await page.reload(); // so that the keyboard begins at the top
  await page.waitForSelector('.tile');
  const reached = [];
  for (let i = 0; i < 40; ++i) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const after = getComputedStyle(element, '::after');
      return { what: element.id || element.closest('[data-id]')?.dataset.id || element.className || element.tagName, seen: [style, after].some((one) => one.outlineStyle === 'solid' && parseInt(one.outlineWidth, 10) >= 2) };
    });
    if (at.what === 'BODY') break;
    assert.ok(at.seen, `${at.what} shows no focus`);
    reached.push(at.what);
  }
  for (const id of Object.keys(names)) assert.ok(reached.includes(id), id);
  assert.ok(reached.indexOf('search') < reached.indexOf('screen-02'));
  await page.focus('.count.bad');
  await page.keyboard.press('Space');
  assert.deepEqual((await tiles(page)).map(([id]) => id), ['screen-02']);
  await page.focus('[data-id="screen-02"] a');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/screens/screen-02');
  await page.goto(system.url);
  await page.waitForSelector('.tile');
  clean(page);
});

test('axe finds nothing serious, by day and by night', async () => {
  assert.deepEqual(await axe(page), []);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' }); // no colour is on its way to another;
  assert.deepEqual(await axe(page), []);
  await page.emulateMedia({ colorScheme: 'light' });
});

test('a hub that is gone is said, with the age of what is shown, until it is back', async () => {
  const port = system.port;
  page.offline = true;
  await system.stop();
  await visit(page);
  await page.waitForSelector('[role=alert]:has-text("ハブにつながりません")');
  assert.match(await page.innerText('[role=alert]'), /の情報を表示しています（1分以内）/);
  assert.equal((await tiles(page)).length, 12, 'what was known stays');
  await system.start(0, port);
  await visit(page);
  await page.waitForSelector('[role=alert]', { state: 'detached' });
  page.offline = false;
  clean(page);
});

test('English, on a phone: nothing is wider than the screen, the choice is remembered', async () => {
  const phone = await open(browser, system, { locale: 'en-GB', size: 'phone', role: 'reader' });
  assert.equal(await phone.innerText('h1'), 'Screens');
  assert.equal(await phone.getAttribute('html', 'lang'), 'en');
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), sizes.phone.width);
  assert.deepEqual(await axe(phone), []);
  await phone.click('button[lang=ja]');
  assert.equal(await phone.innerText('h1'), '画面の状況');
  await phone.reload();
  await phone.waitForSelector('.tile');
  assert.equal(await phone.innerText('h1'), '画面の状況');
  assert.equal(await phone.getAttribute('html', 'lang'), 'ja');
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), sizes.phone.width);
  clean(phone);
  await phone.context().close();
});

test('who logs out elsewhere is told so, and nothing more is asked in vain', async () => {
  const own = await open(browser, system, { role: 'reader' });
  await own.context().clearCookies();
  own.faults.length = 0;
  await visit(own);
  await own.waitForSelector('[role=alert] a[href="/login"]');
  assert.ok(own.faults.every((fault) => /401/.test(fault)), own.faults.join());
  await own.context().close();
});
