/** What the views know of a board: plain items and acts. Made by `createBoard`. */
import type { Given } from '../../shared/board/board-doc.ts';
import type { Box, Item, ItemKind, ItemOf } from '../../shared/board/item.ts';
import type { RightsRefusal } from '../../shared/board/rights.ts';
import type { ItemId, ParticipantId } from '../../shared/ids.ts';
import type { BoardLinkState } from './board-link.ts';
import type { BoardEntry } from './entry.svelte.ts';
import type { Lost } from './intent.ts';
import type { Act } from './may.ts';
import type { PointingOther } from './pointing.ts';
import type { PenSample, StrokeLook } from './stroke.ts';
import type { Point } from './view.svelte.ts';

/** What another did, for the summary that screen readers hear. */
export interface ChangeByOther {
  readonly what: 'added' | 'removed' | 'moved' | 'reworded';
  readonly kind: Item['kind'];
  /** Who made the item; who changed it the board does not say. */
  readonly by: ParticipantId;
  readonly id: ItemId;
}

export interface Board {
  readonly me: ParticipantId;
  /** In reading order; while something is being moved or typed it may lag behind for a moment. */
  readonly entries: readonly BoardEntry[];
  readonly selected: ItemId | null;
  /** Whose words are being edited in place. */
  readonly editing: ItemId | null;
  /** Where Tab enters the list of items: the last one used, or the first. */
  readonly current: ItemId | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly lineState: BoardLinkState;
  readonly isSaved: boolean;
  readonly mayEdit: boolean;
  /** What was done here and could not stay; see `lost-words.ts`. */
  readonly lost: readonly Lost[];
  /** Whether something made just before a cover is not on the board, and may be put there. */
  readonly hasOffered: boolean;
  /** Where others point; empty unless {@link startPointing}. */
  readonly pointing: readonly PointingOther[];
  entry(id: ItemId | null): BoardEntry | undefined;
  /** Has what lies near there drawn; the rest may be listed only. */
  drawNear(near: Box): void;
  isOwn(id: ItemId | null): boolean;
  /** Whether this person may do that with this item now. */
  may(act: Act, id: ItemId): boolean;
  /** Why not; null when they may. */
  refusalOf(act: Act, id: ItemId): RightsRefusal | null;
  select(id: ItemId | null): void;
  /** Makes an item the one that Tab enters, without selecting it; another's selection ends. */
  visit(id: ItemId): void;
  /** Begins editing words in place; nothing happens where that may not be done, or on ink. */
  edit(id: ItemId): void;
  /** Ends editing; own words left blank are taken off again. */
  endEditing(): void;
  /** @returns the new item's id, or null when nothing may be made here now. */
  addNote(x: number, y: number, words?: string): ItemId | null;
  addText(x: number, y: number): ItemId | null;
  /** Puts an item of any kind on the board; what is left out of `given` is as its kind declares it. */
  add<Name extends ItemKind>(kind: Name, given: Given<ItemOf<Name>>): ItemId | null;
  /** Whether this person makes items of that kind at all (rule B21). */
  mayMake(kind: ItemKind): boolean;
  /** `seen` is the text the writer's field showed before; see `setWords` in `board-doc.ts`. */
  setWords(id: ItemId, words: string, seen: string): void;
  /** Moves at once here and within 50 ms for the others; part of the current step. */
  move(id: ItemId, x: number, y: number): void;
  /** Width and height of the box in board units; ink keeps its proportions. */
  resize(id: ItemId, w: number, h: number): void;
  /** Makes an item `by` times as large. */
  grow(id: ItemId, by: number): void;
  /** Lays an item from one point to another: a line's two ends, two corners of anything else. */
  span(id: ItemId, from: Point, to: Point): void;
  raise(id: ItemId): void;
  /** Takes an own item off; nothing happens to another's, or to a locked one (rule B3). */
  remove(id: ItemId): void;
  /** As {@link remove}, as part of the current step: one stroke of the eraser is one step. */
  erase(id: ItemId): void;
  beginStroke(at: PenSample, look: StrokeLook): void;
  extendStroke(samples: readonly PenSample[]): void;
  endStroke(): void;
  /** Takes the stroke back as if it had never been begun: a second finger came down to pinch. */
  cancelStroke(): void;
  /** What follows is undone by itself. */
  step(): void;
  undo(): void;
  redo(): void;
  forgetLost(): void;
  putOffered(): void;
  leaveOffered(): void;
  /** After the line state `stopped`. */
  startAgain(): void;
  /** Lets cursors travel both ways. @returns how to end that. */
  startPointing(): () => void;
  /** Tells the others where the pointer is, or that it left; nothing unless pointing is on. */
  pointAt(at: Point | null): void;
  /** @returns how to stop being told of others' changes. */
  onChangesByOthers(tell: (changes: readonly ChangeByOther[]) => void): () => void;
  /** Releases everything it took; the link itself belongs to whoever made it. */
  stop(): void;
}
