/** The therapist's presses on their way to the room: which are under way, which one was refused. */
import { SvelteMap } from 'svelte/reactivity';
import type { ItemId, PersonId } from '../../shared/ids.ts';
import { isBoardCommand, type BoardCommand, type Command } from '../../shared/session/commands.ts';
import type { AskKind } from '../../shared/session/words.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';

type RoomPress = Exclude<
  Exclude<Command, { readonly person: PersonId }>['kind'],
  BoardCommand['kind']
>;
/** The place a press belongs to, where its refusal is shown. */
export type PressPlace = RoomPress | `person:${PersonId}` | 'board';
/** What is under way in one place. */
export type PressName =
  | Exclude<PressPlace, 'board' | 'ask'>
  | 'clear-board'
  | `item:${ItemId}`
  | `items:${string}`
  | `ask:${AskKind}`;

/**
 * What concerns a person is one: letting in and sending back stand in one place. So with an item, or some. Each
 * ask is one of its own.
 */
export function pressOf(command: Command): PressName {
  if (command.kind === 'ask') return `ask:${command.ask}`;
  if ('item' in command) return `item:${command.item}`;
  if ('items' in command) return `items:${command.items.join(' ')}`;
  return 'person' in command ? `person:${command.person}` : command.kind;
}

function placeOf(command: Command): PressPlace {
  if (isBoardCommand(command) || command.kind === 'look-here') return 'board';
  return 'person' in command ? `person:${command.person}` : command.kind;
}

type Send = (command: Command) => Promise<RefusalMessage | null>;

export class Presses {
  readonly #send: Send;
  /** Of each name what was sent and not answered, in order. */
  readonly #under = new SvelteMap<PressName, readonly Command[]>();
  #refused = $state.raw<(RefusalMessage & { readonly place: PressPlace }) | null>(null);

  constructor(send: Send) {
    this.#send = send;
  }

  isUnderWay(press: PressName): boolean {
    return this.#under.has(press);
  }

  /** Whether this very press is under way. */
  isOnItsWay(command: Command): boolean {
    return this.#under.get(pressOf(command))?.some((one) => isSame(one, command)) ?? false;
  }

  /** The sentence of the last press when it was refused and belongs to one of `places`. */
  refusalAt(places: readonly PressPlace[]): string | null {
    const refused = this.#refused;
    return refused && places.includes(refused.place) ? refused.sentence : null;
  }

  forgetRefusal(): void {
    this.#refused = null;
  }

  /** The line is back: a refusal that only said it was down is over. */
  forgetLostLine(): void {
    if (this.#refused?.reason === 'no-line') this.#refused = null;
  }

  /**
   * A second press of the same while the first is under way is the first. Another one in the same place
   * goes out: a pause, a step down or a removal must not wait for an answer that a bad line keeps back.
   * @returns whether done
   */
  async press(command: Command): Promise<boolean> {
    const press = pressOf(command);
    const under = this.#under.get(press) ?? [];
    const last = under.at(-1);
    if (last && ('item' in command || 'items' in command || isSame(last, command))) return false;
    this.#under.set(press, [...under, command]);
    this.#refused = null;
    const refusal = await this.#send(command);
    this.#answered(press, command);
    if (refusal) this.#refused = { ...refusal, place: placeOf(command) };
    return refusal === null;
  }

  #answered(press: PressName, command: Command): void {
    const still = (this.#under.get(press) ?? []).filter((one) => one !== command);
    if (still.length > 0) this.#under.set(press, still);
    else this.#under.delete(press);
  }
}

const isSame = (one: Command, other: Command): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
