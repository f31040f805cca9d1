/** A member of a family: first name, colour and shape are all that others may ever know. */
import * as v from 'valibot';
import { personId } from '../ids.ts';
import { nameField, optionalLine } from '../text.ts';

/** Who someone is in the room; never a legal role. */
export const roles = ['child', 'parent', 'supporter'] as const;
export type Role = (typeof roles)[number];

/** Years of age. The form of words and exercises follows it, the rules do not. */
export const ageBands = ['6-9', '10-13', '14-17'] as const;
export type AgeBand = (typeof ageBands)[number];

export const colours = ['lake', 'plum', 'ochre', 'moss'] as const;
export type Colour = (typeof colours)[number];

export const shapes = ['diamond', 'circle', 'square', 'hexagon'] as const;
export type Shape = (typeof shapes)[number];

/** How a person looks on every screen: always colour and shape together. */
export interface Appearance {
  readonly colour: Colour;
  readonly shape: Shape;
}

/** Characters; "Grandma on Dad's side" fits. */
export const maxRelationLength = 40;

const shared = {
  firstName: nameField('The first name'),
  /** Who they are to the child in the family's own words, "Dad", "Grandma"; empty for a child. */
  relation: optionalLine('Who they are to the child', maxRelationLength),
};

/** What the therapist enters for a new person. */
export const personEntry = v.variant(
  'role',
  [
    v.strictObject({
      role: v.literal('child'),
      ...shared,
      ageBand: v.picklist(ageBands, 'Choose an age band'),
    }),
    v.strictObject({ role: v.literal('parent'), ...shared, ageBand: v.null() }),
    v.strictObject({ role: v.literal('supporter'), ...shared, ageBand: v.null() }),
  ],
  'Choose child, parent or supporter',
);
export type PersonEntry = v.InferOutput<typeof personEntry>;

export const appearance = v.strictObject({
  colour: v.picklist(colours),
  shape: v.picklist(shapes),
});

/** A person as the family's therapists see them. `ready` is never shown to the family. */
export const person = v.strictObject({
  id: personId,
  firstName: v.string(),
  relation: v.string(),
  role: v.picklist(roles),
  ageBand: v.nullable(v.picklist(ageBands)),
  colour: v.picklist(colours),
  shape: v.picklist(shapes),
  ready: v.boolean(),
});
export type Person = v.InferOutput<typeof person>;

/** The look a therapist's changes carry, and nobody in a family. */
export const therapistAppearance = { colour: 'pine', shape: 'ring' } as const;

const sameLook = (one: Appearance, other: Appearance): boolean =>
  one.colour === other.colour && one.shape === other.shape;

/**
 * The look for one more person: colour and shape both unused as long as there are any (lake diamond,
 * plum circle, ochre square, moss hexagon), then a free pair, then the first.
 */
export function nextAppearance(taken: readonly Appearance[]): Appearance {
  const pairs = colours.flatMap((_, turn) =>
    colours.map((colour, at): Appearance => {
      const shape = shapes[(at + turn) % shapes.length] ?? 'diamond';
      return { colour, shape };
    }),
  );
  const fresh = pairs.find(
    (pair) => !taken.some((one) => one.colour === pair.colour || one.shape === pair.shape),
  );
  const free = pairs.find((pair) => !taken.some((one) => sameLook(one, pair)));
  return fresh ?? free ?? { colour: 'lake', shape: 'diamond' };
}

/** Whether nobody else in `others` looks exactly like this. */
export const isAppearanceFree = (wanted: Appearance, others: readonly Appearance[]): boolean =>
  !others.some((one) => sameLook(one, wanted));
