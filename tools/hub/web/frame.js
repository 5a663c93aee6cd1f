// What every page has around it: the head with language and logout, and the line that says how fresh it all is.
import { Refusal, logOut } from './api.js';
import { html } from './html.js';
import { ago, clockSeconds, dayClock } from './time.js';
import { mayChange, useMe } from './who.js';
import { say, speak } from './words.js';

const everybodys = [['/', 'fleet']];
const administrators = [['/enrol', 'enrol'], ['/people', 'people'], ['/audit', 'audit']];

// The way to the other pages, as far as the reader may go.
function Ways() {
  const ways = [...everybodys, ...(mayChange(useMe()) ? administrators : []), ['/account', 'account']];
  return html`<nav aria-label=${say('pages')}><ul class="ways">${ways.map(([path, name]) =>
    html`<li><a href=${path} aria-current=${location.pathname === path ? 'page' : undefined}>${say(name)}</a></li>`)}</ul></nav>`;
}

export function Head({ title, children, onLanguage }) {
  const change = () => {
    speak(say('otherLanguage'));
    onLanguage();
  };
  // Wherever it ends, the log-in form says what is the matter.
  const leave = async () => {
    await logOut().catch(() => undefined);
    location.assign('/login');
  };
  return html`<header class="head">
    ${children}
    <h1>${title}</h1>
    <${Ways} />
    <div class="head-end">
      <button type="button" lang=${say('otherLanguage')} onClick=${change}>${say('other')}</button>
      <button type="button" onClick=${leave}>${say('logout')}</button>
    </div>
  </header>`;
}

// `heard`: the hub's time of the newest answer; `now`: the hub's time now, as far as we can tell.
export function Freshness({ heard, now, error }) {
  if (!error) {
    return html`<p class="fresh">${heard ? `${say('asOf', clockSeconds(heard))} · ${say('connected')}` : say('loading')}</p>`;
  }
  if (error instanceof Refusal && (error.status === 401 || error.status === 403)) {
    return html`<p class="verdict bad" role="alert">${say('loginAgain')} <a href="/login">${say('login')}</a></p>`;
  }
  const text = heard ? say('unreachable', dayClock(heard), ago(new Date(heard).toISOString(), now)) : say('neverReached');
  return html`<p class="verdict bad" role="alert">${text}</p>`;
}

// Spoken by screen readers, seen by nobody.
export const Announcement = ({ text }) => html`<p class="unseen" role="status" aria-live="polite">${text}</p>`;
