/** What the hand holds: the tool, the ink, and an item waiting to be put somewhere. */
import { inkColours, type InkColour } from '../../../shared/board/items/ink.ts';
import type { ItemId } from '../../../shared/ids.ts';

/** Notes and texts are no tools: pressing them puts one on the board at once. */
export type Tool = 'select' | 'pen' | 'eraser';

export type Hand = 'child' | 'parent' | 'therapist';

/** Board units across: as a felt pen, as a brush. */
export const penWidths = { fine: 4, broad: 10 } as const;
export type PenWidth = keyof typeof penWidths;

export const colourNames: Record<InkColour, string> = {
  lake: 'Blue',
  moss: 'Green',
  ochre: 'Gold',
  plum: 'Purple',
  ink: 'Dark',
};

export class Tools {
  tool = $state<Tool>('select');
  colour = $state<InkColour>('ink');
  width = $state<PenWidth>('fine');
  /** The item that the next tap puts down: moving without a drag. */
  placing = $state<ItemId | null>(null);

  readonly #onTaking: (tool: Tool) => void;

  /** A child begins with a pen in the hand, of the own colour for whom there is one. */
  constructor(
    ownColour: string,
    hand: Hand,
    /** Called before another tool is in the hand. */
    onTaking: (tool: Tool) => void,
  ) {
    this.#onTaking = onTaking;
    if (hand === 'child') this.tool = 'pen';
    this.colour = inkColours.find((colour) => colour === ownColour) ?? 'ink';
  }

  take(tool: Tool): void {
    this.#onTaking(tool);
    this.tool = tool;
    this.placing = null;
  }
}
