/** What an item in the list is called: its kind, its author, its words, where it lies, how it stands. */
import { describeItem } from '../../shared/board/item.ts';
import type { Board } from './board.ts';
import type { BoardEntry } from './entry.svelte.ts';
import { nameOf, type People } from './items/author.ts';
import { statesOf } from './refusal-words.ts';
import { whereOf } from './where-words.ts';

export const calledOf = (entry: BoardEntry, board: Board, people: People): string =>
  describeItem(entry.item, nameOf(people, entry.item.by, board.me)) +
  statesOf(entry.item) +
  whereOf(entry) +
  (board.unsaved.has(entry.id) ? ', not saved yet' : '');
