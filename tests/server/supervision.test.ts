import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readBoard } from '../../shared/board/board-doc.ts';
import { fingerprintOf } from '../../shared/board/fingerprint.ts';
import type { Item } from '../../shared/board/item.ts';
import { reviewZone, type Zone } from '../../shared/board/zone.ts';
import type { SessionRecordRead } from '../../shared/record/record.ts';
import type { SavedBoard } from '../../shared/wire/http.ts';
import { aNote } from '../support/board-items.ts';
import { until, type InkPage, type RoomPage } from '../support/outsider.ts';
import { aPractice, done, type Guest, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge;
let practice: Practice;
let maya: Guest;
let daniel: Guest;
let therapist: RoomPage;
let eye: InkPage;
let child: RoomPage;
let parent: RoomPage;
const open: (RoomPage | InkPage)[] = [];

const keep = <Page extends RoomPage | InkPage>(page: Page): Page => {
  open.push(page);
  return page;
};
const ink = async (guest: Guest, zone: Zone = 'joint'): Promise<InkPage> => {
  const page = keep(practice.ink(guest, zone));
  await page.synced();
  return page;
};
let notes = 0;
const write = (page: InkPage, by: Guest, words: string): void => {
  page.items.set(`a-note-number-${String((notes += 1))}`, aNote(by.id, words));
};
const itemsOf = (page: InkPage): readonly Item[] => readBoard(page.doc);

/** One press goes on; on a machine so busy that the page falls silent again it takes another. */
async function resumed(): Promise<void> {
  const isOpen = (): boolean => child.view?.as === 'person' && child.view.place === 'room';
  for (let presses = 0; presses < 5 && !isOpen(); presses += 1) {
    await therapist.command({ kind: 'resume' });
    await until('the room is open', isOpen, 2_000).catch(() => undefined);
  }
  expect(isOpen()).toBe(true);
}

beforeEach(async () => {
  server = await startKinbridge();
  practice = await aPractice(server.url);
  maya = await practice.arrive('Maya');
  daniel = await practice.arrive('Daniel');
  therapist = keep(practice.therapistPage());
  await therapist.therapistView((view) => view.phase === 'planned');
  expect(await therapist.command({ kind: 'open' })).toBeNull();
  eye = keep(practice.therapistInk());
  await eye.synced();
  child = keep(practice.page(maya));
  parent = keep(practice.page(daniel));
  for (const guest of [maya, daniel]) {
    expect(await therapist.command({ kind: 'let-in', person: guest.id })).toBeNull();
  }
  await child.familyView('room');
  await parent.familyView('room');
});

afterEach(async () => {
  for (const page of open.splice(0)) page.leave();
  await server.clear();
});

describe('a therapist who is not there', () => {
  test('[H8] a page that falls silent on a standing line holds the room after two seconds', async () => {
    const [drawing, reading] = [await ink(maya), await ink(daniel)];
    eye.leave();
    therapist.isFrozen = true;
    const began = Date.now();
    write(drawing, maya, 'said to nobody');
    await child.familyView('cover');
    expect(Date.now() - began).toBeGreaterThan(1_000);
    expect(Date.now() - began).toBeLessThan(4_500);
    await parent.familyView('cover');
    expect(itemsOf(reading)).toEqual([]);
    // Awake again: the room is held, and one press goes on.
    therapist.isFrozen = false;
    await therapist.therapistView((view) => view.heldBecause === 'supervision-lost');
    await resumed();
  });

  test('[H8] a page that fell silent leaves the room held, and another page of the therapist goes on', async () => {
    therapist.isFrozen = true;
    eye.leave();
    await child.familyView('cover');
    await therapist.therapistView((view) => view.phase === 'held');
    const other = keep(practice.therapistPage());
    await other.therapistView((view) => view.phase === 'held');
    expect(await other.command({ kind: 'resume' })).toBeNull();
    await child.familyView('room');
  });

  test('[H8] ink that waits two seconds for a therapist’s board holds the room', async () => {
    const [drawing, reading] = [await ink(maya), await ink(daniel)];
    eye.leave();
    write(drawing, maya, 'said to nobody');
    await child.familyView('cover');
    expect(itemsOf(reading)).toEqual([]);
  });
});

describe('ink from before a restart', () => {
  beforeEach(async () => {
    const drawing = await ink(maya);
    write(drawing, maya, 'in the last moment');
    await until('a therapist’s page has it', () => itemsOf(eye).length === 1);
    eye.leave();
    await server.kill();
    await server.start();
    await therapist.therapistView((view) => view.heldBecause === 'restart');
    for (const page of [child, parent]) await page.familyView('cover');
  });

  test('[H3] keeps the room held until a therapist’s page has it, and the refusal says why', async () => {
    expect(await therapist.command({ kind: 'resume' })).toMatchObject({ reason: 'ink-unseen' });
    expect(therapist.view).toMatchObject({ phase: 'held' });
    expect(child.view).toMatchObject({ place: 'cover' });
    const again = keep(practice.therapistInk());
    await until('a therapist’s page has it again', () => itemsOf(again).length === 1);
    await resumed();
    const reading = await ink(daniel);
    await until('it is shown', () => itemsOf(reading).length === 1);
  });

  test('[H3][H8] holds no room in which people are apart, and one in which somebody waits for it', async () => {
    expect(await therapist.command({ kind: 'change-step', step: 'apart' })).toBeNull();
    await resumed();
    expect(await therapist.command({ kind: 'change-step', step: 'board' })).toBeNull();
    const reading = keep(practice.ink(daniel));
    const began = Date.now();
    await therapist.therapistView((view) => view.heldBecause === 'supervision-lost');
    expect(Date.now() - began).toBeGreaterThan(1_000);
    await parent.familyView('cover');
    expect(itemsOf(reading)).toEqual([]);
    expect(await therapist.command({ kind: 'resume' })).toMatchObject({ reason: 'ink-unseen' });
  });
});

describe('the child’s strip', () => {
  test('[H9] pause covers the others with the bytes of a therapist’s hold', async () => {
    expect(await therapist.command({ kind: 'hold' })).toBeNull();
    await parent.familyView('cover');
    const held = parent.views.at(-1);
    expect(await therapist.command({ kind: 'resume' })).toBeNull();
    await parent.familyView('room');
    const before = parent.views.length;
    expect(await child.command({ kind: 'ask', ask: 'pause' })).toBeNull();
    await parent.familyView('cover');
    await therapist.therapistView((view) => view.pausedBy === maya.id);
    expect(await parent.up({ kind: 'echo' })).toBeNull();
    expect(parent.views.slice(before)).toEqual([held]);
  });

  test('[S15] a therapist brings who is on a board, or one of them, and nothing of it is kept', async () => {
    const area = { x: -40, y: 1_200, w: 900, h: 600 };
    const look = { kind: 'look-here', zone: 'joint', area } as const;
    const looks = (page: RoomPage) => page.heard.filter((one) => one.kind === 'look');
    const told = { kind: 'look', zone: 'joint', area };
    const views = [child.views.length, parent.views.length, therapist.views.length];

    expect(await therapist.command({ ...look, to: null })).toBeNull();
    await until('both are brought', () => looks(child).length + looks(parent).length === 2);
    expect(await therapist.command({ ...look, to: maya.id })).toBeNull();
    await until('the child is brought again', () => looks(child).length === 2);
    expect(await parent.up({ kind: 'echo' })).toBeNull();
    expect(looks(child)).toEqual([told, told]);
    expect(looks(parent)).toEqual([told]);
    expect(looks(therapist)).toEqual([]);
    expect([child.views.length, parent.views.length, therapist.views.length]).toEqual(views);

    // Not to a board they have not, not by a member of the family, not while the room is held.
    const elsewhere = { ...look, zone: reviewZone(maya.id), to: daniel.id };
    expect(await therapist.command(elsewhere)).toMatchObject({ reason: 'nobody-looks' });
    expect(await child.command({ ...look, to: null })).toMatchObject({ reason: 'therapist-only' });
    const outside = { ...look, to: null, area: { ...area, x: 1e9 } };
    expect(await therapist.command(outside)).toMatchObject({ reason: 'malformed' });
    expect(await therapist.command({ kind: 'hold' })).toBeNull();
    const held = await therapist.command({ ...look, to: null });
    expect(held).toMatchObject({ reason: 'held-just-now' });
    expect(await parent.up({ kind: 'echo' })).toBeNull();
    expect(looks(parent)).toEqual([told]);
    expect(looks(child)).toEqual([told, told]);
  });

  test('[S11][V6] help, its answer and whispers reach the therapist and the child alone', async () => {
    const before = parent.heard.length;
    expect(await child.command({ kind: 'ask', ask: 'help' })).toBeNull();
    await therapist.therapistView((view) => view.asks.some((one) => one.ask === 'help'));
    const answer = {
      kind: 'answer-ask',
      person: maya.id,
      ask: 'help',
      words: 'I am here',
    } as const;
    expect(await therapist.command(answer)).toBeNull();
    expect(await therapist.command({ kind: 'whisper', person: maya.id, words: 'Psst' })).toBeNull();
    expect(await child.command({ kind: 'whisper-back', words: 'Thanks' })).toBeNull();
    await until('the child has both', () => {
      const { view } = child;
      return view?.as === 'person' && view.line.whispers.length === 2;
    });
    expect(child.views.at(-1)).toContain('I am here');
    expect(await parent.up({ kind: 'echo' })).toBeNull();
    expect(parent.heard.length).toBe(before);
  });

  test('[S2][S11] a parent’s pause is refused and holds nothing', async () => {
    expect(await parent.command({ kind: 'ask', ask: 'pause' })).toMatchObject({
      reason: 'not-yours-to-ask',
    });
    expect(await parent.command({ kind: 'ask', ask: 'break' })).toBeNull();
    const view = await therapist.therapistView((now) => now.asks.length > 0);
    expect(view.phase).toBe('open');
  });
});

describe('in review', () => {
  const notesOf = async (guest: Guest, words: string): Promise<[InkPage, Item]> => {
    const page = await ink(guest, reviewZone(guest.id));
    write(page, guest, words);
    const seen = keep(practice.therapistInk(reviewZone(guest.id)));
    const item = await until('the therapist has it', () => itemsOf(seen)[0]);
    return [page, item];
  };

  test('[S10] what is passed on is the very thing that was read, at its place, and leaves review', async () => {
    expect(await therapist.command({ kind: 'change-step', step: 'notes' })).toBeNull();
    const [own, item] = await notesOf(maya, 'I miss the treehouse');
    const reading = await ink(daniel);
    const of = { person: maya.id, item: item.id };
    expect(
      await therapist.command({ kind: 'pass-on', ...of, seen: 'something else' }),
    ).toMatchObject({ reason: 'changed-meanwhile' });
    expect(itemsOf(reading)).toEqual([]);
    const seen = fingerprintOf(item);
    expect(await therapist.command({ kind: 'pass-on', ...of, seen })).toBeNull();
    const there = await until('the other has it', () => itemsOf(reading)[0]);
    expect(there).toMatchObject({ id: item.id, by: maya.id, x: item.x, y: item.y });
    expect(there).toMatchObject({ text: 'I miss the treehouse' });
    await until('it has left review', () => itemsOf(own).length === 0);
    expect(await therapist.command({ kind: 'pass-on', ...of, seen })).toMatchObject({
      reason: 'no-such-item',
    });
  });

  test('[S8] what is in review never reaches another, nor does its answer', async () => {
    expect(await therapist.command({ kind: 'change-step', step: 'notes' })).toBeNull();
    await parent.familyView('room');
    await until('the step is told', () => parent.views.at(-1)?.includes('review:'));
    const before = parent.heard.length;
    const [, item] = await notesOf(maya, 'not for you yet');
    const stranger = keep(practice.ink(daniel, reviewZone(maya.id)));
    await until('the other’s line is closed', () => stranger.closes.length > 0);
    expect(stranger.received).toBe(0);
    const of = { person: maya.id, item: item.id };
    expect(
      await therapist.command({ kind: 'hand-back', ...of, comment: 'try it without always' }),
    ).toBeNull();
    await until('the child is told', () => child.views.at(-1)?.includes('without always'));
    expect(await parent.up({ kind: 'echo' })).toBeNull();
    expect(parent.heard.length).toBe(before);
  });

  test.each(['a risen step', 'no more checking'])(
    '[S14][S10] after %s what was in review is still its author’s to change, and the therapist’s to pass on',
    async (end) => {
      const isStep = end === 'a risen step';
      const check = (on: boolean) => ({ kind: 'check-first', person: maya.id, on }) as const;
      const begins = isStep ? ({ kind: 'change-step', step: 'notes' } as const) : check(true);
      const ends = isStep ? ({ kind: 'change-step', step: 'board' } as const) : check(false);
      expect(await therapist.command(begins)).toBeNull();
      const [own] = await notesOf(maya, 'not said yet');
      const reading = await ink(daniel);
      expect(await therapist.command(ends)).toBeNull();
      await until('the shared board is theirs again', () =>
        child.views.at(-1)?.includes('{"zone":"joint","can":"edit"}'),
      );
      write(own, maya, 'and one word more');
      const seen = keep(practice.therapistInk(reviewZone(maya.id)));
      const item = await until('the therapist has both', () =>
        itemsOf(seen).length === 2 ? itemsOf(seen)[0] : undefined,
      );
      expect(own.closes).toEqual([]);
      expect(itemsOf(reading)).toEqual([]);
      const pass = { kind: 'pass-on', person: maya.id, item: item.id } as const;
      expect(await therapist.command({ ...pass, seen: fingerprintOf(item) })).toBeNull();
      await until('the other has it', () => itemsOf(reading)[0]);
      await until('one is left', () => itemsOf(own).length === 1);
    },
  );

  test('[S9] whoever has not the floor marks nothing on the shared board', async () => {
    const drawing = await ink(maya);
    expect(await therapist.command({ kind: 'give-floor', to: daniel.id, minutes: 1 })).toBeNull();
    write(drawing, maya, 'out of turn');
    await until('it is refused', () => drawing.closes.length > 0);
    expect(
      await therapist.command({ kind: 'give-floor', to: 'everyone', minutes: null }),
    ).toBeNull();
    expect(itemsOf(eye)).toEqual([]);
    const reading = await ink(daniel);
    write(reading, daniel, 'in turn');
    await until('the floor is open again', () => itemsOf(eye).length === 1);
  });

  test.each(['look-only', 'check-first'] as const)(
    '[S8][S9] after %s nothing of theirs reaches the shared board',
    async (kind) => {
      const drawing = await ink(maya);
      expect(await therapist.command({ kind, person: maya.id, on: true })).toBeNull();
      write(drawing, maya, 'not for the shared board');
      await until('it is refused', () => drawing.closes.length > 0);
      expect(itemsOf(eye)).toEqual([]);
      await parent.familyView('room');
    },
  );

  test('[R9] what its author tears up on the shared board is in no moment of review either', async () => {
    expect(await therapist.command({ kind: 'change-step', step: 'notes' })).toBeNull();
    const [, item] = await notesOf(maya, 'a word she takes back');
    // How it lies in review is a moment, and so is how it lies on the shared board.
    expect(await therapist.command({ kind: 'change-step', step: 'board' })).toBeNull();
    const pass = { kind: 'pass-on', person: maya.id, item: item.id } as const;
    expect(await therapist.command({ ...pass, seen: fingerprintOf(item) })).toBeNull();
    expect(await therapist.command({ kind: 'change-step', step: 'notes' })).toBeNull();
    expect(await therapist.command({ kind: 'change-step', step: 'board' })).toBeNull();
    await until('the shared board is hers', () =>
      child.views.at(-1)?.includes('{"zone":"joint","can":"edit"}'),
    );
    const joint = await ink(maya);
    await until('it is there', () => joint.items.has(item.id));
    const eye = keep(practice.therapistInk());
    await until('the therapist has it', () => itemsOf(eye).length === 1);
    joint.items.delete(item.id);
    await until('it is gone', () => itemsOf(eye).length === 0);
    expect(await therapist.command({ kind: 'end' })).toBeNull();
    const path = `/api/sessions/${practice.session}/record`;
    const record = await done<SessionRecordRead>(practice.therapist, 'GET', path);
    expect(JSON.stringify(record)).not.toContain('takes back');
    expect(record.removals.map(({ role, things }) => [role, things])).toEqual([['child', 1]]);
  });

  test('[S10][R1] what was passed on and what stayed in review are where they were at the end', async () => {
    expect(await therapist.command({ kind: 'change-step', step: 'notes' })).toBeNull();
    const [, item] = await notesOf(maya, 'for the record');
    const pass = { kind: 'pass-on', person: maya.id, item: item.id } as const;
    expect(await therapist.command({ ...pass, seen: fingerprintOf(item) })).toBeNull();
    expect(await therapist.command({ kind: 'end' })).toBeNull();
    const saved = await done<SavedBoard>(
      practice.therapist,
      'GET',
      `/api/sessions/${practice.session}/saved`,
    );
    const joint = saved.boards.find((one) => one.zone === 'joint');
    expect(joint?.items).toMatchObject([{ by: maya.id, text: 'for the record' }]);
    expect(saved.boards.some((one) => one.zone === reviewZone(maya.id))).toBe(false);
  });
});

describe('leaving', () => {
  test('[S12] who is seen out sees the end, the other goes on, and a kill forgets nothing of it', async () => {
    expect(await therapist.command({ kind: 'see-out', person: maya.id })).toBeNull();
    await child.familyView('ended');
    await parent.familyView('room');
    await server.kill();
    await server.start();
    const back = await therapist.therapistView((view) => view.phase === 'held');
    expect(back.people.find((one) => one.id === maya.id)?.place).toBe('out');
    await child.familyView('ended');
  });
});
