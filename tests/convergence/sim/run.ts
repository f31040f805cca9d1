/** One whole simulated session from a seed: what happens in it, and what must be true afterwards. */
import { deepStrictEqual } from 'node:assert/strict';
import { readBoard } from '../../../shared/board/board-doc.ts';
import { ownZone, reviewZone, type Zone } from '../../../shared/board/zone.ts';
import type { Step } from '../../../shared/session/step.ts';
import { compareSnapshots, replay, same, type Replayed } from './audit.ts';
import { verifyKept } from './kept.ts';
import { family } from './people.ts';
import { pass, startTime, stopTime } from './time.ts';
import { createTrouble, type Trouble } from './trouble.ts';
import { createWorld, type World } from './world.ts';

/** What a run had in it, so that one can tell a run from an empty one. */
export interface Told {
  readonly kept: number;
  readonly entries: number;
  readonly cheats: number;
  readonly snapshots: number;
}

/** Milliseconds after which all is at rest once nothing goes wrong any more. */
const restWithinMs = 30_000;

/** @throws at the first thing that is not as it must be */
export async function simulate(seed: number, steps: number): Promise<Told> {
  startTime();
  try {
    const world = createWorld(seed);
    await open(world);
    const trouble = createTrouble(world);
    for (let at = 0; at < steps; at += 1) {
      trouble.happen();
      await pass(world.chance.percent(3) ? world.chance.whole(50, 300) : world.chance.whole(0, 6));
      world.watch.verify();
    }
    trouble.end();
    return await verdict(world, trouble);
  } finally {
    stopTime();
  }
}

async function open(world: World): Promise<void> {
  await until(world, 'the therapist is there', () => world.therapist.view() !== null);
  world.therapist.command({ kind: 'open' });
  await gathered(world, 'board');
}

/** The therapist brings everybody in, at a step, until all of them are at rest. */
async function gathered(world: World, step: Step): Promise<void> {
  let turn = 0;
  await until(world, `everybody is there at the step "${step}"`, () => {
    turn += 1;
    if (turn % 20 === 1) {
      world.therapist.command({ kind: 'resume' });
      world.therapist.command({ kind: 'change-step', step });
      for (const person of family) world.therapist.command({ kind: 'let-in', person });
    }
    for (const desk of world.therapist.desks.values()) desk.setSeenWithin(2);
    return (
      world.watch.session().phase.name === 'open' &&
      world.watch.session().step === step &&
      world.pages.every(({ shown }) => shown().length > 0 && shown().every((one) => one.isAtRest()))
    );
  });
  // What is still under way: nothing may change any more.
  await pass(300);
}

async function until(world: World, what: string, isSo: () => boolean): Promise<void> {
  for (let waitedMs = 0; waitedMs < restWithinMs; waitedMs += 10) {
    if (isSo()) return;
    await pass(10);
    world.watch.verify();
  }
  throw new Error(`It never came to be that ${what}.`);
}

async function verdict(world: World, { cheats }: Trouble): Promise<Told> {
  const { storage } = world;
  for (const step of ['apart', 'board'] as const) {
    await gathered(world, step);
    const replayed = replay(storage);
    for (const [zone, doc] of replayed)
      for (const desk of world.following(zone))
        same(desk.doc(), doc, `the board of ${desk.who} (${desk.speaks}) in ${zone}`);
    deepStrictEqual(liveBoards(world), boardsOf(replayed), '[W3] the room differs from its log');
  }
  const replayed = replay(storage);
  compareSnapshots(storage, replayed);
  const kept = world.desks().reduce((sum, one) => sum + verifyKept(one, replayed, storage), 0);
  for (const id of cheats.flatMap((one) => one.fairKept() ?? []))
    if (!storage.entries.some(({ bytes }) => Buffer.from(bytes).includes(id)))
      throw new Error(`[B15] the rightful half of a refused update is not in the log (${id})`);
  return {
    kept,
    entries: storage.entries.length,
    cheats: cheats.length,
    snapshots: storage.snapshots.length,
  };
}

const zones: readonly Zone[] = ['joint', ...family.flatMap((id) => [ownZone(id), reviewZone(id)])];

const liveBoards = ({ server }: World): unknown =>
  Object.fromEntries(
    zones
      .map((zone) => [zone, server.room()?.board.itemsOn(zone) ?? []] as const)
      .filter(([zone, items]) => zone === 'joint' || items.length > 0),
  );

const boardsOf = (replayed: Replayed): unknown =>
  Object.fromEntries(
    [...replayed]
      .map(([zone, doc]) => [zone, readBoard(doc)] as const)
      .filter(([zone, items]) => zone === 'joint' || items.length > 0),
  );
