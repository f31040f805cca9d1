/** Who someone is in the room and how old, in the words of the practice's pages. */
import type { AgeBand, Colour, Role, Shape } from '../../shared/family/person.ts';

export const roleNames: Record<Role, string> = {
  child: 'Child',
  parent: 'Parent',
  supporter: 'Supporter',
};

export const ageBandNames: Record<AgeBand, string> = {
  '6-9': '6 to 9 years',
  '10-13': '10 to 13 years',
  '14-17': '14 to 17 years',
};

export const colourNames: Record<Colour, string> = {
  lake: 'Lake',
  plum: 'Plum',
  ochre: 'Ochre',
  moss: 'Moss',
};

export const shapeNames: Record<Shape, string> = {
  diamond: 'Diamond',
  circle: 'Circle',
  square: 'Square',
  hexagon: 'Hexagon',
};

interface Described {
  readonly role: Role;
  readonly relation: string;
  readonly ageBand: AgeBand | null;
}

/** "Child, 6 to 9 years", "Dad", "Supporter". */
export function describePerson({ role, relation, ageBand }: Described): string {
  const age = ageBand ? `, ${ageBandNames[ageBand]}` : '';
  return `${relation || roleNames[role]}${age}`;
}
