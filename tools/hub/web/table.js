// A table that scrolls by itself where the page is narrow, and by the keyboard too.
import { html } from './html.js';

// `heads`: words; `rows`: [key, cells]
export function Table({ label, heads, rows }) {
  return html`<div class="table" role="region" aria-label=${label} tabindex="0"><table>
    <caption class="unseen">${label}</caption>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows.map(([key, cells]) => html`<tr key=${key}>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}
