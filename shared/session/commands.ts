/** What someone in a room may ask for. */
import * as v from 'valibot';
import { zoneName } from '../board/zone-name.ts';
import { itemId, personId } from '../ids.ts';
import { steps } from './step.ts';

/** Acts on the board that change what others made or may do: the server writes their ink (rule B13). */
export const boardCommand = v.variant('kind', [
  v.strictObject({
    kind: v.literal('lock-item'),
    zone: zoneName,
    item: itemId,
    locked: v.boolean(),
  }),
  v.strictObject({
    kind: v.literal('hide-item'),
    zone: zoneName,
    item: itemId,
    hidden: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('take-down-item'), zone: zoneName, item: itemId }),
  v.strictObject({ kind: v.literal('clear-board'), zone: zoneName }),
]);
export type BoardCommand = v.InferOutput<typeof boardCommand>;

const boardCommandKinds: ReadonlySet<string> = new Set<BoardCommand['kind']>([
  'lock-item',
  'hide-item',
  'take-down-item',
  'clear-board',
]);
export const isBoardCommand = (command: Command): command is BoardCommand =>
  boardCommandKinds.has(command.kind);

export const command = v.variant('kind', [
  v.strictObject({ kind: v.literal('open') }),
  v.strictObject({ kind: v.literal('let-in'), person: personId }),
  v.strictObject({ kind: v.literal('send-back'), person: personId }),
  v.strictObject({ kind: v.literal('hold') }),
  v.strictObject({ kind: v.literal('resume') }),
  v.strictObject({ kind: v.literal('change-step'), step: v.picklist(steps) }),
  v.strictObject({ kind: v.literal('end') }),
  ...boardCommand.options,
]);
export type Command = v.InferOutput<typeof command>;
