/** A family's goals in one of its rooms: what is done about them there, and their cards on the board. */
import type { GoalCommand } from '../../shared/goal/commands.ts';
import type { GoalEvent } from '../../shared/goal/events.ts';
import { childsFirst, concernsOnly, stateOf, type Goal } from '../../shared/goal/goal.ts';
import { goalWhoseWords } from '../../shared/goal/whose-words.ts';
import type { GoalId, ParticipantId, SessionId } from '../../shared/ids.ts';
import type { SessionEvent } from '../../shared/session/events.ts';
import { isJoint } from '../../shared/session/plan.ts';
import type { Asker, Session } from '../../shared/session/session.ts';
import type { Cast } from '../../shared/session/visible-to.ts';
import { tidyLines } from '../../shared/text.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';
import type { Board } from '../board/board.ts';
import { cardId, freezeCard, layCards, type Card } from './goal-cards.ts';
import type { FamilyGoals } from './goal-boards.ts';

export interface RoomGoals {
  /** @returns null once it is done and durable, or why it isn't. The room has allowed it. */
  act(by: Asker, command: GoalCommand): Promise<RefusalMessage | null>;
  /** Brings the cards to where the goals stand; null: in nobody's name but a therapist's. */
  lay(by: Asker | null): void;
  /** Keeps what the words on the board have come to, for the next time. */
  keepWordings(): Promise<void>;
  /** A goal's words where people write them now; null where no card of this room is open to them. */
  wordsOnBoard(goal: GoalId): string | null;
  stop(): void;
}

interface Parts {
  readonly id: SessionId;
  readonly goals: FamilyGoals;
  readonly board: Pick<Board, 'write' | 'itemsOn'>;
  readonly session: () => Session;
  readonly cast: () => Cast;
  readonly record: (by: ParticipantId | null, events: readonly SessionEvent[]) => Promise<boolean>;
  /** Somebody may see something else now. */
  readonly changed: () => void;
  /** Runs what needs the room, while it is there. */
  readonly safely: (act: () => void) => void;
}

export function createRoomGoals(parts: Parts): RoomGoals {
  const { id, goals, board, session, cast } = parts;
  /** What each card was last told to say: what people have written since is theirs. */
  const told = new Map<GoalId, string>();

  /**
   * The cards as they were laid last. Where none of them has changed nothing is laid: else a yes that is
   * not the last would show by what else the server does on the board then (rule G5).
   */
  let laid = '';

  /** What something is being done about here, also before the session's log says so. */
  const today = new Set<GoalId>();

  const isUnderWay = (): boolean => ['open', 'held'].includes(session().phase.name);
  /** Cards lie on the board that people share, from the opening to the end. */
  const hasCards = (): boolean => isJoint(session().kind) && isUnderWay();

  const onBoard = (goal: GoalId): string | null => {
    if (!hasCards()) return null;
    const card = board.itemsOn('joint').find((one) => one.id === cardId(goal));
    return card?.kind === 'goal' && card.state === 'talking' ? tidyLines(card.text) : null;
  };

  /** What is done with came to an end here stays for today; what was done with before is not brought again. */
  const isShown = (goal: Goal): boolean =>
    concernsOnly(goal, session().arriving) &&
    (!['reached', 'aside'].includes(goal.stage) ||
      today.has(goal.id) ||
      session().goals.includes(goal.id));

  function cardOf(goal: Goal): Card | null {
    const state = stateOf(goal);
    if (state === 'idea') return null;
    const whose = goalWhoseWords(goal, state, cast().people);
    // Only words that were changed elsewhere are put in place of what stands there.
    const last = told.get(goal.id) ?? goal.wording;
    told.set(goal.id, goal.wording);
    const isTheirs = state === 'talking' && last === goal.wording;
    return { id: goal.id, by: goal.by.id, state, whose, words: goal.wording, isTheirs };
  }

  function lay(by: Asker | null): void {
    const author = by?.id ?? cast().therapists[0]?.id;
    if (!hasCards() || author === undefined) return;
    const cards = childsFirst(goals.board().goals, cast().people)
      .filter(isShown)
      .flatMap((goal) => cardOf(goal) ?? []);
    const isBare = !board.itemsOn('joint').some(({ kind }) => kind === 'goal');
    const wanted = JSON.stringify(
      cards.map(({ id: goal, state, whose, words }) => [goal, state, whose, words]),
    );
    if (wanted === laid || (cards.length === 0 && isBare)) return;
    laid = wanted;
    board.write('joint', author, (doc) => {
      layCards(doc, cards, frameAuthor(author));
    });
  }

  /** The frame is a therapist's thing, whoever's press brought it. */
  const frameAuthor = (author: ParticipantId): ParticipantId =>
    cast().therapists.find((one) => one.id === author)?.id ?? cast().therapists[0]?.id ?? author;

  const unfollow = goals.follow((by) => {
    parts.safely(() => {
      lay(by);
      parts.changed();
    });
  });

  /**
   * What was frozen for a decision that is not kept is opened again. Of whatever else is refused nothing
   * shows: others may have written since their cards were laid.
   */
  function thaw(by: Asker, frozen: readonly GoalId[]): void {
    if (frozen.length === 0) return;
    parts.safely(() => {
      laid = '';
      lay(by);
    });
  }

  /** @returns the goals whose cards are frozen by it, at once */
  function decided(by: Asker, events: readonly GoalEvent[]): readonly GoalId[] {
    for (const event of events) if ('goal' in event) today.add(event.goal);
    const put = events.flatMap((one) => (one.kind === 'put-to-agreement' ? [one.goal] : []));
    if (put.length === 0 || !hasCards()) return [];
    board.write('joint', by.id, (doc) => {
      for (const one of put) freezeCard(doc, one);
    });
    return put;
  }

  return {
    async act(by, command) {
      let frozen: readonly GoalId[] = [];
      let isKept = false;
      try {
        const refused = await goals.command(by, command, {
          session: id,
          onBoard,
          onDecided: (events) => {
            parts.safely(() => {
              frozen = [...frozen, ...decided(by, events)];
            });
          },
        });
        isKept = refused === null;
        if (refused) return refused;
      } finally {
        if (!isKept) thaw(by, frozen);
      }
      if (isUnderWay() && 'goal' in command && !session().goals.includes(command.goal)) {
        await parts.record(by.id, [{ kind: 'goal-touched', goal: command.goal }]);
      }
      return null;
    },
    lay,
    keepWordings: () => goals.keepWordings(id, onBoard),
    wordsOnBoard: onBoard,
    stop: unfollow,
  };
}
