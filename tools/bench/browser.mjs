// How long a browser that is already running takes from loading a slide's HTML page to its pixels.
// usage: node browser.mjs PLAYWRIGHT-FOLDER CHROMIUM WIDTHxHEIGHT RUNS PAGE...     prints JSON like signage-draw-bench
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder, executablePath, size, runs, ...pages] = process.argv.slice(2);
const { chromium } = createRequire(pathToFileURL(`${folder}/x.js`))('playwright-core');
const [width, height] = size.split('x').map(Number);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width, height } });
const slides = {};
for (const file of pages) {
  const times = [];
  for (let run = 0; run <= Number(runs); ++run) {
    const begun = process.hrtime.bigint();
    await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
    // The quickest of the encodings it offers: the pixels cannot be had without one.
    await page.screenshot({ type: 'jpeg', quality: 50 });
    if (run > 0) times.push(Number(process.hrtime.bigint() - begun) / 1e6); // the first one warms the fonts
  }
  slides[file.replace(/.*\/|\.html$/g, '')] = median(times);
}
await browser.close();
const medians = Object.values(slides);
console.log(JSON.stringify({ median_ms: median(medians), largest_ms: Math.max(...medians), slides }));
