/** The keys of a board as its help lists them; what they do is in `keys.ts`. */
import type { Hand, Tool } from './tools/tools.svelte.ts';

export interface KeyHelp {
  /** Pressed together when joined by a space. */
  readonly keys: readonly string[];
  readonly does: string;
  /** Only where this tool is offered. */
  readonly tool?: Tool;
  /** Only for these hands; else for all. */
  readonly hands?: readonly Hand[];
  /** Only of whoever can bring others somewhere. */
  readonly brings?: true;
}

export interface KeyGroup {
  readonly name: string;
  readonly keys: readonly KeyHelp[];
}

const grown = ['parent', 'therapist'] as const;

export const keyGroups: readonly KeyGroup[] = [
  {
    name: 'Tools',
    keys: [
      { keys: ['V'], does: 'Select', tool: 'select' },
      { keys: ['P'], does: 'Pen', tool: 'pen' },
      { keys: ['M'], does: 'Highlighter', tool: 'highlighter' },
      { keys: ['E'], does: 'Eraser', tool: 'eraser' },
      { keys: ['S'], does: 'Shapes', tool: 'shape' },
      { keys: ['F'], does: 'Frame', tool: 'frame' },
      { keys: ['N'], does: 'Add a note' },
      { keys: ['T'], does: 'Add text', hands: grown },
      { keys: ['L'], does: 'Templates', hands: ['therapist'] },
    ],
  },
  {
    name: 'What lies there',
    keys: [
      { keys: ['Tab', '← →'], does: 'Go to it, and from one to the next' },
      { keys: ['Space'], does: 'Select it' },
      { keys: ['A'], does: 'Select more, until A again' },
      { keys: ['Ctrl A'], does: 'Select all that is yours to move' },
      { keys: ['Enter'], does: 'Edit words' },
      { keys: ['D'], does: 'Describe a drawing or picture in words' },
      { keys: ['← ↑ → ↓'], does: 'Move what is selected; with Shift further' },
      { keys: ['Alt ← ↑ → ↓'], does: 'Make it larger or smaller' },
      { keys: ['R', 'Shift R'], does: 'Turn it right, left' },
      { keys: ['PgUp', 'PgDn'], does: 'Above or beneath others' },
      { keys: ['Ctrl D'], does: 'Duplicate' },
      { keys: ['Ctrl C', 'Ctrl V'], does: 'Copy, paste' },
      { keys: ['Del'], does: 'Take it off' },
      { keys: ['Ctrl Z', 'Ctrl Y'], does: 'Undo, redo' },
      { keys: ['Esc'], does: 'Let go' },
    ],
  },
  {
    name: 'Looking around',
    keys: [
      { keys: ['← ↑ → ↓'], does: 'Move the board, with nothing selected' },
      { keys: ['+', '−'], does: 'Nearer, further away' },
      { keys: ['0'], does: 'Show all' },
      { keys: ['1'], does: 'Back to 100 %' },
      { keys: ['2'], does: 'Show what is selected' },
      { keys: ['Space'], does: 'Held down: drag the board' },
      { keys: ['C'], does: 'Come and look here, for everybody', brings: true },
      { keys: ['B'], does: 'Back to my place', hands: ['child', 'parent'] },
      { keys: ['?'], does: 'This list' },
    ],
  },
];
