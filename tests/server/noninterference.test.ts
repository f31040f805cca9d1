/**
 * The same session twice, with something hidden in the second: what a member of the family is sent, byte
 * for byte and in its order, does not tell. Ids and time are foreseen, so that nothing else differs.
 */
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { itemsOf } from '../../shared/board/board-doc.ts';
import { ownZone, reviewZone } from '../../shared/board/zone.ts';
import { usualSetting } from '../../shared/exercise/exercise.ts';
import type { GoalCommand } from '../../shared/goal/commands.ts';
import { goalId } from '../../shared/ids.ts';
import { RoomPage, until } from '../support/outsider.ts';
import { done } from '../support/practice.ts';
import { openRawLink } from '../support/raw-link.ts';
import { play, type Hidden, type Moment, type Played } from '../support/scripted-session.ts';

/** With nothing hidden in it; played beside the others. */
let plain: Promise<Played>;
beforeAll(() => {
  plain = play();
});

/** Everything that one member of the family can ask, say and be told on their own line. */
const saysMuch =
  (who: 'maya' | 'daniel'): Hidden =>
  async (now) => {
    const { does, guest, page } = now[who];
    const ask = who === 'maya' ? 'near' : 'break';
    if (who === 'maya') await does({ kind: 'choose-picture', picture: 'boat' });
    await does({ kind: 'ask', ask });
    await does({ kind: 'ask', ask: 'pass' });
    await does({ kind: 'whisper-back', words: 'a word for the therapist' });
    const person = guest.id;
    await now.therapistDoes({ kind: 'answer-ask', person, ask, words: 'I heard you' });
    await now.therapistDoes({ kind: 'whisper', person, words: 'a word back' });
    await until('it is told', () => page.views.at(-1)?.includes('a word back'));
    expect(await page.command({ kind: 'hold' })).toMatchObject({ reason: 'therapist-only' });
  };

/** Three things wait in their queue; one of them comes back with a comment, one is left. */
const hasAQueue =
  (who: 'maya' | 'daniel'): Hidden =>
  async (now) => {
    const person = now[who].guest.id;
    const [one, two] = await now.fillsQueue(now[who]);
    if (!one || !two) throw new Error('there is no queue');
    await now.therapistDoes({ kind: 'hand-back', person, item: one, comment: 'not like this' });
    await now.therapistDoes({ kind: 'leave-item', person, item: two });
    await now[who].does({ kind: 'offer-again', item: one });
  };

/** The line drops and comes back, there is a second tab, and a board that is not theirs is asked for. */
const comesAndGoes: Hidden = async ({ daniel, practice: { session } }) => {
  const { browser, as, id } = daniel.guest;
  const second = await openRawLink(browser, { session, as });
  await second.sync();
  const page = new RoomPage(browser, { session, as });
  await page.familyView('room');
  page.leave();
  second.leave();
  await daniel.look();
  for (const zone of [ownZone(id), reviewZone(id)]) {
    await (await openRawLink(browser, { session, as, zone })).gone();
  }
};

/** From here on a program of another make, on another device. */
const takesAnotherProgram: Hidden = async ({ daniel }) => {
  await daniel.look('joint', { negotiated: false });
};

const looksOnlyForAWhile: Hidden = async ({ therapistDoes, daniel }) => {
  const person = daniel.guest.id;
  const told = (can: string) =>
    until('he is told', () => daniel.page.views.at(-1)?.includes(`"can":"${can}"`));
  for (const kind of ['look-only', 'check-first'] as const) {
    await therapistDoes({ kind, person, on: true });
    await told('view');
    await therapistDoes({ kind, person, on: false });
    await told('edit');
  }
};

/** What therapists keep among themselves. */
const therapistsAreBusy: Hidden = async ({ practice }) => {
  const { therapist, session } = practice;
  const path = `/api/sessions/${session}`;
  await done(therapist, 'POST', `${path}/notes`, { id: 'private-note-1', text: 'to remember' });
  await done(therapist, 'GET', path);
  await done(therapist, 'GET', '/api/practice');
  const page = practice.therapistPage();
  await page.therapistView(() => true);
  page.leave();
};

const goal = v.parse(goalId, 'goal-number-one');

/** An exercise is under way, and both are asked to agree to a goal. */
const areAsked: Hidden = async ({ therapistDoes, maya, daniel }) => {
  const names = [maya.guest.id, daniel.guest.id];
  const wording = 'We bake a cake together';
  const both = (what: string, holds: (who: typeof maya) => unknown): Promise<unknown> =>
    until(what, () => [maya, daniel].every(holds));
  const cardIs =
    (state: string) =>
    ({ link }: typeof maya): boolean =>
      itemsOf(link().doc).get(goal)?.get('state') === state;
  const reads =
    (words: string) =>
    ({ page }: typeof maya): boolean =>
      page.views.at(-1)?.includes(words) ?? false;
  await therapistDoes({ kind: 'goal', act: { kind: 'add', goal, wording, whose: 'ours', names } });
  await therapistDoes({ kind: 'goal', act: { kind: 'talk-about', goal } });
  await both('the card is there', cardIs('talking'));
  await therapistDoes({ kind: 'goal', act: { kind: 'put-to-agreement', goal, wording } });
  await both('the card is frozen', cardIs('put'));
  await both('they are asked to agree', reads('"state":"put"'));
  await therapistDoes({ kind: 'start-exercise', name: 'check-in', setting: usualSetting });
  await both('they are asked how they are', reads('"step":"feel"'));
};

