/** The table of exercises, line by line: how each goes, who sees what, what stays on the board. */
import { describe, expect, test } from 'vitest';
import {
  anExercise,
  daniel,
  left,
  maya,
  noah,
  nowIn,
  wordsLeft,
  type ExerciseRoom,
} from '../../tests/support/exercise-room.ts';
import type { PersonId } from '../ids.ts';
import { exerciseDue } from '../session/exercises.ts';
import { approvedWords, chosenOf } from './kinds/letter.ts';
import { usualSetting } from './exercise.ts';
import { hintIn } from './hints.ts';

const two = [maya, daniel] as const;
const say = (words: string) => ({ press: 'give', say: words });
const heard = (words: string) => ({ press: 'give', heard: words });
const shownTo = (room: ExerciseRoom, id: PersonId): readonly string[] =>
  room.play(id)?.shown.flatMap(({ parts }) => parts.map(({ words }) => words)) ?? [];

describe('[E20] check-in', () => {
  const feeling = { press: 'give', feel: ['happy'], big: ['lot'] };
  test('[E20] is between each and the therapist, until they show their word', () => {
    const room = anExercise('check-in', { people: two });
    room.give(maya, feeling);
    room.give(daniel, { press: 'give', word: 'hopeful today', big: 8 });
    room.goOn();
    expect(shownTo(room, daniel)).toEqual([]);
    room.give(maya, { press: 'show' });
    expect(shownTo(room, daniel)).toEqual(['Happy']);
    expect(shownTo(room, maya)).toEqual(['Happy']);
  });
  test('[E20] never shows how big it is to another, also not on the board', () => {
    const room = anExercise('check-in', { people: two });
    room.give(maya, feeling);
    room.give(daniel, { press: 'give', word: 'hopeful today', big: 8 });
    room.goOn();
    room.give(maya, { press: 'show' });
    room.give(daniel, { press: 'show' });
    expect(JSON.stringify(room.told(daniel))).not.toContain('A lot');
    expect(JSON.stringify(room.told(maya))).not.toContain('"8"');
    expect(JSON.stringify(room.seen())).toContain('A lot');
    expect(wordsLeft(room)).toEqual([
      [null, 'How we are'],
      [maya, 'Happy'],
      [daniel, 'hopeful today'],
    ]);
  });
  test('[E20] leaves nothing of who kept it to themselves', () => {
    const room = anExercise('check-in', { people: two });
    room.give(maya, feeling);
    room.goOn();
    room.give(maya, null);
    room.goOn();
    expect(left(room)).toEqual([]);
  });
  test('[E20][E4] apart, what is shown stays unseen by the other', () => {
    const room = anExercise('check-in', { people: two, step: 'apart' });
    room.give(maya, feeling);
    room.goOn();
    room.give(maya, { press: 'show' });
    expect(shownTo(room, daniel)).toEqual([]);
  });
});

test('[E1][E20] a session about the goal board has exercises as every other in which people meet', () => {
  const room = anExercise('check-in', { people: two, kind: 'goals' });
  room.give(maya, { press: 'give', feel: ['happy'] });
  room.goOn();
  room.give(maya, { press: 'show' });
  expect(shownTo(room, daniel)).toEqual(['Happy']);
  room.therapist({ kind: 'end-exercise', n: 1 });
  room.therapist({ kind: 'start-exercise', name: 'taking-turns', setting: usualSetting });
  expect(room.asked(maya)?.step).toBe('say-1');
});

describe('[E21] ground rules', () => {
  function withCard(): ExerciseRoom {
    const room = anExercise('ground-rules', { people: two });
    room.give(maya, { press: 'give', 'rule-tap': ['1'] });
    room.give(daniel, { press: 'give', rule: 'we sit side by side' });
    room.goOn();
    room.compose({ press: 'give', rules: ['seed-0', 'rule-1', 'rule-2'] });
    room.goOn();
    return room;
  }
  test('[E21] hide who gave which, until they put their name to it', () => {
    const room = withCard();
    expect(JSON.stringify(room.told(maya))).toContain('we sit side by side');
    expect(room.play(maya)?.shown.every(({ by }) => by === null)).toBe(true);
    room.give(daniel, { press: 'yes', mine: ['mine'] });
    room.give(maya, { press: 'yes' });
    room.goOn();
    expect(room.play(maya)?.shown.filter(({ by }) => by === daniel)).toHaveLength(1);
    expect(wordsLeft(room)).toEqual([
      [null, 'Our ground rules'],
      [null, 'Everybody may say “stop”'],
      [null, 'I can take a break'],
      [daniel, 'we sit side by side'],
    ]);
    expect(left(room).every(({ pinned }) => pinned)).toBe(true);
  });
  test('[E21] hold only once all said yes to the same version', () => {
    const room = withCard();
    room.give(maya, { press: 'change' });
    room.give(daniel, { press: 'yes' });
    room.goOn();
    expect(left(room)).toEqual([]);
    expect(nowIn(room)).toBe('card-2');
    room.compose({ press: 'give', rules: ['seed-0'] });
    room.goOn();
    room.give(maya, { press: 'yes' });
    expect(left(room)).toEqual([]);
    room.give(daniel, { press: 'yes' });
    room.goOn();
    expect(wordsLeft(room)[0]).toEqual([null, 'Our ground rules, version 2']);
  });
});

