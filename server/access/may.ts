/** The one table of rights outside the room: who may do what. The default is no. */
import type { FamilyId, PersonId, SessionId, TherapistId } from '../../shared/ids.ts';

export type Who =
  | { readonly as: 'nobody' }
  | { readonly as: 'therapist'; readonly id: TherapistId }
  | { readonly as: 'person'; readonly id: PersonId; readonly session: SessionId };

export type Act =
  /** Own account, colleagues' links, the list of own families, a new family. */
  | 'use-practice'
  /** Everything about one family: people, rules, plans, links, saved boards, private notes. */
  | 'work-with-family'
  /** Look at a family's records, and change nothing. */
  | 'read-records'
  /** Read a family's private notes. */
  | 'read-notes'
  /** Be in one session. */
  | 'join-session';

/** What the act is about; of the family concerned its therapists, and those it is granted to. */
export interface Subject {
  readonly family?: FamilyId;
  readonly session?: SessionId;
  readonly therapists?: readonly TherapistId[];
  readonly reviewers?: readonly TherapistId[];
}

export function may(who: Who, does: Act, what: Subject = {}): boolean {
  switch (who.as) {
    case 'nobody':
      return false;
    case 'therapist':
      if (does === 'use-practice') return true;
      if (does === 'read-records' || does === 'read-notes') {
        if (what.reviewers?.includes(who.id)) return true;
      }
      return what.therapists?.includes(who.id) ?? false;
    case 'person':
      return does === 'join-session' && what.session === who.session;
    default:
      return who satisfies never;
  }
}
