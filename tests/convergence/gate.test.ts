/** The gate against a second telling of the rights: four people, honest and not, in seeded sessions. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addItem, bornItem, itemsOf, setServerFlag } from '../../shared/board/board-doc.ts';
import type { ItemId } from '../../shared/ids.ts';
import { chanceFrom, type Chance } from '../support/chance.ts';
import { deedOn, doIt, isWhole, makings, newId } from '../support/deeds.ts';
import { hands, type Who } from '../support/gate-world.ts';
import { id as itemIdOf } from '../support/item-id.ts';
import {
  createJudgedBoard,
  reloaded,
  seen,
  type BoardUnderJudgement,
} from '../support/judged-board.ts';
import { joinBoard, type JudgedPage } from '../support/judged-page.ts';
import { judgementOf, type Deed, type PlainItem, type Role } from '../support/rights-model.ts';

const everybody = ['maya', 'daniel', 'ruth', 'tess'] as const satisfies readonly Who[];
const roles: Record<string, Role> = Object.fromEntries(
  everybody.map((who) => [hands[who].id, hands[who].standing]),
);
const roleOf = (by: string): Role => roles[by] ?? 'child';
const frames = Number(process.env['KINBRIDGE_GATE_FRAMES'] ?? 250);
const seeds = Number(process.env['KINBRIDGE_GATE_SEEDS'] ?? 12);

interface Doing {
  readonly deed: Deed;
  readonly id: ItemId;
}
interface Frame {
  readonly bytes: Uint8Array;
  /** None when it undoes or redoes: what that comes to depends on all that happened since. */
  readonly doings: readonly Doing[];
  /** The items as the page knew them. */
  readonly known: ReadonlyMap<ItemId, { readonly at: Y.ID; readonly isMarked: boolean }>;
}
interface Person {
  readonly who: Who;
  page: JudgedPage;
  undo: Y.UndoManager;
  readonly waiting: Frame[];
}

const idAt = (doc: Y.Doc, id: ItemId): Y.ID | undefined => {
  const entry = itemsOf(doc)._map.get(id);
  return entry && !entry.deleted ? entry.id : undefined;
};

/** One to three deeds in one transaction, about different items. */
function aFrame({ who, page }: Person, chance: Chance): Frame {
  const doings = new Map<ItemId, Deed>();
  for (let left = 1 + chance.below(3); left > 0; left -= 1) {
    const [ids, isNew] = [[...itemsOf(page.doc).keys()] as ItemId[], chance.happens(0.25)];
    const id = ids.length === 0 || isNew ? newId(chance) : chance.oneOf(ids);
    const fields = itemsOf(page.doc).get(id);
    const deed = fields ? mostlyAllowed(who, page, id, chance) : chance.oneOf(makings);
    const isSecondWhole = isWhole(deed) && [...doings.values()].some(isWhole);
    if (!isSecondWhole && !doings.has(id)) doings.set(id, deed);
  }
  const known = new Map<ItemId, { at: Y.ID; isMarked: boolean }>();
  for (const id of doings.keys()) {
    const at = idAt(page.doc, id);
    const isMarked = itemsOf(page.doc).get(id)?.get('edited') === true;
    if (at) known.set(id, { at, isMarked });
  }
  page.act((doc) => doings.forEach((deed, id) => doIt(deed, doc, id, who, chance)));
  const bytes = Y.mergeUpdates([...page.unsent()]);
  return { bytes, doings: [...doings].map(([id, deed]) => ({ id, deed })), known };
}

/** Mostly what the page would offer, else sessions come to little more than refusals. */
function mostlyAllowed(who: Who, { doc }: JudgedPage, id: ItemId, chance: Chance): Deed {
  const fields = itemsOf(doc).get(id);
  if (!fields) throw new Error('the page has no such item');
  const plain = fields.toJSON() as unknown as PlainItem; // By its type, which the gate sees to.
  const cheats = chance.happens(0.05);
  for (let tries = 0; ; tries += 1) {
    const deed = deedOn(fields, chance);
    const doer = { id: hands[who].id, role: hands[who].standing };
    const judgement = judgementOf(deed, doer, plain, true, plain.edited === true, roleOf);
    if (cheats || tries > 20 || ('not' in judgement && judgement.not.length === 0)) return deed;
  }
}

/** One step back or forth; null when there is none. */
function anUndo({ page, undo }: Person, chance: Chance): Frame | null {
  if (chance.happens(0.7)) undo.undo();
  else undo.redo();
  const sent = page.unsent();
  return sent.length === 0
    ? null
    : { bytes: Y.mergeUpdates([...sent]), doings: [], known: new Map() };
}

