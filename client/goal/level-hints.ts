/** What each level is asked for in, from less to more than was hoped for. */
const five = [
  'Much less than we hoped',
  'Less than we hoped',
  'What we hoped for',
  'More than we hoped',
  'Much more than we hoped',
] as const;
/** For a young child. */
const three = ['Not yet', 'A bit', 'Yes'] as const;

export const levelHints = (count: number): readonly string[] =>
  count === three.length ? three : five;
