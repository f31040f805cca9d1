/** A session as it is being planned: every choice so far, and what still stands in its way. */
import * as v from 'valibot';
import type { PersonId } from '../../../shared/ids.ts';
import {
  defaultPlannedMinutes,
  isJoint,
  refusalOfPlan,
  sentenceOfPlanRefusal,
  sessionPlan,
  type PlanRefusal,
  type SessionKind,
  type SessionPlan,
} from '../../../shared/session/plan.ts';
import type { Step } from '../../../shared/session/step.ts';
import type { FamilyAnswer } from '../../../shared/wire/http.ts';
import { fromLocalField, toLocalField } from '../when.ts';

type Family = Pick<FamilyAnswer, 'archived' | 'people' | 'rules'>;
export type Order = 'arriving' | 'leaving';

export class PlanDraft {
  kind = $state<SessionKind>('individual');
  title = $state('');
  arriving = $state.raw<readonly PersonId[]>([]);
  leaving = $state.raw<readonly PersonId[]>([]);
  /** As the number field has it: nothing while it is empty. */
  minutes = $state<number | null>(defaultPlannedMinutes);
  step = $state<Step>('apart');
  /** As a `datetime-local` field has it. */
  plannedFor = $state('');
  exercises = $state.raw<NonNullable<SessionPlan['exercises']>>([]);

  constructor(plan?: SessionPlan) {
    if (!plan) return;
    this.kind = plan.kind;
    this.title = plan.title;
    this.arriving = plan.arriving;
    this.leaving = plan.leaving;
    this.minutes = plan.plannedMinutes;
    this.step = plan.step;
    this.plannedFor = toLocalField(plan.plannedFor);
    this.exercises = plan.exercises ?? [];
  }

  choose(kind: SessionKind): void {
    this.kind = kind;
    if (isJoint(kind)) return;
    this.arriving = this.arriving.slice(0, 1);
    this.leaving = this.arriving;
  }

  /** Invites or uninvites; of an individual session the last one chosen is the one who comes. */
  invite(person: PersonId, comes: boolean): void {
    if (this.kind === 'individual') {
      this.arriving = this.leaving = comes ? [person] : [];
      return;
    }
    const others = (order: readonly PersonId[]) => order.filter((one) => one !== person);
    this.arriving = comes ? [...others(this.arriving), person] : others(this.arriving);
    this.leaving = comes ? [...others(this.leaving), person] : others(this.leaving);
  }

  /** Moves whoever stands at `from` to `to` in one of the orders. */
  move(order: Order, from: number, to: number): void {
    const moved = [...this[order]];
    const [person] = moved.splice(from, 1);
    if (person === undefined || to < 0 || to > moved.length) return;
    moved.splice(to, 0, person);
    this[order] = moved;
  }

  /** Whoever no longer comes takes part in none of them. */
  #exercisesOfThoseWhoCome(): NonNullable<SessionPlan['exercises']> {
    return this.exercises.map(({ name, setting }) => ({
      name,
      setting: { ...setting, people: setting.people.filter((id) => this.arriving.includes(id)) },
    }));
  }

  /** What is sent, to be checked by the schema. */
  get values() {
    return {
      kind: this.kind,
      title: this.title,
      arriving: [...this.arriving],
      leaving: [...this.leaving],
      plannedMinutes: this.minutes ?? undefined,
      // One person alone with the therapist shares the board at every step.
      step: this.kind === 'individual' ? ('board' as const) : this.step,
      plannedFor: fromLocalField(this.plannedFor),
      ...(this.exercises.length > 0 ? { exercises: this.#exercisesOfThoseWhoCome() } : {}),
    };
  }

  /** What the family's people, or who of them comes, has against it. */
  refusal(family: Family): PlanRefusal | null {
    return refusalOfPlan(this.values, family);
  }

  /** Why it can't be planned as it stands, as the therapist reads it; null when it can. */
  obstacle(family: Family): string | null {
    const refusal = this.refusal(family);
    if (refusal) {
      const nameOf = (id: PersonId) =>
        family.people.find((person) => person.id === id)?.firstName ?? 'Someone';
      if (this.arriving.length === 0 && !family.archived) return 'Choose who comes.';
      return sentenceOfPlanRefusal(refusal, nameOf);
    }
    const read = v.safeParse(sessionPlan, this.values);
    return read.success ? null : `${read.issues[0].message}.`;
  }
}
