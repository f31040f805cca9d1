import fc from 'fast-check';
import { expect, test } from 'vitest';
import { colours, isAppearanceFree, nextAppearance, shapes, type Appearance } from './person.ts';

const everyLook = colours.flatMap((colour) =>
  shapes.map((shape): Appearance => ({ colour, shape })),
);
const nextFew = (count: number): Appearance[] => {
  const given: Appearance[] = [];
  for (let one = 0; one < count; one += 1) given.push(nextAppearance(given));
  return given;
};

test('[F2] the first four people differ in colour and in shape', () => {
  const four = nextFew(4);
  expect(new Set(four.map((one) => one.colour)).size).toBe(4);
  expect(new Set(four.map((one) => one.shape)).size).toBe(4);
});

test('[F2] as many people as there are looks all look different', () => {
  const all = nextFew(everyLook.length);
  expect(new Set(all.map((one) => `${one.colour} ${one.shape}`)).size).toBe(everyLook.length);
});

test('[F2] whatever is taken, the next look is free as long as one is', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(everyLook, { maxLength: everyLook.length - 1 }), (taken) => {
      expect(isAppearanceFree(nextAppearance(taken), taken)).toBe(true);
    }),
  );
});
