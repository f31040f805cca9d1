/** What the line of time under a saved board says. */
import type { SessionRecordRead, Mark } from '../../shared/record/record.ts';
import { stepNames } from '../../shared/session/step.ts';
import { titleOfExercise } from '../../shared/exercise/kinds.ts';
import type { Instant } from '../../shared/ids.ts';

export type MarkSign = 'in' | 'out' | 'break' | 'step' | 'exercise' | 'goal';

/** A mark as it is shown: never who asked for a break, nor why. */
export interface LineMark {
  readonly at: Instant;
  /** For what lasts. */
  readonly until: Instant | null;
  readonly sign: MarkSign;
  readonly words: string;
}

const msInSecond = 1_000;
const two = (count: number): string => String(count).padStart(2, '0');

/** "17:52", "1:02:40": how long after the opening. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / msInSecond));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${two(minutes)}:${rest}`;
}

/** "1 minute", "40 seconds". */
export function lastedWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (ms >= 60_000) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  const seconds = Math.max(1, Math.round(ms / msInSecond));
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

type Told = Pick<SessionRecordRead, 'head' | 'items' | 'marks'>;

/** In the order of time. */
export function lineMarks({ head, items, marks }: Told): readonly LineMark[] {
  const nameOf = (id: string): string =>
    head.people.find((one) => one.id === id)?.firstName ?? 'Someone';
  const goalOf = (id: string): string => {
    const card = items.findLast((item) => item.kind === 'goal' && item.id === id);
    const words = card && 'text' in card ? card.text.trim() : '';
    return words ? `Goal: ${words}` : 'Something was done about a goal';
  };
  return marks.map((mark) => shown(mark, nameOf, goalOf)).sort((one, other) => one.at - other.at);
}

function shown(
  mark: Mark,
  nameOf: (id: string) => string,
  goalOf: (id: string) => string,
): LineMark {
  const { at } = mark;
  switch (mark.is) {
    case 'let-in':
      return { at, until: null, sign: 'in', words: `${nameOf(mark.person)} came in` };
    case 'sent-back':
    case 'left':
      return { at, until: null, sign: 'out', words: `${nameOf(mark.person)} went out` };
    case 'short-break': {
      const words = `Short break, ${lastedWords(mark.until - at)}`;
      return { at, until: mark.until, sign: 'break', words };
    }
    case 'step':
      return { at, until: null, sign: 'step', words: stepNames[mark.step] };
    case 'exercise':
      return { at, until: mark.until, sign: 'exercise', words: titleOfExercise(mark) };
    case 'goal':
      return { at, until: null, sign: 'goal', words: goalOf(mark.goal) };
    default:
      return mark satisfies never;
  }
}

/** Marks that would lie on each other, as one place on the line. */
export interface MarkGroup {
  readonly at: Instant;
  readonly marks: readonly [LineMark, ...LineMark[]];
}

/** @param apartMs how far from each other two places must lie to be told apart */
export function groupsOf(marks: readonly LineMark[], apartMs: number): readonly MarkGroup[] {
  const groups: { at: Instant; marks: [LineMark, ...LineMark[]] }[] = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    if (last && mark.at - last.at < apartMs) last.marks.push(mark);
    else groups.push({ at: mark.at, marks: [mark] });
  }
  return groups;
}

/** The nearest of `stops` before or after `from`; the outermost where there is none. */
export function nextStop(
  stops: readonly Instant[],
  from: Instant,
  towards: 'back' | 'on',
): Instant {
  const sorted = [...stops].sort((one, other) => one - other);
  const found =
    towards === 'on' ? sorted.find((at) => at > from) : sorted.findLast((at) => at < from);
  return found ?? (towards === 'on' ? sorted.at(-1) : sorted[0]) ?? from;
}
