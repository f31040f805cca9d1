/** A person's page on a board: the real board and link over a socket that is no network. */
import * as v from 'valibot';
import { vi } from 'vitest';
import { createBoard } from '../../client/board/board.svelte.ts';
import type { Board } from '../../client/board/board.ts';
import type { BoardLink } from '../../client/board/board-link.ts';
import { createInkLink } from '../../client/board/ink-link.ts';
import { createKeptInk, type KeptInk } from '../../client/board/kept-ink.ts';
import { hasWords, type Item } from '../../shared/board/item.ts';
import type { Standing } from '../../shared/board/rights.ts';
import {
  invitationId,
  itemId,
  personId,
  sessionId,
  therapistId,
  type ItemId,
  type ParticipantId,
} from '../../shared/ids.ts';
import type { InkRoom } from './ink-room.ts';

const session = v.parse(sessionId, '01890a5d-ac96-774b-bcce-b302099a8000');
const as = v.parse(invitationId, '01890a5d-ac96-774b-bcce-b302099a8001');
/** A child, an adult and a therapist. */
export const maya = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8057');
export const daniel = v.parse(personId, '01890a5d-ac96-774b-bcce-b302099a8058');
export const okafor = v.parse(therapistId, '01890a5d-ac96-774b-bcce-b302099a8059');

const standings = new Map<ParticipantId, Standing>([
  [maya, 'child'],
  [daniel, 'adult'],
  [okafor, 'therapist'],
]);
const standingOf = (person: ParticipantId): Standing => standings.get(person) ?? 'child';

export interface BoardPage {
  readonly link: BoardLink;
  readonly board: Board;
  item(id: ItemId | null): Item | undefined;
  /** Adds a note and names it. */
  note(words: string): ItemId;
  /** The words of all notes and texts shown, sorted. */
  words(): readonly string[];
  /** As when the board is covered, or another is looked at. */
  close(): void;
}

export const wordsOf = (items: readonly Item[]): readonly string[] =>
  items
    .filter(hasWords)
    .map(({ text }) => text)
    .sort();

let made = 0;
export const aNewId = (): ItemId => v.parse(itemId, `item-number-${String((made += 1))}`);

/** A page of `me` on the board of `room`, in step with it. */
export async function aPage(
  room: InkRoom,
  me: ParticipantId = daniel,
  kept: KeptInk = createKeptInk(),
): Promise<BoardPage> {
  vi.stubGlobal('WebSocket', room.Socket);
  const standing = standingOf(me);
  const rights = { me: { id: me, standing }, standingOf };
  const from = { session, zone: 'joint', as: standing === 'therapist' ? standing : as } as const;
  const link = createInkLink({ ...from, kept, rights });
  const board = createBoard({ link, rights, newId: aNewId, mayEdit: () => true });
  await room.settled();
  return {
    link,
    board,
    item: (id) => board.entry(id)?.item,
    note(words) {
      const id = board.addNote(0, 0, words);
      if (!id) throw new Error('no note was made');
      return id;
    },
    words: () => wordsOf(board.entries.map(({ item }) => item)),
    close() {
      board.stop();
      link.stop();
    },
  };
}
