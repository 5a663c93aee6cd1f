// What the pages without a running clock have in common: the head, and themselves drawn into the frame.
import { render } from 'preact';
import { useState } from 'preact/hooks';

import { Head } from './frame.js';
import { html } from './html.js';
import { say } from './words.js';

// `name`: of the words that are its title.
function Page({ name, Body }) {
  const [, redraw] = useState(0);
  document.title = say(name);
  return html`<${Head} title=${say(name)} onLanguage=${() => redraw((n) => n + 1)} /><main><${Body} /></main>`;
}

export function show(name, Body) {
  const place = document.getElementById('app');
  place.replaceChildren();
  render(html`<${Page} name=${name} Body=${Body} />`, place);
}
