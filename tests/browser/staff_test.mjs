// What administrators have beside the fleet: accounts, the audit log, new boxes and the end of old ones.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { axe, launch, open, sizes } from './browser.mjs';
import { playlist } from './fleet_seed.mjs';
import { password, System } from './system.mjs';

const system = new System();
let browser;
let page; // an administrator's, Japanese, desktop

before(async () => {
  await system.start();
  system.publish(playlist());
  await system.beat('screen-01');
  browser = await launch();
  page = await open(browser, system);
});
after(async () => {
  await browser?.close();
  await system.end();
});

const clean = (on) => assert.deepEqual(on.faults, []);
// What was refused on purpose is no fault.
const refused = (on, status) => {
  on.faults = on.faults.filter((fault) => !fault.includes(` ${status} `));
  clean(on);
};
const row = (name) => page.locator(`tr:has(td:first-child bdi:text-is("${name}"))`);

async function visit(on, path) {
  await on.goto(system.url + path);
  await on.waitForSelector('main .panel');
  await on.waitForFunction(() => document.querySelectorAll('.ways a').length >= 5);
}

// A box that asks to be enrolled: [its token, the code that it shows].
async function box() {
  const token = randomBytes(32).toString('hex');
  const body = JSON.stringify({ token_sha256: createHash('sha256').update(token).digest('hex') });
  const response = await fetch(`${system.url}/v1/enrolments`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  return [token, (await response.json()).code];
}
const mayReport = async (token) =>
  (await fetch(`${system.url}/v1/heartbeats`, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: '{"records":[]}' })).status;

test('the pages lead to one another, and say where one is', async () => {
  for (const [path, title] of [['/enrol', '新しい端末'], ['/people', '職員'], ['/audit', '操作の記録']]) {
    await page.click(`.ways a[href="${path}"]`);
    await page.waitForURL(`**${path}`);
    await page.waitForSelector(`.ways a[aria-current="page"][href="${path}"]`);
    assert.equal(await page.innerText('h1'), title);
  }
  clean(page);
});

test('an account is made, changed, stopped, given another password and removed', async () => {
  await visit(page, '/people');
  await page.click('main button.main');
  await page.fill('dialog input[name=name]', 'tanaka');
  await page.fill('dialog input[name=password]', password);
  await page.selectOption('dialog select', 'publisher');
  await page.fill('dialog input[name=ends]', '2099-03-31');
  assert.deepEqual(await axe(page), []);
  await page.click('dialog button.main');
  await page.waitForSelector('text=tanaka を作りました。');
  assert.match(await row('tanaka').innerText(), /公開者\s+2099-03-31\s+有効/);
  await row('tanaka').locator('button:has-text("変更")').click();
  await page.selectOption('dialog select', 'reader');
  await page.fill('dialog input[name=ends]', '2020-03-31');
  await page.click('dialog button.main');
  await page.waitForSelector('tr:has-text("tanaka") >> text=期限切れ');
  assert.match(await row('tanaka').innerText(), /閲覧者/);
  await row('tanaka').locator('button:has-text("変更")').click();
  await page.fill('dialog input[name=ends]', '');
  await page.click('dialog button.main');
  await page.waitForSelector('tr:has-text("tanaka") >> text=期限なし');
  await row('tanaka').locator('button:has-text("停止")').click();
  await page.waitForSelector('tr:has-text("tanaka") >> text=停止中');
  await row('tanaka').locator('button:has-text("再開")').click();
  await page.waitForSelector('tr:has-text("tanaka") >> text=有効');
  await row('tanaka').locator('button:has-text("パスワード")').click();
  await page.fill('dialog input[name=password]', 'another long password');
  await page.click('dialog button.main');
  await page.waitForSelector('dialog', { state: 'detached' });
  const login = await fetch(`${system.url}/login`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ name: 'tanaka', password: 'another long password' }) });
  assert.equal(login.status, 303);
  await row('tanaka').locator('button:has-text("削除")').click();
  await page.waitForSelector('dialog >> text=もうログインできません');
  await page.click('dialog button.main');
  await page.waitForSelector('text=tanaka を削除しました。');
  assert.equal(await row('tanaka').count(), 0);
  clean(page);
});