describe('[E22] I-statement', () => {
  const sentence = { press: 'give', feel: 'sad', when: 'you never call', like: 'a call on Sunday' };
  test('[E22] hints at “you always”, “you never” and “I feel that you”, and never refuses', () => {
    for (const words of ['You always shout', 'you NEVER call', 'I feel that you lie']) {
      expect(hintIn(words)).not.toBeNull();
    }
    expect(hintIn('I feel sad when it is late')).toBeNull();
    const room = anExercise('i-statement', { people: two });
    room.give(daniel, sentence);
    expect(room.play(daniel)?.own).toHaveLength(1);
  });
  test('[E22] lays no sentence of which a slot is empty, whether it is tapped or written', () => {
    const room = anExercise('i-statement', { people: two });
    const half = { press: 'give', feel: ['sad'], 'when-tap': ['0'] };
    const asked = { kind: 'give-answer', n: 1, step: 'write' } as const;
    expect(room.ask(maya, { ...asked, values: half })).toBe('exercise-not-now');
    room.give(maya, { ...half, like: 'to be asked first' });
    room.goOn();
    room.give(maya, { press: 'show' });
    expect(wordsLeft(room)).toEqual([
      [null, 'About me'],
      [maya, 'I feel sad\n\nwhen nobody tells me\n\nI would like to be asked first'],
    ]);
  });
  test('[E22] takes softer words only if the writer does', () => {
    const room = anExercise('i-statement', { people: two });
    room.give(daniel, sentence);
    const n = 1;
    const softer = { ...sentence, when: 'the phone stays quiet' };
    room.therapist({ kind: 'soften-answer', n, answer: 1, values: softer });
    expect(JSON.stringify(room.play(daniel)?.own)).toContain('the phone stays quiet');
    expect(room.ask(maya, { kind: 'take-softer', n, answer: 1, take: true })).toBe(
      'exercise-not-now',
    );
    expect(room.ask('therapist', { kind: 'take-softer', n, answer: 1, take: true })).toBe(
      'not-yours-to-ask',
    );
    room.goOn();
    room.give(daniel, { press: 'show' });
    expect(shownTo(room, maya)).toContain('you never call');

    const other = anExercise('i-statement', { people: two });
    other.give(daniel, sentence);
    other.therapist({ kind: 'soften-answer', n, answer: 1, values: softer });
    expect(other.ask(daniel, { kind: 'take-softer', n, answer: 1, take: true })).toBeNull();
    other.goOn();
    other.give(daniel, { press: 'show' });
    expect(wordsLeft(other)).toEqual([
      [null, 'About me'],
      [daniel, 'I feel sad\n\nwhen the phone stays quiet\n\nI would like a call on Sunday'],
    ]);
  });
});

describe('[E23] taking turns to listen', () => {
  test('[E23] goes said, heard, yes; then they change places; both pairs stay', () => {
    const room = anExercise('taking-turns', { people: two });
    room.give(maya, say('I was scared'));
    expect(shownTo(room, daniel)).toEqual(['I was scared']);
    room.give(daniel, heard('You were scared'));
    room.give(maya, { press: 'yes' });
    room.give(daniel, say('I miss you'));
    room.give(maya, heard('You miss me'));
    room.give(daniel, { press: 'yes' });
    expect(nowIn(room)).toBeNull();
    expect(wordsLeft(room).map(([by, words]) => [by, words])).toEqual([
      [null, 'Said and heard'],
      ...[
        [maya, 'I was scared'],
        [daniel, 'You were scared'],
        [maya, 'Yes, that’s it'],
        [daniel, 'I miss you'],
        [maya, 'You miss me'],
        [daniel, 'Yes, that’s it'],
      ],
    ]);
  });
  test('[E23] whom tapping is easier for taps what they heard', () => {
    const room = anExercise('taking-turns', { people: two });
    room.give(maya, null);
    room.give(daniel, say('I miss you'));
    room.give(maya, { press: 'give', 'heard-tap': ['0'] });
    room.give(daniel, { press: 'yes' });
    expect(wordsLeft(room).map(([, words]) => words)).toContain('You miss me sometimes');
  });
  test('[E23] allows two repairs, and drops what was not finished', () => {
    const room = anExercise('taking-turns', { people: two });
    room.give(maya, say('I was scared'));
    for (const press of ['partly', 'not-yet', 'partly']) {
      room.give(daniel, heard(`again ${press}`));
      room.give(maya, { press });
    }
    expect(nowIn(room)).toBe('say-2');
    room.give(daniel, null);
    expect(nowIn(room)).toBeNull();
    expect(left(room)).toEqual([]);
  });
  test('[E23] lets only whose turn it is answer, and is there only while people are together', () => {
    const room = anExercise('taking-turns', { people: two });
    expect(room.asked(daniel)).toBeNull();
    expect(room.ask(daniel, { kind: 'give-answer', n: 1, step: 'say-1', values: say('no') })).toBe(
      'exercise-not-now',
    );
    room.therapist({ kind: 'change-step', step: 'apart' });
    expect(room.play(maya)).toBeNull();
    expect(room.ask(maya, { kind: 'give-answer', n: 1, step: 'say-1', values: null })).toBe(
      'exercise-not-now',
    );
    room.therapist({ kind: 'change-step', step: 'board' });
    expect(room.asked(maya)?.step).toBe('say-1');
  });
});

