/** The browser's clipboard, by its own events: no permission is asked for, nothing is read unasked. */
import { clipType } from './clip.ts';
import type { Copying } from './copying.ts';

const isTextField = (element: Element | null): boolean =>
  element instanceof HTMLElement && element.matches('input, textarea, select, [contenteditable]');

/**
 * While the focus is on the board, and not in words that are being written.
 * @returns how to stop.
 */
export function listenToClipboard(
  root: HTMLElement,
  {
    mayEdit,
    clipped,
    paste,
    remove,
  }: Pick<Copying, 'clipped' | 'paste'> & { mayEdit: () => boolean; remove: () => void },
): () => void {
  const on = new AbortController();
  const isMeant = (): boolean =>
    root.contains(document.activeElement) && !isTextField(document.activeElement);

  /** @returns whether something was copied. */
  function copy(event: ClipboardEvent): boolean {
    // Words of the page that somebody marked are theirs to copy.
    if (!isMeant() || !event.clipboardData || document.getSelection()?.isCollapsed === false)
      return false;
    const taken = clipped();
    if (!taken) return false;
    event.preventDefault();
    event.clipboardData.setData(clipType, taken.clip);
    event.clipboardData.setData('text/plain', taken.words);
    return true;
  }

  // On the document: without words that are marked, browsers differ in where these events begin.
  const { signal } = on;
  document.addEventListener('copy', copy, { signal });
  document.addEventListener(
    'cut',
    (event) => {
      if (mayEdit() && copy(event)) remove();
    },
    { signal },
  );
  document.addEventListener(
    'paste',
    (event) => {
      const data = event.clipboardData;
      // A therapist's pictures have been taken already.
      if (event.defaultPrevented || !isMeant() || !mayEdit() || !data) return;
      event.preventDefault();
      paste({
        clip: data.getData(clipType),
        text: data.getData('text/plain'),
        html: data.getData('text/html'),
        hasFiles: data.files.length > 0,
      });
    },
    { signal },
  );
  return () => on.abort();
}
