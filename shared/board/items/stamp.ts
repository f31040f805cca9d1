/** A small drawing out of the box of stamps: a feeling, the weather, a thing. */
import type { ChoiceField } from '../fields.ts';
import type { ItemBase, Kind } from '../kind.ts';
import { angleField, sizeField, type Box } from '../measures.ts';
import { stampLabels, stampNames, type StampName } from '../stamps.ts';

export interface Stamp extends ItemBase {
  readonly kind: 'stamp';
  readonly stamp: StampName;
  /** As wide as it is high. */
  readonly size: number;
  readonly angle: number;
}

const stampField: ChoiceField<StampName> = {
  type: 'choice',
  of: stampNames,
  default: 'heart',
  setBy: 'birth',
};

export const stamp = {
  madeBy: 'anyone',
  noun: ['stamp', 'stamps'],
  fields: { stamp: stampField, size: sizeField(32, 400, 96), angle: angleField },
  box: ({ x, y, size }: Stamp): Box => ({ x, y, w: size, h: size }),
  describe: (item: Stamp, by = ''): string => `Stamp${by}: ${stampLabels[item.stamp]}`,
} as const satisfies Kind<Stamp>;
