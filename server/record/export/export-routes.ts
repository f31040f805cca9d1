/** Exports of a family's record: chosen, previewed, confirmed, made, and written into the trail. */
import { Router, type Request, type Response } from 'express';
import { familyId } from '../../../shared/ids.ts';
import { zoneWords } from '../../../shared/board/zone-words.ts';
import {
  exportBody,
  exportPreviewBody,
  exportWordsBody,
  type ExportBoards,
  type ExportChoices,
  type ExportKind,
  type ExportWish,
} from '../../../shared/record/export.ts';
import { usualExportWords } from '../../../shared/record/export-words.ts';
import { replayOf } from '../../../shared/record/replay.ts';
import type { AuditAct } from '../../access/audit.ts';
import { familyOf } from '../../family/family-routes.ts';
import { bodyOf, paramOf } from '../../http/edge.ts';
import { notFound } from '../../refused.ts';
import { sessionOf, type SessionParts } from '../../session/session-routes.ts';
import type { Therapist } from '../../storage/account-store.ts';
import type { ExportStore } from '../../storage/export-store.ts';
import type { FamilyRecord } from '../../storage/family-store.ts';
import { castOf, isRunning } from './kept.ts';
import { checkSeen, readyFor, type MadeFile, type WishParts } from './wishes.ts';
import { sendZip } from './zip.ts';

type Parts = Omit<SessionParts, 'sessions'> &
  WishParts & { readonly sessions: SessionParts['sessions']; readonly exportStore: ExportStore };

const acts: Readonly<Record<ExportKind, AuditAct>> = {
  summary: 'summary-exported',
  goals: 'part-exported',
  'own-items': 'part-exported',
  board: 'part-exported',
  'own-copy': 'own-copy-exported',
  whole: 'whole-record-exported',
};

export function exportRoutes(parts: Parts): Router {
  const { exportStore, clock } = parts;
  const router = Router();
  const ofFamily = (request: Request) =>
    familyOf(parts, request, paramOf(request, 'family', familyId));

  /** In the trail before the first byte leaves, with the reason beside it (rule R57). */
  const note = (by: Therapist, family: FamilyRecord, wish: ExportWish): Promise<void> =>
    exportStore.note({
      at: clock.now(),
      ...{ practice: by.practice, by: by.id, act: acts[wish.kind], family: family.id },
      subject: wish.kind === 'board' ? wish.session : family.id,
      ...{ kind: wish.kind, reason: 'reason' in wish ? wish.reason : null },
    });

  router.get('/families/:family/exports', async (request, response) => {
    const { therapist, family } = await ofFamily(request);
    const sessions = await parts.sessions.everySessionOf(family.id);
    const body: ExportChoices = {
      title: family.title,
      reference: family.reference,
      people: family.people.map(({ id, firstName, role }) => ({
        ...{ id, firstName, isChild: role === 'child' },
      })),
      sessions: sessions
        .flatMap(({ id, plan, endedAt }) =>
          endedAt === null || plan.kind === 'between' ? [] : [{ id, title: plan.title, endedAt }],
        )
        .sort((one, other) => other.endedAt - one.endedAt),
      isRunning: sessions.some(isRunning),
      words: (await exportStore.words(therapist.practice)) ?? usualExportWords,
      made: await exportStore.made(family.id),
    };
    response.json(body);
  });

  router.get('/sessions/:session/export-boards', async (request, response) => {
    const { family, session } = await sessionOf(parts, request);
    const record = session.state === 'ended' ? await parts.read(session, family) : null;
    if (!record) throw notFound();
    const cast = castOf(record);
    const body: ExportBoards = {
      title: session.plan.title,
      zones: replayOf(record).zones.map((zone) => ({
        zone,
        name: zoneWords(zone, (owner) => cast.get(owner)?.name),
      })),
      moments: record.moments.map(({ at }) => at),
    };
    response.json(body);
  });

  router.post('/families/:family/exports/preview', async (request, response) => {
    const asked = await ofFamily(request);
    const wish = bodyOf(request, exportPreviewBody);
    response.json((await readyFor(parts, asked, wish)).preview);
  });

  router.post('/families/:family/exports/picture', async (request, response) => {
    const asked = await ofFamily(request);
    const { picture } = await readyFor(parts, asked, bodyOf(request, exportPreviewBody));
    if (!picture) throw notFound();
    response.type('image/png').send(await picture());
  });

  router.post('/families/:family/exports', async (request, response) => {
    const asked = await ofFamily(request);
    const { wish, seen } = bodyOf(request, exportBody);
    const ready = await readyFor(parts, asked, wish);
    checkSeen(ready, seen);
    const file = await ready.make();
    await note(asked.therapist, asked.family, wish);
    await send(file, response);
  });

  router.put('/export-words', async (request, response) => {
    const therapist = await parts.signIns.needed(request);
    await exportStore.keepWords(therapist.practice, bodyOf(request, exportWordsBody));
    await parts.audit.add({
      at: clock.now(),
      ...{ practice: therapist.practice, by: therapist.id },
      ...{ act: 'export-words-changed', subject: null },
    });
    response.status(204).end();
  });

  return router;
}

/** Under a name that names nobody. */
async function send(file: MadeFile, response: Response): Promise<void> {
  response.attachment(file.name);
  if ('bytes' in file) {
    response.type(file.type).send(Buffer.from(file.bytes));
    return;
  }
  response.type('application/zip');
  await sendZip(file.entries, response);
}
