/** Half-typed words: no decision, and gone with the answer they become. */
import type { PersonId } from '../ids.ts';

export interface Draft {
  /** The exercise's number in its session. */
  readonly n: number;
  readonly person: PersonId;
  readonly step: string;
  readonly field: string;
  readonly words: string;
}

/** Which drafts: all of an exercise, or what one person wrote in one of its steps. */
export interface DraftsOf {
  readonly n: number;
  readonly of: Pick<Draft, 'person' | 'step'> | null;
}

export const isAmong = (draft: Draft, { n, of }: DraftsOf): boolean =>
  draft.n === n && (of === null || (draft.person === of.person && draft.step === of.step));
