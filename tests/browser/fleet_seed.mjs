// A fleet with one screen of every kind, and hostile text in every field that a player or a member of staff can send.
export const hostile = '"\'><script>window.hit=1</script><img src=x onerror="window.hit=2">\u202Eevil\u2066 \u0007\u001b[31m ../../etc/passwd \'; DROP TABLE players;-- ${7*7} {{7*7}}';
// What a signed playlist can hold of it: signagectl refuses control characters.
export const signable = hostile.replace(/[\u0000-\u001f]/g, '');
export const hour = 3600;

const day = (shift) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(Date.now() + shift * 86_400_000);
const in3Hours = () => new Date(Date.now() + 3 * hour * 1000).toISOString();

export const names = {
  'screen-01': '芝地区総合支所', 'screen-02': '麻布地区総合支所', 'screen-03': '赤坂地区総合支所', 'screen-04': '高輪地区総合支所',
  'screen-05': '芝浦港南地区総合支所', 'screen-06': 'みなと保健所', 'screen-07': '白金台いきいきプラザ', 'screen-08': signable,
  'screen-09': '三田図書館', 'screen-10': '港区スポーツセンター', 'screen-11': '青山いきいきプラザ', 'screen-12': '台場区民センター',
};

export function playlist() {
  const slide = (id, title) => ({ id, layout: 'notice', title, lead: '本文です。', fallback: true });
  const screens = Object.entries(names).map(([id, name]) => ({ id, name, tags: { area: id < 'screen-04' ? 'shiba' : 'takanawa' } }));
  screens[8].closed_on = [`${day(-2)}..${day(2)}`];
  screens[7].tags = { kind: signable.slice(0, 90) };
  return {
    format: 'signage-playlist/1', title: '港区のお知らせ', timezone: 'Asia/Tokyo',
    slides: [slide('soudan', '在宅療養の相談は相談センターへ'), slide('kouza', '区民公開講座のご案内'), slide('evil', signable)], screens,
  };
}

// In the order in which they have to be shown: offline, slate, twins, glass, degraded, stale, silent, behind, then those
// that call nobody.
export const expectedOrder = [
  ['screen-02', 'offline'], ['screen-03', 'slate'], ['screen-04', 'glass'], ['screen-05', 'degraded'], ['screen-08', 'degraded'],
  ['screen-06', 'stale'], ['screen-12', 'silent'], ['screen-07', 'behind'], ['screen-11', 'seen_to'], ['screen-10', 'maintenance'],
  ['screen-09', 'closed'], ['screen-01', 'none'],
];

export async function seed(system) {
  await system.start(hour);
  system.publish(playlist());
  await system.beat('screen-02');
  await system.beat('screen-10');
  await system.stop();
  await system.start();
  const old = { epoch: 1, number: 1 };
  system.publish(playlist());
  const current = { edition: { epoch: 1, number: 2 } };
  await system.beat('screen-01', { ...current, panel: 'on' });
  await system.beat('screen-03', { ...current, state: 'slate', slide: '', reason: '版がありません', glass: { check: 'none', result: 'none' } });
  await system.beat('screen-04', { ...current, panel: 'standby' });
  await system.beat('screen-05', { ...current, state: 'degraded', reason: '画像を一つ描けません', restarts_24h: 4, dropped: 2 });
  await system.beat('screen-06', { ...current, state: 'stale', reason: '版の期限が切れています' });
  await system.beat('screen-07', { edition: old, glass: { check: 'own', result: 'match' } });
  await system.beat('screen-08', {
    ...current, state: 'degraded', slide: 'evil', reason: hostile, panel: hostile, clock: hostile, program: hostile, glass: { check: hostile, result: hostile },
    display: { name: hostile, width: 1, height: 1, connected: true }, fetch: { result: hostile, at: hostile },
  });
  await system.beat('screen-09', current);
  await system.beat('screen-11', current);
  const staff = system.token('administrator-1', 'administrator');
  await system.ask('PUT', '/v1/players/screen-10/note', staff, { kind: 'maintenance', reason: `電源工事 ${hostile}`, until: in3Hours() });
  await system.ask('PUT', '/v1/players/screen-11/note', staff, { kind: 'seen_to', reason: '', by: `田中 ${hostile.slice(0, 60)}`, until: in3Hours() });
}
