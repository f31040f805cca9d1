/** What somebody is asked: words to read, and fields to answer in. Made for one age form. */
import * as v from 'valibot';
import { stampNames } from '../board/stamps.ts';
import { maxLetterLength } from './letter.ts';
import { lengthOf, tidyLines } from '../text.ts';

/** 6–9: taps and pictures. 10–13: starters and 0–10. 14–17 and adults: free text. */
export type AgeForm = 'young' | 'middle' | 'grown';

/** Code points of one answer in words: two short sentences, or a moment and how it was. */
export const maxAnswerLength = 300;
/** Names of fields, values of choices and presses: a word, a number or an id. */
const shortName = v.pipe(v.string(), v.minLength(1), v.maxLength(40));

const option = v.strictObject({
  value: shortName,
  label: v.string(),
  stamp: v.nullable(v.picklist(stampNames)),
});
export type Option = v.InferOutput<typeof option>;

const common = {
  name: shortName,
  label: v.string(),
  optional: v.boolean(),
  /** Shown to its author and the therapists alone, whatever else is shared. */
  own: v.boolean(),
};

export const field = v.variant('type', [
  v.strictObject({
    ...common,
    type: v.literal('choice'),
    of: v.pipe(v.array(option), v.readonly()),
    atLeast: v.number(),
    atMost: v.number(),
  }),
  v.strictObject({
    ...common,
    type: v.literal('words'),
    starters: v.pipe(v.array(v.string()), v.readonly()),
    /** Field that must be answered as well: who asks something of a child offers something first. */
    after: v.nullable(shortName),
    /** Field that is another way to say the same: one of both is needed. */
    orElse: v.nullable(shortName),
    /** Whether the writer is told of "you always" and the like, see `hintIn`. */
    hints: v.boolean(),
    max: v.number(),
  }),
  v.strictObject({ ...common, type: v.literal('size'), low: v.string(), high: v.string() }),
]);
export type Field = v.InferOutput<typeof field>;

export const form = v.strictObject({
  heading: v.string(),
  lines: v.pipe(v.array(v.string()), v.readonly()),
  fields: v.pipe(v.array(field), v.readonly()),
  /** At least one: what gives the answer. Of several the one pressed is part of it. */
  presses: v.pipe(v.array(v.strictObject({ value: shortName, label: v.string() })), v.readonly()),
  pass: v.string(),
});
export type Form = v.InferOutput<typeof form>;

const value = v.union([
  v.pipe(v.string(), v.maxLength(maxLetterLength * 8)),
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10)),
  v.pipe(v.array(shortName), v.maxLength(12), v.readonly()),
]);
/** What was answered, by the names of fields; `press` is what it was given with. */
export const values = v.pipe(
  v.record(shortName, value),
  v.check((all) => Object.keys(all).length <= 12, 'At most 12 fields'),
  v.readonly(),
);
export type Values = v.InferOutput<typeof values>;

/** A choice: one of a few unless `atMost` says more. */
export const choice = (
  name: string,
  label: string,
  of: readonly (Omit<Option, 'stamp'> & Partial<Pick<Option, 'stamp'>>)[],
  more: Partial<{ optional: boolean; own: boolean; atLeast: number; atMost: number }> = {},
): Field => ({
  ...{ type: 'choice', name, label, optional: false, own: false, atLeast: 1, atMost: 1, ...more },
  of: of.map((one) => ({ stamp: null, ...one })),
});

/** Free words, with starters for those who like one. */
export const words = (
  name: string,
  label: string,
  more: Partial<Omit<Extract<Field, { type: 'words' }>, 'type' | 'name' | 'label'>> = {},
): Field => ({
  ...{ type: 'words', name, label, optional: false, own: false, starters: [] },
  ...{ after: null, orElse: null, hints: false, max: maxAnswerLength, ...more },
});

/** A size from 0 to 10; its author's and the therapist's alone. */
export const size = (name: string, label: string, low: string, high: string): Field => ({
  ...{ type: 'size', name, label, optional: true, own: true, low, high },
});

/**
 * A sentence in the age's own way: for the youngest one of a few to tap, or words of their own; for the
 * middle the same as starters; else free words. Read with {@link told}.
 */
