// Asks again and again, one question at a time: every ten seconds, later and later while the hub does not answer, at
// once when the page comes back into view.
import { Refusal } from './api.js';

const usual = 10_000;
const longest = 60_000;

// `ask` resolves or throws; `failed(error)` hears why. Returns {now(), stop()}.
export function poll(ask, failed) {
  let timer;
  let wait = usual;
  let running = false;
  let again = false; // somebody wants an answer that is newer than the question under way
  let stopped = false;

  async function turn() {
    clearTimeout(timer);
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      await ask();
      wait = usual;
    } catch (error) {
      failed(error);
      const busy = error instanceof Refusal ? error.status >= 500 : true;
      wait = busy ? Math.min(wait * 1.5, longest) : usual;
    }
    running = false;
    if (stopped) return;
    timer = setTimeout(turn, again ? 0 : wait);
    again = false;
  }

  const seen = () => document.visibilityState === 'visible' && turn();
  document.addEventListener('visibilitychange', seen);
  addEventListener('online', turn);
  turn();
  return {
    now: turn,
    stop() {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
      removeEventListener('online', turn);
    },
  };
}
