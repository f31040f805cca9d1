import type { Template, TemplateItem } from '../template.ts';

const steps = ['Before', 'Then', 'Now', 'Soon', 'One day'] as const;
const stepWidth = 280;
const now = steps.indexOf('Now');

const mark = (at: number): TemplateItem => ({
  ...{ kind: 'shape', form: 'ellipse', colour: at === now ? 'ochre' : 'lake', fill: 'full' },
  ...{ x: stepWidth * (at + 0.5) - 16, y: 284, w: 32, h: 32 },
});
const name = (text: string, at: number): TemplateItem => ({
  ...{ kind: 'text', x: stepWidth * at + 108, y: 336, w: 172, h: 44, text },
});

/** From before to one day, with room above and below the line. */
export const timeline: Template = {
  title: 'Timeline',
  items: [
    { kind: 'line', x: 0, y: 300, dx: stepWidth * steps.length, dy: 0, heads: 'end', width: 6 },
    ...steps.flatMap((step, at) => [mark(at), name(step, at)]),
    { kind: 'text', x: 0, y: 0, w: 500, h: 56, size: 'large', text: 'Our way so far' },
  ],
};
