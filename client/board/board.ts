/** What the views know of a board: plain items and acts. Made by `createBoard`. */
import type { Given } from '../../shared/board/board-doc.ts';
import type { Item, ItemKind, ItemOf } from '../../shared/board/item.ts';
import type { RightsRefusal } from '../../shared/board/rights.ts';
import type { TemplateItem } from '../../shared/board/template.ts';
import type { ItemId, ParticipantId } from '../../shared/ids.ts';
import type { BoardLinkState } from './board-link.ts';
import type { ItemsSeer } from './entries.svelte.ts';
import type { BoardEntry } from './entry.svelte.ts';
import type { Fields, Lost } from './intent.ts';
import type { Act } from './may.ts';
import type { PointingOther } from './pointing.ts';
import type { Order } from './stack.ts';
import type { PenSample, StrokeLook } from './stroke.ts';
import type { Point } from './view.svelte.ts';

/** What another did, for the summary that screen readers hear. */
export interface ChangeByOther {
  readonly what: 'added' | 'removed' | 'moved' | 'reworded' | 'described';
  readonly kind: Item['kind'];
  /** Who made the item; who changed it the board does not say. */
  readonly by: ParticipantId;
  readonly id: ItemId;
}

/** What of an item's place, size or turn is to be another. */
export interface Reshaped {
  readonly id: ItemId;
  readonly fields: Fields;
}

export interface Board {
  readonly me: ParticipantId;
  /** In reading order; while something is being moved or typed it may lag behind for a moment. */
  readonly entries: readonly BoardEntry[];
  /** What is selected, in the order it was. */
  readonly chosen: readonly ItemId[];
  /** The one item that alone is selected. */
  readonly selected: ItemId | null;
  /** Whether a press adds to what is selected, and walking on keeps it. */
  readonly picksMore: boolean;
  /** The own stroke that is being drawn. */
  readonly drawing: ItemId | null;
  /** Whose words are being edited in place. */
  readonly editing: ItemId | null;
  /** Where Tab enters the list of items: the last one used, or the first. */
  readonly current: ItemId | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly lineState: BoardLinkState;
  readonly isSaved: boolean;
  /** The items of which something waits for the line to come back (rule B63). */
  readonly unsaved: ReadonlySet<string>;
  readonly mayEdit: boolean;
  /** What was done here and could not stay; see `lost-words.ts`. */
  readonly lost: readonly Lost[];
  /** Whether something made just before a cover is not on the board, and may be put there. */
  readonly hasOffered: boolean;
  /** Where others point; empty unless {@link startPointing}. */
  readonly pointing: readonly PointingOther[];
  entry(id: string | null): BoardEntry | undefined;
  /** Tells all items that are there now and, from then on, each change. @returns how to end it. */
  followItems(seer: ItemsSeer): () => void;
  isOwn(id: ItemId | null): boolean;
  /** Whether this person may do that with this item now. */
  may(act: Act, id: ItemId): boolean;
  /** Why not; null when they may. */
  refusalOf(act: Act, id: ItemId): RightsRefusal | null;
  isChosen(id: ItemId): boolean;
  /** Selects this one alone, or nothing. */
  select(id: ItemId | null): void;
  /** Selects these and nothing else; what is not there is left out. */
  choose(ids: readonly ItemId[]): void;
  /** Adds one to what is selected, or takes it out again. */
  pick(id: ItemId): void;
  /** Ends by itself when nothing is selected any more. */
  pickMore(isOn: boolean): void;
  /**
   * Makes an item the one that Tab enters, without selecting it; what is selected stays so only
   * while it is one of them, or while more are picked.
   */
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
  /** Lays out a template as it is, as own items and one step of undo. @returns what lies there now */
  lay(items: readonly TemplateItem[]): readonly ItemId[];
  /** Whether this person makes items of that kind at all (rule B21). */
  mayMake(kind: ItemKind): boolean;
  /**
   * Puts copies on the board under one's own name, as one step, above everything and in this order.
   * @returns the ids of those that fit, in order.
   */
  addCopies(items: readonly Item[]): readonly ItemId[];
  /** `seen` is the text the writer's field showed before; see `setWords` in `board-doc.ts`. */
  setWords(id: ItemId, words: string, seen: string): void;
  /** Sets a text alternative; nothing happens where that may not be done, or on words. */
  describe(id: ItemId, alt: string): void;
  /**
   * Shows other places and sizes at once here and within 50 ms to the others; part of the current
   * step. What may not be moved stays (rule B30).
   */
  reshape(changes: readonly Reshaped[]): void;
  /** As {@link reshape}, the upper left corner of one. */
  move(id: ItemId, x: number, y: number): void;
  /** Width and height of the box in board units; ink keeps its proportions. */
  resize(id: ItemId, w: number, h: number): void;
  /** Lays an item from one point to another: a line's two ends, two corners of anything else. */
  span(id: ItemId, from: Point, to: Point): void;
  /** Gives them another look, as one step; what may not be moved keeps its own (rule B30). */
  restyle(changes: readonly Reshaped[]): void;
  /** Puts them above or beneath others, as one step. */
  restack(ids: readonly ItemId[], order: Order): void;
  /** Takes own items off as one step; nothing happens to another's, or to a locked one (rule B3). */
  remove(ids: readonly ItemId[]): void;
  /** Takes one off as part of the current step: one stroke of the eraser is one step. */
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
