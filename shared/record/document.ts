/** An export in words, as the page previews it and the PDF prints it: the same blocks for both. */
import type { Hide } from './redaction.ts';

export type Block =
  | { readonly is: 'heading'; readonly words: string }
  | { readonly is: 'text'; readonly words: string }
  /** Set smaller: what is said about the file itself. */
  | { readonly is: 'small'; readonly words: string }
  | { readonly is: 'list'; readonly items: readonly string[] }
  | { readonly is: 'facts'; readonly rows: readonly (readonly [name: string, words: string])[] }
  | {
      readonly is: 'table';
      readonly heads: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Parts of the whole width, one a column. */
      readonly widths: readonly number[];
    };

export interface Document {
  readonly title: string;
  /** Of BCP 47. */
  readonly language: string;
  readonly blocks: readonly Block[];
}

/** All its words, in the order they are read. */
export const wordsOfDocument = ({ title, blocks }: Document): readonly string[] => [
  title,
  ...blocks.flatMap((block): readonly string[] => {
    switch (block.is) {
      case 'heading':
      case 'text':
      case 'small':
        return [block.words];
      case 'list':
        return block.items;
      case 'facts':
        return block.rows.flat();
      case 'table':
        return [...block.heads, ...block.rows.flat()];
      default:
        return block satisfies never;
    }
  }),
];

/** The same with every word as it may leave: also ours, so that what is hidden stands nowhere. */
export function documentWithout({ title, language, blocks }: Document, hide: Hide): Document {
  const all = (lines: readonly string[]): readonly string[] => lines.map(hide);
  return {
    title: hide(title),
    language,
    blocks: blocks.map((block): Block => {
      switch (block.is) {
        case 'heading':
        case 'text':
        case 'small':
          return { ...block, words: hide(block.words) };
        case 'list':
          return { ...block, items: all(block.items) };
        case 'facts':
          return {
            ...block,
            rows: block.rows.map(([name, words]) => [hide(name), hide(words)] as const),
          };
        case 'table':
          return { ...block, heads: all(block.heads), rows: block.rows.map(all) };
        default:
          return block satisfies never;
      }
    }),
  };
}
