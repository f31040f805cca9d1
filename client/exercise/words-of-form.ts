/** A question as it is read aloud: all that stands there, in its order. */
import type { Form } from '../../shared/exercise/form.ts';

export const wordsOfForm = ({ heading, lines, fields, presses, pass }: Form): string =>
  [
    heading,
    ...lines,
    ...fields.flatMap((field) => [
      field.label,
      ...(field.type === 'choice' ? field.of.map(({ label }) => label) : []),
    ]),
    [...presses.map(({ label }) => label), pass].join(', or '),
  ]
    .map((line) => (/[.?!…]$/.test(line) ? line : `${line}.`))
    .join(' ');
