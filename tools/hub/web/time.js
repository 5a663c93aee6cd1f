// Times as people read them: always the ward's, wherever the reader's computer thinks it is.
import { language, say } from './words.js';

const zone = 'Asia/Tokyo';
const formats = new Map();

function formatter(name, options) {
  const key = `${language()} ${name}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language(), { timeZone: zone, ...options }));
  return formats.get(key);
}

// A time that cannot be read is shown as unknown: a formatter would throw, and take the whole page with it.
const unknown = '―';
const shown = (format, time) => {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? unknown : format.format(date);
};

const hourMinute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

export const clock = (time) => shown(formatter('clock', hourMinute), time);
export const clockSeconds = (time) => shown(formatter('seconds', { ...hourMinute, second: '2-digit' }), time);
export const day = (time) => shown(formatter('day', { month: 'short', day: 'numeric' }), time);
export const dayClock = (time) => `${day(time)} ${clock(time)}`;
// 2025-02-10, in the ward's zone
export const isoDay = (time) => shown(new Intl.DateTimeFormat('sv-SE', { timeZone: zone }), time);
// A local date and time as <input type="datetime-local"> has them, and back.
export const isoMinute = (time) => `${isoDay(time)}T${shown(new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...hourMinute }), time)}`;
export const fromLocal = (text) => `${text}:00+09:00`;
export const dayStart = (date) => Date.parse(`${date}T00:00:00+09:00`);

// Today's times without the date.
export const short = (time, now) => (isoDay(time) === isoDay(now) ? clock(time) : dayClock(time));

export function ago(time, now) {
  const minutes = Math.floor((now - Date.parse(time)) / 60000);
  if (Number.isNaN(minutes)) return unknown;
  if (minutes < 1) return say('justNow');
  if (minutes < 60) return say('minutesAgo', minutes);
  if (minutes < 48 * 60) return say('hoursAgo', Math.floor(minutes / 60));
  return say('daysAgo', Math.floor(minutes / 1440));
}

export function length(seconds) {
  if (seconds < 60) return say('seconds', Math.round(seconds * 10) / 10);
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? say('minutes', minutes) : say('hoursMinutes', Math.floor(minutes / 60), minutes % 60);
}
