// Debian's Chromium, and what the tests hold against every page: no error on its console, nothing that its policy
// forbids, nothing that axe finds serious.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { password, root } from './system.mjs';

const modules = process.env.SIGNAGE_BROWSER_MODULES ?? join(root, 'build/npm-browser');
const require = createRequire(pathToFileURL(join(modules, 'x.js')));
const executablePath = process.env.SIGNAGE_CHROMIUM ?? '/usr/bin/chromium';

export async function launch() {
  if (!existsSync(executablePath)) throw new Error(`${executablePath} is not there: tools/install test brings Debian's chromium`);
  const { chromium } = require('playwright-core');
  return chromium.launch({ executablePath, args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
}

export const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } };

// A page of somebody logged in by the form. `faults` collects what must not happen; a picture that is not there is no
// fault, the browser only reports its 404.
export async function open(browser, system, { role = 'administrator', locale = 'ja-JP', size = 'desktop', more = {} } = {}) {
  const context = await browser.newContext({ viewport: sizes[size], locale, timezoneId: 'Europe/Berlin', ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults = [];
  const allowed = /\/picture$/;
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('console', (message) => {
    const { url } = message.location();
    if (!['error', 'warning'].includes(message.type()) || (/404/.test(message.text()) && allowed.test(url))) return;
    if (page.offline && /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/.test(message.text())) return;
    faults.push(`console: ${message.text()} (${url})`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(system.url) && !request.url().startsWith('data:')) faults.push(`request elsewhere: ${request.url()}`);
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(`${system.url}/login`);
  await page.fill('input[name=name]', system.account(`staff-${role}`, role));
  await page.fill('input[name=password]', password);
  await page.click('main button');
  await page.waitForSelector(role === 'publisher' ? '.narrow' : '.tile, .verdict');
  page.faults = faults;
  return page;
}

// A small JPEG of that PNG, in base64, as a player sends its glass.
export async function jpegOf(browser, png) {
  const page = await browser.newPage();
  const jpeg = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 320, height: 180 });
    const drawing = canvas.getContext('2d');
    drawing.imageSmoothingQuality = 'high';
    drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
  }, `data:image/png;base64,${png.toString('base64')}`);
  await page.close();
  return jpeg;
}

// What axe calls serious or critical.
export async function axe(page) {
  const source = readFileSync(join(modules, 'node_modules/axe-core/axe.min.js'), 'utf8');
  await page.evaluate(`(() => { ${source} })()`).catch(() => undefined);
  // The page's policy forbids scripts from elsewhere, not what the debugger runs.
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(' | ')}`);
}
