import type { Template } from '../template.ts';

const weathers = ['sun', 'sun-and-cloud', 'cloud', 'rain', 'thunder', 'rainbow'] as const;

/** How it is inside: everybody puts something to their weather. */
export const weatherToday: Template = {
  title: 'Weather today',
  items: [
    {
      kind: 'frame',
      x: 0,
      y: 0,
      w: 1_240,
      h: 560,
      colour: 'lake',
      text: 'How is your weather today?',
    },
    ...weathers.map(
      (stamp, at) => ({ kind: 'stamp', stamp, x: 60 + at * 192, y: 88, size: 160 }) as const,
    ),
    ...weathers
      .slice(1)
      .map(
        (_stamp, at) =>
          ({ kind: 'line', x: 236 + at * 192, y: 280, dx: 0, dy: 240, width: 2 }) as const,
      ),
  ],
};
