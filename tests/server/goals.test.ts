import * as v from 'valibot';
import type * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addWords, setWords } from '../../shared/board/board-doc.ts';
import type { SessionRecordRead } from '../../shared/record/record.ts';
import type { GoalCommand } from '../../shared/goal/commands.ts';
import type { GoalForPerson } from '../../shared/goal/visible-to.ts';
import { goalId, itemId, type PersonId } from '../../shared/ids.ts';
import type {
  ComeAnswer,
  FamilyGoalsAnswer,
  HereAnswer,
  NewSessionAnswer,
  QuietGoals,
  Trouble,
} from '../../shared/wire/http.ts';
import { aColleague } from '../support/colleague.ts';
import { anOpenRoom, type OpenRoom } from '../support/open-room.ts';
import { Browser, until, type InkPage, type RoomPage } from '../support/outsider.ts';
import { done } from '../support/practice.ts';

const goal = v.parse(goalId, 'goal-number-one');
const card = v.parse(itemId, goal);
const wording = 'We bake a cake together';
const later = wording + ' on Sunday';

let room: OpenRoom;
let maya: RoomPage;
let daniel: RoomPage;
let eye: InkPage;
let mayas: InkPage;
let daniels: InkPage;

beforeEach(async () => {
  room = await anOpenRoom();
  const { practice } = room;
  [maya, daniel] = [practice.page(room.maya), practice.page(room.daniel)];
  [eye, mayas, daniels] = [
    practice.therapistInk(),
    practice.ink(room.maya),
    practice.ink(room.daniel),
  ];
  await Promise.all([maya.familyView('room'), daniel.familyView('room')]);
  await Promise.all([eye, mayas, daniels].map((page) => page.synced()));
});
afterEach(async () => {
  for (const page of [maya, daniel, eye, mayas, daniels]) page.leave();
  await room.clear();
});

const act = (page: RoomPage, command: GoalCommand) => page.command({ kind: 'goal', act: command });
const mustAct = async (page: RoomPage, ...commands: readonly GoalCommand[]): Promise<void> => {
  for (const command of commands) expect(await act(page, command)).toBeNull();
};
const goalsOf = ({ view }: RoomPage): readonly GoalForPerson[] =>
  view?.as === 'person' && view.place === 'room' ? view.goals : [];
const firstOf = (page: RoomPage): GoalForPerson | undefined => goalsOf(page)[0];
const cardOn = ({ items }: InkPage): Y.Map<unknown> | undefined => items.get(card);
const onCard = (page: InkPage, key: 'state' | 'text' | 'whose'): string =>
  `${cardOn(page)?.toJSON()[key] ?? (key === 'state' ? 'put' : '')}`;
const both = (): readonly PersonId[] => [room.maya.id, room.daniel.id];

/** Maya's idea, offered, meant for both, and talked about. */
async function talkedAbout(): Promise<void> {
  await mustAct(maya, { kind: 'propose', goal, wording }, { kind: 'offer', goal, on: true });
  await mustAct(
    room.therapist,
    { kind: 'mean-for', goal, whose: 'ours', names: both() },
    { kind: 'talk-about', goal },
  );
  await until('the card is on all boards', () =>
    [eye, mayas, daniels].every((page) => cardOn(page) !== undefined),
  );
}

async function put(): Promise<void> {
  await talkedAbout();
  await mustAct(room.therapist, { kind: 'put-to-agreement', goal, wording });
  await until('both are asked', () => firstOf(maya) && firstOf(daniel));
  await until('all have it frozen', () =>
    [eye, mayas, daniels].every((page) => onCard(page, 'state') === 'put'),
  );
}

