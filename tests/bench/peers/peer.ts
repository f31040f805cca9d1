/** What the benchmark asks of whatever it measures. */
import { seats, type Load } from '../load/loads.ts';
import type { People } from '../load/recording.ts';
import type { Child } from './child.ts';

/** How a peer's frames differ from those of y-websocket. */
export interface Dialect {
  /** Stands before every message, both ways. */
  readonly prefix: Uint8Array;
  /** Sent first when a link has opened; syncing begins with the first answer to it. */
  readonly greeting: Uint8Array | null;
  /** Whether sync steps 1 and 2 are exchanged. */
  readonly syncs: boolean;
  /** Whether a supervising page says what has reached it (type 123). */
  readonly saysSeen: boolean;
}

/** Where one person's board link goes. */
export interface Address {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly dialect: Dialect;
  /** Whether this is the therapist's page. */
  readonly supervises: boolean;
}

export interface RunningPeer {
  readonly child: Child;
  /** Everyone of a room, before it is opened; whose ids their items carry. */
  readonly people: readonly People[];
  /**
   * Makes room number `room` ready for its board links.
   * @param clientIds what each seat's document will write under
   */
  open(room: number, clientIds: readonly number[]): Promise<readonly Address[]>;
  /** Lines worth a look beside the figures, such as refusals in a log. */
  remarks(): readonly string[];
  end(): Promise<void>;
}

export interface Peer {
  readonly name: string;
  /** Milliseconds a load must be measured for at the least, so that what it does now and then is in it. */
  leastWindowMs(load: Load): number;
  /** Starts it; nobody is connected yet. */
  start(load: Load): Promise<RunningPeer>;
}

const nothing = new Uint8Array();

export const yWebsocketDialect: Dialect = {
  prefix: nothing,
  greeting: null,
  syncs: true,
  saysSeen: false,
};

/** The same address for all four: peers that know nobody. */
export const forEverySeat = (url: string, dialect: Dialect): readonly Address[] =>
  seats.map((seat) => ({ url, headers: {}, dialect, supervises: seat === 'therapist' }));