describe('[E24] appreciation round', () => {
  const liked = (words: string) => ({ press: 'give', liked: words });
  test('[E24] is sealed until the author’s own turn, and may be answered with thanks or nothing', () => {
    const room = anExercise('appreciation', { people: two });
    room.give(maya, liked('You came early'));
    room.give(daniel, liked('You drew the boat'));
    room.goOn();
    expect(room.asked(daniel)).toBeNull();
    expect(shownTo(room, daniel)).toEqual([]);
    room.give(maya, { press: 'show' });
    expect(shownTo(room, daniel)).toEqual(['You came early']);
    room.give(daniel, { press: 'thanks' });
    room.goOn();
    room.give(daniel, { press: 'show' });
    room.goOn();
    expect(nowIn(room)).toBeNull();
    expect(wordsLeft(room)).toEqual([
      [null, 'What we noticed'],
      [maya, 'You came early'],
      [daniel, 'You drew the boat'],
    ]);
  });
});

describe('[E25] needs and offers', () => {
  const both = { press: 'give', need: 'to see you', offer: 'to read a story' };
  test('[E25] are revealed together, once all are done or have passed', () => {
    const room = anExercise('needs-and-offers');
    room.give(maya, { press: 'give', need: 'more time' });
    room.give(daniel, both);
    expect(shownTo(room, maya)).toEqual([]);
    expect(shownTo(room, daniel)).toEqual([]);
    room.give(noah, null);
    expect(shownTo(room, maya)).toEqual(['more time', 'to read a story', 'to see you']);
  });
  test('[E25] ask of an adult an offer before a need', () => {
    const room = anExercise('needs-and-offers', { people: two });
    const alone = { kind: 'give-answer', n: 1, step: 'write' } as const;
    expect(room.ask(daniel, { ...alone, values: { press: 'give', need: 'to see you' } })).toBe(
      'exercise-not-now',
    );
    room.give(maya, { press: 'give', need: 'more time' });
  });
  test('[E25] become a small agreement with a date where both say yes', () => {
    const room = anExercise('needs-and-offers', { people: two });
    room.give(maya, { press: 'give', need: 'more time' });
    room.give(daniel, both);
    room.compose({
      ...{ press: 'give', need: ['1'], offer: ['2'] },
      ...{ agreed: 'Ten minutes before each call', when: 'from Sunday' },
    });
    room.goOn();
    room.give(maya, { press: 'yes' });
    const agreement = 'Ten minutes before each call\nfrom Sunday';
    expect(wordsLeft(room).map(([, words]) => words)).not.toContain(agreement);
    room.give(daniel, { press: 'yes' });
    expect(wordsLeft(room).map(([, words]) => words)).toContain(agreement);
    expect(wordsLeft(room)).toContainEqual([maya, 'more time']);
    expect(left(room).filter(({ item }) => item.kind === 'line')).toHaveLength(1);
  });
});

describe('[E26] our timeline', () => {
  const moment = (sort: string, when: string, words: string) => ({
    ...{ press: 'give', sort: [sort], when: [when], moment: words },
  });
  test('[E26] is shared a few at a time, good ones first, in a lane for each', () => {
    const room = anExercise('timeline', { people: two });
    room.give(daniel, moment('hard', '1', 'the move'));
    room.give(daniel, moment('good', '0', 'the lake'));
    room.give(maya, moment('good', '0', 'the cold lake'));
    room.goOn();
    const which = room.asked(daniel)?.form.fields[0];
    expect(which?.type === 'choice' ? which.of.map(({ label }) => label) : []).toEqual([
      'the lake',
    ]);
    room.give(daniel, { press: 'show', which: ['2'] });
    expect(shownTo(room, maya)).toContain('the lake');
    expect(JSON.stringify(room.told(maya))).not.toContain('the move');
    room.give(daniel, { press: 'show', which: ['1'] });
    room.give(maya, { press: 'show', which: ['3'] });
    expect(shownTo(room, maya)).toContain('the move');
    expect(room.play(daniel)?.own).toEqual([]); // Nothing is left that others don't see.
    const words = wordsLeft(room);
    expect(words).toContainEqual([daniel, 'the lake']);
    expect(words).toContainEqual([maya, 'the cold lake']);
    const placeOf = (wanted: string) =>
      left(room).find(({ item }) => 'text' in item && item.text === wanted)?.item;
    expect(placeOf('the lake')?.x).toBe(placeOf('the cold lake')?.x);
    expect(placeOf('the lake')?.y).not.toBe(placeOf('the cold lake')?.y);
  });
});

