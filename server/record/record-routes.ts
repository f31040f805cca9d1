/** Saved boards, what is left of a session that has ended, and boards as files. Read only, by construction. */
import { Router, type Request } from 'express';
import * as v from 'valibot';
import type { DrawnAuthor } from '../../shared/board/draw/pieces.ts';
import type { Zone } from '../../shared/board/zone.ts';
import { zoneWords } from '../../shared/board/zone-words.ts';
import { therapistAppearance } from '../../shared/family/person.ts';
import type { Item } from '../../shared/board/item.ts';
import { lyingAfter } from '../../shared/record/lying.ts';
import { levelWords } from '../../shared/goal/visible-to.ts';
import type { FamilyId, ParticipantId } from '../../shared/ids.ts';
import {
  exportFormats,
  exportQuery,
  type ExportFormat,
  type ExportQuery,
  type SavedBoard,
} from '../../shared/wire/http.ts';
import type { AuditAct } from '../access/audit.ts';
import { nobodySeen, sessionSummary } from '../family/summaries.ts';
import type { GoalBoards } from '../goal/goal-boards.ts';
import { paramOf } from '../http/edge.ts';
import { notFound, Refused } from '../refused.ts';
import { sessionOf, type SessionParts } from '../session/session-routes.ts';
import type { Therapist } from '../storage/account-store.ts';
import type { FamilyRecord } from '../storage/family-store.ts';
import type { LiveRooms } from '../session/rooms.ts';
import type { SavedZone } from '../storage/room-store.ts';
import type { PictureStore } from '../storage/picture-store.ts';
import type { BoardExports } from './export/board-exports.ts';
import { createPicturesOn } from './export/pictures-on.ts';
import type { EndedSession, RecordReading } from './record-reading.ts';

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml; charset=utf-8',
};

/** @throws Refused `bad-input` */
function exportQueryOf(request: Request): ExportQuery {
  const read = v.safeParse(exportQuery, request.query);
  if (read.success) return read.output;
  throw new Refused('bad-input', 'There is no such file of a board.');
}

export function recordRoutes(
  parts: SessionParts & {
    readonly reading: RecordReading;
    readonly pictures: PictureStore;
    readonly exports: BoardExports;
    readonly live: Pick<LiveRooms, 'loaded'>;
    readonly goals: GoalBoards;
  },
): Router {
  const router = Router();
  const picturesOn = createPicturesOn(parts.pictures);

  /** The family's therapists, and whoever of the practice made something then and has left it since. */
  async function authorsAmong(
    therapist: Therapist,
    family: FamilyRecord,
    boards: readonly SavedZone[],
  ): Promise<SavedBoard['therapists']> {
    const authors = new Set<string>(boards.flatMap(({ items }) => items.map((item) => item.by)));
    const known = new Set<string>(family.therapists.map((one) => one.id));
    const all = await parts.accounts.therapistsOf(therapist.practice);
    return all.filter((one) => known.has(one.id) || authors.has(one.id));
  }

  const note = (by: Therapist, act: AuditAct, subject: string): Promise<void> =>
    parts.audit.add({ at: parts.clock.now(), practice: by.practice, by: by.id, act, subject });

  /** The boards as they stood when the session ended; null before that. */
  async function savedOf(of: EndedSession): Promise<readonly SavedZone[] | null> {
    const read = await parts.reading.read(of);
    if (!read) return null;
    const lying = lyingAfter(read).filter(({ items }) => items.length > 0);
    const isThere = lying.some(({ zone }) => zone === 'joint');
    return isThere ? lying : [{ zone: 'joint', items: [] }, ...lying];
  }

  /** @throws Refused `not-found` until the session has ended, and to anyone but the family's therapists */
  async function savedBoard(request: Request) {
    const { therapist, family, session } = await sessionOf(parts, request);
    const boards = await savedOf({ session, family });
    if (!boards) throw notFound();
    const therapists = await authorsAmong(therapist, family, boards);
    const summary = sessionSummary(session, family, nobodySeen);
    return { therapist, family, session, boards, therapists, summary };
  }

  /**
   * The board as it lies there now, while the session runs (rule R7); of a saved one a part is exported
   * with its reason, see export/.
   * @throws Refused `not-found` where there is none, and to anyone but the family's therapists
   */
  async function boardAt(request: Request, zone: Zone) {
    const { therapist, family, session } = await sessionOf(parts, request);
    const running = parts.live.loaded(session.id)?.board;
    const isOpen = running?.mayJoin({ as: 'therapist', id: therapist.id }, zone) ?? false;
    if (!running || !isOpen || session.state === 'ended') throw notFound();
    const board = { zone, items: running.itemsOn(zone) };
    const therapists = await authorsAmong(therapist, family, [board]);
    const { people } = sessionSummary(session, family, nobodySeen);
    return { therapist, family, session, board, therapists, people };
  }

  /** Where goals lie on the board, at which level the family's goals begin. */
  async function remarksOn(family: FamilyId, items: readonly Item[]): Promise<readonly string[]> {
    if (!items.some(({ kind }) => kind === 'goal')) return [];
    const { startLevel } = (await parts.goals.of(family)).board();
    return [`The levels of these goals begin at ${levelWords(startLevel)}.`];
  }

  router.get('/sessions/:session/saved', async (request, response) => {
    const { therapist, family, session, boards, therapists, summary } = await savedBoard(request);
    await note(therapist, 'saved-board-opened', session.id);
    const body: SavedBoard = {
      session: summary,
      plannedMinutes: session.plan.plannedMinutes,
      people: summary.people.flatMap((look) =>
        family.people
          .filter((one) => one.id === look.id)
          .map((one) => ({ ...look, role: one.role })),
      ),
      therapists,
      boards,
    };
    response.json(body);
  });

  router.get('/sessions/:session/board.:format', async (request, response) => {
    const format = paramOf(request, 'format', v.picklist(exportFormats));
    const { zone, paper, split, hidden } = exportQueryOf(request);
    const { therapist, family, session, board, therapists, people } = await boardAt(request, zone);
    const items = board.items.filter((item) => hidden || !item.hidden);
    const file = await parts.exports.make({
      format,
      paper,
      isSplit: split,
      items,
      people: [
        ...people.map(({ id, firstName, colour, shape }): [ParticipantId, DrawnAuthor] => [
          id,
          { name: firstName, colour, shape },
        ]),
        ...therapists.map(({ id, name }): [ParticipantId, DrawnAuthor] => [
          id,
          { name, ...therapistAppearance },
        ]),
      ],
      pictures: await picturesOn(session.id, items),
      title: zoneWords(zone, (owner) => people.find(({ id }) => id === owner)?.firstName),
      bars: [],
      remarks: await remarksOn(family.id, items),
    });
    await note(therapist, 'board-exported', session.id);
    // No name of anybody in the file's own.
    response.attachment(`board.${format}`).type(contentTypes[format]).send(file);
  });

  return router;
}