/** What the model says of a frame: places as "item field", or one word for all of it. */
function modelled(board: BoardUnderJudgement, who: Who, frame: Frame): readonly string[] {
  const items = itemsOf(board.doc).toJSON() as Record<string, PlainItem | undefined>;
  const doer = { id: hands[who].id, role: hands[who].standing };
  const places: string[] = [];
  for (const { deed, id } of frame.doings) {
    const [there, known] = [idAt(board.doc, id), frame.known.get(id)];
    const isSame = Boolean(there && known && Y.compareIDs(there, known.at));
    const judgement = judgementOf(
      deed,
      doer,
      items[id] ?? null,
      isSame,
      known?.isMarked ?? false,
      roleOf,
    );
    if ('whole' in judgement) return [judgement.whole];
    // What is to be cleared and was written anew meanwhile is not cleared.
    if (deed === 'unplace' || deed === 'unmark') continue;
    places.push(...judgement.not.map((field) => `${id} ${field}`));
  }
  return [...new Set(places)].sort();
}

const isRace = (frame: Frame): boolean =>
  frame.doings.some(({ deed }) => deed === 'unplace' || deed === 'unmark');

/** Sends a person's next frame. Whoever is refused anything begins anew, as a page does. */
function send(board: BoardUnderJudgement, person: Person, chance: Chance): boolean {
  const frame = person.waiting.shift();
  if (!frame) return false;
  const expected = frame.doings.length === 0 ? null : modelled(board, person.who, frame);
  const verdict = board.take(person.who, frame.bytes);
  const given =
    'refused' in verdict
      ? [verdict.refused]
      : verdict.denied.map(({ item, field }) => `${item} ${field}`).sort();
  const said = JSON.stringify([person.who, frame.doings, given]);
  // It can only be one who had put something in another's place: undone, that comes back as theirs.
  if (!expected)
    expect(['author', undefined]).toContain('refused' in verdict ? verdict.refused : undefined);
  else if (isRace(frame)) expect(given, said).toEqual(expect.arrayContaining([...expected]));
  else expect(given, said).toEqual(expected);
  if (given.length === 0) return true;
  person.waiting.length = 0;
  const client = 10_000 + chance.below(4_000_000_000);
  board.claim(person.who, client);
  enter(board, person, client);
  return true;
}

function enter(board: BoardUnderJudgement, person: Person, client: number): void {
  person.page = joinBoard(board, person.who, client);
  person.undo = new Y.UndoManager(itemsOf(person.page.doc), { captureTimeout: 0 });
}

function aPerson(board: BoardUnderJudgement, who: Who): Person {
  const page = joinBoard(board, who);
  const undo = new Y.UndoManager(itemsOf(page.doc), { captureTimeout: 0 });
  return { who, page, undo, waiting: [] };
}

test.each(Array.from({ length: seeds }, (_, at) => at + 1))(
  '[B14][B15][B6][G9] the gate and a second telling of the rights agree, and all boards are one (seed %i)',
  (seed) => {
    const chance = chanceFrom(seed);
    const board = createJudgedBoard();
    board.command(layGoals);
    const people: readonly Person[] = everybody.map((who) => aPerson(board, who));
    let snapshot = { bytes: Y.encodeStateAsUpdate(board.doc), at: 0 };
    for (let left = frames; left > 0; left -= 1) {
      const person = chance.oneOf(people);
      const frame = chance.happens(0.1) ? anUndo(person, chance) : aFrame(person, chance);
      if (frame) person.waiting.push(frame);
      if (chance.happens(0.7)) send(board, chance.oneOf(people), chance);
      if (chance.happens(0.5)) chance.oneOf(people).page.receive();
      if (chance.happens(0.1)) commandSomething(board, chance);
      if (chance.happens(0.02))
        snapshot = { bytes: Y.encodeStateAsUpdate(board.doc), at: board.log.length };
    }
    for (const person of people) while (send(board, person, chance));
    for (const { page } of people) page.receive();

    for (const { page } of people) expect(seen(page.doc)).toBe(seen(board.doc));
    expect(seen(reloaded(board.log))).toBe(seen(board.doc));
    expect(seen(reloaded(board.log.slice(snapshot.at), snapshot.bytes))).toBe(seen(board.doc));
    for (const { page } of people) expect(page.doc.store.pendingStructs).toBeNull();
  },
);

/** A child's, a parent's and a therapist's goal, laid by the server. */
function layGoals(doc: Y.Doc): void {
  const goals = { 'goal-of-maya': 'maya', 'goal-of-ruth': 'ruth', 'goal-of-tess': 'tess' } as const;
  for (const [name, who] of Object.entries(goals)) {
    const given = {
      id: itemIdOf(name),
      by: hands[who].id,
      text: 'a 🧡 b',
      state: 'talking',
    } as const;
    addItem(doc, bornItem('goal', given));
  }
}

function commandSomething(board: BoardUnderJudgement, chance: Chance): void {
  const ids = [...itemsOf(board.doc).keys()] as ItemId[];
  if (ids.length === 0) return;
  const id = chance.oneOf(ids);
  const fields = itemsOf(board.doc).get(id);
  if (fields?.get('kind') === 'goal' && chance.happens(0.7)) {
    const state = chance.oneOf(['talking', 'talking', 'put', 'agreed', 'aside']);
    board.command(() => fields.set('state', state));
    return;
  }
  const flag = chance.happens(0.8) ? 'locked' : 'hidden';
  const isSet = itemsOf(board.doc).get(id)?.get(flag) !== true;
  board.command((doc) => setServerFlag(doc, id, flag, isSet));
}
