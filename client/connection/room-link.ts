/** A page's link to a room on the decisions plane, as screens use it. */
import type { Zone } from '../../shared/board/zone.ts';
import type { Area, Command } from '../../shared/session/commands.ts';
import type { View } from '../../shared/session/visible-to.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';

/**
 * `connecting`: first time. `live`: the view is current. `lost`: the line dropped and comes back by
 * itself. `ended`: access is gone (signed out, link revoked or used up); it does not come back.
 */
export type RoomLinkState = 'connecting' | 'live' | 'lost' | 'ended';

/** A therapist wants this page to look there (rule S15). */
export interface Look {
  readonly zone: Zone;
  readonly area: Area;
}

/** Reactive: reading `view` or `state` in a component follows their changes. */
export interface RoomLink {
  /** Null until the first view has come. */
  readonly view: View | null;
  readonly state: RoomLinkState;
  /** Server's clock minus this device's, milliseconds. */
  readonly clockOffsetMs: number;
  /** @returns null when done, or why not. Never throws; a lost line is a refusal with a sentence. */
  send(command: Command): Promise<RefusalMessage | null>;
  /** Of a page of the family. @returns how to stop being told. */
  onLook(hear: (look: Look) => void): () => void;
  /** Milliseconds there and back, or null when the line is down. */
  measure(): Promise<number | null>;
  /** Drops the line for a few seconds, as if by accident: so one sees what then happens. */
  practiseDrop(): void;
  stop(): void;
}
