// Text that a player or a person has sent, shown as what it is: it cannot turn around the text beside it (bdi), and
// characters that cannot be seen are made visible.
import { html } from './html.js';

const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
const shown = (character) => `[U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;

// What a record holds in place of a text may be an object whose toString is no function.
const plain = (value) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? ''));

export const visible = (text) => plain(text).replace(unseen, shown);

// <${Text} of=${value} />
export const Text = ({ of }) => html`<bdi>${visible(of)}</bdi>`;
