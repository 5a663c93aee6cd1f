// Clock skew over a day, drawn by uPlot, with its figures in words; restarts are few enough to be said.
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

import { html } from './html.js';
import { clock, dayStart } from './time.js';
import { language, say } from './words.js';

const height = 180;
const day = 86_400;

function colours(element) {
  const style = getComputedStyle(element);
  return { ink: style.getPropertyValue('--soft').trim(), line: style.getPropertyValue('--note').trim(), grid: style.getPropertyValue('--line').trim() };
}

function options(element, width, date) {
  const { ink, line, grid } = colours(element);
  const start = dayStart(date) / 1000;
  const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } };
  return {
    width, height, legend: { show: false }, cursor: { show: false },
    scales: { x: { time: false, range: [start, start + day] } },
    axes: [
      { ...axis, splits: () => Array.from({ length: 9 }, (_, i) => start + i * 3 * 3600), values: (_, times) => times.map((time) => (time >= start + day ? '24:00' : clock(time * 1000))) },
      { ...axis, size: 56, values: (_, values) => values.map((value) => `${value}`) },
    ],
    series: [{}, { stroke: line, width: 2, points: { show: true, size: 4, stroke: line, fill: line } }],
  };
}

function Plot({ date, skew }) {
  const place = useRef(null);
  useEffect(() => {
    const data = [skew.map(({ at }) => Date.parse(at) / 1000), skew.map(({ seconds }) => seconds)];
    const plot = new uPlot(options(place.current, place.current.clientWidth, date), data, place.current);
    const watch = new ResizeObserver(([entry]) => plot.setSize({ width: entry.contentRect.width, height }));
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [date, skew, language()]);
  return html`<div class="plot" ref=${place} aria-hidden="true"></div>`;
}

function Skew({ date, skew }) {
  if (skew.length === 0) return html`<p class="quiet">${say('noSkew')}</p>`;
  const values = skew.map(({ seconds }) => seconds);
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  return html`<figure><${Plot} date=${date} skew=${skew} />
    <figcaption class="quiet">${say('skewSummary', least.toFixed(1), most.toFixed(1), skew.length)}</figcaption></figure>`;
}

export function RestartsAndSkew({ date, day: { restarts = [], skew = [] } }) {
  const said = restarts.length === 0 ? say('noRestarts') : say('restartsCount', restarts.length, restarts.map((time) => clock(time)).join('、'));
  return html`<div class="plots"><h3>${say('skewTitle')}</h3><${Skew} date=${date} skew=${skew} />
    <h3>${say('restartsTitle')}</h3><p>${said}</p></div>`;
}
