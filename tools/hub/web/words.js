// The page's two languages. What is remembered wins over what the browser asks for.
import { english } from './words_en.js';
import { japanese } from './words_ja.js';

const key = 'signage-language';
const tables = { ja: japanese, en: english };

function first() {
  try {
    const kept = localStorage.getItem(key);
    if (kept in tables) return kept;
  } catch {
    // Storage may be switched off; then nothing is remembered.
  }
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in tables);
  return wanted ?? 'ja';
}

let current = first();
document.documentElement.lang = current;

export const language = () => current;

export function speak(next) {
  current = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(key, next);
  } catch {
    // As above.
  }
}

// A word or, with values for its {0} {1}, a sentence. A key without words is a fault of ours: it shows.
export function say(name, ...values) {
  const text = tables[current][name] ?? name;
  return text.replace(/\{(\d)\}/g, (whole, i) => values[Number(i)] ?? whole);
}

// The hub's errors come in both languages.
export const sayError = (error) => error?.[current] ?? error?.ja ?? say('failed');