/** An own idea, a yes that is not the last, words that are half typed, and an answer that is sealed. */
const saysMuchInPrivate: Hidden = async ({ daniel }) => {
  const idea = v.parse(goalId, 'goal-number-two');
  const acts: readonly GoalCommand[] = [
    { kind: 'propose', goal: idea, wording: 'We go to the lake' },
    { kind: 'comment', goal: idea, words: 'only if she wants to' },
    { kind: 'offer', goal: idea, on: true },
    { kind: 'say-yes', goal, version: 1 },
    { kind: 'take-yes-back', goal, version: 1 },
    { kind: 'say-yes', goal, version: 1 },
  ];
  for (const act of acts) await daniel.does({ kind: 'goal', act });
  const asked = { n: 1, step: 'feel' } as const;
  await daniel.does({ kind: 'keep-draft', ...asked, field: 'word', words: 'half typed' });
  const values = { press: 'give', word: 'hopeful', big: 7 };
  await daniel.does({ kind: 'give-answer', ...asked, values });
  await until('he has answered', () => !daniel.page.views.at(-1)?.includes('"step":"feel"'));
};

const all =
  (...hidden: readonly Hidden[]): Hidden =>
  async (now: Moment) => {
    for (const one of hidden) await one(now);
  };

describe.concurrent('a child is sent the same, byte for byte,', () => {
  test('[V6] whatever the other asks, says, is answered and has in review, and whatever the therapists keep to themselves: the answer to her own comes all the same', async () => {
    const other = await play({
      onTheBoard: all(saysMuch('daniel'), therapistsAreBusy),
      atNotes: all(saysMuch('daniel'), hasAQueue('daniel')),
    });
    expect(other.maya).toEqual((await plain).maya);
  });

  test('[V6] whether the other looks only or is checked for a while, where people see each other’s cursors or not', async () => {
    const other = await play({ onTheBoard: looksOnlyForAWhile, withCursors: looksOnlyForAWhile });
    expect(other.maya).toEqual((await plain).maya);
  });

  test('[V6] whether the other’s line drops, has a second tab, or is a program of another make', async () => {
    const other = await play({ onTheBoard: all(comesAndGoes, takesAnotherProgram) });
    expect(other.maya).toEqual((await plain).maya);
  });

  test('[V6][E4][E5][G2][G5] whatever the other thinks of for a goal, answers where his is not the last yes, types and gives in an exercise', async () => {
    const quiet = play({ onTheBoard: areAsked });
    const other = await play({ onTheBoard: all(areAsked, saysMuchInPrivate) });
    expect(other.maya).toEqual((await quiet).maya);
    expect(other.daniel).not.toEqual((await quiet).daniel);
  });

  test('[V1][V6][S12] whether somebody waits, how a turn ends, and whether the other is seen out, sent back or removed', async () => {
    const other = await play({
      beforeOpening: ({ elenaComes }) => elenaComes(),
      turnEnds: ({ daniel }) => daniel.does({ kind: 'ask', ask: 'pass' }),
      danielLeaves: ({ therapistDoes, daniel }) =>
        therapistDoes({ kind: 'remove', person: daniel.guest.id }),
    });
    expect(other.maya).toEqual((await plain).maya);
    const third = await play({
      beforeOpening: ({ elenaComes }) => elenaComes(),
      onTheBoard: all(saysMuch('daniel'), saysMuch('maya')),
      atNotes: hasAQueue('daniel'),
      danielLeaves: ({ therapistDoes, daniel }) =>
        therapistDoes({ kind: 'send-back', person: daniel.guest.id }),
    });
    expect(third.elena).toEqual(other.elena);
    expect(third.elena).not.toBeNull();
    // Being removed looks like being seen out, to whoever it happens to as well.
    expect(other.daniel.slice(1)).not.toEqual(third.daniel.slice(1));
  });
});

test.concurrent(
  '[H9][V6] a parent is sent the same, byte for byte, whatever the child asks, says, has in review, and whoever holds the room',
  async () => {
    const other = await play({
      onTheBoard: saysMuch('maya'),
      atNotes: hasAQueue('maya'),
      holds: ({ maya }) => maya.does({ kind: 'ask', ask: 'pause' }),
    });
    expect(other.daniel).toEqual((await plain).daniel);
    // And it would show: what is hers to know makes a difference on her own lines.
    expect(other.maya).not.toEqual((await plain).maya);
  },
);
