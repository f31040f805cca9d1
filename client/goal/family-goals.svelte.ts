/** A family's goals on the therapists' page: what the server knows, and what can be done about it. */
import type { GoalCommand } from '../../shared/goal/commands.ts';
import { startLevels, type StartLevel } from '../../shared/goal/goal.ts';
import type { FamilyId, Instant, PersonId } from '../../shared/ids.ts';
import type { FamilyGoalsAnswer, NewSessionAnswer } from '../../shared/wire/http.ts';
import { Asked } from '../practice/asked.svelte.ts';
import { Attempt } from '../practice/attempt.svelte.ts';
import type { Practice } from '../practice/practice.svelte.ts';
import type { GoalDesk } from './goal-desk.ts';

/** Of a plan what a goal board between sessions does not have. */
const noMeeting = { title: '', plannedMinutes: 25, step: 'apart' } as const;

export class FamilyGoalsDesk implements GoalDesk {
  readonly asked: Asked<FamilyGoalsAnswer>;
  readonly pressing = new Attempt();
  readonly #practice: Practice;
  readonly #path: string;

  constructor(family: FamilyId, practice: Practice) {
    this.#practice = practice;
    this.#path = `/api/families/${family}`;
    this.asked = new Asked(() => practice.get<FamilyGoalsAnswer>(`${this.#path}/goals`));
  }

  get people() {
    return this.asked.value?.people ?? [];
  }
  get startLevel(): StartLevel {
    return this.asked.value?.startLevel ?? startLevels[0];
  }
  nameOf(id: string): string {
    const { people = [], therapists = [] } = this.asked.value ?? {};
    return (
      people.find((one) => one.id === id)?.firstName ??
      therapists.find((one) => one.id === id)?.name ??
      'Someone'
    );
  }
  press(command: GoalCommand): Promise<boolean> {
    return this.pressing.run(async () => {
      const path = `${this.#path}/goals`;
      this.asked.put(await this.#practice.send<FamilyGoalsAnswer>('POST', path, command));
    });
  }
  isBusy(): boolean {
    return this.pressing.busy;
  }
  /** The server says when they are: then they are changed there. */
  wordsOnBoard(): null {
    return null;
  }

  /** Opens the goal board to these people until then. @returns the session its links belong to */
  async open(people: readonly PersonId[], until: Instant): Promise<NewSessionAnswer['session']> {
    const { session, links } = await this.#practice.send<NewSessionAnswer>(
      'POST',
      `${this.#path}/sessions`,
      { kind: 'between', ...noMeeting, arriving: people, leaving: people, plannedFor: until },
    );
    this.#practice.keepFresh(session.id, links);
    return session;
  }
}
