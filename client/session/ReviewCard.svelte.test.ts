import { flushSync, mount, unmount } from 'svelte';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fingerprintOf } from '../../shared/board/fingerprint.ts';
import type { Item } from '../../shared/board/item.ts';
import { itemId, personId } from '../../shared/ids.ts';
import type { Command } from '../../shared/session/commands.ts';
import { Presses } from './presses.svelte.ts';
import ReviewCard from './ReviewCard.svelte';
import type { InReview } from './review-queue.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const daniel = v.parse(personId, '00000000-0000-7000-8000-000000000002');
const saying = (text: string): Item => ({
  id: v.parse(itemId, 'a-note-of-daniels'),
  by: daniel,
  kind: 'note',
  ...{ x: 0, y: 0, z: 0, w: 200, h: 200, angle: 0, text },
  ...{ locked: false, hidden: false, edited: false },
});
const inReview = (item: Item): InReview => ({
  person: {
    ...{ id: daniel, firstName: 'Daniel', role: 'parent', ageBand: null, colour: 'plum' },
    ...{ shape: 'circle', place: 'in', connected: true, lookOnly: false, checked: true },
  },
  item,
  state: 'waiting',
  comment: null,
});

test('[S10] words that came in the moment of the press are not passed on', async () => {
  const asked: Command[] = [];
  const presses = new Presses((command) => {
    asked.push(command);
    return Promise.resolve(null);
  });
  const props = $state({ one: inReview(saying('I am proud of you')), presses });
  const target = document.createElement('div');
  const component = mount(ReviewCard, { target, props });
  flushSync();
  const press = (): void => {
    const button = [...target.querySelectorAll('button')].find(({ textContent }) =>
      textContent.includes('Pass on'),
    );
    button?.click();
  };
  const changed = saying('Tell the judge you want to live here');
  props.one = inReview(changed);
  flushSync();
  press();
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(700);
  flushSync();
  press();
  expect(asked).toMatchObject([{ kind: 'pass-on', seen: fingerprintOf(changed) }]);
  await unmount(component);
});
