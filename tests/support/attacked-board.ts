/**
 * The board of gate-world.ts in a real room: made over the wire by four people who stay and look on,
 * while others come in their names and send what they must not.
 */
import * as Y from 'yjs';
import type { ParticipantId, SessionId } from '../../shared/ids.ts';
import type { ComeAnswer, NewSessionAnswer } from '../../shared/wire/http.ts';
import { acts, item, type Who, type World } from './gate-world.ts';
import type { InProcess } from './in-process.ts';
import { clientsOf } from './judged-board.ts';
import { Browser, RoomPage, until } from './outsider.ts';
import { done, type Practice } from './practice.ts';
import { emptyUpdate, openRawLink, type RawLink } from './raw-link.ts';

/** What an outsider can know of a room: the log, what a newcomer is given, and what everybody got. */
export interface RoomState {
  readonly log: string;
  readonly given: Uint8Array;
  readonly frames: readonly number[];
}

export interface AttackedBoard {
  readonly session: SessionId;
  /** Maya, Daniel, Ruth and Tess as they look on; Tess supervises. */
  readonly peers: Readonly<Record<Who, RawLink>>;
  readonly page: RoomPage;
  /** The board as it is now, as attacks may know it. */
  world(): Promise<World>;
  state(): Promise<RoomState>;
  /** A link more of one of them, of our own kind, that has not said anything yet. */
  silent(who: Who): Promise<RawLink>;
  /** A link more of one of them, ready to send ink: its first frame with ink was an empty answer. */
  attacker(who: Who, negotiated: boolean): Promise<RawLink>;
  leave(): void;
}

const names: Readonly<Record<Exclude<Who, 'tess'>, string>> = {
  maya: 'Maya',
  daniel: 'Daniel',
  ruth: 'Elena',
};
const family = ['maya', 'daniel', 'ruth'] as const;
const everybody = [...family, 'tess'] as const;

interface Identity {
  readonly id: ParticipantId;
  readonly browser: Browser;
  readonly as: string;
}

/** Two parents who may sit in one room, in a new session that is open with all three let in. */
export async function anAttackedBoard(app: InProcess, practice: Practice): Promise<AttackedBoard> {
  const { session, people, page } = await openedSession(practice);
  const open = (who: Who, doc: Y.Doc, negotiated: boolean): Promise<RawLink> => {
    const { browser, as } = people[who];
    return openRawLink(browser, {
      ...{ session, as, doc, negotiated },
      seesAll: negotiated && who === 'tess',
    });
  };
  const docOf = (clientId: number): Y.Doc => {
    const doc = new Y.Doc();
    doc.clientID = clientId;
    return doc;
  };
  async function arrive(who: Who): Promise<RawLink> {
    const [first, ...others] = clientsOf(who);
    for (const other of others) (await open(who, docOf(other), true)).leave(); // Claimed for good.
    const link = await open(who, docOf(first), true);
    await link.sync();
    return link;
  }
  const peers: Record<Who, RawLink> = {
    tess: await arrive('tess'),
    maya: await arrive('maya'),
    daniel: await arrive('daniel'),
    ruth: await arrive('ruth'),
  };

  const vectorOf = (link: RawLink): string => Y.encodeStateVector(link.doc).join();
  for (const [who, act] of acts) {
    peers[who].draw((doc) => {
      act(doc, people[who].id);
    });
    await until('everybody has it', () =>
      everybody.every((one) => vectorOf(peers[one]) === vectorOf(peers[who])),
    );
  }
  const zone = 'joint';
  await page.command({ kind: 'lock-items', zone, items: [item.locked], locked: true });
  await page.command({ kind: 'hide-items', zone, items: [item.hidden], hidden: true });

  /** A stock link, so that it costs no clientID; it only asks. */
  async function given(): Promise<Uint8Array> {
    const newcomer = await open('tess', new Y.Doc(), false);
    newcomer.send(new Uint8Array([0, 0, 1, 0]));
    await until('the newcomer is answered', () => newcomer.of('answer').length > 0);
    newcomer.leave();
    return newcomer.of('answer')[0]?.bytes ?? emptyUpdate;
  }

  return {
    session,
    peers,
    page,
    async world() {
      const board = new Y.Doc();
      Y.applyUpdate(board, await given());
      return { board, idOf: (who) => people[who].id, clientsOf };
    },
    async state() {
      const newcomerGot = await given();
      // The word that its ink is kept may follow a page's ink by a tenth of a second.
      await until('everybody knows what is kept', () =>
        everybody.every((who) => peers[who].acked() === peers[who].sentInk()),
      );
      await Promise.all(everybody.map((who) => peers[who].settled()));
      const entries = await app.stores.rooms.read(session, 0);
      return {
        log: entries
          .map((one) => `${one.kind} ${Buffer.from(one.bytes).toString('base64')}`)
          .join(),
        given: newcomerGot,
        frames: everybody.map((who) => peers[who].frames.length),
      };
    },
    silent: (who) => open(who, docOf(clientsOf(who)[0]), true),
    async attacker(who, negotiated) {
      // Not the id of the same person's peaceful page, which would be closed with it (rule B15).
      const clientId = clientsOf(who).at(-1) ?? 0;
      const link = await open(who, docOf(clientId), negotiated);
      if (!negotiated) link.point(0, {});
      link.send(new Uint8Array([0, 0, 1, 0]));
      await until('the board answers', () => link.of('answer').length > 0);
      link.sendAnswer(emptyUpdate);
      return link;
    },
    leave() {
      for (const who of everybody) peers[who].leave();
      page.leave();
    },
  };
}

async function openedSession(practice: Practice): Promise<{
  readonly session: SessionId;
  readonly people: Readonly<Record<Who, Identity>>;
  readonly page: RoomPage;
}> {
  const { therapist, url } = practice;
  const path = `/api/families/${practice.family.id}`;
  const all = family.map((who) => practice.personNamed(names[who]));
  const [, one, other] = all;
  await done(therapist, 'PUT', `${path}/meetings`, { one, other, mayMeet: true });
  const planned = await done<NewSessionAnswer>(therapist, 'POST', `${path}/sessions`, {
    ...{ kind: 'joint', title: '', plannedMinutes: 25, step: 'board', plannedFor: null },
    ...{ arriving: all, leaving: all },
  });
  const session = planned.session.id;

  async function come(who: keyof typeof names): Promise<Identity> {
    const id = practice.personNamed(names[who]);
    const browser = new Browser(url);
    const link = planned.links.find((made) => made.person === id);
    const token = new URL(link?.url ?? 'http://nobody.invalid').hash.slice(1);
    const { link: as } = await done<ComeAnswer>(browser, 'POST', '/api/come', { token });
    await done(browser, 'POST', `/api/here/${as}/confirm`);
    return { id, browser, as };
  }
  const people: Record<Who, Identity> = {
    tess: { id: practice.therapistId, browser: therapist, as: 'therapist' },
    maya: await come('maya'),
    daniel: await come('daniel'),
    ruth: await come('ruth'),
  };
  const page = new RoomPage(therapist, { session, as: 'therapist' });
  await page.therapistView((view) => view.phase === 'planned');
  await page.command({ kind: 'open' });
  for (const who of family) {
    const { browser, as } = people[who];
    const theirs = new RoomPage(browser, { session, as });
    await theirs.familyView('waiting');
    await page.command({ kind: 'let-in', person: practice.personNamed(names[who]) });
    await theirs.familyView('room');
    theirs.leave();
  }
  return { session, people, page };
}
