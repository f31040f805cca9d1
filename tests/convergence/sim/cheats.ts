/** A person's second device that does what no page does. Whatever it wrongly says holds the cheater's word. */
import * as Y from 'yjs';
import {
  addWords,
  itemsOf,
  placeItem,
  readBoard,
  removeItem,
} from '../../../shared/board/board-doc.ts';
import type { Item } from '../../../shared/board/item.ts';
import type { ParticipantId } from '../../../shared/ids.ts';
import { aNote } from '../../support/board-items.ts';
import type { Chance } from './chance.ts';
import { readMessage, pointMessage, seenMessage, syncMessage } from './messages.ts';
import { askerOf } from './people.ts';
import type { Server } from './server.ts';
import { cheatersWord } from './watch.ts';

/** A place that only a cheater moves things to. */
export const cheatersPlace = 66_666;
/** In the rightful half of what is partly wrong. */
export const fairWord = 'FAIR';

export interface Cheat {
  /** Whether its one lie has been told and answered, or could not be. */
  isOver(): boolean;
  /** The id of the rightful note that it sent along, once all of that was answered with "the rest is kept". */
  fairKept(): string | null;
  leave(): void;
}

interface CheatParts {
  readonly who: ParticipantId;
  readonly victimsClientId: number;
  readonly newId: string;
  readonly chance: Chance;
  readonly server: Server;
}

/** Changes a synced document; what comes of it is sent. */
type Lie = (doc: Y.Doc, parts: CheatParts) => Uint8Array | null;

const others = (doc: Y.Doc, who: ParticipantId): Item[] =>
  readBoard(doc).filter((item) => item.by !== who);

function changing(doc: Y.Doc, change: () => void): Uint8Array | null {
  let update: Uint8Array | null = null;
  doc.once('update', (bytes: Uint8Array) => {
    update = bytes;
  });
  doc.transact(change);
  return update;
}

const onOthers =
  (change: (doc: Y.Doc, item: Item) => void): Lie =>
  (doc, { who, chance }) => {
    const item = chance.oneOf(others(doc, who));
    return item
      ? changing(doc, () => {
          change(doc, item);
        })
      : null;
  };

const lies: readonly Lie[] = [
  // Another's words: a note in another's name.
  (doc, { who, newId, chance }) => {
    const by = chance.oneOf(others(doc, who))?.by;
    if (!by) return null;
    return changing(doc, () => {
      itemsOf(doc).set(newId, aNote(by, cheatersWord));
    });
  },
  onOthers((doc, { id }) => {
    const text = itemsOf(doc).get(id)?.get('text');
    if (text instanceof Y.Text) text.insert(0, cheatersWord);
    else itemsOf(doc).get(id)?.set('locked', true);
  }),
  onOthers((doc, { id }) => {
    removeItem(doc, id);
  }),
  onOthers((doc, { id }) => {
    itemsOf(doc).get(id)?.set('by', cheatersWord);
  }),
  onOthers((doc, { id }) => {
    itemsOf(doc).get(id)?.set('locked', true);
  }),
  // Something a board is not made of.
  (doc, { who, newId }) =>
    changing(doc, () => {
      itemsOf(doc).set(newId, aNote(who, '', { kind: cheatersWord }));
    }),
  // Another's clientID.
  (doc, { who, newId, victimsClientId }) => {
    doc.clientID = victimsClientId;
    return changing(doc, () => {
      itemsOf(doc).set(newId, aNote(who, cheatersWord));
    });
  },
  // What came before it is left out.
  (doc, { who, newId }) => {
    changing(doc, () => {
      itemsOf(doc).set(newId, aNote(who, cheatersWord));
    });
    return changing(doc, () => {
      itemsOf(doc).get(newId)?.set('x', cheatersPlace);
    });
  },
  // Bytes by hand.
  (_, { chance }) => Uint8Array.from({ length: chance.whole(1, 60) }, () => chance.whole(0, 255)),
];

/** A rightful note of one's own, and in the same update another's words. */
const half: Lie = (doc, { who, newId, chance }) => {
  const item = chance.oneOf(others(doc, who).filter((one) => 'text' in one));
  if (!item) return null;
  return changing(doc, () => {
    const text = itemsOf(doc).get(item.id)?.get('text');
    if (text instanceof Y.Text) text.insert(0, cheatersWord);
    addWords(doc, 'note', { id: idOf(newId), by: who, x: 1, y: 1, z: 1, words: fairWord });
    placeItem(doc, idOf(newId), 2, 2);
  });
};

const idOf = (id: string): Item['id'] => id as Item['id']; // Made by the test itself.

export function cheat(parts: CheatParts): Cheat {
  const { who, victimsClientId, newId, chance, server } = parts;
  const doc = new Y.Doc();
  doc.clientID = chance.percent(10) ? victimsClientId : chance.clientId();
  const speaks = chance.percent(70) ? 'ours' : 'stock';
  const isHalf = chance.percent(30);
  let isOver = false;
  let isKept = false;
  const line = server.dial({
    asker: askerOf(who),
    zone: 'joint',
    speaks,
    clientId: speaks === 'ours' ? doc.clientID : null,
    message: hear,
    closed: () => {
      isOver = true;
    },
  });
  line.send(syncMessage('step-1', Y.encodeStateVector(doc)));
  if (speaks === 'stock') line.send(pointMessage(doc.clientID, 1, 0));

  function hear(bytes: Uint8Array): void {
    const message = readMessage(bytes);
    switch (message.kind) {
      case 'step-2':
        Y.applyUpdate(doc, message.bytes);
        return;
      case 'step-1':
        line.send(syncMessage('step-2', Y.encodeStateAsUpdate(doc, message.bytes)));
        tell();
        return;
      case 'deny':
        isKept = isHalf && message.rest;
        return;
      default:
        return;
    }
  }

  /** The doubtful half the time: also that a therapist's page has seen what it has not. */
  function tell(): void {
    const lie = isHalf ? half : chance.oneOf(lies);
    const update = lie?.(doc, parts) ?? null;
    if (update) line.send(syncMessage('update', update));
    else line.send(seenMessage(1_000));
    if (chance.percent(30)) line.send(seenMessage(1_000));
  }

  return {
    isOver: () => isOver,
    fairKept: () => (isKept ? newId : null),
    leave: () => line.close(),
  };
}
