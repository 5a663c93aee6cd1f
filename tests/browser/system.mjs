// A real signage-hub on a free port of loopback, in a folder of its own, and what staff and players do to it.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const bin = process.env.SIGNAGE_BIN_DIR ?? join(root, 'build/bin');
const wrongClock = process.env.SIGNAGE_WRONG_CLOCK ?? join(root, 'build/release/tests/libwrong_clock.so');
export const password = 'correct horse battery staple';
const later = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const firstSeq = 1000; // smaller ones are of records that waited in the spool: see day.mjs

export class System {
  folder = mkdtempSync(join(tmpdir(), 'signage-pages-'));
  data = join(this.folder, 'hub');
  tokens = new Map();
  accounts = new Set();
  seqs = new Map();

  // `behind`: how many seconds the hub's clock is behind, so that something is old when it is right again.
  async start(behind = 0, port = 0) {
    if (behind && !existsSync(wrongClock)) throw new Error(`${wrongClock} is not there: build the tests`);
    const portFile = join(this.folder, 'port');
    rmSync(portFile, { force: true });
    const preload = behind ? { LD_PRELOAD: wrongClock, SIGNAGE_TEST_CLOCK: String(-behind) } : {};
    this.offset = -behind * 1000;
    this.hub = spawn(join(bin, 'signage-hub'), ['--listen', `127.0.0.1:${port}`, '--data', this.data, '--port-file', portFile], {
      env: { ...process.env, ...preload },
      stdio: 'ignore',
    });
    for (let i = 0; i < 200 && !existsSync(portFile); ++i) await later(25);
    if (!existsSync(portFile)) throw new Error('signage-hub did not start');
    this.port = Number(readFileSync(portFile, 'utf8'));
    this.url = `http://127.0.0.1:${this.port}`;
  }

  async stop() {
    if (!this.hub) return;
    const ended = new Promise((done) => this.hub.once('exit', done));
    this.hub.kill('SIGTERM');
    await ended;
    this.hub = null;
  }

  async end() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  token(name, role) {
    if (!this.tokens.has(name)) {
      const args = ['token', 'add', name, '--role', role, '--data', this.data];
      this.tokens.set(name, execFileSync(join(bin, 'signage-hub'), args, { encoding: 'utf8' }).trim());
    }
    return this.tokens.get(name);
  }

  // The name of an account of that role; its password is `password`.
  account(name, role) {
    if (!this.accounts.has(name)) {
      const args = ['account', 'add', name, '--role', role, '--password-file', '-', '--data', this.data];
      execFileSync(join(bin, 'signage-hub'), args, { input: `${password}\n`, stdio: ['pipe', 'ignore', 'inherit'] });
      this.accounts.add(name);
    }
    return name;
  }

  ctl(...args) {
    return execFileSync(join(bin, 'signagectl'), ['--lang', 'en', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  // `folderOf`: what the playlist's media are found from.
  publish(playlist, channel = 'minato', more = []) {
    const at = (name) => join(this.folder, name);
    if (!existsSync(at('keys.json'))) {
      for (const role of ['root', 'publisher']) this.ctl('keygen', '--role', role, '--out', at(role), '--no-password');
      this.ctl('keys', '--root-key', at('root.key'), '--publisher', `test=${at('publisher.pub')}`, '--epoch', '1', '--keys-version', '1',
        '--issued', '2024-01-01', '--expires', '2099-01-01', '--out', at('keys.json'));
      writeFileSync(at('token'), this.token('kouhou', 'publisher'));
    }
    let file = playlist;
    if (typeof playlist !== 'string') {
      file = at('playlist.json');
      writeFileSync(file, JSON.stringify(playlist));
    }
    this.ctl('publish', file, '--to', this.url, '--channel', channel, '--key', at('publisher.key'), '--keys', at('keys.json'),
      '--token-file', at('token'), '--override-lint', 'pages', ...more);
  }

  async ask(method, path, token, body) {
    const headers = { Authorization: `Bearer ${token}` };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const response = await fetch(this.url + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.text();
  }

  // One heartbeat of that screen; `more` replaces fields. `picture`: of its glass. Returns the hub's answer.
  async beat(screen, more = {}, picture = undefined) {
    const seq = (this.seqs.get(screen) ?? firstSeq) + 1;
    this.seqs.set(screen, seq);
    return this.send(screen, [record(screen, seq, this.offset, more)], picture);
  }

  async send(screen, records, picture = undefined) {
    const reply = JSON.parse(await this.ask('POST', '/v1/heartbeats', this.token(screen, 'player'), { records, picture }));
    const bad = reply.results.find(({ status }) => status !== 'stored');
    if (bad) throw new Error(`${screen}: ${JSON.stringify(bad)}`);
    return reply;
  }
}

export function record(player, seq, offset = 0, more = {}) {
  return {
    schema: 'signage-heartbeat/1', player, boot: 'b', spool: 's', seq, monotonic_ms: Math.round(performance.now()),
    wall: new Date(Date.now() + offset).toISOString(), clock: 'trusted', edition: { epoch: 1, number: 1 }, edition_sha256: '',
    slide: 'soudan', showings: [], frames: { presented: 3600, missed: 0 }, glass: { check: 'server', result: 'match' }, panel: 'unknown',
    state: 'ok', reason: '', display: { name: 'HDMI-1', width: 1920, height: 1080, connected: true }, free_bytes: 9_000_000_000,
    spool_depth: 0, dropped: 0, restarts_24h: 0, program: '0.1.0', ...more,
  };
}