describe('[E28] draw together', () => {
  test('[E28] gives the floor from one to the next, and back to everyone at the end', () => {
    const room = anExercise('draw-together', { people: two });
    expect(room.session.floor.of).toBe(maya);
    room.give(maya, { press: 'done' });
    expect(room.session.floor.of).toBe(daniel);
    room.goOn();
    expect(room.session.floor.of).toBe(maya);
    room.therapist({ kind: 'end-exercise', n: 1 });
    expect(room.session.floor.of).toBe('everyone');
  });
  test('[E28] moves on by itself after its minutes, which a hold does not use up', () => {
    const room = anExercise('draw-together', { people: two, setting: { minutes: 2 } });
    const dueAfter = (ms: number) => exerciseDue(room.session, room.run().since + ms).length > 0;
    expect([dueAfter(119_999), dueAfter(120_000)]).toEqual([false, true]);
    const since = room.run().since;
    room.therapist({ kind: 'hold' });
    expect(dueAfter(999_999)).toBe(false);
    room.at += 60_000;
    room.therapist({ kind: 'resume' });
    expect(room.run().since - since).toBeGreaterThanOrEqual(60_000);
  });
  test('[E28][E5] whoever hands the turn back with the strip has passed', () => {
    const room = anExercise('draw-together', { people: two });
    expect(room.ask(maya, { kind: 'ask', ask: 'pass' })).toBeNull();
    expect(room.session.floor.of).toBe(daniel);
  });
});

describe('[E27] letter', () => {
  const toMaya = { setting: { to: maya }, people: [daniel] };
  const all = ['0', '1', '2', '3', '4', '5'];
  test('[E27] is handed back as often as it takes, and approved by all of the checklist', () => {
    const room = anExercise('letter', toMaya);
    room.give(daniel, { press: 'give', letter: 'I am sorry, but you were loud.' });
    room.goOn();
    room.therapist({ kind: 'return-answer', n: 1, answer: 1, comment: 'Without the but?' });
    expect(room.asked(daniel)).toMatchObject({
      comment: 'Without the but?',
      filled: { letter: 'I am sorry, but you were loud.' },
    });
    room.give(daniel, { press: 'give', letter: 'I am sorry that I was late.' });
    const give = { kind: 'give-answer', n: 1, step: 'approve' } as const;
    const some = { press: 'approve', checked: all.slice(1) };
    expect(room.ask('therapist', { ...give, values: some })).toBe('exercise-step-over');
    expect(approvedWords(room.run())).toBeNull();
    room.compose({ press: 'approve', checked: all });
    expect(approvedWords(room.run())).toBe('I am sorry that I was late.');
    expect(left(room)).toEqual([]);
  });
  test('[E27] is opened by the child as far as they want, who also says whether its writer may know', () => {
    const room = anExercise('letter', { people: [maya] });
    expect(room.asked(maya)?.form.lines.join(' ')).toContain('It is from Daniel.');
    expect(JSON.stringify(room.told(maya))).not.toContain('was late');
    room.give(maya, { press: 'part' });
    expect(JSON.stringify(room.told(maya))).toContain('I was late');
    expect(JSON.stringify(room.told(maya))).not.toContain('to do better');
    room.give(maya, { press: 'enough' });
    expect(JSON.stringify(room.told(maya))).not.toContain('to do better');
    room.give(maya, { press: 'private' });
    expect(chosenOf(room.run())).toEqual({ state: 'read', mayTell: false });
    expect(wordsLeft(room).map(([, words]) => words)).toEqual([
      'An envelope',
      'A letter from Daniel',
    ]);
  });
  test.each([
    ['later', 'later'],
    ['never', 'never'],
  ] as const)('[E27] stays closed when the child says %s', (press, state) => {
    const room = anExercise('letter', { people: [maya] });
    room.give(maya, { press });
    expect(nowIn(room)).toBeNull();
    expect(JSON.stringify(room.told(maya))).not.toContain('was late');
    expect(chosenOf(room.run())).toEqual({ state, mayTell: false });
  });
});
