/** Hold from the keyboard: Shift+H at once, or Esc held down. */

/** Milliseconds. Long enough that closing something with Esc never holds the room by mistake. */
export const escHeldMs = 700;

/** What of a keyboard event counts; a DOM `KeyboardEvent` fits. */
interface Press {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
}

export interface HoldKeys {
  /** @param isTyping whether the press writes into a field, where Shift+H is a letter. */
  down(press: Press, isTyping: boolean): void;
  up(press: Pick<Press, 'key'>): void;
  /** The page lost the keyboard: a key that is still down will never be seen coming up. */
  letGo(): void;
}

interface Parts {
  readonly hold: () => void;
  /** Calls `then` after `ms`; @returns how to call it off. */
  readonly after: (ms: number, then: () => void) => () => void;
}

export function createHoldKeys({ hold, after }: Parts): HoldKeys {
  let callOff: (() => void) | null = null;

  const letGo = () => {
    callOff?.();
    callOff = null;
  };

  return {
    down(press, isTyping) {
      if (press.repeat || press.ctrlKey || press.altKey || press.metaKey) return;
      if (press.key === 'Escape') {
        letGo();
        callOff = after(escHeldMs, hold);
      } else if (press.shiftKey && press.key.toLowerCase() === 'h' && !isTyping) {
        hold();
      }
    },
    up(press) {
      if (press.key === 'Escape') letGo();
    },
    letGo,
  };
}

/** Whether what is pressed there is text: a field, or an element made editable. */
export const isTypingInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type=button], [type=checkbox], [type=radio])'));
