/**
 * A whole session with everything in it, in which every name, text and number can be told apart, and each
 * device is overheard. What is said begins with `zq-`, which is nowhere else.
 */
import * as v from 'valibot';
import { expect } from 'vitest';
import { addWords, itemsOf, readItem } from '../../shared/board/board-doc.ts';
import { fingerprintOf } from '../../shared/board/fingerprint.ts';
import { ownZone, reviewZone, type Zone } from '../../shared/board/zone.ts';
import type { GoalCommand } from '../../shared/goal/commands.ts';
import { goalId, type ItemId } from '../../shared/ids.ts';
import type { Command } from '../../shared/session/commands.ts';
import { aColleague } from './colleague.ts';
import { startInProcess } from './in-process.ts';
import { id } from './item-id.ts';
import { Browser, RoomPage, until } from './outsider.ts';
import { overhear, type Overheard } from './overheard.ts';
import { aPractice, done, password, type Guest, type Practice } from './practice.ts';
import { openRawLink, type RawLink } from './raw-link.ts';

/** Whose device: of the family, its therapist, and a therapist of the practice who has nothing to do with it. */
export const viewers = ['maya', 'daniel', 'elena', 'okafor', 'weber'] as const;
export type Viewer = (typeof viewers)[number];

export interface ToldApart {
  readonly practice: Practice;
  /** Elena is never let in. */
  readonly people: Readonly<Record<'maya' | 'daniel' | 'elena', Guest>>;
  /** What is written on each item. */
  readonly items: ReadonlyMap<ItemId, string>;
  /** @throws for somebody who has no device */
  heard(viewer: Viewer): Overheard;
  clear(): Promise<void>;
}

/** The id of an idea for a goal that Maya has. */
export const ideaOfMaya = 'zq-idea-of-maya';

