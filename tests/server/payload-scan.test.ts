/**
 * A whole session with everything in it, in which every name, text, number and id can be told apart:
 * what each device was sent, byte for byte over HTTP and on both planes, holds what its owner may know.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownZone, reviewZone } from '../../shared/board/zone.ts';
import type { Guest } from '../support/practice.ts';
import {
  ideaOfMaya,
  playToldApart,
  viewers,
  type ToldApart,
  type Viewer,
} from '../support/told-apart-session.ts';

type Knowers = readonly Viewer[];

const nobody: Knowers = [];
const therapist: Knowers = ['okafor'];
const mayaAnd: Knowers = ['maya', 'okafor'];
const danielAnd: Knowers = ['daniel', 'okafor'];
const theRoom: Knowers = ['maya', 'daniel', 'okafor'];
const everyoneHere: Knowers = ['maya', 'daniel', 'elena', 'okafor'];

/** What is said and written, and who is sent it: those and nobody else, each at least once. */
const words = {
  'zq-maya-apart': mayaAnd,
  'zq-daniel-apart': danielAnd,
  'zq-maya-passed-on': theRoom,
  'zq-maya-handed-back': mayaAnd,
  'zq-comment-to-maya': mayaAnd,
  'zq-daniel-left': danielAnd,
  'zq-daniel-waits': danielAnd,
  'zq-maya-together': theRoom,
  'zq-daniel-together': theRoom,
  'zq-daniel-while-held': nobody,
  'zq-maya-out-of-turn': nobody,
  'zq-answer-to-help': mayaAnd,
  'zq-answer-to-near': mayaAnd,
  'zq-answer-to-break': danielAnd,
  'zq-whisper-to-maya': mayaAnd,
  'zq-whisper-from-maya': mayaAnd,
  'zq-whisper-to-daniel': danielAnd,
  'zq-whisper-from-daniel': danielAnd,
  'zq-whisper-to-elena': ['elena', 'okafor'],
  'zq-whisper-from-elena': ['elena', 'okafor'],
  'zq-goal-idea-of-maya': mayaAnd,
  'zq-goal-comment-of-maya': mayaAnd,
  'zq-goal-comment-to-maya': mayaAnd,
  'zq-private-note': therapist,
  'zq-closing-words': theRoom,
} satisfies Record<string, Knowers>;

/** What the practice keeps, and names of fields under which something would be told. */
const facts: Readonly<Record<string, Knowers>> = {
  '"Maya"': theRoom,
  '"Daniel"': theRoom,
  '"Elena"': ['elena', 'okafor'],
  'Dr. Okafor': ['maya', 'daniel', 'elena', 'okafor', 'weber'],
  'Dr. Weber': ['okafor', 'weber'],
  'okafor@example.test': therapist,
  'weber@example.test': ['weber'],
  'Lindenhof Practice': ['okafor', 'weber'],
  'zq-family': therapist,
  'zq-reference': therapist,
  'zq-remark': therapist,
  'zq-relation-maya': therapist,
  'zq-relation-daniel': therapist,
  'zq-title': therapist,
  '"10-13"': mayaAnd,
  '"fish"': ['maya'],
  // The picture until one is chosen.
  '"star"': ['maya', 'daniel', 'elena'],
  '"near"': mayaAnd,
  '"break"': danielAnd,
  '"plannedMinutes":173': therapist,
  '"x":31337': theRoom,
  '"x":41337': theRoom,
  '"kind":"joint"': therapist,
  '"state":"used"': therapist,
  '"phase":': therapist,
  '"openedAt":': therapist,
  '"heldAt":': therapist,
  '"heldBecause":': therapist,
  '"pausedBy":': therapist,
  '"endedAt":': therapist,
  '"step":': therapist,
  '"arriving":': therapist,
  '"leaving":': therapist,
  '"waiting":': therapist,
  '"connected":': therapist,
  '"lookOnly":': therapist,
  '"checked":': therapist,
  '"softEndsAt":': therapist,
  '"zones":': therapist,
  '"reviewed":': therapist,
  '"relation":': therapist,
  '"ready":': therapist,
  '"seq":': therapist,
};

let session: ToldApart;
/** Ids of people, links, items and the session, and who is sent them. */
let ids: Readonly<Record<string, Knowers>>;

beforeAll(async () => {
  session = await playToldApart();
  const { practice, people, items } = session;
  const { maya, daniel, elena } = people;
  const knowersOf: Readonly<Record<string, Knowers>> = words;
  ids = {
    ...Object.fromEntries([...items].map(([item, said]) => [item, knowersOf[said] ?? nobody])),
    [practice.session]: everyoneHere,
    [practice.therapistId]: viewers,
    [practice.family.id]: therapist,
    [maya.id]: theRoom,
    [daniel.id]: theRoom,
    [elena.id]: ['elena', 'okafor'],
    [maya.as]: ['maya'],
    [daniel.as]: ['daniel'],
    [elena.as]: ['elena'],
  };
});
afterAll(() => session.clear());

/** Whose bytes hold each of these. */
const found = (
  wanted: Readonly<Record<string, Knowers>>,
  bytesOf: (viewer: Viewer) => Buffer,
): Record<string, Knowers> =>
  Object.fromEntries(
    Object.keys(wanted).map((one) => [one, viewers.filter((who) => bytesOf(who).includes(one))]),
  );
