/** Makes messages nobody thought of out of such that somebody did: by their bytes and by their grammar. */
import * as Y from 'yjs';
import type { Chance } from './chance.ts';
import { handMade, type Content, type HandMadeSection, type Id } from './hand-made-update.ts';
import { partsOf, rebase, sort, type Parts } from './taken-apart.ts';

/** What a message is mutated with: the board it goes to, and its sender's clientIDs. */
export interface Ground {
  readonly board: Y.Doc;
  readonly own: readonly number[];
  /** Other messages to cross it with. */
  readonly others: readonly Uint8Array[];
}

export function mutated(bytes: Uint8Array, ground: Ground, chance: Chance): Uint8Array {
  const parts = chance.happens(0.75) ? partsOf(bytes) : null;
  if (!parts) return mutatedBytes(bytes, ground, chance);
  for (let left = 1 + chance.below(4); left > 0; left -= 1) mutateParts(parts, ground, chance);
  if (chance.happens(0.8)) rebase(parts, ground.board, ground.own);
  if (chance.happens(0.9)) sort(parts);
  const made = handMade(parts.sections, parts.deletes);
  return chance.happens(0.03) ? mutatedBytes(made, ground, chance) : made;
}

function mutatedBytes(bytes: Uint8Array, { others }: Ground, chance: Chance): Uint8Array {
  const made = Uint8Array.from(bytes);
  const at = chance.below(bytes.length + 1);
  switch (chance.below(5)) {
    case 0:
      return made.slice(0, at);
    case 1: {
      const other = chance.oneOf(others);
      return Uint8Array.from([
        ...made.slice(0, at),
        ...other.slice(chance.below(other.length + 1)),
      ]);
    }
    case 2:
      return Uint8Array.from([...made.slice(0, at), ...made.slice(at + 1 + chance.below(4))]);
    case 3:
      return Uint8Array.from([...made.slice(0, at), chance.below(256), ...made.slice(at)]);
    default:
      for (let left = 1 + chance.below(3); left > 0; left -= 1)
        made[chance.below(made.length)] = chance.oneOf([0, 1, 0x7f, 0x80, 0xff, chance.below(256)]);
      return made;
  }
}

function mutateParts(parts: Parts, ground: Ground, chance: Chance): void {
  const section = parts.sections.length > 0 ? chance.oneOf(parts.sections) : null;
  if (!section || section.structs.length === 0 || chance.happens(0.2)) {
    mutateDeletes(parts, ground, chance);
    return;
  }
  const structs = [...section.structs];
  const at = chance.below(structs.length);
  const struct = structs[at] ?? { gap: 1 };
  const anId = (): Id => idIn(section, ground, chance);
  switch (chance.below(12)) {
    case 0:
      structs.splice(at, 1);
      break;
    case 1:
      structs.splice(chance.below(structs.length + 1), 0, struct);
      break;
    case 2:
      structs[at] = { ...struct, origin: anId() };
      break;
    case 3:
      structs[at] = { ...struct, right: anId() };
      break;
    case 4:
      structs[at] = { ...struct, origin: undefined };
      break;
    case 5:
      structs[at] = { ...struct, right: undefined };
      break;
    case 6:
      structs[at] = { ...struct, origin: undefined, right: undefined, parent: anId() };
      break;
    case 7:
      structs[at] = { ...struct, key: chance.oneOf([undefined, ...keysOf(ground.board)]) };
      break;
    case 8:
      section.client = chance.oneOf([...ground.own, ...ground.board.store.clients.keys()]);
      break;
    case 9:
      parts.sections.push({ ...section, client: chance.oneOf(ground.own) });
      break;
    default: {
      const { origin, right, parent, key } = struct;
      structs[at] = { ...aContent(chance), origin, right, parent, key };
    }
  }
  section.structs = structs;
}

function aContent(chance: Chance): Content {
  const count = 1 + chance.below(3);
  const value = chance.oneOf<unknown>([5, -0, true, false, 'plum', 'note', 1e6, 0.5, null]);
  return chance.oneOf<Content>([
    { text: chance.oneOf(['x', 'ab🧡c', '🧡', '\uFFFD', 'x'.repeat(990)]) },
    { values: Array.from({ length: count }, () => value) },
    { values: [chance.below(500)] },
    { deleted: count },
    { gap: count },
    { type: chance.below(4) },
  ]);
}

function mutateDeletes(parts: Parts, ground: Ground, chance: Chance): void {
  const client = chance.oneOf([...ground.own, ...ground.board.store.clients.keys()]);
  const found = parts.deletes.find((one) => one.client === client);
  const clock = chance.below(Y.getState(ground.board.store, client) + 3);
  const range: Id = [clock, 1 + chance.below(chance.happens(0.2) ? 60 : 4)];
  if (!found) parts.deletes.push({ client, ranges: [range] });
  else if (chance.happens(0.2)) found.ranges = found.ranges.slice(1);
  else found.ranges = [...found.ranges, range];
}

/** Something in the board, something of the message itself, or right beside either. */
function idIn(section: HandMadeSection, { board }: Ground, chance: Chance): Id {
  const beside = chance.oneOf([0, 0, 0, 1, -1, 2]);
  if (chance.happens(0.4))
    return [
      section.client,
      Math.max(0, section.clock + chance.below(section.structs.length * 2 + 1)),
    ];
  const client = chance.oneOf([...board.store.clients.keys()]);
  const struct = chance.oneOf(board.store.clients.get(client) ?? []);
  return [client, Math.max(0, struct.id.clock + chance.below(struct.length) + beside)];
}

const keysOf = (board: Y.Doc): readonly string[] => [
  ...board.getMap('items').keys(),
  ...['x', 'y', 'w', 'by', 'kind', 'text', 'points', 'edited', 'locked', 'hidden', 'colour'],
];
