// HTML in template strings, put into the page by Preact: every value becomes text or an attribute, never markup.
import htm from 'htm';
import { h } from 'preact';

export const html = htm.bind(h);
