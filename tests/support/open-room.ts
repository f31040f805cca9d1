/** A room that is open, with Maya and Daniel let in, in an app of this process. */
import type { Zone } from '../../shared/board/zone.ts';
import type { SessionPlan } from '../../shared/session/plan.ts';
import { startInProcess, type InProcess } from './in-process.ts';
import type { RoomPage } from './outsider.ts';
import { aPractice, type Guest, type Practice } from './practice.ts';
import { openRawLink, type LinkAsked, type RawLink } from './raw-link.ts';

type Kind = Omit<LinkAsked, 'session' | 'as'>;

export interface OpenRoom {
  readonly app: InProcess;
  readonly practice: Practice;
  readonly therapist: RoomPage;
  readonly maya: Guest;
  readonly daniel: Guest;
  /** Links that have only been opened. */
  silent(guest: Guest, kind?: Kind): Promise<RawLink>;
  /** Links that follow the board. The therapist's `sees` everything unless told otherwise. */
  link(guest: Guest, kind?: Kind): Promise<RawLink>;
  eye(kind?: Kind): Promise<RawLink>;
  clear(): Promise<void>;
}

export interface RoomWanted {
  readonly plan?: Partial<SessionPlan>;
  /** Runs before anybody comes to the room. */
  readonly before?: (app: InProcess, practice: Practice) => Promise<void>;
}

export const danielsZone = ({ daniel }: OpenRoom): Zone => `own:${daniel.id}`;

export async function anOpenRoom({ plan, before }: RoomWanted = {}): Promise<OpenRoom> {
  const app = await startInProcess();
  const practice = await aPractice(app.url, plan);
  await before?.(app, practice);
  const [maya, daniel] = [await practice.arrive('Maya'), await practice.arrive('Daniel')];
  const therapist = practice.therapistPage();
  await therapist.therapistView((view) => view.phase === 'planned');
  await therapist.command({ kind: 'open' });
  const pages = [practice.page(maya), practice.page(daniel)];
  for (const { id } of [maya, daniel]) await therapist.command({ kind: 'let-in', person: id });
  for (const page of pages) await page.familyView('room');
  const { session } = practice;
  const links: RawLink[] = [];
  const keep = (link: RawLink): RawLink => {
    links.push(link);
    return link;
  };
  const silent = async ({ browser, as }: Guest, kind: Kind = {}): Promise<RawLink> =>
    keep(await openRawLink(browser, { session, as, ...kind }));

  return {
    app,
    practice,
    therapist,
    maya,
    daniel,
    silent,
    async link(guest, kind) {
      const link = await silent(guest, kind);
      if (kind?.negotiated === false) link.point(0, {});
      await link.sync();
      return link;
    },
    async eye(kind = {}) {
      const asked = { session, as: 'therapist', seesAll: kind.negotiated !== false, ...kind };
      const link = keep(await openRawLink(practice.therapist, asked));
      if (kind.negotiated === false) link.point(0, {});
      await link.sync();
      return link;
    },
    async clear() {
      for (const link of links) link.leave();
      for (const page of [...pages, therapist]) page.leave();
      await app.clear();
    },
  };
}
