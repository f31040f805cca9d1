/** What someone in a room may ask for. */
import * as v from 'valibot';
import { zoneName, type Zone } from '../board/zone-name.ts';
import { exerciseCommands, isExerciseCommand, type ExerciseCommand } from '../exercise/moves.ts';
import { boardEdge } from '../board/measures.ts';
import { goalCommand } from '../goal/commands.ts';
import { itemId, personId } from '../ids.ts';
import { floorMinutes, floorOf } from './floor.ts';
import { steps } from './step.ts';
import { asks, nearPictures, words } from './words.ts';

/** A command stays well within a message (`maxDecisionBytes`); of more a page makes several. */
export const maxItemsPerCommand = 200;

const someItems = v.pipe(
  v.array(itemId),
  v.minLength(1),
  v.maxLength(maxItemsPerCommand),
  v.readonly(),
);

/** Acts on the board that change what others made or may do: the server writes their ink (rule B13). */
export const boardCommand = v.variant('kind', [
  v.strictObject({
    kind: v.literal('lock-items'),
    zone: zoneName,
    items: someItems,
    locked: v.boolean(),
  }),
  v.strictObject({
    kind: v.literal('hide-items'),
    zone: zoneName,
    items: someItems,
    hidden: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('take-down-items'), zone: zoneName, items: someItems }),
  v.strictObject({ kind: v.literal('clear-board'), zone: zoneName }),
  /** All that one person has on the shared board now. */
  v.strictObject({ kind: v.literal('hide-items-of'), person: personId, hidden: v.boolean() }),
]);
export type BoardCommand = v.InferOutput<typeof boardCommand>;

const boardCommandKinds: ReadonlySet<string> = new Set<BoardCommand['kind']>([
  'lock-items',
  'hide-items',
  'take-down-items',
  'clear-board',
  'hide-items-of',
]);
export const isBoardCommand = (command: Command): command is BoardCommand =>
  boardCommandKinds.has(command.kind);

/** The zone whose ink a board command changes. */
export const zoneOfCommand = (command: BoardCommand): Zone =>
  command.kind === 'hide-items-of' ? 'joint' : command.zone;

const inBoard = v.pipe(v.number(), v.integer(), v.minValue(-boardEdge), v.maxValue(boardEdge));
const across = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 * boardEdge));

/** A part of a board that is looked at, in board units. */
export const area = v.strictObject({ x: inBoard, y: inBoard, w: across, h: across });
export type Area = v.InferOutput<typeof area>;

const ofPerson = { person: personId };
const ofItem = { person: personId, item: itemId };

/** What only a therapist may do. */
const therapistCommands = [
  v.strictObject({ kind: v.literal('open') }),
  v.strictObject({ kind: v.literal('let-in'), ...ofPerson }),
  v.strictObject({ kind: v.literal('send-back'), ...ofPerson }),
  /** In the planned order, at the end. */
  v.strictObject({ kind: v.literal('see-out'), ...ofPerson }),
  /** At any time. To the person it looks like being seen out. */
  v.strictObject({ kind: v.literal('remove'), ...ofPerson }),
  v.strictObject({ kind: v.literal('hold') }),
  v.strictObject({ kind: v.literal('resume') }),
  v.strictObject({ kind: v.literal('change-step'), step: v.picklist(steps) }),
  v.strictObject({
    kind: v.literal('give-floor'),
    to: floorOf,
    /** Of the soft timer, which only the therapist sees. */
    minutes: v.nullable(floorMinutes),
  }),
  v.strictObject({ kind: v.literal('look-only'), ...ofPerson, on: v.boolean() }),
  v.strictObject({ kind: v.literal('check-first'), ...ofPerson, on: v.boolean() }),
  /** `words` null: "I saw it". */
  v.strictObject({
    kind: v.literal('answer-ask'),
    ...ofPerson,
    ask: v.picklist(asks),
    words: v.nullable(words),
  }),
  v.strictObject({ kind: v.literal('whisper'), ...ofPerson, words }),
  /** `seen` is what the therapist read, see `fingerprintOf`: nothing else is passed on. */
  v.strictObject({
    kind: v.literal('pass-on'),
    ...ofItem,
    seen: v.pipe(v.string(), v.maxLength(64)),
  }),
  v.strictObject({ kind: v.literal('hand-back'), ...ofItem, comment: words }),
  v.strictObject({ kind: v.literal('leave-item'), ...ofItem }),
  /** Brings the view of everybody on that board, or of one, to where the therapist looks (rule S15). */
  v.strictObject({
    kind: v.literal('look-here'),
    zone: zoneName,
    area,
    to: v.nullable(personId),
  }),
  v.strictObject({ kind: v.literal('say-closing'), words: v.nullable(words) }),
  v.strictObject({ kind: v.literal('end') }),
] as const;

/** What a member of the family may do; `pause` and `near` only a child, `break` only an adult. */
const familyCommands = [
  v.strictObject({ kind: v.literal('ask'), ask: v.picklist(asks) }),
  v.strictObject({ kind: v.literal('choose-picture'), picture: v.picklist(nearPictures) }),
  v.strictObject({ kind: v.literal('whisper-back'), words }),
  /** What was handed back is ready to be looked at again. */
  v.strictObject({ kind: v.literal('offer-again'), item: itemId }),
] as const;

export const familyCommand = v.variant('kind', familyCommands);
export type FamilyCommand = v.InferOutput<typeof familyCommand>;

const familyCommandKinds: ReadonlySet<string> = new Set<FamilyCommand['kind']>([
  'ask',
  'choose-picture',
  'whisper-back',
  'offer-again',
]);
export const isFamilyCommand = (command: Command): command is FamilyCommand =>
  familyCommandKinds.has(command.kind);

export const command = v.variant('kind', [
  ...therapistCommands,
  ...boardCommand.options,
  ...familyCommands,
  ...exerciseCommands,
  /** On the family's goals, which outlive the session; both a therapist's and the family's. */
  v.strictObject({ kind: v.literal('goal'), act: goalCommand }),
]);
export { isExerciseCommand };
export type Command = v.InferOutput<typeof command>;
export type GoalPress = Extract<Command, { readonly kind: 'goal' }>;
export type TherapistCommand = Exclude<Command, FamilyCommand | ExerciseCommand | GoalPress>;
