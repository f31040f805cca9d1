/**
 * Presses on Hold while rooms are busy, over the links our pages have: what the therapist's page sends,
 * and when the family's links are cut and their pages are told to cover. The room is resumed after it,
 * and everybody comes back.
 */
import type { FamilyView, TherapistView } from '../../../shared/session/visible-to.ts';
import type { OpenRoom } from '../peers/kinbridge-rooms.ts';
import type { RoomPage } from '../../support/outsider.ts';
import type { DrawnRoom } from './room.ts';

/** Milliseconds from the press; one clock for both ends, the generator's own. */
export interface Press {
  /** The time of `performance.now` it was made at. */
  readonly atMs: number;
  /** The last board link of the family is closed, and its closing handshake done. */
  readonly cutMs: number;
  /** The last ink that came over one of them; null when none came after the press. */
  readonly lastInkMs: number | null;
  /** The last of the family's pages has got the word to cover. */
  readonly toldMs: number;
  /** The therapist's page has got its answer: the hold is durable. */
  readonly answeredMs: number;
}

/** Milliseconds a room stays held. */
const heldForMs = 100;
/** Milliseconds after which whatever a press leads to counts as not having come. */
const cameWithinMs = 10_000;

interface PressParts {
  readonly room: DrawnRoom;
  readonly pages: OpenRoom;
  /** Called when the room is held, before it is resumed. */
  readonly whileHeld?: (press: Press) => Promise<void>;
}

/** @throws when the hold or the way back is refused, or does not come. */
export async function pressHold({ room, pages, whileHeld }: PressParts): Promise<Press> {
  const before = therapistsView(pages);
  if (before?.phase !== 'open') {
    throw new Error(
      `the room was held before Hold was pressed: ${before?.heldBecause ?? 'by somebody'}`,
    );
  }
  const family = room.links.slice(1);
  const told = pages.family.map((page) => whenIn(page, 'cover'));
  const atMs = performance.now();
  const since = (at: number): number => at - atMs;
  const answered = decided(pages.therapist, 'hold').then(() => since(performance.now()));
  const [cut, covers, answeredMs] = await inTime(
    'the room is held',
    Promise.all([Promise.all(family.map(({ gone }) => gone)), Promise.all(told), answered]),
  );
  const lastInkMs = since(Math.max(...family.map((link) => link.lastInkAt())));
  const press: Press = {
    atMs,
    cutMs: since(Math.max(...cut)),
    lastInkMs: lastInkMs > 0 ? lastInkMs : null,
    toldMs: since(Math.max(...covers)),
    answeredMs,
  };
  await new Promise((resume) => setTimeout(resume, heldForMs));
  await whileHeld?.(press);
  const back = pages.family.map((page) => whenIn(page, 'room'));
  await decided(pages.therapist, 'resume');
  await inTime('the family is back', Promise.all(back));
  await room.comeBack();
  return press;
}

const therapistsView = ({ therapist: { view } }: OpenRoom): TherapistView | null =>
  view?.as === 'therapist' ? view : null;

async function decided(page: RoomPage, kind: 'hold' | 'resume'): Promise<void> {
  const refused = await page.command({ kind });
  if (refused) throw new Error(`${kind} was refused: ${refused.sentence}`);
}

/** When a page is next told that its person is there, by `performance.now`. */
const whenIn = (page: RoomPage, place: FamilyView['place']): Promise<number> =>
  new Promise((told) => {
    const stop = page.listen((message) => {
      if (message.kind !== 'view' || message.view.as !== 'person') return;
      if (message.view.place !== place) return;
      told(performance.now());
      stop();
    });
  });

async function inTime<T>(what: string, coming: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, failed) => {
    timer = setTimeout(() => {
      failed(new Error(`waited in vain until ${what}`));
    }, cameWithinMs);
  });
  return Promise.race([coming, tooLate]).finally(() => {
    clearTimeout(timer);
  });
}
