/**
 * The goals of each family: decided, kept in the family's log, folded. One writer a family in this
 * process; another process may write as well, and then what was decided is decided again upon it.
 */
import { applyGoal } from '../../shared/goal/apply.ts';
import type { GoalCommand } from '../../shared/goal/commands.ts';
import { decideGoal, type GoalAsking } from '../../shared/goal/decide.ts';
import type { GoalDeed, GoalEvent } from '../../shared/goal/events.ts';
import { noGoals, type GoalBoard } from '../../shared/goal/goal.ts';
import { sentenceOfGoalRefusal, type GoalRefusal } from '../../shared/goal/refusal.ts';
import type { FamilyId, GoalId, SessionId } from '../../shared/ids.ts';
import type { Asker } from '../../shared/session/session.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';
import type { Clock } from '../clock.ts';
import type { FamilyStore } from '../storage/family-store.ts';
import type { GoalEntry, GoalStore } from '../storage/goal-store.ts';

/** Where a command comes from; of nothing in it, when it does not come from a room. */
export interface GoalOrigin {
  readonly session: SessionId | null;
  readonly onBoard: GoalAsking['onBoard'];
  /** Called with what was decided, before it is durable: what it takes, it takes at once (rule S6). */
  readonly onDecided?: (events: readonly GoalEvent[]) => void;
}

export const outsideRooms: GoalOrigin = { session: null, onBoard: () => null };

export interface FamilyGoals {
  /** As the log holds them, as far as this process knows. */
  board(): GoalBoard;
  /** @returns null once it is done and durable, or why it isn't. */
  command(by: Asker, command: GoalCommand, origin: GoalOrigin): Promise<RefusalMessage | null>;
  /**
   * Keeps, in the server's name, what the words that are talked about on a board have come to; once it
   * resolves, what stands there is kept, unless others never stop writing.
   */
  keepWordings(session: SessionId, onBoard: GoalAsking['onBoard']): Promise<void>;
  /** Calls `hear` whenever they have changed. @returns how to stop it. */
  follow(hear: (by: Asker | null) => void): () => void;
}

export interface GoalBoards {
  /** A family's goals as they are now. Kept for as long as the process runs: a few kilobytes each. */
  of(family: FamilyId): Promise<FamilyGoals>;
}

/** How often another process may come first before the asker is told to try again. */
const mostTries = 5;

const refusal = (reason: GoalRefusal): RefusalMessage => ({
  reason,
  sentence: sentenceOfGoalRefusal(reason),
});
const tryAgain: RefusalMessage = {
  reason: 'try-again',
  sentence: 'Somebody else was changing this just now. Please try again.',
};

interface Parts {
  readonly store: GoalStore;
  readonly families: Pick<FamilyStore, 'family'>;
  readonly clock: Clock;
}

export function createGoalBoards(parts: Parts): GoalBoards {
  const known = new Map<FamilyId, ReturnType<typeof createFamilyGoals>>();
  return {
    async of(family) {
      const one = known.get(family) ?? createFamilyGoals(family, parts);
      known.set(family, one);
      await one.catchUp();
      return one;
    },
  };
}

function createFamilyGoals(family: FamilyId, { store, families, clock }: Parts) {
  let board = noGoals;
  let head = 0;
  /** One thing after the other. */
  let last: Promise<unknown> = Promise.resolve();
  const followers = new Set<(by: Asker | null) => void>();

  function inTurn<Done>(act: () => Promise<Done>): Promise<Done> {
    const done = last.then(act, act);
    last = done.catch(() => undefined);
    return done;
  }

  function take(entries: readonly GoalEntry[]): void {
    if (entries.length === 0) return;
    for (const { seq, at, deed } of entries) {
      board = applyGoal(board, deed, at);
      head = seq;
    }
    const by = entries.at(-1)?.deed.by ?? null;
    for (const hear of followers) hear(by);
  }

  const catchUp = async (): Promise<void> => {
    take(await store.read(family, head));
  };

  /** @returns whether they are in the log; false when it had gone on meanwhile. */
  async function append(deeds: readonly GoalDeed[]): Promise<boolean> {
    const at = clock.now();
    const entries = deeds.map((deed, nth) => ({ seq: head + 1 + nth, at, deed }));
    const emptied = await wordsTakenBack(deeds);
    const outcome = await store.append(family, head, entries, emptied);
    if (outcome === 'appended') take(entries);
    else await catchUp();
    return outcome === 'appended';
  }

  /** The words of ideas that are taken back, without them: what is gone is gone (rule G2). */
  async function wordsTakenBack(deeds: readonly GoalDeed[]): Promise<readonly GoalEntry[]> {
    const gone = new Set<GoalId>(
      deeds.flatMap(({ event }) => (event.kind === 'idea-taken-back' ? [event.goal] : [])),
    );
    if (gone.size === 0) return [];
    return (await store.read(family, 0)).flatMap(({ deed, ...entry }): GoalEntry[] => {
      const { event } = deed;
      if (!('goal' in event) || !gone.has(event.goal)) return [];
      if ('wording' in event)
        return [{ ...entry, deed: { ...deed, event: { ...event, wording: '' } } }];
      if ('words' in event)
        return [{ ...entry, deed: { ...deed, event: { ...event, words: '' } } }];
      return [];
    });
  }

  return {
    board: () => board,
    catchUp: () => inTurn(catchUp),
    command: (by: Asker, command: GoalCommand, origin: GoalOrigin) =>
      inTurn(async (): Promise<RefusalMessage | null> => {
        const { session, onBoard, onDecided } = origin;
        await catchUp();
        const people = (await families.family(family))?.people ?? [];
        for (let tries = 0; tries < mostTries; tries += 1) {
          const decision = decideGoal(board, command, { by, people, onBoard });
          if ('refused' in decision) return refusal(decision.refused);
          if (decision.events.length === 0) return null;
          onDecided?.(decision.events);
          if (await append(decision.events.map((event) => ({ by, session, event })))) return null;
        }
        return tryAgain;
      }),
    keepWordings: (session: SessionId, onBoard: GoalAsking['onBoard']) =>
      inTurn(async () => {
        for (let tries = 0; tries < mostTries; tries += 1) {
          const deeds = board.goals.flatMap((goal): GoalDeed[] => {
            const wording = goal.stage === 'talking' ? onBoard(goal.id) : null;
            if (wording === null || wording === goal.wording) return [];
            return [{ by: null, session, event: { kind: 'worded', goal: goal.id, wording } }];
          });
          if (deeds.length === 0) return;
          await append(deeds); // Meanwhile more is written, here or in the log: looked at again.
        }
      }),
    follow(hear: (by: Asker | null) => void) {
      followers.add(hear);
      return () => void followers.delete(hear);
    },
  };
}
