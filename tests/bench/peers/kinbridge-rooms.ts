/**
 * A practice with as many families as there are rooms, each with a therapist of its own, and a joint
 * session each; made and opened over HTTP and Socket.IO like any practice's.
 */
import type { InvitationId, PersonId, SessionId, TherapistId } from '../../../shared/ids.ts';
import type {
  ComeAnswer,
  FamilyAnswer,
  Me,
  NewLink,
  NewSessionAnswer,
} from '../../../shared/wire/http.ts';
import { tokenOf } from '../../support/colleague.ts';
import { Browser, RoomPage } from '../../support/outsider.ts';
import { done, password } from '../../support/practice.ts';
import { seats } from '../load/loads.ts';
import type { People } from '../load/recording.ts';
import { atOnce } from './at-once.ts';
import { yWebsocketDialect, type Address, type Dialect } from './peer.ts';

interface PracticeParts {
  readonly url: string;
  /** How many families, and sessions. */
  readonly rooms: number;
  readonly step: 'board' | 'cursors';
  /** Where therapists reach the server; for everybody else that is `url`. */
  readonly therapistsUrl: string;
}

export interface Practice {
  readonly rooms: readonly PlannedRoom[];
  /** Opens a room and lets everyone in; all four pages stay, as in any open room. */
  open(room: number): Promise<OpenRoom>;
  /** Where each seat's board link goes. @param clientIds what its document writes under */
  addresses(room: number, clientIds: readonly number[]): readonly Address[];
  /** Closes every page. */
  leave(): void;
}

/** The pages of a room that is open, on the decisions plane. */
export interface OpenRoom {
  readonly therapist: RoomPage;
  /** The child's, the parent's and the grandparent's. */
  readonly family: readonly RoomPage[];
}

export interface Guest {
  readonly id: PersonId;
  readonly browser: Browser;
  readonly as: InvitationId;
}
export interface PlannedRoom {
  readonly session: SessionId;
  readonly therapist: Browser;
  readonly guests: readonly Guest[];
  readonly people: People;
}

/** Rooms made at the same time; more would wait for each other in the database. */
const roomsAtOnce = 6;

export async function createPractice(parts: PracticeParts): Promise<Practice> {
  const { url, therapistsUrl, step } = parts;
  const first = new Browser(url);
  await done(first, 'POST', '/api/first-start', {
    practice: 'Lindenhof Practice',
    name: 'Dr. Okafor',
    email: 'okafor@example.test',
    password,
  });
  const rooms = await atOnce(roomsAtOnce, parts.rooms, (room) =>
    planRoom({ url, therapistsUrl, first, room, step }),
  );
  const pages: RoomPage[] = [];
  const dialect: Dialect = { ...yWebsocketDialect, saysSeen: true };
  const planned = (room: number): PlannedRoom => {
    const one = rooms[room];
    if (!one) throw new Error(`there is no room ${String(room)}`);
    return one;
  };

  return {
    rooms,
    async open(room) {
      const opened = await openRoom(planned(room));
      pages.push(opened.therapist, ...opened.family);
      return opened;
    },
    addresses(room, clientIds) {
      const { session, therapist, guests } = planned(room);
      return seats.map((seat, at) => {
        const guest = guests[at - 1];
        const browser = guest?.browser ?? therapist;
        const board = `${browser.url.replace('http', 'ws')}/board/${session}/joint`;
        const query = `as=${guest?.as ?? 'therapist'}&wb=1&cid=${String(clientIds[at])}`;
        return {
          url: `${board}?${query}`,
          headers: { cookie: browser.cookieHeader, origin: browser.origin },
          dialect,
          supervises: seat === 'therapist',
        };
      });
    },
    leave() {
      for (const page of pages) page.leave();
    },
  };
}

interface RoomAsked {
  readonly url: string;
  readonly therapistsUrl: string;
  /** Of the practice's first therapist. */
  readonly first: Browser;
  readonly room: number;
  readonly step: 'board' | 'cursors';
}

async function aTherapist({
  url,
  therapistsUrl,
  first,
  room,
}: RoomAsked): Promise<[Browser, TherapistId]> {
  const link = await done<NewLink>(first, 'POST', '/api/colleagues');
  const browser = new Browser(therapistsUrl, url);
  const me = await done<Me>(browser, 'POST', '/api/colleagues/join', {
    token: tokenOf(link.url),
    name: 'Dr. Weber',
    email: `weber-${String(room)}@example.test`,
    password,
  });
  return [browser, me.id];
}

async function planRoom(asked: RoomAsked): Promise<PlannedRoom> {
  const { url, room, step } = asked;
  const [therapist, therapistId] = await aTherapist(asked);
  const family = await done<FamilyAnswer>(therapist, 'POST', '/api/families', {
    title: `Family ${String(room)}`,
    reference: '',
    people: [
      { role: 'child', firstName: 'Maya', relation: '', ageBand: '6-9' },
      { role: 'parent', firstName: 'Daniel', relation: 'Dad', ageBand: null },
      { role: 'supporter', firstName: 'Rosa', relation: 'Grandma', ageBand: null },
    ],
  });
  const coming = family.people.map((one) => one.id);
  for (const id of coming) {
    await done(therapist, 'PATCH', `/api/families/${family.id}/people/${id}`, { ready: true });
  }
  const plan = { kind: 'joint', title: '', plannedMinutes: 25, step, plannedFor: null };
  const made = await done<NewSessionAnswer>(
    therapist,
    'POST',
    `/api/families/${family.id}/sessions`,
    { ...plan, arriving: coming, leaving: coming },
  );
  const guests: Guest[] = [];
  for (const { person, url: link } of made.links) guests.push(await arrive(url, person, link));
  const [child, parent, grandparent] = coming;
  if (!child || !parent || !grandparent) throw new Error('the family is not complete');
  return {
    session: made.session.id,
    therapist,
    guests,
    people: { therapist: therapistId, child, parent, grandparent },
  };
}

async function arrive(url: string, id: PersonId, link: string): Promise<Guest> {
  const browser = new Browser(url);
  const { link: as } = await done<ComeAnswer>(browser, 'POST', '/api/come', {
    token: tokenOf(link),
  });
  await done(browser, 'POST', `/api/here/${as}/confirm`);
  return { id, browser, as };
}

async function openRoom({ session, therapist, guests }: PlannedRoom): Promise<OpenRoom> {
  const page = new RoomPage(therapist, { session, as: 'therapist' });
  await page.therapistView((view) => view.phase === 'planned');
  const refused = await page.command({ kind: 'open' });
  if (refused) throw new Error(refused.sentence);
  const theirs = guests.map(({ browser, as }) => new RoomPage(browser, { session, as }));
  await Promise.all(theirs.map((one) => one.familyView('waiting')));
  for (const { id } of guests) await page.command({ kind: 'let-in', person: id });
  await Promise.all(theirs.map((one) => one.familyView('room')));
  return { therapist: page, family: theirs };
}
