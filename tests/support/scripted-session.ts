/**
 * One session from the first press to the end, always the same but for what a test hides in it: each act
 * is waited for, so that what everybody is sent has one order. Elena is expected and need not come.
 */
import type * as Y from 'yjs';
import { Doc } from 'yjs';
import { addWords, itemsOf, readItem } from '../../shared/board/board-doc.ts';
import { fingerprintOf } from '../../shared/board/fingerprint.ts';
import { reviewZone, type Zone } from '../../shared/board/zone.ts';
import type { ItemId, ParticipantId, PersonId } from '../../shared/ids.ts';
import type { Command } from '../../shared/session/commands.ts';
import { acksEveryMs, cursorsEveryMs } from '../../server/session/rooms.ts';
import { countedChance, stillClock } from './foreseen.ts';
import { startInProcess, type InProcess } from './in-process.ts';
import { id } from './item-id.ts';
import { Browser, until, type RoomPage } from './outsider.ts';
import { overhear, type Overheard } from './overheard.ts';
import { aPractice, done, type Guest, type Practice } from './practice.ts';
import { openRawLink, type RawLink } from './raw-link.ts';

export type Told = ReturnType<Overheard['told']>;

/** A member of the family: their device's line, their page, and a board link that is theirs. */
export interface Member {
  readonly guest: Guest;
  readonly page: RoomPage;
  readonly heard: Overheard;
  link(): RawLink;
  /** Opens a link to a zone, in place of the one before. */
  look(
    zone?: Zone,
    kind?: { readonly negotiated?: boolean; readonly doc?: Y.Doc },
  ): Promise<RawLink>;
  /** Draws a note, and waits until it is durable. */
  note(name: string, words?: string): Promise<ItemId>;
  does(command: Command): Promise<void>;
}

/** The session at a moment where a test may hide something. */
export interface Moment {
  readonly app: InProcess;
  readonly practice: Practice;
  readonly maya: Member;
  readonly daniel: Member;
  /** Not there unless she is asked to come. */
  elenaComes(): Promise<Member>;
  therapistDoes(command: Command): Promise<void>;
  /** The therapist passes on what lies in somebody's review. */
  passOn(person: PersonId, item: ItemId): Promise<void>;
  /** Draws three notes in review, at a moment where that is where they draw. */
  fillsQueue(member: Member): Promise<readonly ItemId[]>;
}

export type Hidden = (now: Moment) => Promise<unknown>;

/** What happens at each moment, if anything: all of them lie between two acts that everybody sees. */
export interface Script {
  readonly beforeOpening?: Hidden;
  readonly onTheBoard?: Hidden;
  readonly atNotes?: Hidden;
  readonly withCursors?: Hidden;
  /** How Daniel's turn ends; the therapist takes it if nothing is said. */
  readonly turnEnds?: Hidden;
  /** How the room comes to be held; by the therapist's press if nothing is said. */
  readonly holds?: Hidden;
  /** How Daniel leaves; he is seen out if nothing is said. */
  readonly danielLeaves?: Hidden;
}

export interface Played {
  readonly maya: Told;
  readonly daniel: Told;
  readonly elena: Told | null;
}

const clientIds: Readonly<Record<string, number>> = { Maya: 1_001, Daniel: 1_002, Elena: 1_003 };

