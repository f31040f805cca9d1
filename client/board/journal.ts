/**
 * What was done here and is not known to be durable, with the frame each thing went out in. Plain: it
 * knows no Yjs. An ack empties it, a denial says what of it was refused, the rest is done again.
 */
import { merged, type Done, type Intent, type KeptIntent } from './intent.ts';
import { mayGoInAfresh, type LostReason } from './lost-reason.ts';

/**
 * Entries before those of one item are drawn together, whatever frame they went out in: minutes
 * of busy drawing without an ack. What is drawn together is no more than what lies on the board.
 */
const maxEntries = 5_000;

/** The 122 of docs/protocol.md. */
export interface Denial {
  readonly frame: number;
  readonly reason: LostReason;
  /** Whether all of the frame but `places` was kept; else nothing of it was. */
  readonly isRestKept: boolean;
  /** An empty `field` is the whole item. */
  readonly places: readonly {
    readonly item: string;
    readonly field: string;
  }[];
}

export interface Entry extends KeptIntent {
  /** The frame of its socket it went out in; null while it waits for a line. */
  readonly frame: number | null;
  /** It was refused before, for how it lay in the document and not for what it is. */
  readonly isSecondTry: boolean;
  /** Why it was refused for good; null while it was not. */
  readonly refused: LostReason | null;
}

export interface Journal {
  readonly isEmpty: boolean;
  /** Whose items it has something of. */
  items(): ReadonlySet<string>;
  /** What one transaction wrote, in order; called before its frame goes out. */
  note(
    done: readonly Done[],
    at: Omit<KeptIntent, keyof Done> & { readonly isSecondTry?: boolean },
  ): void;
  /** A new socket of the document: its frames are counted from 1 again. */
  opened(client: number): void;
  /** A frame went out. `isWhole`: a sync step 2, with all that the server may not have. */
  sent(client: number, frame: number, isWhole: boolean): void;
  /** The first `frames` frames are durable. */
  acked(client: number, frames: number): void;
  /** Marks what was refused; what else was in the frame is durable, or left to be done again. */
  denied(client: number, denial: Denial): void;
  /** Hands over everything that is left, in order: what is not durable, and what was refused. */
  takeAll(): readonly Entry[];
}

type Noted = { -readonly [Key in keyof Entry]: Entry[Key] } & { wasSent: boolean };

export function createJournal(): Journal {
  let entries: Noted[] = [];
  /** What the newest transaction wrote, until its frame goes out. */
  let newest: Noted[] = [];
  /** What went out in the newest frame that is durable: a denial may still name places in it. */
  let lastDurable: readonly Noted[] = [];

  const drop = (isDone: (entry: Noted) => boolean): void => {
    entries = entries.filter((entry) => !isDone(entry));
  };

  function acked(client: number, frames: number): void {
    const isOf = (entry: Noted): boolean => entry.client === client && entry.frame !== null;
    const newestFrame = [...lastDurable, ...entries].filter(
      (entry) => isOf(entry) && entry.frame === frames,
    );
    drop((entry) => isOf(entry) && (entry.frame ?? 0) <= frames);
    lastDurable = newestFrame;
  }

  /** Works `entry` into the last one of its item, if that waits for the same line. */
  function isWorkedIn(entry: Noted): boolean {
    const last = entries.findLast(({ intent }) => intent.id === entry.intent.id);
    if (!last || last.wasSent || last.client !== entry.client) return false;
    const both = merged(last.intent, entry.intent, true);
    const movedClock = last.movedClock || entry.movedClock;
    if (both === 'nothing') drop((one) => one === last);
    else if (both) Object.assign(last, { ...entry, intent: both, movedClock });
    return both !== null;
  }

  function drawTogether(): void {
    const lastOf = new Map<string, Noted>();
    const together: Noted[] = [];
    for (const entry of entries) {
      const last = lastOf.get(entry.intent.id);
      const isOfOne = last?.client === entry.client && last.refused === entry.refused;
      const both = isOfOne ? merged(last.intent, entry.intent, false) : null;
      // In the later frame: an ack of the earlier one must not let go of what came after.
      if (last && both && both !== 'nothing') Object.assign(last, { ...entry, intent: both });
      else {
        together.push(entry);
        lastOf.set(entry.intent.id, entry);
      }
    }
    entries = together;
  }

  /** A single thing refused for how it lay in its document is not refused for good. */
  function refuse(refused: readonly Noted[], reason: LostReason): void {
    for (const entry of refused) {
      if (mayGoInAfresh(reason) && !entry.isSecondTry) entry.isSecondTry = true;
      else entry.refused = reason;
    }
  }

  return {
    get isEmpty() {
      return entries.length === 0;
    },
    items: () => new Set(entries.map(({ intent }) => intent.id)),
    note(done, { isSecondTry = false, ...at }) {
      newest = [];
      for (const one of done) {
        const entry: Noted = {
          ...{ ...at, ...one, isSecondTry },
          ...{ frame: null, refused: null, wasSent: false },
        };
        if (isWorkedIn(entry)) continue; // Goes out in the step 2 that its first part waits for.
        entries.push(entry);
        newest.push(entry);
      }
      if (entries.length > maxEntries) drawTogether();
    },
    opened(client) {
      for (const entry of entries) if (entry.client === client) entry.frame = null;
      lastDurable = [];
    },
    sent(client, frame, isWhole) {
      for (const entry of isWhole ? entries : newest)
        if (entry.client === client) Object.assign(entry, { frame, wasSent: true });
      newest = [];
    },
    acked,
    denied(client, denial) {
      const durable = lastDurable;
      acked(client, denial.frame - 1);
      const those = [...durable, ...entries].filter(
        (entry) => entry.client === client && entry.frame === denial.frame,
      );
      if (!denial.isRestKept) {
        // Of several any one may be the culprit: done again one by one, only that one is refused.
        if (those.length === 1) refuse(those, denial.reason);
        return;
      }
      const named = those.filter(({ intent }) => denial.places.some((at) => isAt(intent, at)));
      refuse(named, denial.reason);
      // Their clocks are taken all the same: they say nothing of whether it has arrived.
      for (const entry of named) entry.movedClock = false;
      entries = [...named, ...entries.filter((entry) => !those.includes(entry))];
    },
    takeAll() {
      const all = entries;
      entries = [];
      newest = [];
      return all;
    },
  };
}

function isAt(intent: Intent, { item, field }: Denial['places'][number]): boolean {
  if (intent.id !== item) return false;
  if (field === '') return true;
  switch (intent.does) {
    case 'set':
      return field in intent.fields;
    case 'reword':
      return field === 'text';
    case 'append':
      return field === 'points';
    case 'add':
      return true; // Born without something that belongs to it.
    case 'remove':
      return false;
    default:
      return intent satisfies never;
  }
}