describe('in a joint session', () => {
  test('[G1][G9] a child’s idea comes on the board, is worded by all, and is agreed', async () => {
    await talkedAbout();
    expect(onCard(daniels, 'state')).toBe('talking');
    expect(onCard(daniels, 'whose')).toBe('For Maya and Daniel');
    daniels.doc.transact(() => setWords(daniels.doc, card, later));
    await until('all read it', () => [eye, mayas].every((page) => onCard(page, 'text') === later));

    expect(await act(room.therapist, { kind: 'put-to-agreement', goal, wording })).toMatchObject({
      reason: 'goal-changed',
    });
    await mustAct(room.therapist, { kind: 'put-to-agreement', goal, wording: later });
    await until('it is frozen', () => onCard(mayas, 'state') === 'put');
    const shown = await until('Maya is asked', () => firstOf(maya));
    expect(shown).toMatchObject({ state: 'put', wording: later, version: 1, yourYes: false });

    await mustAct(daniel, { kind: 'say-yes', goal, version: 1 });
    expect(onCard(mayas, 'state')).toBe('put');
    await mustAct(maya, { kind: 'say-yes', goal, version: 1 });
    await until('all see it agreed', () =>
      [eye, mayas, daniels].every((page) => onCard(page, 'state') === 'agreed'),
    );
    expect(onCard(daniels, 'whose')).toBe('Ours');
  });

  test('[G3][G9] once it is put to agreement nobody’s page changes a letter', async () => {
    await put();
    daniels.doc.transact(() => setWords(daniels.doc, card, 'Maya bakes alone'));
    await until('Daniel’s line was closed', () => daniels.closes.length > 0);
    expect(onCard(eye, 'text')).toBe(wording);
    expect(onCard(mayas, 'text')).toBe(wording);
  });

  test('[G2][V6] an idea, its words and its comments send the others nothing', async () => {
    const [before, ink] = [daniel.heard.length, daniels.received];
    await mustAct(
      maya,
      { kind: 'propose', goal, wording },
      { kind: 'comment', goal, words: 'only when it is quiet' },
      { kind: 'reword-idea', goal, wording: later },
      { kind: 'offer', goal, on: true },
      { kind: 'offer', goal, on: false },
    );
    expect(await act(room.therapist, { kind: 'talk-about', goal })).toMatchObject({
      reason: 'goal-not-offered',
    });
    expect(await daniel.up({ kind: 'echo' })).toBeNull();
    expect(daniel.heard.length).toBe(before);
    expect(daniels.received).toBe(ink);
    const view = await room.therapist.therapistView(({ goals }) => goals.length === 1);
    expect(view.goals[0]).toMatchObject({ wording: later, isNews: true, state: 'idea' });
  });

  test('[G5] a yes that is not the last sends nobody of the family anything', async () => {
    await put();
    const other = { goal: v.parse(goalId, 'goal-number-two') };
    const whose = { whose: room.maya.id, names: [room.maya.id] };
    await mustAct(
      room.therapist,
      { kind: 'add', ...other, wording, ...whose },
      { kind: 'talk-about', ...other },
    );
    const its = v.parse(itemId, other.goal);
    await until('both write at another', () => mayas.items.has(its));
    const long = 'We bake. '.repeat(20);
    mayas.doc.transact(() => setWords(mayas.doc, its, long));
    await until('the therapist reads it', () => String(eye.items.get(its)?.get('text')) === long);
    await until('Maya is asked', () => firstOf(maya));
    const [before, ink] = [maya.heard.length, mayas.received];
    await mustAct(daniel, { kind: 'say-yes', goal, version: 1 });
    await room.therapist.therapistView(({ goals }) =>
      goals.some(({ yeses }) => yeses.some(({ yes }) => yes)),
    );
    expect(await maya.up({ kind: 'echo' })).toBeNull();
    expect(maya.heard.length).toBe(before);
    expect(mayas.received).toBe(ink);
  });

  test('[G14] that all have said yes reaches the family only once a therapist’s page has it', async () => {
    await put();
    await mustAct(daniel, { kind: 'say-yes', goal, version: 1 });
    const order: string[] = [];
    const hear = (who: string, page: RoomPage) =>
      page.listen((message) => {
        if (JSON.stringify(message).includes('"state":"agreed"')) order.push(who);
      });
    const stops = [hear('Daniel', daniel), hear('therapist', room.therapist)];
    room.therapist.isFrozen = true;
    await mustAct(maya, { kind: 'say-yes', goal, version: 1 });
    await until('the therapist’s page is told', () => order.length > 0);
    await daniel.up({ kind: 'echo' });
    expect(order).toEqual(['therapist']);
    room.therapist.isFrozen = false;
    for (const stop of stops) stop();
  });

  test('[G9] what is put aside in a session stays on its board until the end, also if it is first touched by that', async () => {
    const names = [room.maya.id];
    const { therapist } = room.practice;
    for (const command of [
      { kind: 'add', goal, wording, whose: room.maya.id, names },
      { kind: 'talk-about', goal },
      { kind: 'put-to-agreement', goal, wording },
    ] satisfies readonly GoalCommand[]) {
      await done(therapist, 'POST', goalsPath(), command);
    }
    await until('its card is there', () => onCard(eye, 'text') === wording);
    await mustAct(room.therapist, { kind: 'put-aside', goal, words: 'For now' });
    await until('the card says so', () => cardOn(eye)?.get('state') === 'aside');
    expect(cardOn(eye)).toBeDefined();
  });

  test('[G4] nobody gives another’s yes, and an old one counts for no new wording', async () => {
    await put();
    expect(await act(room.therapist, { kind: 'say-yes', goal, version: 1 })).toMatchObject({
      reason: 'goal-own-yes',
    });
    await mustAct(daniel, { kind: 'say-yes', goal, version: 1 });
    await mustAct(maya, { kind: 'say-yes', goal, version: 1 });
    await mustAct(room.therapist, { kind: 'reopen', goal });
    await until('Maya sees them taken back', () => {
      const one = firstOf(maya);
      return one?.state === 'talking' && one.takenBack;
    });
    await mustAct(room.therapist, { kind: 'put-to-agreement', goal, wording });
    expect(await act(maya, { kind: 'say-yes', goal, version: 1 })).toMatchObject({
      reason: 'goal-other-wording',
    });
    await mustAct(maya, { kind: 'say-yes', goal, version: 2 });
    await until('her yes alone is not enough', () => onCard(eye, 'state') === 'put');
  });

  test('[G9] a board that is cleared keeps its goals, with what is being written', async () => {
    await talkedAbout();
    mayas.doc.transact(() => setWords(mayas.doc, card, later));
    await until('the therapist reads it', () => onCard(eye, 'text') === later);
    const note = v.parse(itemId, 'a-note-of-maya');
    mayas.doc.transact(() =>
      addWords(mayas.doc, 'note', { id: note, by: room.maya.id, x: 0, y: 0, z: 1, words: 'hm' }),
    );
    await until('the note is there', () => eye.items.has(note));
    const items = [card];
    await room.therapist.command({ kind: 'take-down-items', zone: 'joint', items });
    await room.therapist.command({ kind: 'clear-board', zone: 'joint' });
    await until('the note is gone', () => !eye.items.has(note));
    expect(onCard(eye, 'text')).toBe(later);
    expect(eye.items.size).toBe(2);
  });

  test('[G12] while the room is held the family changes no goal, and a therapist may', async () => {
    await put();
    await room.therapist.command({ kind: 'hold' });
    for (const command of [
      { kind: 'say-yes', goal, version: 1 },
      { kind: 'propose', goal: v.parse(goalId, 'another-goal'), wording },
    ] as const) {
      expect(await act(maya, command)).toMatchObject({ reason: 'not-just-now' });
    }
    await mustAct(room.therapist, { kind: 'reopen', goal });
    await room.therapist.command({ kind: 'resume' });
    await room.therapist.command({ kind: 'send-back', person: room.maya.id });
    expect(
      await act(maya, { kind: 'propose', goal: v.parse(goalId, 'another-goal'), wording }),
    ).toMatchObject({ reason: 'not-just-now' });
  });

  test('[G11] words that were talked about are there in the next session, and its log names the goal', async () => {
    await talkedAbout();
    mayas.doc.transact(() => setWords(mayas.doc, card, later));
    await until('the therapist reads it', () => onCard(eye, 'text') === later);
    const { practice } = room;
    const path = `/api/sessions/${practice.session}/board.svg?zone=joint`;
    const svg = (await practice.therapist.file(path)).bytes.toString();
    expect(svg).toContain('Talking about it');
    expect(svg).toContain('The levels of these goals begin at −2.');
    await room.therapist.command({ kind: 'end' });
    await maya.familyView('ended');
    const ofSession = `/api/sessions/${practice.session}/record`;
    const { marks } = await done<SessionRecordRead>(practice.therapist, 'GET', ofSession);
    expect(marks).toContainEqual(expect.objectContaining({ is: 'goal', goal: card }));
    const { goals } = await done<FamilyGoalsAnswer>(practice.therapist, 'GET', goalsPath());
    expect(goals[0]).toMatchObject({ state: 'talking', wording: later });
  });

  test('[G8] a goal that names somebody who is not invited is not on the board', async () => {
    const elena = room.practice.personNamed('Elena');
    await mustAct(
      room.therapist,
      { kind: 'add', goal, wording, whose: room.maya.id, names: [room.maya.id, elena] },
      { kind: 'talk-about', goal },
      { kind: 'put-to-agreement', goal, wording },
    );
    expect(await daniel.up({ kind: 'echo' })).toBeNull();
    expect(goalsOf(maya)).toEqual([]);
    expect(cardOn(eye)).toBeUndefined();
  });
});

