// The box behind a screen: its token is revoked here, and another is put in its place.
import { useState } from 'preact/hooks';

import { revoke } from './api.js';
import { Dialog } from './dialog.js';
import { html } from './html.js';
import { Text } from './safe.js';
import { mayChange, useMe } from './who.js';
import { say } from './words.js';

export function Box({ id }) {
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState('');
  if (!mayChange(useMe())) return null;
  const submit = async () => {
    await revoke(id);
    setSaid(say('revoked'));
  };
  return html`<section class="panel" aria-labelledby="box"><h2 id="box">${say('box')}</h2>
    <p class="buttons"><a href=${`/enrol?player=${encodeURIComponent(id)}`}>${say('boxReplace')}</a>
      <button type="button" onClick=${() => setAsking(true)}>${say('boxRevoke')}</button> <span role="status">${said}</span></p>
    ${asking && html`<${Dialog} title=${say('boxRevoke')} word=${say('boxRevokeNow')} submit=${submit} close=${() => setAsking(false)}>
      <p><strong><${Text} of=${id} /></strong></p><p>${say('boxRevokeWhat')}</p><//>`}
  </section>`;
}
