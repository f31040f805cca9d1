/**
 * What an exercise is: data. Its steps say who may answer, in what form, who sees it and when; what is
 * left of it lies on the board. One engine (`moved.ts`) runs them all, one function (`shown.ts`) says
 * what of them a viewer may know.
 */
import * as v from 'valibot';
import type { TemplateItem } from '../board/template.ts';
import type { AgeBand, Role } from '../family/person.ts';
import { personId, type Instant, type ParticipantId, type PersonId } from '../ids.ts';
import { optionalLine } from '../text.ts';
import { letterKey, type Letter } from './letter.ts';
import type { AgeForm, Form, Values } from './form.ts';

/** Code points of a question of the therapist's own. */
export const maxQuestionLength = 200;
/** Seeds, or parts of a span: as many as fit on a phone. */
export const maxSettingWords = 6;
const maxSettingWordLength = 80;

/** What a therapist sets before an exercise begins; what its kind does not ask for is left alone. */
export const setting = v.strictObject({
  /** In place of the given one; empty: the given one. */
  question: optionalLine('The question', maxQuestionLength),
  /** Who does it, in this order; nobody named: everybody. */
  people: v.pipe(v.array(personId), v.maxLength(8), v.readonly()),
  words: v.pipe(
    v.array(optionalLine('This', maxSettingWordLength)),
    v.maxLength(maxSettingWords),
    v.transform((all) => all.filter((one) => one !== '')),
    v.readonly(),
  ),
  /** Of one turn. */
  minutes: v.picklist([1, 2]),
  /** To whom a letter is written; or which one the child is told of. */
  to: v.nullable(personId),
  letter: v.nullable(letterKey),
});
export type Setting = v.InferOutput<typeof setting>;
export const usualSetting: Setting = {
  question: '',
  people: [],
  words: [],
  minutes: 1,
  to: null,
  letter: null,
};

export interface Player {
  readonly id: PersonId;
  readonly form: AgeForm;
  readonly isChild: boolean;
}

/** How exercises meet somebody; who is no child, or of no known age, in free text. */
export const playerFrom = ({
  id,
  role,
  ageBand,
}: {
  readonly id: PersonId;
  readonly role: Role;
  readonly ageBand: AgeBand | null;
}): Player => ({
  id,
  form: ageBand === '6-9' ? 'young' : ageBand === '10-13' ? 'middle' : 'grown',
  isChild: role === 'child',
});

export interface Answer {
  /** Counts in its exercise, from 1. */
  readonly id: number;
  readonly step: string;
  /** Null: the therapists. */
  readonly by: PersonId | null;
  /** Null: a pass. */
  readonly values: Values | null;
  /** A therapist looks at it first: nobody else sees it, and the step goes on only then. */
  readonly waits: boolean;
  /** Softer words that a therapist proposed to its author. */
  readonly softer: Values | null;
}

/** Words that are in their author's hands again. */
export interface HandedBack {
  readonly person: PersonId;
  readonly step: string;
  readonly values: Values;
  readonly comment: string | null;
}

/** An exercise that is under way. */
export interface Run {
  /** Counts in its session, from 1. */
  readonly n: number;
  readonly name: string;
  readonly setting: Setting;
  readonly players: readonly Player[];
  /** In the order they were given. */
  readonly answers: readonly Answer[];
  /** Names of the steps that are over, in the order they were. */
  readonly over: readonly string[];
  readonly handedBack: readonly HandedBack[];
  /** Since when the step that is on has been, without the time it stood still. */
  readonly since: Instant;
  readonly given: number;
  /** What may be opened in it. */
  readonly letter: Letter | null;
}

export interface Step {
  /** Of its own in its exercise. */
  readonly name: string;
  /** As the therapist reads it. */
  readonly title: string;
  readonly who: readonly PersonId[] | 'therapist';
  /**
   * `sealed`: its author and the therapists, until its author shows it. `together`: so until the step
   * is over. `at-once`: everybody in the room.
   */
  readonly seen: 'sealed' | 'together' | 'at-once';
  /** `answered`: by itself, once all who are here have answered or passed. */
  readonly ends: 'therapist' | 'answered';
  /** How many answers one may give. */
  readonly times: number;
  /** The step whose answers its author shows by the press `show`; `which` names them, if not all. */
  readonly shows?: string;
  /** What those read who are not asked, while others are. */
  readonly meanwhile?: string;
  /** Whether a therapist may propose softer words. */
  readonly softens?: boolean;
  /** Whose turn it is to draw, and for how many minutes. */
  readonly floor?: PersonId;
  readonly minutes?: number;
  /** Null asks a therapist. */
  form(player: Player | null): Form;
}

export type Names = (id: ParticipantId) => string;

/** What is laid on the board at the end. `by` null: the therapist who ended it. */
export interface Piece {
  readonly by: PersonId | null;
  readonly item: TemplateItem;
  /** Locked where it lies. */
  readonly pinned: boolean;
}

export interface Kind {
  readonly title: string;
  /** What a therapist reads before choosing it. */
  readonly about: string;
  /**
   * `together`: where people meet and are not apart. `board`: where they draw on one board. `not-apart`:
   * alone in an individual session as well; for what hands one's words on to another.
   */
  readonly where: 'anywhere' | 'not-apart' | 'together' | 'board' | 'individual';
  /** What a therapist may set; `words` says what they are. */
  readonly asks: {
    readonly question: boolean;
    readonly people: string | null;
    readonly words: string | null;
    readonly minutes: boolean;
  };
  /** The steps as far as they are known, in order. Pure. */
  steps(run: Run, nameOf: Names): readonly Step[];
  /**
   * How an answer is shown by what a therapist made of it, as its author was told when giving it; null
   * when it is not.
   */
  shownAsPart?(run: Run, answer: Answer): 'named' | 'unnamed' | null;
  /** What lies on the board from the beginning, to be worked on. */
  lays?(setting: Setting): readonly Piece[];
  /** What stands over all that it has left in earlier sessions, see wall.ts; absent: nothing does. */
  readonly gathers?: string;
  /** `shown`: whether the others have been shown an answer. */
  leaves(run: Run, shown: (answer: Answer) => boolean): readonly Piece[];
}

/** An answer that is no pass. */
export type Given = Answer & { readonly values: Values };

/** What was answered in a step, without passes and without what a therapist has yet to look at. */
export const answersIn = (run: Run, step: string): readonly Given[] =>
  run.answers.flatMap((one) =>
    one.step === step && one.values !== null && !one.waits ? [{ ...one, values: one.values }] : [],
  );

/** Those the therapist named, or everybody. */
export const takingPart = ({ setting: { people }, players }: Run): readonly Player[] =>
  people.length === 0 ? players : people.flatMap((id) => players.filter((one) => one.id === id));
