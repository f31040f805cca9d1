/** What the gate says of an update. */
import type { RightsRefusal } from '../../../shared/board/rights.ts';
import type { Unreadable } from './reader.ts';

/**
 * Why a whole update is refused. `malformed`: no honest encoder writes it. `too-big`: a limit of
 * `limits.ts`. `author`: something new under a clientID that is not the sender's. `gap`: it builds on
 * what is not there. `schema`: contents or places that no board has.
 */
export type WholeRefusal = Unreadable | 'author' | 'gap';

/**
 * Why a place of an update is refused while the rest may enter. `order`: it can't be shown to lie
 * where it says. `items`, `text-length`, `stroke-length`: the board or the item is full.
 */
export type Denial = RightsRefusal | 'order' | 'items' | 'text-length' | 'stroke-length';

export interface DeniedPlace {
  readonly item: string;
  /** Empty: the whole item. */
  readonly field: string;
  readonly reason: Denial;
}

export type Verdict =
  /** Nothing of it may enter. */
  | { readonly refused: WholeRefusal }
  | {
      /** What may enter and is new, canonical; null when nothing is. May be the update itself. */
      readonly bytes: Uint8Array | null;
      /** What of the update may not. */
      readonly denied: readonly DeniedPlace[];
    };