test('what the hub refuses is said in the dialog; nobody takes their own account away', async () => {
  await visit(page, '/people');
  const own = row('staff-administrator');
  assert.match(await own.innerText(), /自分のアカウント/);
  assert.equal(await own.locator('button').count(), 0);
  await page.click('main button.main');
  await page.fill('dialog input[name=name]', 'a b');
  assert.equal(await page.$eval('dialog input[name=name]', (field) => field.validity.patternMismatch), true);
  await page.fill('dialog input[name=name]', 'staff-administrator');
  await page.fill('dialog input[name=ends]', '2099-12-31');
  await page.fill('dialog input[name=password]', password);
  await page.click('dialog button.main');
  await page.waitForSelector('dialog [role=alert]');
  refused(page, 409);
  assert.equal(await page.inputValue('dialog input[name=ends]'), '2099-12-31', 'what was typed stays');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.match(await page.evaluate(() => document.activeElement.innerText), /アカウントを作る/, 'the focus is back');
});

test('the audit log is filtered by what, by whom and when, and goes as CSV', async () => {
  await visit(page, '/audit');
  await page.waitForSelector('tbody tr');
  const all = await page.locator('tbody tr').count();
  assert.ok(all >= 9, `${all}`);
  await page.selectOption('select[name=action]', 'account.change');
  await page.click('form button');
  await page.waitForFunction(() => [...document.querySelectorAll('tbody td:nth-child(4)')].every((cell) => cell.innerText === 'account.change'));
  const texts = await page.locator('tbody').innerText();
  assert.match(texts, /staff-administrator\s+管理者\s+account.change\s+tanaka\s+✓済み\s+role reader/);
  const csv = await page.evaluate(async () => (await fetch(document.querySelector('a[download]').href)).text());
  assert.ok(csv.includes('account.change') && !csv.includes('account.add'), csv.slice(0, 300));
  await page.selectOption('select[name=action]', '');
  await page.fill('input[name=actor]', 'nobody');
  await page.click('form button');
  await page.waitForSelector('text=当てはまる記録はありません');
  await page.fill('input[name=actor]', '');
  await page.fill('input[name=until]', '2020-01-01T00:00');
  await page.click('form button');
  await page.waitForSelector('text=当てはまる記録はありません');
  clean(page);
});

test('a box is enrolled by its code; a wrong one and a name that is taken are said', async () => {
  await visit(page, '/enrol');
  const [token, code] = await box();
  await page.fill('input[name=code]', 'ZZZZ-ZZZZ');
  await page.selectOption('select[name=screen]', 'screen-02');
  await page.focus('select[name=screen]');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=alert]:has-text("そのコードを出している画面はありません")');
  assert.equal(await page.inputValue('select[name=screen]'), 'screen-02', 'what was typed stays');
  refused(page, 404);
  await page.fill('input[name=code]', `${code.slice(0, 4).toLowerCase()} - ${code.slice(4)}`);
  await page.click('main button.main');
  await page.waitForSelector('.verdict.good a[href="/screens/screen-02"]');
  assert.equal(await mayReport(token), 200);
  const [second, next] = await box();
  await page.selectOption('select[name=screen]', '');
  await page.fill('input[name=id]', 'screen-02');
  await page.fill('input[name=code]', next);
  assert.equal(await page.locator('input[name=replace]').count(), 0);
  await page.click('main button.main');
  await page.waitForSelector('[role=alert]');
  refused(page, 409);
  assert.equal(await mayReport(second), 401);
  assert.deepEqual(await axe(page), []);
  await page.check('input[name=replace]');
  await page.click('main button.main');
  await page.waitForSelector('input[name=replace]', { state: 'detached' });
  assert.deepEqual([await mayReport(token), await mayReport(second)], [401, 200]);
  clean(page);
});

