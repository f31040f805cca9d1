/**
 * The fields of board items: type, bounds, default and who may set them. One declaration serves the
 * reader, the writer and the gate.
 */
import * as v from 'valibot';

/**
 * Who may set a field after the item's birth; `rights.ts` reads it.
 * `author`: whoever made the item. `anyone`: everybody who may edit the zone, unless the item is
 * locked or a child's. `therapist`: a therapist, on what an adult made. `describer`: whoever made the
 * item, and any therapist. `together`: everybody who may edit the zone, while the words are open.
 * `server`: only the server, at a therapist's command. `birth`: nobody, it is fixed when the item is
 * made.
 */
export type MayBeSetBy =
  'author' | 'anyone' | 'therapist' | 'describer' | 'together' | 'server' | 'birth';

interface FieldBase {
  readonly setBy: MayBeSetBy;
}
export interface IntegerField extends FieldBase {
  readonly type: 'integer';
  readonly min: number;
  readonly max: number;
  readonly default: number;
}
export interface ChoiceField<Choice extends string = string> extends FieldBase {
  readonly type: 'choice';
  readonly of: readonly Choice[];
  readonly default: Choice;
}
/** Yes or no; no where nothing is stored. */
export interface FlagField extends FieldBase {
  readonly type: 'flag';
  /**
   * What a page may bring a new item with: undoing the removal of an item brings back the flags it
   * had. Where yes would take something from others (a lock), only `no`.
   */
  readonly atBirth: 'no' | 'either';
}
/** Fixed at birth and read whole: who made the item, and what it is. */
export interface NameField extends FieldBase {
  readonly type: 'author' | 'kind';
  readonly setBy: 'birth';
}
/** A `Y.Text`, plain: no formats, no embeds. */
export interface TextField extends FieldBase {
  readonly type: 'text';
  /** UTF-16 code units, as Yjs counts them. */
  readonly maxLength: number;
}
/** A few words that are set whole, as plain text. */
export interface LabelField extends FieldBase {
  readonly type: 'label';
  /** UTF-16 code units. */
  readonly maxLength: number;
}
/** Names a picture that the server keeps; without one there is no item. */
export interface PictureField extends FieldBase {
  readonly type: 'picture';
  readonly setBy: 'birth';
}
/** A `Y.Array` of integers that is only ever appended to. */
export interface PointsField extends FieldBase {
  readonly type: 'points';
  /** Numbers, not points. */
  readonly maxLength: number;
  readonly min: number;
  readonly max: number;
}
export type Field =
  | IntegerField
  | ChoiceField
  | FlagField
  | NameField
  | TextField
  | LabelField
  | PictureField
  | PointsField;

/** A whole number within the field's bounds: what honest clients write. */
export const withinField = (field: IntegerField, value: number): number =>
  Math.min(field.max, Math.max(field.min, Math.round(value)));

/** The stored value if it is a whole number within bounds, else the default. */
export function readInteger(field: IntegerField, stored: unknown): number {
  return typeof stored === 'number' &&
    Number.isSafeInteger(stored) &&
    stored >= field.min &&
    stored <= field.max
    ? stored
    : field.default;
}

/** The stored value if it is one of the choices, else the default. */
export function readChoice<Choice extends string>(
  field: ChoiceField<Choice>,
  stored: unknown,
): Choice {
  const read = v.safeParse(v.picklist(field.of), stored);
  return read.success ? read.output : field.default;
}

/** The stored value if it is yes or no, else no. */
export const readFlag = (stored: unknown): boolean => stored === true;

/** The stored value if it is text, as much of it as the field takes, else nothing. */
export const readLabel = (field: LabelField, stored: unknown): string =>
  typeof stored === 'string' ? withinUnits(stored, field.maxLength) : '';

/** The longest start of `text` of at most `limit` UTF-16 units that splits no character. */
export function withinUnits(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}
