import type { Template } from '../template.ts';

/** For two sides of one thing; the names are changed by a tap. */
export const twoColumns: Template = {
  title: 'Two columns',
  items: [
    { kind: 'frame', x: 0, y: 0, w: 560, h: 680, colour: 'lake', text: 'On the one hand' },
    { kind: 'frame', x: 600, y: 0, w: 560, h: 680, colour: 'ochre', text: 'On the other hand' },
  ],
};
