/** Frames as pages send them on the board of `gate-world.ts`: what fuzzing begins with. */
import * as Y from 'yjs';
import { placeItem, removeItem, setWords } from '../../shared/board/board-doc.ts';
import { chanceFrom } from './chance.ts';
import { deedOn, doIt, newId } from './deeds.ts';
import { acting, changes, item, pageOf, type Who, type World } from './gate-world.ts';
import { itemsOf } from '../../shared/board/board-doc.ts';

export interface SentFrame {
  readonly sender: Who;
  readonly bytes: Uint8Array;
}

export function honestFrames(world: World): readonly SentFrame[] {
  const chance = chanceFrom(1);
  const frames: SentFrame[] = [];
  for (const sender of ['maya', 'daniel', 'ruth', 'tess'] as const) {
    const add = (bytes: Uint8Array): void => void frames.push({ sender, bytes });
    for (const id of Object.values(item)) {
      const fields = itemsOf(world.board).get(id);
      if (!fields) continue;
      for (let left = 4; left > 0; left -= 1) {
        const deed = deedOn(fields, chance);
        add(acting(world, sender, (doc) => doIt(deed, doc, id, sender, chance)));
      }
    }
    for (let left = 3; left > 0; left -= 1)
      add(acting(world, sender, (doc) => doIt('make', doc, newId(chance), sender, chance)));
    add(offline(world, sender));
  }
  return frames;
}

/** What a page did while its line was down, with all it has seen deleted. */
function offline(world: World, who: Who): Uint8Array {
  const page = pageOf(world, who);
  const before = Y.encodeStateVector(page);
  const [one, other] = [newId(chanceFrom(5)), newId(chanceFrom(6))];
  for (const id of [one, other]) changes(page, (doc) => doIt('make', doc, id, who, chanceFrom(7)));
  changes(page, (doc) => placeItem(doc, one, 11, 12));
  changes(page, (doc) => setWords(doc, one, 'typed 🧡 offline'));
  changes(page, (doc) => setWords(doc, one, 'typed, slowly, 🧡 offline'));
  changes(page, (doc) => removeItem(doc, other));
  return Y.encodeStateAsUpdate(page, before);
}