export async function playToldApart(): Promise<ToldApart> {
  const app = await startInProcess();
  const heard = new Map<Viewer, Overheard>();
  const items = new Map<ItemId, string>();
  const clear: (() => unknown)[] = [app.clear];
  const plan = { title: 'zq-title', plannedMinutes: 173, step: 'apart' } as const;
  const practice = await aPractice(app.url, plan, ['Maya', 'Daniel', 'Elena']);
  await aColleague(practice, 'weber@example.test');
  const family = `/api/families/${practice.family.id}`;
  await done(practice.therapist, 'PATCH', family, {
    ...{ title: 'zq-family', reference: 'zq-reference', remark: 'zq-remark' },
  });
  const entries = [
    { role: 'child', firstName: 'Maya', relation: 'zq-relation-maya', ageBand: '10-13' },
    { role: 'parent', firstName: 'Daniel', relation: 'zq-relation-daniel', ageBand: null },
  ];
  for (const entry of entries) {
    const path = `${family}/people/${practice.personNamed(entry.firstName)}`;
    await done(practice.therapist, 'PATCH', path, { entry });
  }

  async function device(viewer: Viewer): Promise<Browser> {
    const ear = await overhear(new URL(app.url));
    heard.set(viewer, ear);
    clear.push(ear.line.close);
    return new Browser(ear.line.url, app.url);
  }

  async function signsIn(viewer: 'okafor' | 'weber'): Promise<Browser> {
    const browser = await device(viewer);
    await done(browser, 'POST', '/api/sign-in', { email: `${viewer}@example.test`, password });
    return browser;
  }

  async function link(guest: Guest, zone: Zone = 'joint'): Promise<RawLink> {
    const { browser, as } = guest;
    const opened = await openRawLink(browser, { session: practice.session, as, zone });
    clear.push(() => opened.leave());
    await opened.sync();
    return opened;
  }

  /** Asks every board for all it holds, whosever it is. */
  async function asksEveryBoard({ browser, as }: Guest): Promise<void> {
    const owners = ['Maya', 'Daniel'].map(practice.personNamed);
    const personal = owners.flatMap((owner) => [ownZone(owner), reviewZone(owner)]);
    for (const zone of ['joint', ...personal] as const) {
      const opened = await openRawLink(browser, { session: practice.session, as, zone });
      await opened.sync().catch(() => undefined); // Closed without an answer, as it should be.
      opened.leave();
    }
  }

  const draws = (on: RawLink, by: Guest, said: string): ItemId => {
    const item = id(`item-number-${String(items.size).padStart(4, '0')}`);
    on.draw((doc) => addWords(doc, 'note', { id: item, by: by.id, words: said, x: 1, y: 1, z: 1 }));
    items.set(item, said);
    return item;
  };
  /** Draws, and waits until it is durable. */
  async function drawn(on: RawLink, by: Guest, said: string): Promise<ItemId> {
    const item = draws(on, by, said);
    await until('it is durable', () => on.acked() >= on.sentInk());
    return item;
  }

  // ---- arriving, each at their own time ----
  const okafor = await signsIn('okafor');
  const { session } = practice;
  const page = new RoomPage(okafor, { session, as: 'therapist' });
  clear.push(() => page.leave());
  await page.therapistView(({ phase }) => phase === 'planned');
  const therapistDoes = async (command: Command): Promise<void> => {
    mustBeNull(await page.command(command));
  };
  const daniel = await practice.arrive('Daniel', await device('daniel'));
  const daniels = practice.page(daniel);
  await daniels.familyView('waiting');
  mustBeNull(await daniels.command({ kind: 'whisper-back', words: 'zq-daniel-waits' }));
  const elena = await practice.arrive('Elena', await device('elena'));
  const elenas = practice.page(elena);
  await elenas.familyView('waiting');
  await therapistDoes({ kind: 'whisper', person: elena.id, words: 'zq-whisper-to-elena' });
  mustBeNull(await elenas.command({ kind: 'whisper-back', words: 'zq-whisper-from-elena' }));
  const maya = await practice.arrive('Maya', await device('maya'));
  const mayas = practice.page(maya);
  await mayas.familyView('waiting');
  const people = { maya, daniel, elena };
  clear.push(...[mayas, daniels, elenas].map((one) => () => one.leave()));
  mustBeNull(await mayas.command({ kind: 'choose-picture', picture: 'fish' }));
  for (const guest of [maya, daniel, elena]) {
    await done(guest.browser, 'GET', `/api/here/${guest.as}`);
  }

  // ---- apart ----
  await therapistDoes({ kind: 'open' });
  const eyes = new Map<Zone, RawLink>();
  for (const zone of [
    'joint',
    ...[maya, daniel].flatMap(({ id: owner }) => [ownZone(owner), reviewZone(owner)] as const),
  ] as const) {
    const eye = await openRawLink(okafor, { session, as: 'therapist', zone, seesAll: true });
    await eye.sync();
    eyes.set(zone, eye);
    clear.push(() => eye.leave());
  }
  for (const [guest, theirs] of [
    [maya, mayas],
    [daniel, daniels],
  ] as const) {
    await therapistDoes({ kind: 'let-in', person: guest.id });
    await theirs.familyView('room');
  }
  await drawn(await link(maya, ownZone(maya.id)), maya, 'zq-maya-apart');
  await drawn(await link(daniel, ownZone(daniel.id)), daniel, 'zq-daniel-apart');
  // A second screen of their own has it from the server, and so have the ears.
  for (const guest of [maya, daniel, elena]) await asksEveryBoard(guest);
  await done(okafor, 'POST', `/api/sessions/${session}/notes`, {
    ...{ id: 'private-note-1', text: 'zq-private-note' },
  });
  await done(okafor, 'GET', `/api/sessions/${session}/notes`);

  // ---- notes passed on ----
  await therapistDoes({ kind: 'change-step', step: 'notes' });
  for (const theirs of [mayas, daniels]) {
    await until('the step is told', () => theirs.views.at(-1)?.includes('review:'));
  }
  const [mayasReview, danielsReview] = [
    await link(maya, reviewZone(maya.id)),
    await link(daniel, reviewZone(daniel.id)),
  ];
  const passed = await drawn(mayasReview, maya, 'zq-maya-passed-on');
  const back = await drawn(mayasReview, maya, 'zq-maya-handed-back');
  const left = await drawn(danielsReview, daniel, 'zq-daniel-left');
  for (const guest of [maya, daniel, elena]) await asksEveryBoard(guest);
  const lying = await until('the therapist reads it', () => {
    const doc = eyes.get(reviewZone(maya.id))?.doc;
    return doc && readItem(passed, itemsOf(doc).get(passed));
  });
  const seen = fingerprintOf(lying);
  await therapistDoes({ kind: 'pass-on', person: maya.id, item: passed, seen });
  const comment = 'zq-comment-to-maya';
  await therapistDoes({ kind: 'hand-back', person: maya.id, item: back, comment });
  await until('she is told', () => mayas.views.at(-1)?.includes(comment));
  mustBeNull(await mayas.command({ kind: 'offer-again', item: back }));
  await therapistDoes({ kind: 'leave-item', person: daniel.id, item: left });

  // ---- together, with all that is said beside the board ----
  await therapistDoes({ kind: 'change-step', step: 'cursors' });
  for (const theirs of [mayas, daniels]) {
    await until('the step is told', () => theirs.views.at(-1)?.includes('"cursors":true'));
  }
  let [mayasBoard, danielsBoard] = [await link(maya), await link(daniel)];
  await drawn(mayasBoard, maya, 'zq-maya-together');
  await drawn(danielsBoard, daniel, 'zq-daniel-together');
  mayasBoard.point(1, { cursor: { x: 41_337, y: 1 } });
  danielsBoard.point(1, { cursor: { x: 31_337, y: 1 } });
  await until('both see the other', () =>
    [mayasBoard, danielsBoard].every((one) => one.of('cursors').length > 0),
  );
  const say = async (
    who: Guest,
    theirs: RoomPage,
    ask: 'help' | 'near' | 'break',
  ): Promise<void> => {
    mustBeNull(await theirs.command({ kind: 'ask', ask }));
    const answer = `zq-answer-to-${ask}`;
    await therapistDoes({ kind: 'answer-ask', person: who.id, ask, words: answer });
    await until('it is answered', () => theirs.views.at(-1)?.includes(answer));
  };
  await say(maya, mayas, 'help');
  await say(maya, mayas, 'near');
  await say(daniel, daniels, 'break');
  await therapistDoes({ kind: 'whisper', person: maya.id, words: 'zq-whisper-to-maya' });
  await therapistDoes({ kind: 'whisper', person: daniel.id, words: 'zq-whisper-to-daniel' });
  mustBeNull(await mayas.command({ kind: 'whisper-back', words: 'zq-whisper-from-maya' }));
  mustBeNull(await daniels.command({ kind: 'whisper-back', words: 'zq-whisper-from-daniel' }));

  // ---- an idea for a goal ----
  const aboutGoal = (act: GoalCommand): Command => ({ kind: 'goal', act });
  const goal = v.parse(goalId, ideaOfMaya);
  const idea = { kind: 'propose', goal, wording: 'zq-goal-idea-of-maya' } as const;
  mustBeNull(await mayas.command(aboutGoal(idea)));
  const more = { kind: 'comment', goal, words: 'zq-goal-comment-of-maya' } as const;
  mustBeNull(await mayas.command(aboutGoal(more)));
  await therapistDoes(aboutGoal({ kind: 'comment', goal, words: 'zq-goal-comment-to-maya' }));

  // ---- the floor, looking only, hidden items ----
  await therapistDoes({ kind: 'give-floor', to: daniel.id, minutes: 29 });
  await until('it is his turn', () => mayas.views.at(-1)?.includes(`"floor":"${daniel.id}"`));
  draws(mayasBoard, maya, 'zq-maya-out-of-turn');
  await mayasBoard.gone();
  mustBeNull(await daniels.command({ kind: 'ask', ask: 'pass' }));
  await therapistDoes({ kind: 'give-floor', to: 'everyone', minutes: null });
  for (const on of [true, false]) {
    await therapistDoes({ kind: 'look-only', person: daniel.id, on });
    await therapistDoes({ kind: 'check-first', person: maya.id, on });
    await therapistDoes({ kind: 'hide-items-of', person: daniel.id, hidden: on });
  }

  // ---- a child's pause ----
  for (const guest of [maya, daniel, elena]) await asksEveryBoard(guest);
  danielsBoard = await link(daniel);
  mustBeNull(await mayas.command({ kind: 'ask', ask: 'pause' }));
  draws(danielsBoard, daniel, 'zq-daniel-while-held');
  await danielsBoard.gone();
  for (const theirs of [mayas, daniels]) await theirs.familyView('cover');
  for (const guest of [maya, daniel, elena]) await asksEveryBoard(guest);
  await therapistDoes({ kind: 'resume' });
  for (const theirs of [mayas, daniels]) await theirs.familyView('room');
  mayasBoard = await link(maya);

  // ---- sent back, let in again, closing words, out, the end ----
  await therapistDoes({ kind: 'send-back', person: daniel.id });
  await daniels.familyView('waiting');
  await therapistDoes({ kind: 'let-in', person: daniel.id });
  await daniels.familyView('room');
  await therapistDoes({ kind: 'say-closing', words: 'zq-closing-words' });
  for (const theirs of [mayas, daniels]) {
    await until('it is said', () => theirs.views.at(-1)?.includes('zq-closing-words'));
  }
  await therapistDoes({ kind: 'remove', person: daniel.id });
  await daniels.familyView('ended');
  await therapistDoes({ kind: 'see-out', person: maya.id });
  await therapistDoes({ kind: 'end' });
  await elenas.familyView('ended');

  // ---- whatever anybody asks for that is not theirs ----
  const weber = await signsIn('weber');
  const paths = ['', '/notes', '/saved'].map((rest) => `/api/sessions/${session}${rest}`);
  for (const path of ['/api/start', '/api/practice', family, ...paths]) {
    await done(okafor, 'GET', path);
    for (const browser of [weber, ...[maya, daniel, elena].map((one) => one.browser)]) {
      await browser.send('GET', path);
    }
  }
  for (const guest of [maya, daniel, elena]) {
    for (const as of [people.maya.as, people.daniel.as, people.elena.as, 'therapist']) {
      if (as === guest.as) continue;
      await (await openRawLink(guest.browser, { session, as })).gone();
      await guest.browser.send('GET', `/api/here/${as}`);
    }
  }

  return {
    practice,
    people,
    items,
    heard(viewer) {
      const ear = heard.get(viewer);
      if (!ear) throw new Error(`nobody overhears ${viewer}`);
      return ear;
    },
    async clear() {
      for (const undo of clear.reverse()) await undo();
    },
  };
}

function mustBeNull(refusal: unknown): void {
  expect(refusal).toBeNull();
}
