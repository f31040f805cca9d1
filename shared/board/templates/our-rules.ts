import type { Template, TemplateItem } from '../template.ts';

const rules = [
  'Everybody may say “stop”',
  'One speaks, the others listen',
  'Nobody has to answer',
  'What we still need:',
] as const;
const last = rules.length - 1;

const mark = (at: number): TemplateItem => ({
  ...{ kind: 'shape', form: at === last ? 'star' : 'heart', colour: 'plum', fill: 'soft' },
  ...{ x: 40, y: 92 + at * 108, w: 44, h: 44 },
});
const rule = (text: string, at: number): TemplateItem => ({
  ...{ kind: 'note', x: 112, y: 72 + at * 108, w: 600, h: 84, text },
});

/** A few to begin with, and one that is still to be found together. */
export const ourRules: Template = {
  title: 'Our rules',
  items: [
    { kind: 'frame', x: 0, y: 0, w: 760, h: 540, colour: 'moss', text: 'Our rules' },
    ...rules.flatMap((text, at) => [mark(at), rule(text, at)]),
  ],
};
