/** What a screen reader hears of where an item lies: ", in the frame Worries" (rule B62). */
import { wordsOf, type Item } from '../../shared/board/item.ts';

/** An entry of the list, as far as it matters here. */
interface Lying {
  readonly item: Item;
  readonly isFrame: boolean;
  readonly inside: { readonly item: Item } | null;
  /** Of a frame: how much lies in it. */
  readonly contents: number;
}

export function whereOf({ isFrame, inside, contents }: Lying): string {
  const things = contents === 1 ? 'one thing' : `${contents || 'no'} things`;
  const held = isFrame ? `, with ${things} in it` : '';
  if (!inside) return held;
  const name = wordsOf(inside.item).trim();
  return `${held}, in ${name ? `the frame ${name}` : 'a frame'}`;
}
