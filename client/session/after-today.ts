/** The card after a session: for adults what to do with the rest of the day, for a child in their words. */
import type { AgeBand, Role } from '../../shared/family/person.ts';

export interface AfterToday {
  readonly heading: string;
  readonly lines: readonly string[];
}

const forChildren: Record<AgeBand, AfterToday> = {
  '6-9': {
    heading: 'All done for today',
    lines: [
      'You can do something nice now: play, draw, go outside.',
      'You don’t have to tell anybody how it was. You may, if you want to.',
      'What you made is kept safe by your therapist.',
    ],
  },
  '10-13': {
    heading: 'That’s it for today',
    lines: [
      'It’s fine to feel good, tired, mixed up or nothing special.',
      'You don’t have to talk about it with anybody. If you want to, pick who and when.',
      'If something stays on your mind, you can tell your therapist next time.',
    ],
  },
  '14-17': {
    heading: 'That’s it for today',
    lines: [
      'However it was, it counts. Take some time for yourself.',
      'Nobody is entitled to a report from you. What you share is up to you.',
      'What should go differently next time? Your therapist would like to know.',
    ],
  },
};

const forAdults: AfterToday = {
  heading: 'After today',
  lines: [
    'Please don’t ask the child how it was or what was said. If they tell you by themselves, listen and thank them.',
    'Keep the rest of the day ordinary.',
    'Bring what moved you to your own session. Nothing has to be settled today.',
  ],
};

/** A child whose age is not known reads the middle one. */
export const afterToday = (role: Role, ageBand: AgeBand | null): AfterToday =>
  role === 'child' ? forChildren[ageBand ?? '10-13'] : forAdults;
