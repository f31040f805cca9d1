/** What holds for every kind of exercise, also for the next one. */
import { describe, expect, test } from 'vitest';
import { chanceFrom } from '../../tests/support/chance.ts';
import {
  anExercise,
  daniel,
  doAll,
  doStep,
  left,
  maya,
  noah,
  nowIn,
  someAnswer,
  wordsLeft,
  type ExerciseRoom,
} from '../../tests/support/exercise-room.ts';
import type { PersonId } from '../ids.ts';
import { apply } from '../session/apply.ts';
import { plannedSession } from '../session/session.ts';
import { kindNames, kinds } from './kinds.ts';
import { stepsOf } from './running.ts';

const seeds = Array.from({ length: 12 }, (_, seed) => seed + 1);
const family = [maya, noah, daniel] as const;
const othersOf = (room: ExerciseRoom, id: PersonId) =>
  room.session.letIn.filter((one) => one !== id);
const told = (room: ExerciseRoom, id: PersonId): string => JSON.stringify(room.told(id));

describe.each(kindNames)('%s', (name) => {
  test('[E1] begins with a question that somebody is asked, and one at a time', () => {
    const room = anExercise(name);
    expect(stepsOf(room.run()).length).toBeGreaterThan(0);
    expect(room.session.letIn.some((id) => room.asked(id) !== null)).toBe(true);
    const { setting } = room.run();
    expect(room.ask('therapist', { kind: 'start-exercise', name, setting })).toBe(
      'exercise-running',
    );
  });

  test.each(seeds)('[E9] ends, and replays to the same at every length (seed %i)', (seed) => {
    const room = anExercise(name);
    doAll(room, chanceFrom(seed));
    expect(nowIn(room)).toBeNull();
    const { n } = room.run();
    room.therapist({ kind: 'end-exercise', n });
    expect(room.session.exercises.running).toBeNull();
    const { kind, arriving, leaving } = room.session;
    const again = JSON.parse(JSON.stringify(room.events)) as typeof room.events; // As a log keeps it.
    const replayed = again.reduce(
      (session, [event, at]) => apply(session, event, at),
      plannedSession({ kind, arriving, leaving, step: 'board' }),
    );
    expect(replayed).toEqual(room.session);
  });

  test('[E5] everybody may pass at every question, and it ends', () => {
    const room = anExercise(name);
    doAll(room, chanceFrom(1), 1);
    expect(nowIn(room)).toBeNull();
    expect(wordsLeft(room).filter(([by]) => by !== null)).toEqual([]);
  });

  test.each(seeds)(
    '[E5][E4] a pass, a sealed answer and a half-typed one look to the others like nothing (seed %i)',
    (seed) => {
      const chance = chanceFrom(seed);
      const room = anExercise(name);
      for (let nth = 0; nth < 80 && nowIn(room) !== null; nth += 1) {
        const now = stepsOf(room.run()).find((step) => step.name === nowIn(room));
        for (const id of room.session.letIn) {
          const asked = room.asked(id);
          if (!asked) continue;
          const draft = {
            ...{ n: room.run().n, person: id, step: asked.step },
            ...{ field: asked.form.fields[0]?.name ?? '', words: 'half typed' },
          };
          for (const other of othersOf(room, id)) {
            expect(JSON.stringify(room.told(other, [draft]))).toBe(told(room, other));
          }
          if (now?.seen !== 'sealed' || now.ends !== 'therapist') continue;
          const before = othersOf(room, id).map((other) => told(room, other));
          const values = chance.happens(0.5) ? someAnswer(asked.form, chance, 'mine') : null;
          if (values?.['press'] === 'show') continue;
          room.give(id, values);
          expect(othersOf(room, id).map((other) => told(room, other))).toEqual(before);
        }
        doStep(room, chance);
      }
    },
  );

  test.each(seeds)('[E4][E11] nobody is told or left what was not shown (seed %i)', (seed) => {
    const room = anExercise(name);
    const chance = chanceFrom(seed);
    const fields = new Map<string, string>();
    for (let nth = 0; nth < 80 && nowIn(room) !== null; nth += 1) {
      doStep(room, chance);
      for (const { id, by, state, parts } of room.seen().answers) {
        if (by === null) continue;
        for (const { words } of parts) {
          if (!words.startsWith('by-')) continue;
          fields.set(`${String(id)} ${words}`, state);
          for (const other of othersOf(room, by)) {
            if (state !== 'shown') expect(told(room, other)).not.toContain(words);
          }
        }
      }
    }
    const board = JSON.stringify(left(room));
    for (const [key, state] of fields) {
      const words = key.slice(key.indexOf(' ') + 1);
      if (state !== 'shown') expect(board).not.toContain(words);
    }
  });

  test.each(seeds)('[E4] apart, nobody is told a word of another (seed %i)', (seed) => {
    const room = anExercise(name);
    const chance = chanceFrom(seed);
    for (let nth = 0; nth < 80 && nowIn(room) !== null; nth += 1) {
      doStep(room, chance);
      room.therapist({ kind: 'change-step', step: 'apart' });
      for (const id of room.session.letIn) {
        for (const other of othersOf(room, id)) {
          expect(told(room, other)).not.toContain(`by-${id.slice(-1)} `);
        }
      }
      room.therapist({ kind: 'change-step', step: 'board' });
    }
  });

  test('[E5] who only looks may pass at every question as well', () => {
    const room = anExercise(name);
    for (const person of room.session.letIn) {
      room.therapist({ kind: 'look-only', person, on: true });
    }
    for (let nth = 0; nth < 80 && nowIn(room) !== null; nth += 1) {
      const step = nowIn(room);
      for (const id of room.session.letIn) if (room.asked(id)) room.give(id, null);
      if (nowIn(room) === step) room.goOn();
    }
    expect(nowIn(room)).toBeNull();
  });

  test.each(seeds)(
    '[E11] ended in the middle of any question it leaves nothing that was not shown (seed %i)',
    (seed) => {
      const room = anExercise(name);
      const chance = chanceFrom(seed);
      let given = 0;
      for (let nth = 0; nth < 80 && nowIn(room) !== null; nth += 1) {
        const step = nowIn(room);
        const { ask } = room.seen();
        if (ask) room.compose(someAnswer(ask.form, chance, 'therapist'));
        for (const id of room.session.letIn) {
          const asked = room.asked(id);
          if (!asked) continue;
          given += 1;
          room.give(id, someAnswer(asked.form, chance, `by-${String(given)}`));
          const board = JSON.stringify(left(room));
          for (const { state, parts } of room.seen().answers) {
            for (const { words } of state === 'shown' ? [] : parts) {
              if (words.startsWith('by-')) expect(board).not.toContain(words);
            }
          }
        }
        if (nowIn(room) === step) room.goOn();
      }
    },
  );

  test('[E2] out of turn, twice, for another exercise and after the end: refused alike, nothing changes', () => {
    const room = anExercise(name);
    const chance = chanceFrom(3);
    for (let nth = 0; nth < 80 && nowIn(room) !== null; nth += 1) {
      const { n } = room.run();
      const step = nowIn(room) ?? '';
      const before = room.session;
      for (const id of room.session.letIn) {
        const wrong = [
          ...(room.asked(id) ? [] : [{ n, step, values: { press: 'give' } }]),
          { n, step: 'another', values: null },
          { n: n + 1, step, values: null },
          { n, step, values: { press: 'nothing' } },
          { n, step, values: { press: 'give', unknown: 'x' } },
        ];
        for (const one of wrong) {
          expect(room.ask(id, { kind: 'give-answer', ...one })).toBe('exercise-not-now');
        }
        for (const kind of ['go-on', 'step-back'] as const) {
          expect(room.ask(id, { kind, n, step })).toBe('therapist-only');
        }
      }
      expect(room.session).toBe(before);
      doStep(room, chance);
    }
    const { n } = room.run();
    room.therapist({ kind: 'end-exercise', n });
    expect(room.ask(maya, { kind: 'give-answer', n, step: 'any', values: null })).toBe(
      'exercise-not-now',
    );
  });

  test('[E7] survives a hold at every step, in which nothing is answered and no time passes', () => {
    const room = anExercise(name);
    const chance = chanceFrom(4);
    for (let nth = 0; nth < 80 && nowIn(room) !== null; nth += 1) {
      const now = JSON.stringify({ ...room.run(), since: 0 });
      const lasted = room.at - room.run().since;
      const { n } = room.run();
      room.therapist({ kind: 'hold' });
      const heldAt = room.at;
      const covers = room.session.letIn.map((id) => room.told(id).place);
      expect(covers).toEqual(covers.map(() => 'cover'));
      for (const id of room.session.letIn) {
        const command = { kind: 'give-answer', n, step: nowIn(room) ?? '', values: null } as const;
        expect(room.ask(id, command)).toBe('exercise-not-now');
      }
      expect(room.ask('therapist', { kind: 'go-on', n, step: nowIn(room) ?? '' })).toBe(
        'held-just-now',
      );
      room.at += 600_000;
      room.therapist({ kind: 'resume' });
      expect(JSON.stringify({ ...room.run(), since: 0 })).toBe(now);
      expect(room.at - room.run().since).toBeLessThanOrEqual(lasted + heldAt - room.at + 602_000);
      doStep(room, chance);
    }
    expect(nowIn(room)).toBeNull();
  });

  test.each(seeds)(
    '[E8] goes on or stands when somebody leaves, and names nobody (seed %i)',
    (seed) => {
      const chance = chanceFrom(seed);
      const room = anExercise(name);
      for (let nth = chance.below(4); nth > 0 && nowIn(room) !== null; nth -= 1)
        doStep(room, chance);
      const gone = chance.oneOf(room.session.letIn);
      room.therapist({ kind: chance.oneOf(['remove', 'send-back', 'see-out']), person: gone });
      for (const id of room.session.letIn) {
        const play = room.play(id);
        const says = [play?.heading, ...(play?.ask?.form.lines ?? []), play?.ask?.form.heading];
        for (const one of says) expect(one ?? '').not.toMatch(/Maya|Noah|Daniel/);
      }
      doAll(room, chance);
      expect(nowIn(room)).toBeNull();
    },
  );

  test('[E10] a step back hands what was given back to its author, to be changed', () => {
    const room = anExercise(name);
    const chance = chanceFrom(5);
    doStep(room, chance, 0);
    const { n, over, answers } = room.run();
    const step = over.at(-1) ?? '';
    const given = answers.filter((one) => one.step === step && one.by !== null);
    room.therapist({ kind: 'step-back', n, step });
    expect(nowIn(room)).toBe(step);
    for (const { by, values } of given) {
      const filled = by && room.asked(by)?.filled;
      expect(values).toMatchObject(filled ?? { none: true });
    }
    doAll(room, chance);
    expect(nowIn(room)).toBeNull();
  });

  test('[E12] every question to the youngest can be answered by taps, and the oldest get no faces', () => {
    for (const seed of seeds) {
      const room = anExercise(name);
      const chance = chanceFrom(seed);
      for (let nth = 0; nth < 80 && nowIn(room) !== null; nth += 1) {
        const young = room.asked(maya)?.form.fields ?? [];
        const needed = young.filter(({ type, optional }) => type === 'words' && !optional);
        // To say what was heard, and how a moment was, is what these two are about.
        expect(needed.map((one) => one.name)).toEqual(
          needed.map((one) => (one.name === 'heard' ? 'heard' : 'moment')),
        );
        const isThere = room.session.letIn.includes(daniel);
        const grown = (isThere && room.asked(daniel)?.form.fields) || [];
        const faces = grown.flatMap((one) => (one.type === 'choice' ? one.of : []));
        if (name !== 'timeline') expect(faces.filter(({ stamp }) => stamp !== null)).toEqual([]);
        doStep(room, chance);
      }
    }
  });

  test('[E1] says what it is in words of the field', () => {
    const { title, about } = kinds[name];
    expect(title.length).toBeGreaterThan(4);
    expect(about).toMatch(/\.$/);
    expect(family.length).toBe(3);
  });
});
