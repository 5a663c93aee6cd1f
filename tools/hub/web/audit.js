// Who did what: the audit log, for administrators.
import { useState } from 'preact/hooks';

import * as api from './api.js';
import { html } from './html.js';
import { Trouble, useAnswer } from './load.js';
import { show } from './page.js';
import { Text } from './safe.js';
import { Table } from './table.js';
import { clockSeconds, fromLocal, isoDay } from './time.js';
import { say } from './words.js';

const limit = 500;
const actions = ['account.add', 'account.change', 'account.remove', 'backup', 'enrol', 'login', 'logout', 'note.put', 'note.remove', 'password', 'picture.request',
  'publish', 'restore', 'token.add', 'token.revoke'];
const signs = { done: ['good', '✓'], refused: ['bad', '✕'], limited: ['warn', '▲'] };
const spoken = (text, prefix) => (say(prefix + text) === prefix + text ? html`<${Text} of=${text} />` : say(prefix + text));

function Outcome({ of }) {
  const [css, sign] = signs[of] ?? ['note', '・'];
  return html`<span class="state ${css}"><span class="sign" aria-hidden="true">${sign}</span>${spoken(of, 'outcome_')}</span>`;
}

const cells = (entry) => [
  html`<time datetime=${entry.at}>${isoDay(entry.at)} ${clockSeconds(entry.at)}</time>`, html`<${Text} of=${entry.actor} />`, spoken(entry.role, 'role_'),
  html`<${Text} of=${entry.action} />`, html`<${Text} of=${entry.target} />`, html`<${Outcome} of=${entry.outcome} />`, html`<${Text} of=${entry.detail} />`,
  html`<${Text} of=${entry.address} />`,
];

function List({ answer }) {
  if (answer.entries.length === 0) return html`<p class="quiet">${say('noBeats')}</p>`;
  const heads = ['time', 'actor', 'role', 'action', 'target', 'outcome', 'detail', 'address'].map((head) => say(head));
  const rows = answer.entries.map((entry, i) => [`${i} ${entry.at}`, cells(entry)]).reverse();
  return html`<${Table} label=${say('audit')} heads=${heads} rows=${rows} />${answer.more && html`<p class="quiet">${say('limited', limit)}</p>`}`;
}

function Audit() {
  const [asked, setAsked] = useState({ turn: 0 });
  const { turn, ...wanted } = asked;
  const { answer, error } = useAnswer(() => api.audit({ ...wanted, limit }), JSON.stringify(asked));
  const submit = (event) => {
    event.preventDefault();
    const { since, until, ...rest } = Object.fromEntries(new FormData(event.currentTarget));
    setAsked({ ...rest, since: since && fromLocal(since), until: until && fromLocal(until), turn: turn + 1 });
  };
  return html`<section class="panel" aria-labelledby="audit"><h2 id="audit" class="unseen">${say('audit')}</h2>
    <p class="quiet">${say('auditNote')}</p>
    <form class="buttons" onSubmit=${submit}>
      <label>${say('action')} <select name="action"><option value="">${say('all')}</option>
        ${actions.map((action) => html`<option value=${action}>${action}</option>`)}</select></label>
      <label>${say('actor')} <input name="actor" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck=${false} /></label>
      <label>${say('from')} <input type="datetime-local" name="since" /></label>
      <label>${say('to')} <input type="datetime-local" name="until" /></label>
      <button>${say('show')}</button>
      <a href=${api.auditCsv({ ...wanted, limit: 100_000 })} download="audit.csv">${say('csv')}</a>
    </form>
    ${answer ? html`<${List} answer=${answer} />` : html`<${Trouble} error=${error} />`}
  </section>`;
}

show('audit', Audit);
