// The accounts of staff, for administrators.
import { useState } from 'preact/hooks';

import * as api from './api.js';
import { Dialog } from './dialog.js';
import { html } from './html.js';
import { Trouble, useAnswer } from './load.js';
import { show } from './page.js';
import { Text } from './safe.js';
import { Table } from './table.js';
import { isoDay } from './time.js';
import { useMe } from './who.js';
import { say, sayError } from './words.js';

const roles = ['reader', 'publisher', 'administrator'];
const leastPassword = 12;

function RoleField({ role }) {
  return html`<label>${say('role')}<select name="role">${roles.map((each) =>
    html`<option value=${each} selected=${each === role}>${say(`role_${each}`)}</option>`)}</select></label>`;
}

const EndField = ({ ends }) => html`<label>${say('lastDay')}<input name="ends" type="date" defaultValue=${ends ?? ''} aria-describedby="ends-note" /></label>
  <p class="quiet" id="ends-note">${say('lastDayNote')}</p>`;
const PasswordField = () => html`<label>${say('newPassword')}<input name="password" type="password" minlength=${leastPassword} required
  autocomplete="new-password" aria-describedby="password-note" /></label><p class="quiet" id="password-note">${say('passwordNote', leastPassword)}</p>`;

function Add({ close, done }) {
  const submit = async ({ name, role, password, ends }) => {
    await api.addAccount({ name, role, password, ends: ends || null });
    done(say('accountAdded', name));
  };
  return html`<${Dialog} title=${say('accountAdd')} word=${say('add')} submit=${submit} close=${close}>
    <label>${say('name')}<input name="name" required maxlength="64" pattern="[A-Za-z0-9_\\-][A-Za-z0-9._\\-]*" autocomplete="off" autocapitalize="none"
      spellcheck=${false} title=${say('nameNote')} aria-describedby="name-note" /></label><p class="quiet" id="name-note">${say('nameNote')}</p>
    <${RoleField} role="reader" /><${PasswordField} /><${EndField} />
  <//>`;
}

function Change({ account, close, done }) {
  const submit = async ({ role, ends }) => {
    const changes = {};
    if (role !== account.role) changes.role = role;
    if ((ends || null) !== account.ends) changes.ends = ends || null;
    if (Object.keys(changes).length === 0) return;
    await api.changeAccount(account.name, changes);
    done(say('accountChanged', account.name));
  };
  return html`<${Dialog} title=${say('accountChange', account.name)} word=${say('noteSave')} submit=${submit} close=${close}>
    <${RoleField} role=${account.role} /><${EndField} ends=${account.ends} /><p class="quiet">${say('sessionsEnd')}</p><//>`;
}

function Password({ account, close, done }) {
  const submit = async ({ password }) => {
    await api.changeAccount(account.name, { password });
    done(say('accountChanged', account.name));
  };
  return html`<${Dialog} title=${say('accountPassword', account.name)} word=${say('noteSave')} submit=${submit} close=${close}>
    <input type="text" name="username" value=${account.name} autocomplete="username" hidden readonly /><${PasswordField} />
    <p class="quiet">${say('sessionsEnd')}</p><//>`;
}

function Remove({ account, close, done }) {
  const submit = async () => {
    await api.removeAccount(account.name);
    done(say('accountRemoved', account.name));
  };
  return html`<${Dialog} title=${say('accountRemove', account.name)} word=${say('remove')} submit=${submit} close=${close}>
    <p>${say('accountRemoveWhat')}</p><//>`;
}

const dialogs = { add: Add, change: Change, password: Password, remove: Remove };

function stateOf(account) {
  if (account.disabled) return html`<span class="state bad">${say('accountDisabled')}</span>`;
  if (account.ends && account.ends < isoDay(Date.now())) return html`<span class="state warn">${say('accountEnded')}</span>`;
  return html`<span class="state good">${say('accountGood')}</span>`;
}

// One's own account cannot be taken away, so that there is always somebody left who can.
function Actions({ account, own, ask, done, failed }) {
  if (own) return html`<span class="quiet">${say('accountOwn')}</span>`;
  const turn = () => api.changeAccount(account.name, { disabled: !account.disabled }).then(() => done(say('accountChanged', account.name)), failed);
  const button = (word, press) => html`<button type="button" aria-label=${`${word} ${account.name}`} onClick=${press}>${word}</button>`;
  return html`<span class="buttons">${button(say('change'), () => ask('change', account))}
    ${button(say('newPassword'), () => ask('password', account))}
    ${button(say(account.disabled ? 'enable' : 'disable'), turn)}
    ${button(say('remove'), () => ask('remove', account))}</span>`;
}

function People() {
  const [turn, setTurn] = useState(0);
  const [asked, setAsked] = useState(null); // {what, account}: the dialog that is open
  const [said, setSaid] = useState({ text: '', bad: false });
  const me = useMe();
  const { answer, error } = useAnswer(api.accounts, turn);
  const ask = (what, account) => setAsked({ what, account });
  const done = (text) => {
    setSaid({ text, bad: false });
    setTurn((n) => n + 1);
  };
  const failed = (refusal) => setSaid({ text: sayError(refusal.error), bad: true });
  const row = (account) => [account.name, [html`<strong><${Text} of=${account.name} /></strong>`, say(`role_${account.role}`), account.ends ?? say('noEnd'),
    stateOf(account), html`<time datetime=${account.created}>${isoDay(account.created)}</time>`,
    html`<${Actions} account=${account} own=${account.name === me.name} ask=${ask} done=${done} failed=${failed} />`]];
  return html`<section class="panel" aria-labelledby="accounts"><h2 id="accounts">${say('accounts')}</h2>
    <p class="buttons"><button type="button" class="main" onClick=${() => ask('add', null)}>${say('accountAdd')}</button></p>
    <p role=${said.bad ? 'alert' : 'status'} class=${said.bad ? 'verdict bad' : 'quiet'} hidden=${!said.text}>${said.text}</p>
    ${answer ? html`<${Table} label=${say('accounts')} heads=${['name', 'role', 'lastDay', 'state', 'created', 'actions'].map((head) => say(head))}
      rows=${answer.map(row)} />` : html`<${Trouble} error=${error} />`}
    ${asked && html`<${dialogs[asked.what]} account=${asked.account} close=${() => setAsked(null)} done=${done} />`}
  </section>`;
}

show('people', People);
