/** What a screen reader hears of the board: own acts at once, others' summed up. */
import type { ParticipantId } from '../../shared/ids.ts';
import type { Board, ChangeByOther } from './board.ts';
import { summaryOf } from './others-changes.ts';

export interface Announcer {
  /** The newest sentence, for a polite live region. */
  readonly sentence: string;
  /** Says something at once: the answer to what somebody did here. */
  say(sentence: string): void;
  stop(): void;
}

/** Others' acts are heard at most this often, so that a drawing does not talk over the session. */
const summedUpEveryMs = 3_000;

export function createAnnouncer(
  board: Pick<Board, 'onChangesByOthers' | 'lineState'>,
  nameOf: (person: ParticipantId) => string,
): Announcer {
  let sentence = $state.raw('');
  let heard: ChangeByOther[] = [];
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const stopHearing = board.onChangesByOthers((changes) => {
    // What was there before one came is no news.
    if (board.lineState === 'loading') return;
    heard.push(...changes);
    waiting ??= setTimeout(() => {
      sentence = summaryOf(heard, nameOf);
      heard = [];
      waiting = undefined;
    }, summedUpEveryMs);
  });

  return {
    get sentence() {
      return sentence;
    },
    say: (next) => {
      // The same sentence again would not be read again.
      sentence = next === sentence ? `${next}\u00A0` : next;
    },
    stop() {
      stopHearing();
      clearTimeout(waiting);
    },
  };
}
