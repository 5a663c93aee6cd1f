// Everything that the pages ask of the hub. Nothing else fetches.
let me = null; // what /v1/me says of the reader: asked once

export class Refusal extends Error {
  constructor(status, error) {
    super(error?.en ?? `status ${status}`);
    this.status = status;
    this.error = error;
  }
}

const encoded = encodeURIComponent;

async function refusal(response) {
  try {
    return new Refusal(response.status, (await response.json()).error);
  } catch {
    return new Refusal(response.status);
  }
}

// A hub that takes the question and never answers is as good as gone, and the page has to say so.
const patience = 15_000; // milliseconds

async function ask(path, options = {}) {
  const response = await fetch(path, { signal: AbortSignal.timeout(patience), credentials: 'same-origin', cache: 'no-store', ...options });
  if (!response.ok && response.status !== 304) throw await refusal(response);
  return response;
}

const json = async (path) => (await ask(path)).json();

// {name, role, csrf}
export async function whoAmI() {
  me ??= await json('/v1/me');
  return me;
}

async function change(method, path, body) {
  const { csrf } = await whoAmI();
  const headers = csrf ? { 'X-CSRF-Token': csrf } : {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return ask(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
}

const player = (id) => `/v1/players/${encoded(id)}`;

function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

// {tag, now, fleet}: fleet is null while nothing has changed since `tag`.
export async function fleet(tag) {
  const response = await ask('/v1/players?view=page', { headers: tag ? { 'If-None-Match': tag } : {} });
  const now = Date.parse(response.headers.get('X-Hub-Time') ?? response.headers.get('Date') ?? '') || Date.now();
  if (response.status === 304) return { tag, now, fleet: null };
  return { tag: response.headers.get('ETag'), now, fleet: await response.json() };
}

export const heartbeats = (id, values) => json(`${player(id)}/heartbeats${query(values)}`);
export const timeline = (id, date) => json(`${player(id)}/timeline${query({ date })}`);
export const plays = (id, values) => json(`${player(id)}/plays${query(values)}`);
export const playsCsv = (id, values) => `${player(id)}/plays${query({ ...values, format: 'csv' })}`;

// {path, taken}; null: there is none. The path changes with the picture. Only the head is asked for: the picture itself
// is for the browser to fetch and to keep.
export async function newestPicture(id) {
  try {
    const response = await ask(`${player(id)}/picture`, { method: 'HEAD' });
    const taken = response.headers.get('X-Picture-Taken') ?? '';
    return { path: `${player(id)}/picture${query({ at: taken || response.headers.get('Last-Modified') || '' })}`, taken };
  } catch (error) {
    if (error.status === 404) return null;
    throw error;
  }
}

export const askPicture = (id) => change('POST', `${player(id)}/picture-request`);
export const putNote = (id, note) => change('PUT', `${player(id)}/note`, note);
export const logOut = () => change('POST', '/logout');
export const removeNote = (id) => change('DELETE', `${player(id)}/note`);

// For administrators.
const account = (name) => `/v1/accounts/${encoded(name)}`;
export const accounts = async () => (await json('/v1/accounts')).accounts;
export const addAccount = (fresh) => change('POST', '/v1/accounts', fresh);
export const changeAccount = (name, changes) => change('PATCH', account(name), changes);
export const removeAccount = (name) => change('DELETE', account(name));
export const audit = (values) => json(`/v1/audit${query(values)}`);
export const auditCsv = (values) => `/v1/audit${query({ ...values, format: 'csv' })}`;
export const enrol = (wish) => change('POST', '/v1/players', wish);
export const revoke = (id) => change('DELETE', `${player(id)}/token`);
