// Counts by state, which are filters too, and the search.
import { about, concerns } from './concerns.js';
import { html } from './html.js';
import { say } from './words.js';

function Count({ concern, count, pressed, press }) {
  const { css, sign } = about(concern);
  return html`<li><button type="button" class="count ${css}" aria-pressed=${pressed} onClick=${press}>
    <span class="sign" aria-hidden="true">${sign}</span><span>${say(concern)}</span> <b>${count}</b></button></li>`;
}

// `state`: the concern that is filtered by, or empty.
export function Filters({ counts, total, state, search, onState, onSearch }) {
  const present = concerns.filter((concern) => counts.get(concern) > 0 || concern === 'none' || concern === state);
  return html`<search class="filters">
    <div class="search">
      <label for="search">${say('search')}</label>
      <input id="search" type="search" value=${search} placeholder=${say('searchHint')} autocomplete="off" spellcheck=${false}
        onInput=${(event) => onSearch(event.currentTarget.value)} />
    </div>
    <ul class="counts" aria-label=${say('states')}>
      <li><button type="button" class="count" aria-pressed=${state === ''} onClick=${() => onState('')}>
        <span>${say('all')}</span> <b>${total}</b></button></li>
      ${present.map(
        (concern) => html`<${Count} key=${concern} concern=${concern} count=${counts.get(concern)} pressed=${state === concern}
          press=${() => onState(state === concern ? '' : concern)} />`,
      )}
    </ul>
  </search>`;
}
