import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { usualSetting } from '../../shared/exercise/exercise.ts';
import type { Values } from '../../shared/exercise/form.ts';
import type { Play } from '../../shared/exercise/shown-shape.ts';
import type { FamilyView, TherapistView } from '../../shared/session/visible-to.ts';
import { until, type InkPage, type RoomPage } from '../support/outsider.ts';
import { aPractice, type Guest, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

const isRoom = (view: FamilyView): view is Extract<FamilyView, { place: 'room' }> =>
  view.place === 'room';

describe('an exercise over real lines', () => {
  let server: Kinbridge;
  let practice: Practice;
  let therapist: RoomPage;
  let pages: Record<'maya' | 'daniel', RoomPage>;
  let guests: Record<'maya' | 'daniel', Guest>;
  let ink: InkPage;

  beforeEach(async () => {
    server = await startKinbridge();
    practice = await aPractice(server.url);
    guests = { maya: await practice.arrive('Maya'), daniel: await practice.arrive('Daniel') };
    therapist = practice.therapistPage();
    await therapist.therapistView((view) => view.phase === 'planned');
    await therapist.command({ kind: 'open' });
    pages = { maya: practice.page(guests.maya), daniel: practice.page(guests.daniel) };
    for (const { id } of [guests.maya, guests.daniel]) {
      await therapist.command({ kind: 'let-in', person: id });
    }
    for (const page of Object.values(pages)) await page.familyView('room');
    ink = practice.therapistInk();
    await ink.synced();
  });
  afterEach(async () => {
    for (const page of [therapist, ...Object.values(pages)]) page.leave();
    ink.leave();
    await server.clear();
  });

  const start = (name: string) =>
    therapist.command({ kind: 'start-exercise', name, setting: usualSetting });
  const playOf = (page: RoomPage): Play | null => {
    const { view } = page;
    return view?.as === 'person' && isRoom(view) ? view.exercise : null;
  };
  const asked = (page: RoomPage, step: string): Promise<Play> =>
    until(`${step} is asked`, () => {
      const play = playOf(page);
      return play?.ask?.step === step ? play : null;
    });
  const give = (page: RoomPage, step: string, values: Values | null, n = 1) =>
    page.command({ kind: 'give-answer', n, step, values });
  const goOn = (step: string) => therapist.command({ kind: 'go-on', n: 1, step });
  const seen = (holds: (run: NonNullable<TherapistView['exercise']>) => boolean) =>
    therapist.therapistView(({ exercise }) => exercise !== null && holds(exercise));

  test('[E11][E20] check-in: what is shown lies on the board under its author’s name', async () => {
    expect(await start('check-in')).toBeNull();
    await asked(pages.maya, 'feel');
    await give(pages.maya, 'feel', { press: 'give', feel: ['happy'], big: ['lot'] });
    await give(pages.daniel, 'feel', { press: 'give', word: 'hopeful', big: 7 });
    await goOn('feel');
    await asked(pages.maya, 'show');
    await give(pages.maya, 'show', { press: 'show' });
    await until('it is shown', () => playOf(pages.daniel)?.shown.length === 1);
    expect(pages.daniel.views.join()).not.toContain('A lot');
    expect(await therapist.command({ kind: 'end-exercise', n: 1 })).toBeNull();
    await until('it lies on the board', () => ink.items.size === 3);
    const authors = [...ink.items.values()].map((item) => [item.get('kind'), item.get('by')]);
    expect(authors).toEqual(
      expect.arrayContaining([
        ['frame', practice.therapistId],
        ['note', guests.maya.id],
        ['stamp', guests.maya.id],
      ]),
    );
    await until('it has gone', () => playOf(pages.maya) === null);
  });

  test('[E3][H7] what is said reaches the other only once a therapist’s page has it', async () => {
    await start('taking-turns');
    await asked(pages.maya, 'say-1');
    const order: string[] = [];
    const hear = (who: string, page: RoomPage) =>
      page.listen((message) => {
        if (JSON.stringify(message).includes('I was scared')) order.push(who);
      });
    const stops = [hear('therapist', therapist), hear('daniel', pages.daniel)];
    therapist.isFrozen = true;
    await give(pages.maya, 'say-1', { press: 'give', say: 'I was scared' });
    await until('the therapist’s page has it', () => order.length > 0);
    await pages.daniel.up({ kind: 'echo' });
    expect(order).toEqual(['therapist']);
    therapist.isFrozen = false;
    for (const stop of stops) stop();
  });

  test('[E3][S8] of who is checked first it waits until the therapist lets it through', async () => {
    await therapist.command({ kind: 'check-first', person: guests.maya.id, on: true });
    await start('taking-turns');
    await asked(pages.maya, 'say-1');
    await give(pages.maya, 'say-1', { press: 'give', say: 'a first try' });
    await seen(({ answers }) => answers.some(({ state }) => state === 'waits'));
    expect(playOf(pages.daniel)?.shown).toEqual([]);
    expect(playOf(pages.daniel)?.ask).toBeNull();
    await therapist.command({ kind: 'return-answer', n: 1, answer: 1, comment: 'Shorter?' });
    const play = await asked(pages.maya, 'say-1');
    expect(play.ask).toMatchObject({ comment: 'Shorter?', filled: { say: 'a first try' } });
    await give(pages.maya, 'say-1', { press: 'give', say: 'shorter' });
    await seen(({ answers }) => answers.some(({ state }) => state === 'waits'));
    await therapist.command({ kind: 'let-through', n: 1, answer: 2 });
    await asked(pages.daniel, 'heard-1-1');
    expect(pages.daniel.views.join()).not.toContain('a first try');
    expect(playOf(pages.daniel)?.shown[0]?.parts[0]?.words).toBe('shorter');
  });

  test('[E6] words on their way to be kept are gone with the pass that comes behind them', async () => {
    await start('check-in');
    await asked(pages.daniel, 'feel');
    const typed = { n: 1, step: 'feel', field: 'word', words: 'half typed' };
    const both = [
      pages.daniel.command({ kind: 'keep-draft', ...typed }),
      pages.daniel.command({ kind: 'ask', ask: 'pass' }),
    ];
    expect(await Promise.all(both)).toEqual([null, null]);
    await seen(({ people }) => people.some(({ state }) => state === 'passed'));
    expect(JSON.stringify(therapist.view)).not.toContain('half typed');
  });

  test('[E2] whatever may not be is answered with one sentence, and the words are the writer’s', async () => {
    await start('taking-turns');
    await asked(pages.maya, 'say-1');
    const refusal = await give(pages.daniel, 'say-1', { press: 'give', say: 'me first' });
    expect(refusal?.reason).toBe('exercise-not-now');
    expect((await give(pages.maya, 'say-1', { press: 'give', say: 'x'.repeat(201) }))?.reason).toBe(
      'exercise-not-now',
    );
    expect((await give(pages.maya, 'say-1', null, 2))?.sentence).toBe(refusal?.sentence);
    await therapist.command({ kind: 'hold' });
    await pages.maya.familyView('cover');
    expect((await give(pages.maya, 'say-1', null))?.sentence).toBe(refusal?.sentence);
    expect((await start('no-such-kind'))?.reason).toBe('held-just-now');
    await therapist.command({ kind: 'resume' });
    expect((await start('no-such-kind'))?.reason).toBe('no-such-exercise');
    const whole = { kind: 'give-answer', n: 1, step: 'say-1', values: { press: { x: 1 } } };
    expect((await pages.maya.up({ kind: 'command', command: whole }))?.reason).toBe('malformed');
    await asked(pages.maya, 'say-1');
  });

  test('[E6][E9] after a kill everybody is at the same step, with what was half typed', async () => {
    await start('check-in');
    await asked(pages.maya, 'feel');
    await asked(pages.daniel, 'feel');
    await give(pages.maya, 'feel', { press: 'give', feel: ['sad'] });
    const draft = { kind: 'keep-draft', n: 1, step: 'feel', field: 'word' } as const;
    expect(await pages.daniel.command({ ...draft, words: 'hop' })).toBeNull();
    expect(await pages.daniel.command({ ...draft, words: 'hopef' })).toBeNull();
    await seen(({ drafts }) => drafts.some(({ words }) => words === 'hopef'));
    const before = await seen(({ answers }) => answers.length === 1);
    await server.kill();
    await server.start();
    await pages.daniel.familyView('cover');
    await therapist.therapistView(({ phase }) => phase === 'held');
    await until('the board is back', () => ink.provider.synced);
    // Until the therapist's board says that it has what lies there.
    while ((await therapist.command({ kind: 'resume' }))?.reason === 'ink-unseen');
    const play = await asked(pages.daniel, 'feel');
    expect(play.ask?.filled).toEqual({ word: 'hopef' });
    const again = await seen(() => true);
    expect(again.exercise).toEqual(before.exercise);
    expect(pages.maya.views.join()).not.toContain('hop');
    await give(pages.daniel, 'feel', { press: 'give', word: 'hopeful' });
    await seen(({ drafts }) => drafts.length === 0);
  });

  test('[E13] planned exercises are begun in their order, and can be changed in the room', async () => {
    const later = { name: 'appreciation', setting: { ...usualSetting, question: 'And today?' } };
    const now = { name: 'check-in', setting: usualSetting };
    expect(await therapist.command({ kind: 'plan-exercises', exercises: [now, later] })).toBeNull();
    await therapist.therapistView(({ planned }) => planned.length === 2);
    await start('check-in');
    const { planned } = await therapist.therapistView(({ exercise }) => exercise !== null);
    expect(planned).toEqual([later]);
    expect(pages.maya.views.join()).not.toContain('And today?');
  });
});
