import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { maxTemplatesOfPractice, type TemplateItem } from '../../shared/board/template.ts';
import { practiceId, templateId, type PracticeId } from '../../shared/ids.ts';
import { systemChance } from '../../server/ids.ts';
import { createAccountStore } from '../../server/storage/account-store.ts';
import { createTemplateStore, type TemplateStore } from '../../server/storage/template-store.ts';
import type { Storage } from '../../server/storage/sqlite.ts';
import { groundsOn, placeNames, places, type Place } from './storages.ts';

describe.each(placeNames)('templates kept in %s', (name) => {
  let place: Place;
  let storage: Storage;
  let templates: TemplateStore;
  let practice: PracticeId;
  const nobodys = systemChance.newId(practiceId);

  beforeEach(async () => {
    place = await places[name]();
    storage = await place.open();
    const { therapist } = await groundsOn(storage);
    const known = (await createAccountStore(storage).therapist(therapist))?.practice;
    if (!known) throw new Error('no practice');
    practice = known;
    templates = createTemplateStore(storage);
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });

  const items: readonly TemplateItem[] = [
    { kind: 'frame', x: 1, y: -2, w: 300, h: 200, colour: 'moss', text: 'Gute Wünsche “…”' },
    { kind: 'stamp', x: 5, y: 6, stamp: 'sun' },
  ];
  const aTemplate = (at: number) => ({
    id: systemChance.newId(templateId),
    title: `Template ${String(at)}`,
    items,
    at,
  });

  test('[B47] templates come back newest first, as they were kept, to their practice only', async () => {
    const [old, young] = [aTemplate(1), aTemplate(2)];
    expect(await templates.add(practice, old)).toBe(true);
    expect(await templates.add(practice, young)).toBe(true);
    const shown = [young, old].map(({ id, title }) => ({ id, title, items }));
    expect(await templates.templatesOf(practice)).toEqual(shown);
    expect(await templates.templatesOf(nobodys)).toEqual([]);
  });

  test('[B47] one is removed once, and not by another practice', async () => {
    const { id, ...rest } = aTemplate(1);
    await templates.add(practice, { id, ...rest });
    expect(await templates.remove(nobodys, id)).toBe(false);
    expect(await templates.remove(practice, id)).toBe(true);
    expect(await templates.remove(practice, id)).toBe(false);
    expect(await templates.templatesOf(practice)).toEqual([]);
  });

  test('[B47] as many as a practice may have are kept, also when they come at once', async () => {
    const added = await Promise.all(
      Array.from({ length: maxTemplatesOfPractice + 3 }, (_, at) =>
        templates.add(practice, aTemplate(at)),
      ),
    );
    expect(added.filter((one) => one)).toHaveLength(maxTemplatesOfPractice);
    expect(await templates.templatesOf(practice)).toHaveLength(maxTemplatesOfPractice);
  });
});
