/** Resume, pressed before this page has got what lies on the shared board: the press waits for it. */
import type { Command } from '../../shared/session/commands.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';

type Send = (command: Command) => Promise<RefusalMessage | null>;

/** Milliseconds between two tries, and until the refusal is shown: a board is here within a second. */
export const tryAgainMs = 150;
export const patienceMs = 3_000;

/**
 * @param seen what the therapist had before them when they pressed: when it changes, or somebody
 * presses Hold here, the press is no longer meant, and is not sent again.
 */
export function createGoingOn(send: Send, seen: () => unknown): Send {
  let holds = 0;

  return async (command) => {
    if (command.kind === 'hold') holds += 1;
    const [holdsThen, seenThen] = [holds, JSON.stringify(seen())];
    const isMeant = (): boolean => holds === holdsThen && JSON.stringify(seen()) === seenThen;
    let refusal = await send(command);
    if (command.kind !== 'resume') return refusal;
    for (
      let waitedMs = 0;
      refusal?.reason === 'ink-unseen' && waitedMs < patienceMs;
      waitedMs += tryAgainMs
    ) {
      await new Promise((resume) => setTimeout(resume, tryAgainMs));
      if (!isMeant()) break;
      refusal = await send(command);
    }
    return refusal;
  };
}
