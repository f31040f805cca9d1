/**
 * A therapist's page in a process of its own, so that it can be killed or put to sleep: signs in, comes
 * to the room, answers and acknowledges as a page does. Does what its parent sends and answers it.
 */
import * as v from 'valibot';
import { sessionId, type SessionId } from '../../shared/ids.ts';
import { command, type Command } from '../../shared/session/commands.ts';
import { Browser, InkPage, RoomPage } from './outsider.ts';
import { done } from './practice.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';
import type { TherapistAnswer, TherapistAsked, TherapistState } from './therapist-page.ts';

const whereTo = v.object({
  url: v.string(),
  origin: v.string(),
  session: sessionId,
  email: v.string(),
  password: v.string(),
});
const order = v.object({
  id: v.number(),
  order: v.union([v.literal('board'), v.literal('state'), whereTo, command]),
});

/** Null until it was told where to go. */
let place: {
  readonly browser: Browser;
  readonly session: SessionId;
  readonly page: RoomPage;
} | null = null;
let board: InkPage | null = null;

function stateNow(): TherapistState {
  const view = place?.page.view;
  const therapist = view?.as === 'therapist' ? view : null;
  return {
    phase: therapist?.phase ?? null,
    heldBecause: therapist?.heldBecause ?? null,
    isConnected: place?.page.connected ?? false,
    isSynced: board?.provider.synced ?? false,
  };
}

async function come({ url, origin, email, password, session }: TherapistAsked): Promise<void> {
  const browser = new Browser(url, origin);
  await done(browser, 'POST', '/api/sign-in', { email, password });
  place = { browser, session, page: new RoomPage(browser, { session, as: 'therapist' }) };
}

/** Presses again when the line was lost between the press and its answer: that is harmless (rule S4). */
async function press(page: RoomPage, pressed: Command): Promise<RefusalMessage | null> {
  for (;;) {
    try {
      return await page.command(pressed);
    } catch {
      await new Promise((resume) => setTimeout(resume, 100));
    }
  }
}

async function act({ id, order: what }: v.InferOutput<typeof order>): Promise<TherapistAnswer> {
  let refusal: RefusalMessage | null = null;
  if (what === 'state') return { id, state: stateNow(), refusal };
  if (what !== 'board' && 'url' in what) await come(what);
  else if (!place) throw new Error('it has not been told where to go');
  else if (what === 'board') {
    const { browser, session } = place;
    board ??= new InkPage(browser, { session, as: 'therapist', supervises: true });
  } else refusal = await press(place.page, what);
  return { id, state: stateNow(), refusal };
}

process.on('message', (message) => {
  void act(v.parse(order, message)).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit()); // Whoever started it is gone.
process.send?.({ id: 0, state: stateNow(), refusal: null } satisfies TherapistAnswer);
