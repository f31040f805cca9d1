import { expect, test } from 'vitest';
import type { SessionId } from '../../shared/ids.ts';
import type { SessionState } from '../../shared/wire/http.ts';
import { hasBegun, tabWords } from './now.ts';

const session = (id: string, state: SessionState, ...waiting: string[]) => ({
  id: id as SessionId,
  state,
  waiting,
});

test('[P9] the tab counts who waits and what is held, and names nobody', () => {
  expect(tabWords([session('a', 'planned'), session('b', 'open')])).toBeNull();
  expect(tabWords([session('a', 'planned', 'Maya')])).toBe('1 waiting');
  expect(tabWords([session('a', 'open', 'Maya', 'Daniel'), session('b', 'planned', 'Noah')])).toBe(
    '3 waiting',
  );
  expect(tabWords([session('a', 'held')])).toBe('1 room held');
  expect(tabWords([session('a', 'held', 'Maya'), session('b', 'held')])).toBe(
    '1 waiting, 2 rooms held',
  );
});

test('[P10] what begins is somebody more who waits or a room that was not held', () => {
  const before = [session('a', 'open', 'Maya'), session('b', 'planned')];
  expect(hasBegun(before, before)).toBe(false);
  expect(hasBegun(before, [session('a', 'open'), session('b', 'planned')])).toBe(false);
  expect(hasBegun(before, [session('a', 'open', 'Maya'), session('b', 'planned', 'Noah')])).toBe(
    true,
  );
  expect(hasBegun(before, [session('a', 'held', 'Maya'), session('b', 'planned')])).toBe(true);
  expect(hasBegun([session('a', 'held')], [session('a', 'open')])).toBe(false);
  expect(hasBegun([], [session('c', 'held')])).toBe(true);
});
