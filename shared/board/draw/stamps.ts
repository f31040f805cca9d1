/** The stamps, drawn for this: one line, round ends, two or three flat colours. */
import type { StampName } from '../stamps.ts';
import { feelings } from './stamps/feelings.ts';
import type { StampPart } from './stamps/part.ts';
import { things } from './stamps/things.ts';
import { weather } from './stamps/weather.ts';

export { stampSide, type StampPart } from './stamps/part.ts';

const drawings: Readonly<Record<StampName, readonly StampPart[]>> = {
  ...feelings,
  ...weather,
  ...things,
};

/** A stamp's parts, lowest first, in a square of {@link stampSide}. */
export const stampParts = (name: StampName): readonly StampPart[] => drawings[name];