export function telling(
  age: AgeForm,
  name: string,
  label: string,
  taps: readonly string[],
  more: Parameters<typeof words>[2] = {},
): readonly Field[] {
  if (age !== 'young') {
    return [words(name, label, { starters: age === 'middle' ? taps : [], ...more })];
  }
  const options = taps.map((tap, at) => ({ value: String(at), label: tap }));
  return [
    choice(`${name}-tap`, label, options, { optional: true }),
    words(name, 'Or in your own words', {
      ...more,
      optional: true,
      orElse: more.optional ? null : `${name}-tap`,
    }),
  ];
}

export const chosen = (all: Values, name: string): readonly string[] => {
  const one = all[name];
  return typeof one === 'object' ? one : [];
};
export const said = (all: Values, name: string): string => {
  const one = all[name];
  return typeof one === 'string' ? one : '';
};

/** What was told: in own words, else what was tapped. */
export const told = (all: Values, name: string, taps: readonly string[]): string =>
  said(all, name) || (taps[Number(chosen(all, `${name}-tap`)[0])] ?? '');

/** An answer as it is kept; null when it is none to this form: unknown, missing or too much. */
export function answerTo(asked: Form, given: Values): Values | null {
  const known = new Set(['press', ...asked.fields.map(({ name }) => name)]);
  if (Object.keys(given).some((name) => !known.has(name))) return null;
  const press = asked.presses.find((one) => one.value === given['press']);
  if (!press) return null;
  const kept: Record<string, Values[string]> = { press: press.value };
  for (const one of asked.fields) {
    const read = readField(one, given[one.name]);
    if (read === null) return null;
    if (read !== undefined) kept[one.name] = read;
  }
  // A press that says something itself is an answer without any field.
  const isBare =
    asked.presses.length === 1 && asked.fields.length > 0 && Object.keys(kept).length === 1;
  const lacks = asked.fields.some((one) => isLacking(one, (name) => name in kept));
  return isBare || lacks ? null : kept;
}

/** Whether something is missing without which this field does not hold. */
export function isLacking(field: Field, isThere: (name: string) => boolean): boolean {
  if (field.type !== 'words') return false;
  const { name, after, orElse } = field;
  return (
    (after !== null && isThere(name) && !isThere(after)) ||
    (orElse !== null && !isThere(name) && !isThere(orElse))
  );
}

/** The value to keep; undefined for none where none is needed, null when it may not be. */
function readField(
  asked: Field,
  given: Values[string] | undefined,
): Values[string] | undefined | null {
  const none = asked.optional ? undefined : null;
  if (given === undefined) return none;
  switch (asked.type) {
    case 'words': {
      if (typeof given !== 'string') return null;
      const text = tidyLines(given);
      if (text === '') return none;
      return lengthOf(text) <= asked.max ? text : null;
    }
    case 'size':
      return typeof given === 'number' ? given : null;
    case 'choice': {
      if (!Array.isArray(given)) return null;
      if (given.length === 0) return none;
      const isOne = (one: string): boolean => asked.of.some((option) => option.value === one);
      const isFine =
        given.length >= asked.atLeast &&
        given.length <= asked.atMost &&
        new Set(given).size === given.length;
      return isFine && given.every(isOne) ? given : null;
    }
    default:
      return asked satisfies never;
  }
}

/** One field of an answer as it is read. */
export const part = v.strictObject({
  label: v.string(),
  words: v.string(),
  stamps: v.pipe(v.array(v.picklist(stampNames)), v.readonly()),
});
export type Part = v.InferOutput<typeof part>;

/** An answer in words, in the order of its form. `isOwn`: with what is its author's alone. */
export function partsOf(asked: Form, given: Values, isOwn: boolean): readonly Part[] {
  const parts = asked.fields.flatMap((one): readonly Part[] => {
    const there = given[one.name];
    if (there === undefined || (one.own && !isOwn)) return [];
    if (one.type !== 'choice') return [{ label: one.label, words: String(there), stamps: [] }];
    const options = one.of.filter(({ value }) => chosen(given, one.name).includes(value));
    if (options.length === 0) return []; // What was chosen among is not there any more.
    const stamps = options.flatMap(({ stamp }) => stamp ?? []);
    return [{ label: one.label, words: options.map(({ label }) => label).join(', '), stamps }];
  });
  const pressed = asked.presses.find((one) => one.value === given['press']);
  return pressed && asked.presses.length > 1
    ? [...parts, { label: '', words: pressed.label, stamps: [] }]
    : parts;
}
