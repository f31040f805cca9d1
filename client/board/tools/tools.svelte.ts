/** What the hand holds: the tool, the ink, and whether the next tap puts something down. */
import { boardColours, type BoardColour } from '../../../shared/board/colour.ts';
import type { InkTip } from '../../../shared/board/items/ink.ts';
import { shapeForms, type ShapeForm } from '../../../shared/board/items/shape.ts';
import type { StrokeLook } from '../stroke.ts';

/** Notes and texts are no tools: pressing them puts one on the board at once. */
export type Tool = 'select' | InkTip | 'eraser' | 'shape' | 'frame';

/** The tools each hand is offered: few for a child. */
const offered: Record<Hand, readonly Tool[]> = {
  child: ['select', 'pen', 'eraser'],
  parent: ['select', 'pen', 'eraser', 'highlighter', 'shape'],
  therapist: ['select', 'pen', 'eraser', 'highlighter', 'shape', 'frame'],
};

export const offersTool = (hand: Hand, tool: Tool): boolean => offered[hand].includes(tool);

/** What the tool for shapes draws. */
export type ShapeChoice = 'line' | 'arrow' | ShapeForm;
export const shapeChoices = ['line', 'arrow', ...shapeForms] as const;

export const shapeNames: Record<ShapeChoice, string> = {
  line: 'Line',
  arrow: 'Arrow',
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  heart: 'Heart',
  star: 'Star',
  cloud: 'Cloud',
};

export type Hand = 'child' | 'parent' | 'therapist';

/** Board units across: as a felt pen, as a brush. */
export const penWidths = { fine: 4, broad: 10 } as const;
export type PenWidth = keyof typeof penWidths;
/** As wide as a line of words is high, and twice that. */
const highlighterWidths: Record<PenWidth, number> = { fine: 18, broad: 32 };

export const colourNames: Record<BoardColour, string> = {
  lake: 'Blue',
  moss: 'Green',
  ochre: 'Gold',
  plum: 'Purple',
  ink: 'Dark',
};

export class Tools {
  tool = $state<Tool>('select');
  colour = $state<BoardColour>('ink');
  width = $state<PenWidth>('fine');
  shape = $state<ShapeChoice>('rectangle');
  /** Whether the next tap puts down what is selected: moving without a drag. */
  isPlacing = $state(false);

  readonly #onTaking: (tool: Tool) => void;
  readonly #offered: readonly Tool[];
  readonly #hand: Hand;

  /** A child begins with a pen in the hand, of the own colour for whom there is one. */
  constructor(
    ownColour: string,
    hand: Hand,
    /** Called before another tool is in the hand. */
    onTaking: (tool: Tool) => void,
  ) {
    this.#onTaking = onTaking;
    this.#hand = hand;
    this.#offered = offered[hand];
    if (hand === 'child') this.tool = 'pen';
    this.colour = boardColours.find((colour) => colour === ownColour) ?? 'ink';
  }

  offers(tool: Tool): boolean {
    return this.#offered.includes(tool);
  }

  /** The stroke that the tool in hand draws. */
  get stroke(): StrokeLook {
    const { colour, width } = this;
    return this.tool === 'highlighter'
      ? { tip: 'highlighter', colour, width: highlighterWidths[width] }
      : { tip: 'pen', colour, width: penWidths[width] };
  }

  /** Whether the tool in hand has a colour. */
  get hasColour(): boolean {
    return this.tool !== 'select' && this.tool !== 'eraser';
  }

  /** A colour for what the tool in hand draws; a tool without one makes way for the pen. */
  paint(colour: BoardColour): void {
    this.colour = colour;
    if (!this.hasColour) this.take('pen');
  }

  /** A press on a tool. In a child's hand, whose strip is short, a second one puts it down again. */
  press(tool: Tool): void {
    const isPutDown = this.#hand === 'child' && this.tool === tool;
    this.take(isPutDown ? 'select' : tool);
  }

  take(tool: Tool): void {
    this.#onTaking(tool);
    this.tool = tool;
    this.isPlacing = false;
  }
}