export async function play(script: Script = {}): Promise<Played> {
  const app = await startInProcess({ clock: stillClock, chance: countedChance() });
  const practice = await aPractice(app.url, {}, ['Maya', 'Daniel', 'Elena']);
  const { session } = practice;
  const leaves: (() => unknown)[] = [];
  const eyes = new Map<Zone, RawLink>();

  async function comes(firstName: string): Promise<Member> {
    const heard = await overhear(new URL(app.url));
    leaves.unshift(heard.line.close);
    const guest = await practice.arrive(firstName, new Browser(heard.line.url, app.url));
    await done(guest.browser, 'GET', `/api/here/${guest.as}`);
    const page = practice.page(guest);
    await page.familyView('waiting');
    const docs = new Map<Zone, Y.Doc>();
    let link: RawLink | null = null;
    const now = (): RawLink => {
      if (!link) throw new Error(`${firstName} looks at no board`);
      return link;
    };
    leaves.push(
      () => page.leave(),
      () => link?.leave(),
    );
    const docOf = (zone: Zone): Y.Doc => {
      const doc = docs.get(zone) ?? new Doc();
      doc.clientID = (clientIds[firstName] ?? 0) + (zone === 'joint' ? 0 : 1_000);
      docs.set(zone, doc);
      return doc;
    };
    const member: Member = {
      guest,
      page,
      heard,
      link: now,
      async look(zone = 'joint', { negotiated = true, doc = docOf(zone) } = {}) {
        link?.leave();
        const { browser, as } = guest;
        link = await openRawLink(browser, { session, as, zone, negotiated, doc });
        if (!negotiated) link.point(0, {});
        await link.sync();
        if (negotiated) await until('its answer is acknowledged', () => now().acked() > 0);
        return link;
      },
      async note(name, words = name) {
        const item = id(name.padEnd(10, '-'));
        const count = now().draw((doc) => addWords(doc, 'note', noteOf(item, guest.id, words)));
        await until('it is durable', () => eyeHas(now(), item) && isAcked(now(), count));
        return item;
      },
      async does(command) {
        mustBeNull(await page.command(command));
      },
    };
    return member;
  }

  const noteOf = (item: ItemId, by: ParticipantId, words: string) => ({
    ...{ id: item, by, words },
    ...{ x: 1, y: 1, z: 1 },
  });
  /** A stock link is acknowledged by its echo, which is not waited for. */
  const isAcked = (link: RawLink, count: number): boolean =>
    link.of('hello').length === 0 || link.acked() >= count;
  /** On the therapist's board, of whichever zone it lies in. */
  const eyeHas = (_: RawLink, item: ItemId): boolean =>
    [...eyes.values()].some(({ doc }) => itemsOf(doc).has(item));

  async function eye(zone: Zone): Promise<void> {
    const asked = { session, as: 'therapist', zone, seesAll: true } as const;
    const link = await openRawLink(practice.therapist, asked);
    eyes.set(zone, link);
    leaves.push(() => link.leave());
    await link.sync();
  }

  const maya = await comes('Maya');
  const daniel = await comes('Daniel');
  let elena: Member | null = null;
  const therapist = practice.therapistPage();
  leaves.push(() => therapist.leave());
  await therapist.therapistView(({ phase }) => phase === 'planned');

  const now: Moment = {
    app,
    practice,
    maya,
    daniel,
    elenaComes: async () => (elena = await comes('Elena')),
    async therapistDoes(command) {
      mustBeNull(await therapist.command(command));
    },
    async passOn(person, item) {
      const there = eyes.get(reviewZone(person))?.doc;
      const read = there && readItem(item, itemsOf(there).get(item));
      if (!read) throw new Error('there is nothing to pass on');
      await now.therapistDoes({ kind: 'pass-on', person, item, seen: fingerprintOf(read) });
    },
    async fillsQueue(member) {
      const first = member.guest.id.slice(-4);
      const items: ItemId[] = [];
      for (const name of ['one', 'two', 'three']) items.push(await member.note(`${first}-${name}`));
      return items;
    },
  };

  const there = [maya, daniel];
  /** Until everybody has everything that is on the joint board, and nothing is owed to anybody. */
  async function settled(): Promise<void> {
    for (const { page } of there) await page.up({ kind: 'echo' });
    await new Promise((resume) => setTimeout(resume, cursorsEveryMs + acksEveryMs));
    for (const member of there) await member.link().settled();
  }
  const bothSee = (item: ItemId): Promise<unknown> =>
    until('both have it', () => there.every((one) => itemsOf(one.link().doc).has(item)));
  const hides = async (hidden: Hidden | undefined): Promise<void> => {
    await hidden?.(now);
    await settled();
  };

  try {
    await script.beforeOpening?.(now);
    await now.therapistDoes({ kind: 'open' });
    for (const zone of ['joint', reviewZone(maya.guest.id), reviewZone(daniel.guest.id)] as const) {
      await eye(zone);
    }
    for (const { guest, page } of there) {
      await now.therapistDoes({ kind: 'let-in', person: guest.id });
      await page.familyView('room');
    }
    await maya.look();
    await daniel.look();
    await bothSee(await maya.note('mayas-first'));
    await bothSee(await daniel.note('daniels-first'));
    await hides(script.onTheBoard);
    await bothSee(await daniel.note('daniels-second'));

    await now.therapistDoes({ kind: 'change-step', step: 'notes' });
    for (const { guest, page } of there) {
      await until('the step is told', () => page.views.at(-1)?.includes('review:'));
      await (guest === maya.guest ? maya : daniel).look(reviewZone(guest.id));
    }
    await hides(script.atNotes);
    const passed = await maya.note('passed-on');
    const back = await maya.note('handed-back');
    await now.passOn(maya.guest.id, passed);
    const comment = 'try it without always';
    await now.therapistDoes({ kind: 'hand-back', person: maya.guest.id, item: back, comment });
    await until('she is told', () => maya.page.views.at(-1)?.includes(comment));
    await maya.does({ kind: 'ask', ask: 'help' });
    await now.therapistDoes({
      ...{ kind: 'answer-ask', person: maya.guest.id },
      ...{ ask: 'help', words: 'here I am' },
    });
    await until('she is answered', () => maya.page.views.at(-1)?.includes('here I am'));

    await now.therapistDoes({ kind: 'change-step', step: 'cursors' });
    for (const { page } of there) {
      await until('the step is told', () =>
        page.views.at(-1)?.includes('{"zone":"joint","can":"edit"}'),
      );
    }
    await maya.look();
    await daniel.look();
    await bothSee(passed);
    daniel.link().point(1, { cursor: { x: 5, y: 5 } });
    await until('she sees his cursor', () => maya.link().of('cursors').length > 0);
    await hides(script.withCursors);
    daniel.link().point(2, { cursor: { x: 6, y: 6 } });
    await until('it moves', () => maya.link().of('cursors').length > 1);

    await now.therapistDoes({ kind: 'give-floor', to: daniel.guest.id, minutes: null });
    await until('it is his turn', () => maya.page.views.at(-1)?.includes(daniel.guest.id));
    await settled();
    if (script.turnEnds) await script.turnEnds(now);
    else await now.therapistDoes({ kind: 'give-floor', to: 'nobody', minutes: null });
    for (const { page } of there) {
      await until('it is nobody’s turn', () => page.views.at(-1)?.includes('"nobody"'));
    }
    await settled();
    if (script.holds) await script.holds(now);
    else await now.therapistDoes({ kind: 'hold' });
    for (const { page } of there) await page.familyView('cover');
    for (const member of there) await member.link().gone();
    await now.therapistDoes({ kind: 'resume' });
    await now.therapistDoes({ kind: 'give-floor', to: 'everyone', minutes: null });
    for (const member of there) {
      await until('it is everyone’s turn', () => member.page.views.at(-1)?.includes('"everyone"'));
      await member.look();
    }
    await settled();
    if (script.danielLeaves) await script.danielLeaves(now);
    else await now.therapistDoes({ kind: 'see-out', person: daniel.guest.id });
    await until('she is alone', () => !maya.page.views.at(-1)?.includes(daniel.guest.id));
    await now.therapistDoes({ kind: 'say-closing', words: 'See you all soon' });
    await until('it is said', () => maya.page.views.at(-1)?.includes('See you all soon'));
    await maya.link().settled();
    await now.therapistDoes({ kind: 'end' });
    await maya.page.familyView('ended');
    await maya.link().gone();
    const told = elenaTold(elena);
    return { maya: maya.heard.told(), daniel: daniel.heard.told(), elena: told };
  } finally {
    for (const leave of leaves.reverse()) await leave();
    await app.clear();
  }
}

const elenaTold = (elena: Member | null): Told | null => elena?.heard.told() ?? null;

function mustBeNull(refusal: unknown): void {
  if (refusal !== null) throw new Error(`refused: ${JSON.stringify(refusal)}`);
}
