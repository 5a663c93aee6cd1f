// Hostile text in every field that a player or a member of staff can send: it is shown as text, harmless and whole.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { answer } from './answers.mjs';
import { launch, open } from './browser.mjs';
import { hostile, seed, signable } from './fleet_seed.mjs';
import { System } from './system.mjs';

const system = new System();
let browser;

before(async () => {
  await seed(system);
  browser = await launch();
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
    assert.deepEqual(await page.$$eval('.tile', (all) => all.map((tile) => tile.dataset.id)), ['screen-08']);
    await page.fill('#search', hostile);
    await inert(page);
    await page.context().close();
  });

  test(`a screen's page, ${locale}, ${size}`, async () => {
    const page = await open(browser, system, { locale, size });
    await answer(page);
    for (const id of ['screen-08', 'screen-10', 'screen-11']) {
      await page.goto(`${system.url}/screens/${id}`);
      await page.waitForSelector('.day');
      await page.waitForSelector('section:last-child tbody tr');
      await page.click('summary');
      assert.ok((await page.innerText('details')).includes(shownAs(hostile)), 'of gaps and states');
      await inert(page);
    }
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
