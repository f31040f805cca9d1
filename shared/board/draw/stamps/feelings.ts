/** Faces: one head, and what a feeling does to its brows, eyes and mouth. */
import type { stampGroups } from '../../stamps.ts';
import type { Tone } from '../palette.ts';
import { area, circle, spot, stroke, type StampPart } from './part.ts';

const head = (fill: Tone): StampPart => area(fill, circle(24, 24, 20));
const dotEyes = [spot('ink', circle(17, 21, 2.3)), spot('ink', circle(31, 21, 2.3))];
const wideEyes = [
  area('card', circle(16.5, 20.5, 4.4)),
  area('card', circle(31.5, 20.5, 4.4)),
  spot('ink', circle(16.5, 20.5, 1.7)),
  spot('ink', circle(31.5, 20.5, 1.7)),
];
const tear = (x: number, y: number): StampPart =>
  area('lake', `M${x} ${y}c3 3.6 4 5.4 4 7.2a4 4 0 0 1 -8 0c0 -1.8 1 -3.6 4 -7.2Z`);

export const feelings: Readonly<
  Record<keyof (typeof stampGroups)['feelings'], readonly StampPart[]>
> = {
  happy: [
    head('ochre-tint'),
    ...dotEyes,
    area('card', 'M13.5 27H34.5C34 33.6 29.8 37.5 24 37.5C18.2 37.5 14 33.6 13.5 27Z'),
  ],
  sad: [
    head('lake-tint'),
    ...dotEyes,
    stroke('M11.5 16.5C14 15.8 16.6 14.4 18.4 12.2M36.5 16.5C34 15.8 31.4 14.4 29.6 12.2'),
    stroke('M15.5 36C18 31.2 25.5 31.2 28 36'),
    tear(34, 24.5),
  ],
  angry: [
    head('ochre'),
    spot('card', circle(17, 23, 4)),
    spot('card', circle(31, 23, 4)),
    spot('ink', circle(18, 23.6, 2)),
    spot('ink', circle(30, 23.6, 2)),
    stroke('M10.5 14.5L20.5 19.5M37.5 14.5L27.5 19.5', 'ink', 3.4),
    area('card', 'M15.5 36.5C16 31.5 19.5 30 24 30C28.5 30 32 31.5 32.5 36.5Z'),
    stroke('M21.2 30.3V36.5M26.8 30.3V36.5', 'ink', 1.8),
  ],
  afraid: [
    head('lake-tint'),
    ...wideEyes,
    stroke('M10.5 14.5C12.8 11.6 16 10.4 19 10.6M37.5 14.5C35.2 11.6 32 10.4 29 10.6'),
    stroke('M13.5 34L17 31L20.5 34.5L24 31L27.5 34.5L31 31L34.5 34'),
  ],
  worried: [
    head('plum-tint'),
    spot('ink', circle(17, 22.5, 2.3)),
    spot('ink', circle(30, 22.5, 2.3)),
    stroke('M11.5 18C14.5 17.4 17 15.8 18.8 13.5M35.5 18C32.5 17.4 30 15.8 28.2 13.5'),
    stroke('M16.5 34.5C18.5 31.5 21 31.5 23 33.3C25 35.1 28 35 30.5 32'),
    tear(39.5, 5.5),
  ],
  calm: [
    head('moss-tint'),
    stroke('M12 21.5C14 24.7 19 24.7 21 21.5M27 21.5C29 24.7 34 24.7 36 21.5'),
    stroke('M16.5 31C20 34.6 28 34.6 31.5 31'),
  ],
  proud: [
    head('ochre-tint'),
    stroke('M11.5 21C13.5 17 18.5 17 20.5 21M27.5 21C29.5 17 34.5 17 36.5 21'),
    stroke('M14 27.5C17 33.8 24 35.2 28.5 32.4'),
    area('plum', 'M33 38.5L30.4 46.5L34.6 44.8L36.7 47L38.8 44.8L43 46.5L40.4 38.5Z'),
    area('card', circle(36.7, 35.2, 6.4)),
    spot('ochre', circle(36.7, 35.2, 3)),
  ],
  shy: [
    head('plum-tint'),
    spot('plum', circle(12, 30, 4.2)),
    spot('plum', circle(34, 30, 4.2)),
    spot('ink', circle(14.5, 23.5, 2.3)),
    spot('ink', circle(28, 23.5, 2.3)),
    stroke('M10.5 18.5C12.5 17 14.6 16.2 17 16.2M32 18.5C30 17 27.9 16.2 25.5 16.2', 'ink', 2),
    stroke('M18 34C19.6 35.8 22.6 35.8 24.2 34'),
  ],
  surprised: [
    head('ochre-tint'),
    ...wideEyes,
    stroke('M11 11.8C13.2 8.8 18.2 8.4 20.5 10.6M37 11.8C34.8 8.8 29.8 8.4 27.5 10.6'),
    area('plum', 'M24 28.5c3 0 5 2.2 5 5.2s-2 5.3 -5 5.3s-5 -2.3 -5 -5.3s2 -5.2 5 -5.2Z'),
  ],
  mixed: [
    head('ochre-tint'),
    spot('lake', 'M24 5.2a18.8 18.8 0 0 1 0 37.6L27 33L21.5 24L27 15Z'),
    stroke('M24 4L27 15L21.5 24L27 33L24 44', 'ink', 2),
    stroke(circle(24, 24, 20)),
    spot('ink', circle(15, 20, 2.3)),
    spot('card', circle(33.5, 20, 2.3)),
    stroke('M11.5 28C13 32.5 16.5 34.8 20.5 34.8'),
    stroke('M31 34.5C32 30.8 34.5 29.3 37.5 30', 'card'),
    stroke('M30 15.2C32.6 14.6 34.6 13.4 36 11.8', 'card'),
  ],
};
