/** A person as they are being entered: fields may still be empty. */
import type { AgeBand, Person, Role } from '../../shared/family/person.ts';

export interface PersonDraft {
  role: Role;
  firstName: string;
  relation: string;
  ageBand: AgeBand | '';
}

export const emptyPerson = (role: Role): PersonDraft => ({
  role,
  firstName: '',
  relation: '',
  ageBand: '',
});

export const draftOf = ({ role, firstName, relation, ageBand }: Person): PersonDraft => ({
  role,
  firstName,
  relation,
  ageBand: ageBand ?? '',
});

/**
 * What is sent, to be checked by the schema. A role without an age band loses one chosen before, a
 * child the word for who they are to the child.
 */
export const entryOf = (draft: PersonDraft) => ({
  role: draft.role,
  firstName: draft.firstName,
  relation: draft.role === 'child' ? '' : draft.relation,
  ageBand: draft.role === 'child' ? draft.ageBand : null,
});

/** Whether nothing was typed into it yet. */
export const isUntouched = (draft: PersonDraft): boolean =>
  draft.firstName.trim() === '' && draft.relation.trim() === '' && draft.ageBand === '';
