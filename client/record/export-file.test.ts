import * as v from 'valibot';
import { expect, test } from 'vitest';
import { instant, sessionId } from '../../shared/ids.ts';
import { exportQuery } from '../../shared/wire/http.ts';
import { exportPath, fileName } from './export-file.ts';

const session = v.parse(sessionId, '01890a5d-ac96-774b-bcce-b302099a8057');
const queryOf = (path: string) =>
  v.parse(exportQuery, Object.fromEntries(new URL(path, 'http://localhost').searchParams));

test('what is wished for is what the server reads', () => {
  const wish = { zone: 'joint', paper: 'letter', isSplit: true, withHidden: true } as const;
  const path = exportPath(session, 'pdf', wish);
  expect(path).toMatch(/\/board\.pdf\?/);
  expect(queryOf(path)).toEqual({ zone: 'joint', paper: 'letter', split: true, hidden: true });
});

test('[R3] nothing hidden is asked for unless it is wished', () => {
  const wish = { zone: 'joint', paper: 'a4', isSplit: false, withHidden: false } as const;
  expect(queryOf(exportPath(session, 'png', wish)).hidden).toBe(false);
});

test('a file is named after the day, and after nobody', () => {
  const day = v.parse(instant, new Date(2026, 2, 9, 12).getTime());
  expect(fileName(day, 'pdf')).toBe('board-2026-03-09.pdf');
  expect(fileName(null, 'svg')).toBe('board.svg');
});
