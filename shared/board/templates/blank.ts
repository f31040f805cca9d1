import type { Template } from '../template.ts';

/** A sheet of its own to work on. */
export const blank: Template = {
  title: 'Blank sheet',
  items: [{ kind: 'frame', x: 0, y: 0, w: 1_200, h: 760, colour: 'ink' }],
};
