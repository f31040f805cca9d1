/**
 * How own acts are undone: as acts of their own, weighed in the document as it is then. So undo
 * outlasts a change of document, and never changes what another has done since (rule B2).
 */
import { itemsOf, replacement } from '../../shared/board/board-doc.ts';
import { fieldOf, type Item } from '../../shared/board/item.ts';
import type { Fields, Intent, TakeBack } from './intent.ts';
import type { Rights } from './may.ts';
import { itemIn, wordsIn, type Wanted } from './write-intent.ts';

/** How `written` is undone; `before` is its item as it was. */
export function takeBackOf(written: Intent, before: Item): TakeBack | null {
  const { id } = written;
  switch (written.does) {
    case 'add':
      return { does: 'remove', id };
    case 'set': {
      const { fields } = written;
      return { does: 'set', id, fields: fieldsOf(before, fields), given: fields };
    }
    case 'reword':
      return { does: 'reword', id, seen: written.words, words: written.seen };
    case 'append':
      return null; // Undone with the stroke they belong to: points are never taken off (rule B5).
    case 'remove':
      return { does: 'add', id, item: { ...before, locked: false } };
    default:
      return written satisfies never;
  }
}

/** What `item` has in the fields named by `like`, defaults included. */
function fieldsOf(item: Item, like: Fields): Fields {
  const all: Readonly<Record<string, unknown>> = { ...item };
  const now: Record<string, number | string | boolean> = {};
  for (const key of Object.keys(like)) {
    const value = all[key];
    if (!fieldOf(item.kind, key)) continue;
    if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
      now[key] = value;
  }
  return now;
}

/**
 * A step of undo as something to write. Nothing where another has been at the same thing since, or
 * where the item is not seen here any more.
 */
export function takingBack(takeBack: TakeBack, rights: Rights): Wanted {
  return (doc) => {
    if (takeBack.does === 'add') return itemsOf(doc).has(takeBack.id) ? null : takeBack;
    const item = itemIn(doc, takeBack.id);
    if (!item || !isSeen(item, rights)) return null;
    switch (takeBack.does) {
      case 'remove':
        return takeBack;
      case 'set': {
        const { given, ...set } = takeBack;
        const now = fieldsOf(item, given);
        return Object.entries(given).every(([key, value]) => now[key] === value) ? set : null;
      }
      case 'reword': {
        const seen = wordsIn(doc, takeBack.id) ?? '';
        const words = without(takeBack, seen);
        return words === null ? null : { ...takeBack, seen, words };
      }
      default:
        return takeBack satisfies never;
    }
  };
}

/** What a therapist hid is on no page of the family. */
export const isSeen = (item: Item, { me }: Rights): boolean =>
  !item.hidden || me.standing === 'therapist';

/** `now` with the change from `seen` to `words`; null where somebody has changed that place since. */
function without(
  { seen, words }: { readonly seen: string; readonly words: string },
  now: string,
): string | null {
  if (now === seen) return words;
  if (now === words) return null;
  const own = replacement(seen, words);
  const others = replacement(seen, now);
  const changed = (at: number): string => now.slice(0, at) + own.come + now.slice(at + own.gone);
  if (own.at + own.gone <= others.at) return changed(own.at);
  if (own.at >= others.at + others.gone) return changed(own.at + others.come.length - others.gone);
  return null;
}
