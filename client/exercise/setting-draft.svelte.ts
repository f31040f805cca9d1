/** An exercise as a therapist sets it, before it begins or is put into the plan. */
import { usualSetting } from '../../shared/exercise/exercise.ts';
import { kinds, type KindName } from '../../shared/exercise/kinds.ts';
import type { LetterKey } from '../../shared/exercise/letter.ts';
import type { PlannedExercise } from '../../shared/exercise/moves.ts';
import type { PersonId } from '../../shared/ids.ts';

export class SettingDraft {
  name = $state<KindName>('check-in');
  question = $state('');
  people = $state.raw<readonly PersonId[]>([]);
  /** One a line. */
  words = $state('');
  minutes = $state<1 | 2>(1);
  to = $state<PersonId | null>(null);
  letter = $state.raw<LetterKey | null>(null);

  get kind() {
    return kinds[this.name];
  }

  choose(name: KindName): void {
    this.name = name;
    this.question = '';
    this.people = [];
    this.words = '';
    this.minutes = 1;
    this.to = null;
    this.letter = null;
  }

  /** Adds somebody at the end of the order, or takes them out of it. */
  toggle(person: PersonId): void {
    this.people = this.people.includes(person)
      ? this.people.filter((one) => one !== person)
      : [...this.people, person];
  }

  /** What of it this exercise asks for. */
  get value(): PlannedExercise {
    const { asks } = this.kind;
    return {
      name: this.name,
      setting: {
        question: asks.question ? this.question : usualSetting.question,
        people: asks.people === null ? [] : this.people,
        words: asks.words === null ? [] : this.words.split('\n').filter((one) => one.trim() !== ''),
        minutes: asks.minutes ? this.minutes : usualSetting.minutes,
        to: this.name === 'letter' ? this.to : null,
        letter: this.name === 'letter' ? this.letter : null,
      },
    };
  }
}