test('[G9][G12] a session about the goal board alone has the same board, steps and rules', async () => {
  const about = await anOpenRoom({ plan: { kind: 'goals' } });
  const { practice, therapist, maya: child } = about;
  const [page, ink] = [practice.page(child), practice.ink(child)];
  await page.familyView('room');
  await ink.synced();
  await mustAct(
    therapist,
    { kind: 'add', goal, wording, whose: child.id, names: [child.id] },
    { kind: 'talk-about', goal },
  );
  await until('the card is there', () => cardOn(ink));
  await therapist.command({ kind: 'change-step', step: 'apart' });
  await until('the shared board is gone', () => ink.closes.length > 0);
  await therapist.command({ kind: 'hold' });
  await page.familyView('cover');
  const another = v.parse(goalId, 'another-goal');
  expect(await act(page, { kind: 'propose', goal: another, wording })).not.toBeNull();
  page.leave();
  ink.leave();
  await about.clear();
});

const goalsPath = (): string => `/api/families/${room.practice.family.id}/goals`;

describe('on the family’s page', () => {
  test('[A9][G2] goals are there for the family’s therapists alone', async () => {
    await mustAct(maya, { kind: 'propose', goal, wording });
    const { practice } = room;
    const { browser: colleague } = await aColleague(practice, 'weber@example.test');
    expect((await colleague.send('GET', goalsPath())).status).toBe(404);
    expect((await practice.therapist.send('GET', goalsPath())).text).toContain(wording);
    expect((await room.maya.browser.send('GET', goalsPath())).status).toBe(401);
    const stranger = new Browser(practice.url);
    expect((await stranger.send('POST', goalsPath(), { kind: 'look-at', goal })).status).toBe(401);
  });

  test('[G9] what is decided there comes on the board that is open, and its words are the board’s', async () => {
    await talkedAbout();
    const { therapist } = room.practice;
    const send = (command: GoalCommand) => therapist.send<Trouble>('POST', goalsPath(), command);
    expect((await send({ kind: 'word', goal, wording: later })).status).toBe(409);
    mayas.doc.transact(() => setWords(mayas.doc, card, later));
    await until('the therapist reads it', () => onCard(eye, 'text') === later);
    expect((await send({ kind: 'put-to-agreement', goal, wording })).status).toBe(409);
    expect((await send({ kind: 'put-to-agreement', goal, wording: later })).status).toBe(200);
    await until('the card is frozen', () => onCard(mayas, 'state') === 'put');
  });

  test('[G2] an idea that is taken back is gone from the log, too', async () => {
    await mustAct(
      maya,
      { kind: 'propose', goal, wording },
      { kind: 'comment', goal, words: 'only with sprinkles' },
      { kind: 'take-idea-back', goal },
    );
    const log = JSON.stringify(await room.app.stores.goals.read(room.practice.family.id, 0));
    expect(log).not.toContain('cake');
    expect(log).not.toContain('sprinkles');
    expect(log).toContain('idea-taken-back');
  });
});

