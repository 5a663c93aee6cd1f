// What is the matter with a screen: its order, its sign (so that colour is not the only difference) and its group.
import { visible } from './safe.js';

const table = [
  ['offline', 'bad', '✕', 'groupAlarm'],
  ['slate', 'bad', '■', 'groupAlarm'],
  ['twins', 'bad', '‖', 'groupAlarm'],
  ['glass', 'bad', '◪', 'groupAlarm'],
  ['degraded', 'warn', '▲', 'groupAlarm'],
  ['stale', 'warn', '◷', 'groupAlarm'],
  ['silent', 'warn', '？', 'groupAlarm'],
  ['behind', 'note', '↻', 'groupBehind'],
  ['seen_to', 'rest', '⚑', 'groupQuiet'],
  ['maintenance', 'rest', '⚒', 'groupQuiet'],
  ['closed', 'rest', '☾', 'groupQuiet'],
  ['none', 'good', '●', 'groupFine'],
];

const rows = new Map(table.map(([concern, css, sign, group], rank) => [concern, { concern, css, sign, group, rank }]));

export const groups = ['groupAlarm', 'groupBehind', 'groupQuiet', 'groupFine'];
export const concerns = table.map(([concern]) => concern);
export const about = (concern) => rows.get(concern) ?? rows.get('degraded');

function silentConcern(screen) {
  if (screen.note) return screen.note.kind === 'maintenance' ? 'maintenance' : 'seen_to';
  return screen.closed ? 'closed' : 'silent';
}

// Since when it is as it is: what a person asks first.
function sinceOf(player) {
  if (player.note) return player.note.since;
  if ((player.trouble ?? player.concern) === 'offline') return player.heard;
  return player.state === 'ok' ? player.since : player.stateSince;
}

const searchable = (text) => visible(text).normalize('NFKC').toLowerCase();

function haystack(screen) {
  const tags = Object.entries(screen.tags ?? {}).flatMap(([key, values]) => values.map((value) => `${key}=${value}`));
  return searchable([screen.id, screen.name ?? '', ...tags].join('\n'));
}

const collator = new Intl.Collator('ja', { numeric: true });
const compare = (a, b) => a.rank - b.rank || collator.compare(a.id, b.id);

// The hub's answer as one list of screens, those that need a person first.
export function screensOf(fleet) {
  const known = fleet.players.map((player) => ({ ...player, title: fleet.titles[player.slide], begun: sinceOf(player) }));
  const silent = fleet.silent.map((screen) => ({ ...screen, silent: true, concern: silentConcern(screen) }));
  const all = [...known, ...silent];
  for (const screen of all) {
    screen.rank = about(screen.concern).rank;
    screen.words = haystack(screen);
  }
  return all.sort(compare);
}

export function countsOf(screens) {
  const counts = new Map(concerns.map((concern) => [concern, 0]));
  for (const { concern } of screens) counts.set(concern, (counts.get(concern) ?? 0) + 1);
  return counts;
}

// Every word has to be found; `state` is a concern or empty.
export function filtered(screens, search, state) {
  const words = searchable(search).split(/\s+/).filter(Boolean);
  return screens.filter((screen) => (!state || screen.concern === state) && words.every((word) => screen.words.includes(word)));
}