test('a token is revoked from the screen\'s page, after a question', async () => {
  assert.equal(await mayReport(system.token('screen-01', 'player')), 200);
  await page.goto(`${system.url}/screens/screen-01`);
  await page.click('text=登録を取り消す');
  await page.waitForSelector('dialog >> text=盗まれた端末');
  assert.deepEqual(await axe(page), []);
  await page.click('dialog >> text=やめる');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.equal(await mayReport(system.token('screen-01', 'player')), 200);
  await page.click('text=登録を取り消す');
  await page.click('dialog button.main');
  await page.waitForSelector('text=登録を取り消しました。');
  assert.equal(await mayReport(system.token('screen-01', 'player')), 401);
  await page.click('text=登録を取り消す');
  await page.click('dialog button.main');
  await page.waitForSelector('dialog [role=alert]:has-text("登録されていません")');
  await page.keyboard.press('Escape');
  refused(page, 404);
  await page.click('text=別の端末に取り替える');
  await page.waitForSelector('input[name=id]');
  assert.equal(await page.inputValue('input[name=id]'), 'screen-01');
  assert.equal(await page.locator('input[name=replace]').count(), 1);
});

test('who guesses codes is slowed down, and is told', async () => {
  await visit(page, '/enrol');
  await page.fill('input[name=code]', 'ZZZZZZZZ');
  for (let i = 0; i < 11; ++i) {
    const answered = page.waitForResponse(/\/v1\/players$/);
    await page.click('main button.main:enabled');
    if ((await answered).status() === 429) break;
  }
  await page.waitForSelector('[role=alert]:has-text("15分ほどおいて")');
  page.faults = page.faults.filter((fault) => !/ 429 /.test(fault));
  refused(page, 404);
});

test('others than administrators get no way there, and the pages refuse them', async () => {
  const reader = await open(browser, system, { role: 'reader' });
  assert.deepEqual(await reader.$$eval('.ways a', (all) => all.map((link) => link.getAttribute('href'))), ['/', '/account']);
  for (const path of ['/people', '/audit', '/enrol']) assert.equal((await reader.goto(system.url + path)).status(), 403);
  await reader.context().close();
});

for (const [path, words] of [['/people', 'Accounts of staff'], ['/audit', 'Who did what'], ['/enrol', 'Code on the screen']]) {
  test(`${path}: English, on a phone, by keyboard, by day and by night`, async () => {
    const phone = await open(browser, system, { locale: 'en-GB', size: 'phone' });
    await visit(phone, path);
    await phone.waitForSelector(`text=${words}`);
    if (path !== '/enrol') await phone.waitForSelector('tbody tr');
    assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), sizes.phone.width);
    assert.deepEqual(await axe(phone), []);
    await phone.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    assert.deepEqual(await axe(phone), []);
    const wanted = await phone.$$eval('main button:enabled, main input, main select, main a', (all) => all.length);
    const reached = new Set();
    for (let i = 0; i < wanted + 20; ++i) {
      await phone.keyboard.press('Tab');
      const at = await phone.evaluate(() => {
        const element = document.activeElement;
        window.met ??= new Map();
        if (element === document.body || !element.closest('main')) return null;
        if (!window.met.has(element)) window.met.set(element, window.met.size);
        const style = getComputedStyle(element);
        return [window.met.get(element), style.outlineStyle === 'solid' && parseInt(style.outlineWidth, 10) >= 2];
      });
      if (!at) continue;
      assert.ok(at[1], `${path}: the ${at[0]}th shows no focus`);
      reached.add(at[0]);
    }
    assert.ok(reached.size >= wanted, `${reached.size} of ${wanted}`);
    clean(phone);
    await phone.context().close();
  });
}
