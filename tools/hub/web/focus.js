// A tile that moves to another place in the list must not lose the reader's focus.
import { useLayoutEffect, useRef } from 'preact/hooks';

const wayTo = (element) => {
  const tile = element?.closest?.('[data-id]');
  return tile && { id: tile.dataset.id, tag: element.tagName };
};

// Call it where the list is drawn.
export function keepFocus(root) {
  const had = useRef(null);
  had.current = wayTo(document.activeElement) ?? had.current;
  useLayoutEffect(() => {
    const lost = had.current;
    if (!lost || document.activeElement !== document.body) return;
    const tile = [...root.current.querySelectorAll('[data-id]')].find((each) => each.dataset.id === lost.id);
    tile?.querySelector(lost.tag.toLowerCase())?.focus({ preventScroll: true });
    had.current = null;
  });
}
