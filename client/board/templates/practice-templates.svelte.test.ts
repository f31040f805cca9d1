import { expect, test } from 'vitest';
import * as v from 'valibot';
import { templateId, type TemplateId } from '../../../shared/ids.ts';
import type { TemplateAnswer } from '../../../shared/wire/http.ts';
import { TroubleError } from '../../connection/http.ts';
import type { KeptTemplates } from './kept-templates.ts';
import { PracticeTemplates } from './practice-templates.svelte.ts';

const idOf = (n: number): TemplateId =>
  v.parse(templateId, `01890a5d-ac96-774b-bcce-b302099a805${String(n)}`);
const aTemplate = (n: number, title: string): TemplateAnswer => ({
  id: idOf(n),
  title,
  items: [{ kind: 'note' }],
});

const titlesOf = ({ list }: PracticeTemplates) => list?.map(({ title }) => title) ?? null;
const sentence = 'A practice keeps at most 40 templates. Delete one first.';
const refused = () => Promise.reject(new TroubleError({ reason: 'refused', sentence }));

function aPanel(over: Partial<KeptTemplates> = {}): PracticeTemplates {
  return new PracticeTemplates({
    list: () => Promise.resolve([aTemplate(1, 'old')]),
    keep: (title) => Promise.resolve(aTemplate(2, title)),
    remove: () => Promise.resolve(),
    ...over,
  });
}

test('[B47] what is kept comes first in the list, and what is deleted leaves it', async () => {
  const panel = aPanel();
  expect(titlesOf(panel)).toBeNull();
  await panel.load();
  expect(await panel.keep('new')).toBe(true);
  expect(titlesOf(panel)).toEqual(['new', 'old']);
  expect(await panel.remove(idOf(1))).toBe(true);
  expect(titlesOf(panel)).toEqual(['new']);
});

test('[B47] a refusal is said in the server’s words and changes nothing, until the next try', async () => {
  let isFull = true;
  const panel = aPanel({
    keep: (title) => (isFull ? refused() : Promise.resolve(aTemplate(2, title))),
  });
  await panel.load();
  expect(await panel.keep('one too many')).toBe(false);
  expect([titlesOf(panel), panel.trouble, panel.isKeeping]).toEqual([['old'], sentence, false]);
  isFull = false;
  expect(await panel.keep('fits')).toBe(true);
  expect(panel.trouble).toBe('');
});

test('a second press while the first is under way keeps nothing twice', async () => {
  let kept = 0;
  const panel = aPanel({
    keep: (title) => {
      kept += 1;
      return Promise.resolve(aTemplate(2, title));
    },
  });
  await Promise.all([panel.keep('once'), panel.keep('once')]);
  expect(kept).toBe(1);
});
