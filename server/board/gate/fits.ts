/** Whether a field can hold what an update puts there; else no board has it, and all is refused. */
import * as v from 'valibot';
import type { Field } from '../../../shared/board/fields.ts';
import { pictureId } from '../../../shared/ids.ts';
import type { JudgedItem } from './home.ts';
import { isDeletedHere, type Judging } from './judging.ts';
import { UnreadableInk } from './reader.ts';
import { contentRef, isContent, typeRef, type Struct } from './struct.ts';

export const schema = (): never => {
  throw new UnreadableInk('schema');
};

/** @throws UnreadableInk when the field can't hold this */
export function mustFit(judging: Judging, struct: Struct, field: Field, item: JudgedItem): void {
  const { content } = struct;
  if (isContent(struct, contentRef.type)) {
    const wanted =
      field.type === 'text' ? typeRef.text : field.type === 'points' ? typeRef.array : null;
    if (content !== wanted) schema();
    return;
  }
  const values: readonly unknown[] = Array.isArray(content) ? content : schema();
  for (const value of values) if (!fits(value, field, item)) schema();
  // Several values at one key are former ones: only together with their deletion.
  if (values.length > 1 && !isDeletedHere(judging, struct)) schema();
}

/** @throws UnreadableInk unless they are numbers within bounds */
export function mustBePoints({ content }: Struct, min: number, max: number): void {
  const values: readonly unknown[] = Array.isArray(content) ? content : schema();
  for (const value of values) {
    if (typeof value !== 'number' || value < min || value > max) schema();
  }
}

function fits(value: unknown, field: Field, item: JudgedItem): boolean {
  switch (field.type) {
    case 'integer':
      return typeof value === 'number' && value >= field.min && value <= field.max;
    case 'choice':
      return typeof value === 'string' && field.of.includes(value);
    case 'flag':
      return typeof value === 'boolean' && !(value && item.isNew && field.atBirth === 'no');
    case 'author':
      return value === item.by;
    case 'kind':
      return value === item.kind;
    case 'label':
      return typeof value === 'string' && value.length <= field.maxLength;
    case 'picture':
      return v.is(pictureId, value);
    case 'text':
    case 'points':
      return false;
    default:
      return field satisfies never;
  }
}
