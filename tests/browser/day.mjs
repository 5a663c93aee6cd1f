// A day as a player reports it: a record a minute with the showings that ended in it. They come after a newer record, as
// those do that waited in the spool.
import { record } from './system.mjs';

const zone = 9 * 3600_000;
const step = 60_000;
const iso = (time) => new Date(time).toISOString();
const mostInOnePost = 256;

export const dayOf = (shift, now = Date.now()) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(now + shift * 86_400_000);

function clockOf(date, text) {
  const [hours, minutes] = text.split(':').map(Number);
  return Date.parse(`${date}T00:00:00Z`) - zone + (hours * 60 + minutes) * 60_000;
}

// `pieces`: {from, to, boot, state, reason, proof}, times as "08:30"; `slides`: [id, seconds].
export function dayRecords(player, date, pieces, slides, edition = { epoch: 1, number: 2 }, first = 1) {
  const records = [];
  for (const { from, to, boot = 'y', state = 'ok', reason = '', proof = 'output' } of pieces) {
    let begun = clockOf(date, from);
    let turn = 0;
    for (let now = begun + step; now <= clockOf(date, to); now += step) {
      const showings = [];
      for (let [slide, seconds] = slides[turn % slides.length]; state !== 'slate' && begun + seconds * 1000 <= now; [slide, seconds] = slides[++turn % slides.length]) {
        showings.push({ slide, edition, start: iso(begun), seconds, verified: proof !== 'none', proof });
        begun += seconds * 1000;
      }
      records.push(record(player, first + records.length, 0, {
        wall: iso(now), boot, monotonic_ms: now - clockOf(date, '00:00'), state, reason, edition, showings, slide: state === 'slate' ? '' : slides[turn % slides.length][0],
      }));
    }
  }
  return records;
}

// The last of them first, so that none came on its day.
export async function sendDay(system, player, records) {
  for (let end = records.length; end > 0; end -= mostInOnePost) await system.send(player, records.slice(Math.max(0, end - mostInOnePost), end));
}
