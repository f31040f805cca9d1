/** The practice's own templates: kept from a board, listed, deleted. */
import { Router } from 'express';
import type { Item } from '../../shared/board/item.ts';
import { wordsOf, hasAlt } from '../../shared/board/item.ts';
import {
  maxTemplateBytes,
  maxTemplateItems,
  maxTemplatesOfPractice,
  templateItemOf,
  type TemplateItem,
} from '../../shared/board/template.ts';
import { templateId, type ParticipantId } from '../../shared/ids.ts';
import { newTemplateBody, type TemplateAnswer } from '../../shared/wire/http.ts';
import type { AuditAct } from '../access/audit.ts';
import { bodyOf, paramOf } from '../http/edge.ts';
import { notFound, Refused } from '../refused.ts';
import type { LiveRooms } from '../session/rooms.ts';
import { sessionOf, type SessionParts } from '../session/session-routes.ts';
import type { Therapist } from '../storage/account-store.ts';
import type { TemplateStore } from '../storage/template-store.ts';
import { mustNameNobody } from './names-nobody.ts';

export interface TemplateParts extends SessionParts {
  readonly templates: TemplateStore;
  readonly live: Pick<LiveRooms, 'loaded'>;
}

const refused = (sentence: string): Refused => new Refused('refused', sentence);

export function templateRoutes(parts: TemplateParts): Router {
  const { templates, signIns, live, clock, chance } = parts;
  const router = Router();

  const note = (therapist: Therapist, act: AuditAct, subject: string): Promise<void> =>
    parts.audit.add({
      at: clock.now(),
      practice: therapist.practice,
      by: therapist.id,
      act,
      subject,
    });

  router.get('/templates', async (request, response) => {
    const { practice } = await signIns.needed(request);
    response.json(await templates.templatesOf(practice));
  });

  router.post('/sessions/:session/templates', async (request, response) => {
    const { therapist, family, session } = await sessionOf(parts, request);
    const { zone, title } = bodyOf(request, newTemplateBody);
    const { practice } = therapist;
    const board = live.loaded(session.id)?.board;
    if (!board?.mayJoin({ as: 'therapist', id: therapist.id }, zone)) {
      throw refused('A template is kept from a board of a session that is open or paused.');
    }
    const makers = new Set<ParticipantId>(
      (await parts.accounts.therapistsOf(practice)).map(({ id }) => id),
    );
    const theirs = board.itemsOn(zone).filter(({ by, hidden }) => makers.has(by) && !hidden);
    const items = theirs.flatMap((item) => templateItemOf(item) ?? []);
    mustFit(items);
    mustNameNobody('A template', [title, ...theirs.map(saidBy)], family);
    const template = { id: chance.newId(templateId), title, items };
    if (!(await templates.add(practice, { ...template, at: clock.now() }))) {
      const most = String(maxTemplatesOfPractice);
      throw refused(`A practice keeps at most ${most} templates. Delete one first.`);
    }
    await note(therapist, 'template-kept', template.id);
    const body: TemplateAnswer = template;
    response.status(201).json(body);
  });

  router.delete('/templates/:template', async (request, response) => {
    const therapist = await signIns.needed(request);
    const id = paramOf(request, 'template', templateId);
    if (!(await templates.remove(therapist.practice, id))) throw notFound();
    await note(therapist, 'template-deleted', id);
    response.status(204).end();
  });

  return router;
}

/** All words of an item that a template would keep. */
const saidBy = (item: Item): string => (hasAlt(item) ? item.alt : wordsOf(item));

/** @throws Refused unless there is something to keep, within bounds */
function mustFit(items: readonly TemplateItem[]): void {
  if (items.length === 0) {
    throw refused(
      'There is nothing to keep: a template holds what therapists made, but no drawing and no picture.',
    );
  }
  if (items.length > maxTemplateItems) {
    throw refused(`A template holds at most ${String(maxTemplateItems)} items.`);
  }
  if (Buffer.byteLength(JSON.stringify(items)) > maxTemplateBytes) {
    throw refused('These are more words than a template holds.');
  }
}
