/**
 * What is on the record of a session, in the words of whoever reads it. Each sentence is one the rules
 * hold (R8 to R39, N1, V6); what Kinbridge cannot promise is said as well.
 */
import type { AgeBand, Role } from '../../shared/family/person.ts';

export type Reader = AgeBand | 'adult' | 'therapist';

export interface RecordWords {
  /** Whom these words are for, as a therapist chooses among them. */
  readonly name: string;
  readonly heading: string;
  readonly parts: readonly { readonly asks: string; readonly says: readonly string[] }[];
}

const young: RecordWords = {
  name: 'Child, 6 to 9 years',
  heading: 'What Kinbridge keeps',
  parts: [
    {
      asks: 'What is kept?',
      says: [
        'The pictures and words that lay on the board, and who made them.',
        'What you answered, and what you wrote to your therapist.',
      ],
    },
    {
      asks: 'What is not kept?',
      says: [
        'What you took off the board yourself.',
        'Who asked for a break. Only that there was one.',
        'Where you are. Kinbridge does not hear you or film you.',
      ],
    },
    {
      asks: 'Who can look at it?',
      says: [
        'Your therapist. Sometimes another therapist who helps them.',
        'Nobody else in your family can open it.',
      ],
    },
    {
      asks: 'Can I have something taken out?',
      says: [
        'Yes, ask your therapist. Mostly they can take it out.',
        'If they have to keep it, they tell you why.',
        'If somebody could get hurt, your therapist may have to tell others. They tell you first if they can.',
      ],
    },
  ],
};

const middle: RecordWords = {
  name: 'Child, 10 to 13 years',
  heading: 'What is kept of a session',
  parts: [
    {
      asks: 'What is kept?',
      says: [
        'What lay on the boards, about every ten seconds, and who made it. Also your own board.',
        'What you answered in exercises, and what you and your therapist wrote to each other.',
        'When people came and went, and that there was a break and how long.',
      ],
    },
    {
      asks: 'What is not kept?',
      says: [
        'What you took off the board yourself, and what you typed and deleted again.',
        'Who asked for a break, or why.',
        'Sound or video, where you are, or which device you use.',
      ],
    },
    {
      asks: 'Who can read it?',
      says: [
        'Your family’s therapists, and a colleague of theirs if they let them. Nobody else looks in here.',
        'Your parents can’t open it. They saw what lay on the board you were all at.',
        'If a judge is involved, they usually get a short page without your words and drawings. A judge can ask for more; your therapist then tells you what they can.',
      ],
    },
    {
      asks: 'Can I have something taken out?',
      says: [
        'Yes. Tell your therapist which thing. It goes everywhere it lay, and only “one thing was removed” stays.',
        'Copies kept for emergencies lose it only when they are replaced.',
        'Sometimes the law says it must be kept. Then your therapist tells you.',
      ],
    },
  ],
};

const grown: RecordWords = {
  name: 'Young person, 14 to 17 years',
  heading: 'What is on the record',
  parts: [
    {
      asks: 'What is kept',
      says: [
        'How the boards looked at moments about ten seconds apart, each thing under its author; your own board too.',
        'Answers in exercises, also those only your therapist saw, and the words between you and your therapist.',
        'When people were in the room, the steps, and that there was a short break.',
      ],
    },
    {
      asks: 'What is not kept',
      says: [
        'Keystrokes, drafts, and what you took off a board yourself.',
        'Who asked for a break, who passed for how long, or how long anybody waited.',
        'Sound, video, places or devices.',
      ],
    },
    {
      asks: 'Who reads it',
      says: [
        'Your family’s therapists, and a colleague in their practice if they are let in, to read only.',
        'No parent can open it. What a court is given starts with a short summary without anybody’s words or drawings. A court can order more, and your therapist may then have no choice.',
        'Where somebody is in danger, a therapist may have to tell others.',
      ],
    },
    {
      asks: 'Taking something back',
      says: [
        'Ask your therapist to tear up something you made. It goes from every moment and from the search; that a thing was removed, when and by which role stays.',
        'Backups keep it until they are replaced. A legal duty can forbid tearing up; you are told so.',
        'The rest is sealed: if somebody changed it later, a check shows it.',
      ],
    },
  ],
};

const adult: RecordWords = {
  name: 'Parent or other adult',
  heading: 'What is on the record',
  parts: [
    {
      asks: 'What is kept',
      says: [
        'How the boards looked at moments about ten seconds apart, each thing under its author.',
        'Answers given in exercises, also those shown to the therapist alone, and the words between you and the therapist.',
        'When people were let in and left, the steps, the exercises, goals that were touched, and that there was a short break and how long.',
      ],
    },
    {
      asks: 'What is not kept',
      says: [
        'Keystrokes, half-typed words, cursors, and what an author took off the board.',
        'Who asked for a break or why; who waited, and for how long.',
        'Sound, video, addresses, places or devices.',
      ],
    },
    {
      asks: 'Who reads it',
      says: [
        'The family’s therapists, and colleagues of their practice whom they allow to read.',
        'No member of the family can open it. You can ask for your own things and for what was agreed.',
        'A court is given a short summary by default, with a list of what it leaves out. More needs a written reason. A court order or the law may require more than the therapist would choose.',
      ],
    },
    {
      asks: 'Changing it',
      says: [
        'A closed session is sealed; a later change is found by a check. The seal shows that the record is unchanged, not that what somebody said in it is true.',
        'What you made can be torn up on your request: it goes from every moment, and that something was removed stays. Backups keep it until they are replaced, and a legal duty can forbid it.',
      ],
    },
  ],
};

const therapist: RecordWords = {
  name: 'Therapist',
  heading: 'What is on the record',
  parts: [
    {
      asks: 'What is kept',
      says: [
        'Moments of every board, at most one in ten seconds and one at each hold, step and exercise; each thing under its author.',
        'All answers, the words whispered, comments and the closing; when people came in and left, steps, exercises and goals.',
        'Of a hold or a pause: that there was a short break and how long.',
      ],
    },
    {
      asks: 'What is not kept',
      says: [
        'The log of keystrokes and strokes: it is deleted when the session closes, in the same step that seals the record.',
        'What its own author took off; half-typed answers; who asked for a break; who waited.',
        'Private notes: they are apart, part of no export and of no other’s search. They are in backups of this practice’s database, as they were written.',
      ],
    },
    {
      asks: 'Who reads it',
      says: [
        'This family’s therapists. A reviewer you name for this family, read only; your private notes only if you say so.',
        'Every opening and every export stands in the audit trail.',
      ],
    },
    {
      asks: 'Tearing up, and the limits',
      says: [
        'What is torn up goes from every moment, the thumbnail, the search and later exports; the chain keeps that something was removed, when, and by which role.',
        'What was exported or backed up before still holds it. Under a legal hold nothing is torn up, and the page says so.',
        'The seal shows that a record is what was sealed. It makes nobody’s words true, and whether a court accepts it is for the court to say.',
      ],
    },
  ],
};

export const recordWords: Readonly<Record<Reader, RecordWords>> = {
  '6-9': young,
  '10-13': middle,
  '14-17': grown,
  adult,
  therapist,
};

/** A child whose age is not known reads the middle one. */
export const readerOf = (role: Role, ageBand: AgeBand | null): Reader =>
  role === 'child' ? (ageBand ?? '10-13') : 'adult';
