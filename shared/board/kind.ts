/** What a kind of item declares; reader, writer, gate and views work from it. */
import type { ItemId, ParticipantId, PictureId } from '../ids.ts';
import type {
  ChoiceField,
  Field,
  FlagField,
  IntegerField,
  LabelField,
  PictureField,
  PointsField,
  TextField,
} from './fields.ts';
import type { Box } from './measures.ts';

/** What every item has, whatever its kind. */
export interface ItemBase {
  readonly id: ItemId;
  /** Who made it; fixed at birth. */
  readonly by: ParticipantId;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly locked: boolean;
  readonly hidden: boolean;
}

/** Who may bring an item of a kind onto the board (rules B21 and G9). */
export type MadeBy = 'anyone' | 'therapist' | 'server';

/** What an item has beyond {@link ItemBase}. */
type OwnKey<One extends ItemBase> = Exclude<keyof One, keyof ItemBase | 'kind'> & string;

/** The kinds of field that a property can be stored in. */
type FieldFor<Value> = [Value] extends [boolean]
  ? FlagField
  : [Value] extends [number]
    ? IntegerField
    : [Value] extends [PictureId]
      ? PictureField
      : [Value] extends [string]
        ? string extends Value
          ? TextField | LabelField
          : ChoiceField<Value>
        : PointsField;

export interface Kind<One extends ItemBase> {
  readonly madeBy: MadeBy;
  /** What it is called: one of them, and many. */
  readonly noun: readonly [one: string, many: string];
  /** What is stored beyond the fields that every item has. */
  readonly fields: { readonly [Key in OwnKey<One>]: FieldFor<One[Key]> };
  /** The rectangle it covers. */
  box(item: One): Box;
  /** The sentence a screen reader says; `by`: " by Maya", or nothing. */
  describe(item: One, by?: string): string;
}

/** A kind as whoever goes through all of them sees it. */
export interface AnyKind<One extends ItemBase> {
  readonly madeBy: MadeBy;
  readonly noun: readonly [one: string, many: string];
  readonly fields: Readonly<Record<string, Field>>;
  box(item: One): Box;
  describe(item: One, by?: string): string;
}
