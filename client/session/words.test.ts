import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { personId, therapistId } from '../../shared/ids.ts';
import type { PersonInView } from '../../shared/session/visible-to.ts';
import type { FloorOf } from '../../shared/session/floor.ts';
import { clockWords, minutesBetween } from './clock-words.ts';
import { comeBackAfterMs } from './come-back.ts';
import { tokenFromHash } from './come-token.ts';
import { askState } from './ask-words.ts';
import { privateWords, supervisedWords, turnWords, waitingWords } from './family-words.ts';
import { lostWords, whyHeld, whyNoDrop } from './hold-words.ts';
import { lineOf } from './line-words.ts';
import { lengthOfLine, pointsOf, worksWords } from './try-line.ts';

const minute = 60_000;
const one = [{ name: 'Dr. Okafor' }];
const two = [...one, { name: 'Dr. Lind' }];

describe('a personal link', () => {
  test('carries its token behind the #', () => {
    expect(tokenFromHash('#AbCdEfGhIjKlMnOpQrStU-')).toBe('AbCdEfGhIjKlMnOpQrStU-');
  });
  test.each(['', '#', '#short', '#AbCdEfGhIjKlMnOpQrStU-toolong', '#AbCdEfGhIjKlMnOpQrSt<>'])(
    'has no token in %j',
    (hash) => expect(tokenFromHash(hash)).toBeNull(),
  );
});

describe('the clock', () => {
  test('counts whole minutes since the opening', () => {
    const times = { openedAt: 0, endedAt: null };
    expect(clockWords(times, 18 * minute + 59_000, 25)).toBe('18 min · planned 25');
  });
  test('shows only the plan before the opening', () => {
    expect(clockWords({ openedAt: null, endedAt: null }, 99, 25)).toBe('planned 25 min');
  });
  test('stands still after the end', () => {
    const times = { openedAt: 0, endedAt: 20 * minute };
    expect(clockWords(times, 90 * minute, 25)).toBe('20 min · planned 25');
  });
  test('is never below nought on a device whose clock is behind', () => {
    expect(minutesBetween(10 * minute, 0)).toBe(0);
  });
});

describe('the words of a line', () => {
  test('a null measurement is no connection', () => {
    expect([lineOf(40), lineOf(900), lineOf(null)]).toEqual(['good', 'slow', 'not-there']);
  });
  test('a dropped line says that nothing passes only once a room was open', () => {
    expect(lostWords('open')).toContain('Nothing passes between the others');
    expect(lostWords('planned')).not.toContain('Nothing passes');
  });
  test('a closed board is asked for less and less often', () => {
    expect([0, 1, 2, 9].map(comeBackAfterMs)).toEqual([1_000, 2_000, 4_000, 15_000]);
  });
});

describe('what families read', () => {
  test('a child and a parent are told what the therapist sees, each in their words', () => {
    for (const role of ['child', 'parent', 'supporter'] as const) {
      const { seen } = waitingWords(role, 'Maya', one);
      expect(seen[0]).toContain('Dr. Okafor sees everything that happens on the board');
    }
    expect(waitingWords('child', 'Maya', one).greeting).toBe('Hi Maya');
  });
  test('with two therapists nobody is said to be there who might not be', () => {
    expect(supervisedWords('child', two)).toBe('Dr. Okafor or Dr. Lind is here and sees this');
    expect(waitingWords('parent', 'Daniel', two).seen[0]).toMatch(/^Dr. Okafor and Dr. Lind see /);
  });
  test('[S11] whoever might not have been the one is not named', () => {
    const okafor = v.parse(therapistId, '00000000-0000-7000-8000-0000000000a1');
    const lind = v.parse(therapistId, '00000000-0000-7000-8000-0000000000a2');
    const alone = [{ id: okafor, name: 'Dr. Okafor' }];
    const both = [...alone, { id: lind, name: 'Dr. Lind' }];
    const said = (state: 'sent' | 'seen', by: typeof okafor | null, therapists: typeof both) =>
      askState(
        { asks: [{ ask: 'near', state, words: null, by }], whispers: [], picture: 'star' },
        therapists,
      );
    expect(said('sent', null, alone)).toBe('Dr. Okafor will see this. Nobody else is told.');
    expect(said('sent', null, both)).toBe('A therapist will see this. Nobody else is told.');
    expect(said('seen', okafor, alone)).toBe('Dr. Okafor saw it.');
    expect(said('seen', null, alone)).toBe('A therapist saw it.');
    expect(privateWords('child', both)).toMatch(/Your therapists can read it, and it is kept/);
  });
  test('no sentence for a family has an exclamation mark or a time in it', () => {
    const said = (['child', 'parent'] as const).flatMap((role) => {
      const words = waitingWords(role, 'Maya', one);
      return [words.greeting, words.comfort, ...words.seen, words.tryDrawing, words.maySkip];
    });
    expect(said.join(' ')).not.toMatch(/!|\d/);
  });
});

