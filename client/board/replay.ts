/** Own intents done again in a fresh document: only what has not arrived, only what is allowed. */
import * as Y from 'yjs';
import { merged, type Intent, type KeptIntent, type Lost } from './intent.ts';
import type { Entry } from './journal.ts';
import type { LostReason } from './lost-reason.ts';
import type { Rights } from './may.ts';
import { refusalIn } from './write-intent.ts';

/**
 * What of `kept` is not in `doc`. A server takes in a document's clocks without a gap, so whatever
 * lies before one that has arrived has arrived too, deletes included. What can't be told (a delete
 * at the very end) is left: doing it twice is doing it once.
 */
export function notIn<One extends KeptIntent>(doc: Y.Doc, kept: readonly One[]): readonly One[] {
  const hasArrived = ({ client, clock, movedClock }: One): boolean =>
    movedClock && Y.getState(doc.store, client) >= clock;
  const lastArrived = new Map<number, number>();
  kept.forEach((one, at) => {
    if (hasArrived(one)) lastArrived.set(one.client, at);
  });
  return kept.filter(({ client }, at) => at > (lastArrived.get(client) ?? -1));
}

/**
 * Does `kept` again in `doc`, in order, by `write`: each as a transaction of its own, so that a
 * refusal of one is a refusal of nothing else.
 * @returns what may not be done here any more.
 */
export function replay<One extends KeptIntent>(
  doc: Y.Doc,
  kept: readonly One[],
  rights: Rights,
  write: (one: One) => void,
): readonly Lost[] {
  const lost: Lost[] = [];
  for (const one of kept) {
    const { intent, about } = one;
    const reason = refusalIn(doc, intent, rights);
    if (!reason) write(one);
    else if (!isIdle(intent, reason)) lost.push({ intent, about, reason });
  }
  return lost;
}

/** Moving or taking off what is gone: nobody misses that, and nothing says so on a live line either. */
const isIdle = ({ does }: Intent, refusal: LostReason): boolean =>
  refusal === 'gone' && does !== 'reword';

/**
 * What of `left` is lost: what was refused. Where a document was refused without a word, it is what
 * went out in its earliest frame; of several there any may be the culprit, so none is taken for it.
 */
export function refusedOf(left: readonly Entry[], isWithoutWord: boolean): readonly Lost[] {
  const sent = left.filter(({ frame }) => frame !== null);
  const first = isWithoutWord ? sent.filter(({ frame }) => frame === sent[0]?.frame) : [];
  return left.flatMap((entry) => {
    const isSuspect = first.length === 1 && first[0] === entry;
    const reason = entry.refused ?? (isSuspect ? 'unknown' : null);
    return reason ? [{ intent: entry.intent, about: entry.about, reason }] : [];
  });
}

/** What could not stay, the pieces of one act as one. */
export function withLost(lost: readonly Lost[], more: readonly Lost[]): readonly Lost[] {
  return more.reduce((all: readonly Lost[], next) => {
    const before = all.find((one) => one.intent.id === next.intent.id);
    const both = before ? merged(before.intent, next.intent, false) : null;
    if (!before || !both || both === 'nothing') return [...all, next];
    return [...all.filter((one) => one !== before), { ...before, intent: both }];
  }, lost);
}
