/** The weather outside, or inside somebody. */
import type { stampGroups } from '../../stamps.ts';
import type { Tone } from '../palette.ts';
import { area, circle, spot, stroke, type StampPart } from './part.ts';

/** A cloud in the upper part, with room for what falls from it. */
const highCloud = (fill: Tone): StampPart =>
  area(
    fill,
    'M13.5 29C8.6 29 5 25.6 5 21.2C5 17 8.2 13.9 12.2 13.5C13.4 8.3 17.8 5 23 5C28.4 5 32.7 8.5 33.9 13.5C39 13.2 43 16.6 43 21.2C43 25.7 39.6 29 35 29Z',
  );
const drop = (x: number, y: number): StampPart =>
  area('lake', `M${x} ${y}c2.6 3.2 3.4 4.8 3.4 6.3a3.4 3.4 0 0 1 -6.8 0c0 -1.5 .8 -3.1 3.4 -6.3Z`);
const flake = (x: number, y: number): StampPart =>
  stroke(
    `M${x} ${y - 4.6}V${y + 4.6}M${x - 4} ${y - 2.3}L${x + 4} ${y + 2.3}M${x - 4} ${y + 2.3}L${x + 4} ${y - 2.3}`,
    'lake',
    2,
  );

const ray = (cx: number, cy: number, from: number, to: number, degrees: number): string => {
  const turn = (degrees * Math.PI) / 180;
  const at = (far: number): string =>
    `${(cx + Math.cos(turn) * far).toFixed(1)} ${(cy + Math.sin(turn) * far).toFixed(1)}`;
  return `M${at(from)}L${at(to)}`;
};
const rays = (cx: number, cy: number, from: number, to: number, turns: readonly number[]): string =>
  turns.map((turn) => ray(cx, cy, from, to, turn)).join('');

export const weather: Readonly<
  Record<keyof (typeof stampGroups)['weather'], readonly StampPart[]>
> = {
  sun: [
    stroke(rays(24, 24, 15.5, 21, [0, 45, 90, 135, 180, 225, 270, 315]), 'ochre', 3.4),
    area('ochre-tint', circle(24, 24, 10.5)),
  ],
  'sun-and-cloud': [
    stroke(rays(18, 17, 12, 16, [90, 135, 180, 225, 270, 315]), 'ochre', 3.2),
    area('ochre-tint', circle(18, 17, 8.2)),
    area(
      'card',
      'M19 41C14.4 41 11 37.9 11 33.9C11 30.1 13.9 27.3 17.6 26.9C18.8 22.4 22.6 19.5 27.2 19.5C32 19.5 35.8 22.6 36.9 27C41.4 26.8 45 29.8 45 34C45 38 41.9 41 37.8 41Z',
    ),
  ],
  cloud: [
    area(
      'lake-tint',
      'M13.5 38C7.8 38 3.5 34 3.5 28.8C3.5 23.8 7.3 20.2 12 19.7C13.4 13.6 18.4 9.7 24.4 9.7C30.6 9.7 35.6 13.8 37 19.7C42.6 19.4 46 23.6 44.7 28.8C44.7 34.2 40.4 38 35 38Z',
    ),
    stroke('M18 18.5C19.2 16.4 21.2 15.2 23.6 15', 'lake'),
  ],
  rain: [highCloud('lake-tint'), drop(13.5, 33), drop(24, 36), drop(34.5, 33)],
  thunder: [
    highCloud('plum-tint'),
    area('ochre', 'M25.5 22L15.5 35.5H22L18.5 45.5L31.5 31H24.5L29.5 22Z'),
  ],
  snow: [highCloud('lake-tint'), flake(12.5, 37.5), flake(24, 41), flake(35.5, 37.5)],
  wind: [
    stroke(
      'M5 17H27C31 17 33 14.6 33 12C33 9.4 31 7.5 28.6 7.5C26.6 7.5 25 8.8 24.6 10.6',
      'lake',
      3.2,
    ),
    stroke(
      'M5 25.5H38C41.4 25.5 43.5 23.2 43.5 20.6C43.5 18 41.6 16.2 39.2 16.2C37.6 16.2 36.2 17 35.6 18.4',
      'ink',
      3.2,
    ),
    stroke(
      'M9 34H30C33.6 34 35.6 36 35.6 38.4C35.6 40.8 33.8 42.5 31.6 42.5C29.8 42.5 28.4 41.4 28 39.8',
      'lake',
      3.2,
    ),
  ],
  fog: [
    highCloud('card'),
    stroke('M8 35.5H25M31 35.5H40M12 42.5H18M24 42.5H37', 'line-strong', 3.2),
  ],
  rainbow: [
    stroke('M7 36V33a17 17 0 0 1 34 0v3', 'plum', 3.8),
    stroke('M11.2 36V33a12.8 12.8 0 0 1 25.6 0v3', 'ochre', 3.8),
    stroke('M15.4 36V33a8.6 8.6 0 0 1 17.2 0v3', 'moss', 3.8),
    area(
      'card',
      'M5.5 42C3 42 1.7 40.4 1.7 38.5C1.7 36.6 3.2 35.2 5 35.1C5.8 32.6 8 31.2 10.4 31.2C13 31.2 15 32.9 15.7 35.2C17.9 35.2 19.3 36.7 19.3 38.5C19.3 40.5 17.8 42 15.7 42Z',
    ),
    area(
      'card',
      'M32.3 42C30.2 42 28.7 40.5 28.7 38.5C28.7 36.7 30.1 35.2 32.3 35.2C33 32.9 35 31.2 37.6 31.2C40 31.2 42.2 32.6 43 35.1C44.8 35.2 46.3 36.6 46.3 38.5C46.3 40.4 45 42 42.5 42Z',
    ),
  ],
  moon: [
    area(
      'ochre-tint',
      'M21.5 6C12 8 5.5 15.4 5.5 24.4C5.5 35 13.6 43 24 43C31.6 43 38 38.6 41 32C30.5 34.6 20.6 28.4 18.6 19.4C17.5 14.4 18.6 9.6 21.5 6Z',
    ),
    spot('ochre', 'M33.5 6.5L35.4 11.1L40 13L35.4 14.9L33.5 19.5L31.6 14.9L27 13L31.6 11.1Z'),
    spot('ochre', circle(41, 22.5, 1.9)),
  ],
};