const bytesHeard = (viewer: Viewer): Buffer => session.heard(viewer).bytes();

test('[V2][S11][N2][V5][G2] what is said, written and asked reaches those it is for, and not a byte of it anybody else', () => {
  expect(found(words, bytesHeard)).toEqual(words);
});

test('[V1][V2][V6] of what the practice knows, of times, counts, states and plans the family is sent nothing', () => {
  expect(found(facts, bytesHeard)).toEqual(facts);
});

test('[V2][V1] ids of people, links and items are sent to those who may see whom or what they name', () => {
  expect(found(ids, bytesHeard)).toEqual(ids);
});

test('[V2] all that the family is told on the decisions plane is on a list', () => {
  const { practice, people, items } = session;
  const { maya, daniel, elena } = people;
  const own = ({ as, id: person }: Guest): readonly string[] => [as, person];
  const screens = ['person', 'waiting', 'cover', 'room', 'ended', 'hello', 'view', 'down'];
  const commons = [...screens, practice.session, practice.therapistId, 'Dr. Okafor'];
  const together = ['joint', 'view', 'edit', 'everyone', 'nobody', 'zq-closing-words'];
  const fellow = (name: string, { id: person }: Guest, ...look: string[]) => [
    name,
    person,
    ...look,
  ];
  const both = [
    ...fellow('Maya', maya, 'lake', 'diamond'),
    ...fellow('Daniel', daniel, 'plum', 'circle'),
  ];
  const line = ['sent', 'seen', 'therapist', 'person'];
  const said = (knower: Viewer): string[] =>
    Object.entries(words).flatMap(([one, knowers]: [string, Knowers]) =>
      knowers.includes(knower) ? [one] : [],
    );
  const zones = (guest: Guest): string[] => [ownZone(guest.id), reviewZone(guest.id)];
  const lists: Readonly<Record<'maya' | 'daniel' | 'elena', readonly string[]>> = {
    maya: [
      ...[...commons, ...together, ...both, ...line, ...zones(maya), ...said('maya'), ...own(maya)],
      ...['child', '10-13', 'fish', 'star', 'help', 'near', 'pause'],
      ...[ideaOfMaya, 'idea', 'you', 'therapist'],
      ...[...items.keys()].filter((one) => ids[one] === mayaAnd),
    ],
    daniel: [
      ...[...commons, ...together, ...both, ...line, ...zones(daniel), ...said('daniel')],
      ...['parent', 'star', 'break', 'pass', ...own(daniel)],
    ],
    elena: [
      ...[...commons, ...line, ...said('elena'), ...own(elena)],
      ...['Elena', 'ochre', 'square', 'parent', 'star'],
    ],
  };
  for (const [viewer, list] of Object.entries(lists)) {
    const told: readonly unknown[] = session
      .heard(viewer as Viewer)
      .told()
      .filter(({ path }) => path.startsWith('/socket.io/'))
      .flatMap(({ frames }) => frames)
      .filter((frame) => frame.startsWith('42'))
      .map((frame) => JSON.parse(frame.slice(2)) as unknown);
    const leaves = told.flatMap(leavesOf);
    const strings = leaves.filter((leaf) => typeof leaf === 'string');
    expect([viewer, strings.filter((leaf) => !list.includes(leaf))]).toEqual([viewer, []]);
    // The version of the protocol and the server's clock, once a link; and the numbers of one's own
    // whispers, without gaps: nobody else's are counted in them.
    const numbers = leaves.filter((leaf) => typeof leaf === 'number');
    const hellos = strings.filter((leaf) => leaf === 'hello').length;
    const ofWhispers = told.flatMap(whisperNumbersIn);
    expect([viewer, numbers.length]).toEqual([viewer, hellos * 2 + ofWhispers.length]);
    const highest = Math.max(0, ...ofWhispers);
    expect([viewer, new Set(ofWhispers).size]).toEqual([viewer, highest]);
  }
});

test('[V2] the scan finds what would be sent to the wrong person', () => {
  const asIfDaniel = (viewer: Viewer): Buffer =>
    bytesHeard(viewer === 'daniel' ? 'okafor' : viewer);
  const wrong = Object.entries(found(words, asIfDaniel)).filter(([, who]) =>
    who.includes('daniel'),
  );
  const all = Object.entries(words).filter(([, who]: [string, Knowers]) => who.includes('okafor'));
  expect(wrong.map(([one]) => one)).toEqual(all.map(([one]) => one));
});

function leavesOf(json: unknown): readonly unknown[] {
  if (typeof json !== 'object' || json === null) return [json];
  return Object.values(json).flatMap(leavesOf);
}

/** The number of every whisper in it, as often as it is sent. */
function whisperNumbersIn(json: unknown): readonly number[] {
  if (typeof json !== 'object' || json === null) return [];
  const own =
    'whispers' in json && Array.isArray(json.whispers)
      ? (json.whispers as readonly { readonly n: number }[]).map(({ n }) => n)
      : [];
  return [...own, ...Object.values(json).flatMap(whisperNumbersIn)];
}
