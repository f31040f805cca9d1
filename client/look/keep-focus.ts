/**
 * An attachment for a place whose parts go when they are answered: the focus that was on one of them
 * stays in the place instead of being lost. The place needs `tabindex="-1"`.
 */
export function keepFocus(place: HTMLElement): () => void {
  let last: EventTarget | null = null;
  const note = ({ target }: FocusEvent): void => {
    last = target;
  };
  const parts = new MutationObserver(() => {
    if (!(last instanceof Node) || last.isConnected) return;
    last = null;
    if (document.activeElement === document.body) place.focus();
  });
  place.addEventListener('focusin', note);
  parts.observe(place, { childList: true, subtree: true });
  return () => {
    place.removeEventListener('focusin', note);
    parts.disconnect();
  };
}
