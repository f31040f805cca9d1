/** For the heading of a screen that takes another's place, so that the focus is never lost. */
import type { Attachment } from 'svelte/attachments';

export const focusOnArrival: Attachment<HTMLElement> = (heading) => {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
};
