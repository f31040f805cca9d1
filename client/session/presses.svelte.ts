/** The therapist's presses on their way to the room: which are under way, which one was refused. */
import { SvelteSet } from 'svelte/reactivity';
import type { ItemId, PersonId } from '../../shared/ids.ts';
import { isBoardCommand, type BoardCommand, type Command } from '../../shared/session/commands.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';

type RoomPress = Exclude<
  Exclude<Command, { readonly person: PersonId }>['kind'],
  BoardCommand['kind']
>;
/** The place a press belongs to, where its refusal is shown. */
export type PressPlace = RoomPress | `person:${PersonId}` | 'board';
/** What is under way once at a time. */
export type PressName = Exclude<PressPlace, 'board'> | 'clear-board' | `item:${ItemId}`;

/** What concerns a person is one: letting in and sending back stand in one place. So with an item. */
export function pressOf(command: Command): PressName {
  if ('item' in command) return `item:${command.item}`;
  return 'person' in command ? `person:${command.person}` : command.kind;
}

function placeOf(command: Command): PressPlace {
  if (isBoardCommand(command)) return 'board';
  return 'person' in command ? `person:${command.person}` : command.kind;
}

type Send = (command: Command) => Promise<RefusalMessage | null>;

export class Presses {
  readonly #send: Send;
  readonly #under = new SvelteSet<PressName>();
  #refused = $state.raw<(RefusalMessage & { readonly place: PressPlace }) | null>(null);

  constructor(send: Send) {
    this.#send = send;
  }

  isUnderWay(press: PressName): boolean {
    return this.#under.has(press);
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

  /** A second press of the same while the first is under way is the first. @returns whether done. */
  async press(command: Command): Promise<boolean> {
    const press = pressOf(command);
    if (this.#under.has(press)) return false;
    this.#under.add(press);
    this.#refused = null;
    const refusal = await this.#send(command);
    this.#under.delete(press);
    if (refusal) this.#refused = { ...refusal, place: placeOf(command) };
    return refusal === null;
  }
}
