/** Who is in the simulated session. */
import * as v from 'valibot';
import {
  familyId,
  personId,
  practiceId,
  sessionId,
  therapistId,
  type ParticipantId,
} from '../../../shared/ids.ts';
import { standingOf, type Standing } from '../../../shared/board/rights.ts';
import type { SessionPlan } from '../../../shared/session/plan.ts';
import type { Asker } from '../../../shared/session/session.ts';
import type { CastPerson } from '../../../shared/session/visible-to.ts';
import type { SessionFacts } from '../../../server/session/facts.ts';

const uuid = (number: number): string =>
  `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;

export const session = v.parse(sessionId, uuid(1));
export const therapist = v.parse(therapistId, uuid(2));
/** A child, her father, and her aunt, whose second device cheats. */
export const maya = v.parse(personId, uuid(3));
export const daniel = v.parse(personId, uuid(4));
export const ines = v.parse(personId, uuid(5));
export const family = [maya, daniel, ines] as const;

const looks = { maya: 'lake', daniel: 'plum', ines: 'ochre' } as const;
const people: readonly CastPerson[] = [
  {
    id: maya,
    firstName: 'Maya',
    role: 'child',
    ageBand: '6-9',
    colour: looks.maya,
    shape: 'diamond',
  },
  {
    id: daniel,
    firstName: 'Daniel',
    role: 'parent',
    ageBand: null,
    colour: looks.daniel,
    shape: 'circle',
  },
  {
    id: ines,
    firstName: 'Ines',
    role: 'supporter',
    ageBand: null,
    colour: looks.ines,
    shape: 'square',
  },
];

export const plan: SessionPlan = {
  kind: 'joint',
  title: 'Joint session 1',
  arriving: [...family],
  leaving: [...family],
  plannedMinutes: 25,
  step: 'board',
  plannedFor: null,
};

export const facts: SessionFacts = {
  practice: v.parse(practiceId, uuid(9)),
  family: v.parse(familyId, '019c0000-0000-7000-8000-00000000fa01'),
  plan,
  planRefusal: null,
  cast: {
    title: plan.title,
    family: 'Family',
    plannedMinutes: 25,
    people,
    therapists: [{ id: therapist, name: 'Dr. Weber' }],
  },
};

export const standing = (id: ParticipantId): Standing =>
  id === therapist ? 'therapist' : standingOf(people.find((one) => one.id === id)?.role);

/** As the server would find it out by the sign-in or the personal link. */
export function askerOf(id: ParticipantId): Asker {
  const person = family.find((one) => one === id);
  return person ? { as: 'person', id: person } : { as: 'therapist', id: therapist };
}
