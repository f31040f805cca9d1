import type { Template } from '../template.ts';

/** Good things, worries and wishes: three houses for what one would like to say. */
export const threePlaces: Template = {
  title: 'Three places',
  items: [
    { kind: 'frame', x: 0, y: 0, w: 440, h: 600, colour: 'moss', text: 'Good things' },
    { kind: 'frame', x: 480, y: 0, w: 440, h: 600, colour: 'plum', text: 'Worries' },
    { kind: 'frame', x: 960, y: 0, w: 440, h: 600, colour: 'lake', text: 'Wishes' },
    { kind: 'stamp', stamp: 'sun', x: 360, y: 12, size: 64 },
    { kind: 'stamp', stamp: 'cloud', x: 840, y: 12, size: 64 },
    { kind: 'stamp', stamp: 'star', x: 1_320, y: 12, size: 64 },
  ],
};