test('a therapist alone is told that they held; two are not told which', () => {
  expect(whyHeld('therapist', 1)).toBe('You held the room.');
  expect(whyHeld('therapist', 2)).toBe('A therapist held the room.');
  expect(whyHeld('restart', 1)).toBe('The server restarted.');
});

test('a drop is practised only where it shows something, else the reason is said', () => {
  const okafor = v.parse(therapistId, '00000000-0000-7000-8000-0000000000a1');
  const lind = v.parse(therapistId, '00000000-0000-7000-8000-0000000000a2');
  const maya: PersonInView = {
    ...{ id: v.parse(personId, '00000000-0000-7000-8000-000000000001'), firstName: 'Maya' },
    ...{ role: 'child', ageBand: '6-9', colour: 'lake', shape: 'circle' },
    ...{ place: 'in', connected: true, lookOnly: false, checked: false },
  };
  const view = (phase: 'open' | 'held', place: 'in' | 'waiting', lindIsHere: boolean) => ({
    you: okafor,
    phase,
    people: [{ ...maya, place }],
    therapists: [
      { id: okafor, name: 'Dr. Okafor', connected: true },
      { id: lind, name: 'Dr. Lind', connected: lindIsHere },
    ],
  });
  expect(whyNoDrop(view('open', 'in', false), false)).toBeNull();
  expect(whyNoDrop(view('open', 'in', false), true)).toMatch(/line is down/);
  expect(whyNoDrop(view('held', 'in', false), false)).toMatch(/held already/);
  expect(whyNoDrop(view('open', 'waiting', false), false)).toMatch(/Nobody is in/);
  expect(whyNoDrop(view('open', 'in', true), false)).toMatch(/Dr. Lind is here too/);
});

test('a drawn line is as long as its way, and names what drew it', () => {
  const line = [
    { x: 0, y: 0 },
    { x: 30, y: 40 },
    { x: 30, y: 50 },
  ];
  expect(lengthOfLine(line)).toBe(60);
  expect(lengthOfLine([])).toBe(0);
  expect(pointsOf(line)).toBe('0.0,0.0 30.0,40.0 30.0,50.0');
  expect(worksWords('touch')).toBe('Works. Your finger can draw.');
  expect(worksWords('')).toBe('Works.');
});

describe('whose turn it is', () => {
  const fellow = (n: number, firstName: string) => ({
    id: v.parse(personId, `00000000-0000-7000-8000-00000000000${String(n)}`),
    firstName,
    colour: 'lake' as const,
    shape: 'circle' as const,
  });
  const [maya, daniel] = [fellow(1, 'Maya'), fellow(2, 'Daniel')];
  const you = { ...maya, role: 'child' as const, ageBand: '6-9' as const };
  const told = (floor: FloorOf, can: 'view' | 'edit' | null) =>
    turnWords(
      { floor, you, others: [daniel], boards: can ? [{ zone: 'joint', can }] : [] },
      'Dr. Okafor',
    );

  test('[S9] is said as it is for the reader: a turn that allows nothing is none', () => {
    expect(told('everyone', 'edit')).toBeNull();
    expect(told('everyone', 'view')).toBe('You can look now.');
    expect(told(maya.id, 'edit')).toBe('It is your turn.');
    expect(told(maya.id, 'view')).toBe('You can look now.');
    expect(told(daniel.id, 'view')).toBe('Daniel has the turn. You can look.');
    expect(told('nobody', 'view')).toBe('Dr. Okafor leads now. You can look.');
    expect(told('everyone', null)).toBeNull();
  });
});
