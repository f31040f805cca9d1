/** What is kept beside a record so that it is found without opening it. All of it can be made anew. */
import type { SessionRecordRead } from '../../shared/record/record.ts';
import type { Findable } from '../storage/record-store.ts';
import { wordsIn } from './words-in.ts';

export function findableBy(record: SessionRecordRead): Findable {
  const { head, marks, items } = record;
  const { session, family, kind, title, openedAt, endedAt, people } = head;
  const named = (is: 'exercise' | 'goal'): readonly string[] => [
    ...new Set(
      marks.flatMap((mark) =>
        mark.is === is ? [mark.is === 'exercise' ? mark.name : mark.goal] : [],
      ),
    ),
  ];
  return {
    summary: {
      ...{ session, family, kind, title, openedAt, endedAt },
      people: people.map(({ id }) => id),
      exercises: named('exercise'),
      goals: named('goal'),
    },
    words: wordsIn(record),
    pictures: [
      ...new Set(items.flatMap((item) => (item.kind === 'picture' ? [item.picture] : []))),
    ],
  };
}
