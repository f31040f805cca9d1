import { acksEveryMs } from '../../server/session/rooms.ts';
import { afterEach, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import type * as Y from 'yjs';
import { addWords, itemsOf, placeItem, readItem, setWords } from '../../shared/board/board-doc.ts';
import { ownZone } from '../../shared/board/zone.ts';
import { itemId, type ItemId, type ParticipantId } from '../../shared/ids.ts';
import type { BoardCommand } from '../../shared/session/commands.ts';
import { closeCode } from '../../shared/wire/protocol.ts';
import { anOpenRoom, type OpenRoom, type RoomWanted } from '../support/open-room.ts';
import { until } from '../support/outsider.ts';
import type { RawLink } from '../support/raw-link.ts';

let room: OpenRoom;
const opened = async (wanted?: RoomWanted): Promise<OpenRoom> => (room = await anOpenRoom(wanted));
afterEach(() => room.clear());

const id = (name: string): ItemId => v.parse(itemId, name);
const note =
  (name: string, by: ParticipantId, words = name) =>
  (doc: Y.Doc): void => {
    addWords(doc, 'note', { id: id(name), by, x: 1, y: 1, z: 1, words });
  };
const has = (link: RawLink, name: string): boolean => itemsOf(link.doc).has(name);
const itemIn = (link: RawLink, name: string) => readItem(name, itemsOf(link.doc).get(name));
/** Drawn, and called durable. */
async function drawn(link: RawLink, act: (doc: Y.Doc) => void): Promise<void> {
  const count = link.draw(act);
  await until('it is acknowledged', () => link.acked() >= count);
}

describe('the therapist first', () => {
  test('[H7] without a supervising page nothing passes between members of the family, not even what a latecomer asks for', async () => {
    const { maya, daniel, link, eye } = await opened({ plan: { step: 'cursors' } });
    const [mayas, daniels] = [await link(maya), await link(daniel)];
    await until('his first answer is acknowledged', () => daniels.acked() === 1);
    const before = daniels.frames.length;
    await drawn(mayas, note('mayas-note', maya.id));
    mayas.point(1, { cursor: { x: 1, y: 1 } });
    const stockEye = await eye({ negotiated: false });
    await until('a therapist has it', () => has(stockEye, 'mayas-note'));
    const late = await room.silent(daniel);
    late.send(new Uint8Array([0, 0, 1, 0]));
    await new Promise((resume) => setTimeout(resume, 150)); // Longer than cursors and acks wait.
    await Promise.all([daniels.settled(), late.settled()]);
    expect(daniels.frames.length).toBe(before);
    expect(late.told.map((one) => one.kind)).toEqual(['hello']);

    const supervising = await eye();
    await until('now it passes', () => has(daniels, 'mayas-note') && has(late, 'mayas-note'));
    expect(has(supervising, 'mayas-note')).toBe(true);
  });

  test('[H7] what the family draws passes only by the word that it has come, in the order of the log', async () => {
    const { maya, daniel, link, eye, practice } = await opened();
    const [mayas, daniels, silent] = [
      await link(maya),
      await link(daniel),
      await eye({ seesAll: false }),
    ];
    silent.seen();
    const alreadyThere = silent.cameAfterHello();
    await drawn(mayas, note('first-note', maya.id));
    await until('the therapist has it', () => has(silent, 'first-note'));
    const upToFirst = silent.cameAfterHello();
    await drawn(silent, note('therapists', practice.therapistId));
    await drawn(mayas, note('second-note', maya.id));
    await until('the therapist has both', () => has(silent, 'second-note'));
    await daniels.settled();
    expect([has(daniels, 'first-note'), has(daniels, 'therapists')]).toEqual([false, false]);

    silent.seen(alreadyThere); // Nothing of it.
    await silent.settled();
    await daniels.settled();
    expect(has(daniels, 'first-note')).toBe(false);
    silent.seen(upToFirst);
    await until('the first has passed', () => has(daniels, 'first-note'));
    await until('and what needed no word behind it', () => has(daniels, 'therapists'));
    expect(has(daniels, 'second-note')).toBe(false);
    silent.seen();
    await until('the second has passed', () => has(daniels, 'second-note'));
  });

  test('[H7] what a therapist draws needs no word', async () => {
    const { maya, link, eye, practice } = await opened();
    const [mayas, silent] = [await link(maya), await eye({ seesAll: false })];
    silent.draw(note('from-therapist', practice.therapistId));
    await until('it is there', () => has(mayas, 'from-therapist'));
  });

  test('[H7][V5] in an own zone none is needed', async () => {
    const { maya, link, eye } = await opened({ plan: { step: 'apart' } });
    const zone = ownZone(maya.id);
    const [one, two] = [await link(maya, { zone }), await link(maya, { zone })];
    one.draw(note('own-thoughts', maya.id));
    await until('her other tab has it', () => has(two, 'own-thoughts'));
    const silent = await eye({ zone, seesAll: false });
    expect(has(silent, 'own-thoughts')).toBe(true);
  });
});

describe('commands', () => {
  const zone = 'joint' as const;
  const item = id('daniels-note');
  const commands: readonly BoardCommand[] = [
    { kind: 'lock-items', zone, items: [item], locked: true },
    { kind: 'hide-items', zone, items: [item], hidden: true },
    { kind: 'take-down-items', zone, items: [item] },
    { kind: 'clear-board', zone },
  ];

  test('[B13] only a therapist may command, and only about what is there', async () => {
    const { maya, practice, therapist, link, eye, daniel } = await opened();
    const [daniels, page] = [await link(daniel), practice.page(maya)];
    await eye();
    await drawn(daniels, note('daniels-note', daniel.id));
    await page.familyView('room');
    const before = daniels.frames.length;
    for (const command of commands) {
      expect(await page.command(command)).toMatchObject({ reason: 'therapist-only' });
    }
    const nobody = id('nobodys-note');
    for (const command of commands.filter(({ kind }) => kind !== 'clear-board')) {
      expect(
        await therapist.command({ ...command, items: [nobody] } as BoardCommand),
      ).toMatchObject({
        reason: 'no-such-item',
      });
    }
    await daniels.settled();
    expect(daniels.frames.length).toBe(before);
    page.leave();
  });

  test('[B13][B14] a locked item stays as it is for its author and for the therapist, until it is unlocked', async () => {
    const { therapist, link, eye, daniel } = await opened();
    const [daniels, tess] = [await link(daniel), await eye()];
    await drawn(daniels, note('daniels-note', daniel.id));
    expect(
      await therapist.command({ kind: 'lock-items', zone, items: [item], locked: true }),
    ).toBeNull();
    await until('it is locked', () => itemIn(daniels, item)?.locked && itemIn(tess, item)?.locked);
    for (const [hand, act] of [
      [daniels, (doc: Y.Doc) => setWords(doc, item, 'other words')],
      [tess, (doc: Y.Doc) => placeItem(doc, item, 9, 9)],
    ] as const) {
      hand.draw(act);
      expect(await hand.deny()).toMatchObject({ reason: 'locked' });
      expect(await hand.gone()).toMatchObject({ code: closeCode.refused });
    }
    const unlocking = await link(daniel);
    unlocking.draw((doc) => itemsOf(doc).get(item)?.set('locked', false));
    expect(await unlocking.deny()).toMatchObject({ reason: 'server-only' });
    const again = await eye();
    expect(itemIn(again, item)).toMatchObject({ locked: true, text: 'daniels-note', x: 1 });
    expect(
      await therapist.command({ kind: 'lock-items', zone, items: [item], locked: false }),
    ).toBeNull();
    const free = await link(daniel);
    await drawn(free, (doc) => setWords(doc, item, 'other words'));
  });

  test('[B13] hiding, taking down and clearing reach everybody as ink of the server, and are logged under the therapist', async () => {
    const { app, practice, therapist, link, eye, daniel, maya } = await opened();
    const [daniels, mayas] = [await link(daniel), await link(maya)];
    await eye();
    for (const name of ['daniels-note', 'another-note', 'third-note']) {
      await drawn(daniels, note(name, daniel.id));
    }
    await until('all are there', () => itemsOf(mayas.doc).size === 3);
    await therapist.command({ kind: 'hide-items', zone, items: [item], hidden: true });
    await until('one is hidden', () => itemIn(mayas, item)?.hidden);
    await therapist.command({ kind: 'take-down-items', zone, items: [id('another-note')] });
    await until('one is gone', () => !has(mayas, 'another-note') && !has(daniels, 'another-note'));
    await therapist.command({ kind: 'clear-board', zone });
    await until('all are gone', () => itemsOf(mayas.doc).size + itemsOf(daniels.doc).size === 0);
    const log = await app.stores.rooms.read(practice.session, 0);
    const byTherapist = log.filter(({ kind, by }) => kind === 'ink' && by === practice.therapistId);
    expect(byTherapist.length).toBe(3);
  });
});

describe('together', () => {
  test('[W6][W2] edits that are committed together reach each peer as one frame, and are acknowledged as one', async () => {
    const { app, maya, link, eye } = await opened();
    const [mayas, tess] = [await link(maya), await eye()];
    await drawn(mayas, note('before-all', maya.id));
    await until('it is there', () => has(tess, 'before-all') && tess.acked() === 1);
    const [updates, acks] = [tess.of('update').length, mayas.of('ack').length];
    app.holdCommits();
    mayas.draw(note('under-way-1', maya.id)); // Alone in the commit that hangs.
    await new Promise((resume) => setTimeout(resume, 60));
    const names = Array.from({ length: 20 }, (_, at) => `together-${String(at)}`);
    for (const name of names) mayas.draw(note(name, maya.id));
    await mayas.settled();
    await new Promise((resume) => setTimeout(resume, 150)); // Longer than an acknowledgement waits.
    await Promise.all([tess.settled(), mayas.settled()]);
    expect([tess.of('update').length, mayas.of('ack').length]).toEqual([updates, acks]);
    app.release();
    await until('all are there', () => names.every((name) => has(tess, name)));
    expect(tess.of('update').length).toBe(updates + 2);
    await until('and acknowledged', () => mayas.acked() === mayas.sentInk());
    expect(mayas.of('ack').length).toBeLessThanOrEqual(acks + 2);
  });

  test('[W2] an acknowledgement comes with the next beat of them, and never falls back', async () => {
    const { maya, link, eye } = await opened();
    const [mayas] = [await link(maya), await eye()];
    const waitedMs: number[] = [];
    for (let at = 0; at < 5; at += 1) {
      const began = performance.now();
      await drawn(mayas, note(`one-of-five-${String(at)}`, maya.id));
      waitedMs.push(performance.now() - began);
    }
    // The quickest: the others may have waited for the machine.
    expect(Math.min(...waitedMs)).toBeLessThan(acksEveryMs + 150);
    const counts = mayas.of('ack').map((one) => one.count);
    expect(counts).toEqual([...counts].sort((one, other) => one - other));
    expect(new Set(counts).size).toBe(counts.length);
  });

  test('[W6][B9] of many moves each peer gets the newest, under the name the server knows', async () => {
    const { maya, daniel, link, eye } = await opened({ plan: { step: 'cursors' } });
    const [mayas, daniels, tess] = [await link(maya), await link(daniel), await eye()];
    for (let clock = 1; clock <= 50; clock += 1) {
      mayas.point(clock, { cursor: { x: clock, y: 0, z: 9 }, by: daniel.id, name: 'Daniel' });
    }
    const expected = {
      clientId: mayas.doc.clientID,
      clock: 50,
      state: { cursor: { x: 50, y: 0 }, by: maya.id },
    };
    for (const peer of [tess, daniels]) {
      await until('the newest is there', () =>
        peer.of('cursors').some(({ cursors }) => cursors.some(({ clock }) => clock === 50)),
      );
      expect(peer.of('cursors').at(-1)?.cursors).toEqual([expected]);
      expect(peer.of('cursors').length).toBeLessThan(10);
    }
    expect(mayas.of('cursors')).toEqual([]);
    daniels.send(
      // What a stock client echoes of others, and a move in another's place.
      new Uint8Array(tess.frames.findLast((frame) => frame[0] === 1) ?? []),
    );
    const before = tess.frames.length;
    await new Promise((resume) => setTimeout(resume, 100));
    await tess.settled();
    expect(tess.frames.length).toBe(before);
  });
});
