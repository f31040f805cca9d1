/** Facts about a session, read anew each time they are asked for. */
import { refusalOfPlan } from '../../shared/session/plan.ts';
import type { FamilyStore } from '../storage/family-store.ts';
import type { LetterStore } from '../storage/letter-store.ts';
import type { SessionStore } from '../storage/session-store.ts';
import type { FactsOf } from './facts.ts';

export const createFactsOf =
  ({
    sessions,
    families,
    letters,
  }: {
    readonly sessions: SessionStore;
    readonly families: FamilyStore;
    readonly letters: LetterStore;
  }): FactsOf =>
  async (id) => {
    const session = await sessions.session(id);
    const family = session && !session.calledOff && (await families.family(session.family));
    if (!session || !family) return null;
    const { plan } = session;
    return {
      practice: family.practice,
      family: family.id,
      plan,
      planRefusal: refusalOfPlan(plan, family),
      cast: {
        title: plan.title,
        family: family.title,
        plannedMinutes: plan.plannedMinutes,
        people: family.people.map(({ id: person, firstName, role, ageBand, colour, shape }) => ({
          id: person,
          firstName,
          role,
          ageBand,
          colour,
          shape,
        })),
        therapists: family.therapists,
        letters: await letters.envelopesOf(family.id),
      },
    };
  };