describe('between sessions', () => {
  /** The goal board opened to Maya and Daniel for an hour, each on their own device. */
  async function opened() {
    const { practice } = room;
    const { family, therapist } = practice;
    const made = await done<NewSessionAnswer>(
      therapist,
      'POST',
      `/api/families/${family.id}/sessions`,
      {
        kind: 'between',
        title: '',
        arriving: both(),
        leaving: both(),
        plannedMinutes: 25,
        step: 'apart',
        plannedFor: Date.now() + 3_600_000,
      },
    );
    const come = async (person: PersonId) => {
      const browser = new Browser(practice.url);
      const link = made.links.find((one) => one.person === person)?.url ?? '';
      const token = new URL(link).hash.slice(1);
      const { link: as } = await done<ComeAnswer>(browser, 'POST', '/api/come', { token });
      expect((await browser.send('GET', `/api/here/${as}/goals`)).status).toBe(404);
      const here = await done<HereAnswer>(browser, 'POST', `/api/here/${as}/confirm`);
      expect(here.leadsTo).toBe('goals');
      const path = `/api/here/${as}/goals`;
      return {
        look: () => done<QuietGoals>(browser, 'GET', path),
        text: async () => (await browser.send('GET', path)).text,
        send: (command: unknown) => browser.send<QuietGoals & Trouble>('POST', path, command),
      };
    };
    return {
      session: made.session.id,
      maya: await come(room.maya.id),
      daniel: await come(room.daniel.id),
    };
  }

  test('[G13] what one proposes goes to the therapists, and changes no byte for another', async () => {
    const quiet = await opened();
    const before = await quiet.daniel.text();
    for (const command of [
      { kind: 'propose', goal, wording },
      { kind: 'comment', goal, words: 'soon' },
      { kind: 'offer', goal, on: true },
      { kind: 'reword-idea', goal, wording: later },
    ]) {
      expect((await quiet.maya.send(command)).status).toBe(200);
    }
    expect((await quiet.maya.look()).goals).toMatchObject([
      { state: 'idea', wording: later, offered: true, comments: [{ from: 'you' }] },
    ]);
    expect(await quiet.daniel.text()).toBe(before);
    const { goals } = await done<FamilyGoalsAnswer>(room.practice.therapist, 'GET', goalsPath());
    expect(goals).toMatchObject([{ isNews: true, wording: later }]);
  });

  test('[G13][G4] agreed goals are read there; a yes is not said there, and is taken back', async () => {
    await put();
    await mustAct(daniel, { kind: 'say-yes', goal, version: 1 });
    await mustAct(maya, { kind: 'say-yes', goal, version: 1 });
    const quiet = await opened();
    expect((await quiet.daniel.look()).goals).toMatchObject([{ state: 'agreed', wording }]);
    expect((await quiet.maya.send({ kind: 'take-yes-back', goal, version: 1 })).status).toBe(200);
    expect((await quiet.daniel.look()).goals).toEqual([]);
    expect((await quiet.maya.send({ kind: 'say-yes', goal, version: 1 })).body.reason).toBe(
      'refused',
    );
    await until('the board says so', () => onCard(daniels, 'state') === 'put');
  });

  test('[G13] after its time the board takes nothing more, and shows what is there', async () => {
    const quiet = await opened();
    await quiet.maya.send({ kind: 'propose', goal, wording });
    room.app.pass(3_600_001);
    const { status, body } = await quiet.maya.send({ kind: 'offer', goal, on: true });
    expect([status, body.sentence]).toEqual([409, expect.stringContaining('closed now')]);
    expect(await quiet.maya.look()).toMatchObject({ isOpen: false, goals: [{ wording }] });
  });

  test('[G13][A6] its links lead to no room, work on one device, and end when it is called off', async () => {
    const quiet = await opened();
    const { practice } = room;
    const path = `/api/sessions/${quiet.session}`;
    expect((await practice.therapist.send('POST', `${path}/call-off`)).status).toBe(200);
    expect((await quiet.maya.send({ kind: 'propose', goal, wording })).status).toBe(404);
  });

  test('[G13] a board between sessions is refused without a time to come', async () => {
    const { therapist, family } = room.practice;
    const plan = {
      ...{ kind: 'between', title: '', arriving: both(), leaving: both() },
      ...{ plannedMinutes: 25, step: 'apart', plannedFor: null },
    };
    const path = `/api/families/${family.id}/sessions`;
    expect((await therapist.send('POST', path, plan)).status).toBe(409);
    expect((await therapist.send('POST', path, { ...plan, plannedFor: 1_000 })).status).toBe(409);
  });
});
