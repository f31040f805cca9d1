import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addItem, bornItem, type Given } from '../../shared/board/board-doc.ts';
import type { ItemKind, ItemOf } from '../../shared/board/item.ts';
import { maxTemplateItems, maxTemplatesOfPractice } from '../../shared/board/template.ts';
import { ownZone } from '../../shared/board/zone.ts';
import type { TemplateAnswer, Trouble } from '../../shared/wire/http.ts';
import type { ParticipantId, PictureId } from '../../shared/ids.ts';
import { aColleague } from '../support/colleague.ts';
import { id as itemIdOf } from '../support/item-id.ts';
import { anOpenRoom, type OpenRoom } from '../support/open-room.ts';
import type { Browser, HttpAnswer, InkPage } from '../support/outsider.ts';
import { done } from '../support/practice.ts';

let room: OpenRoom;
let eye: InkPage;
let mayas: InkPage;
let made = 0;

beforeAll(async () => {
  room = await anOpenRoom();
  eye = room.practice.therapistInk();
  mayas = room.practice.ink(room.maya);
  await eye.synced();
  await mayas.synced();
});
afterAll(async () => {
  eye.leave();
  mayas.leave();
  await room.clear();
});
beforeEach(async () => {
  await room.therapist.command({ kind: 'clear-board', zone: 'joint' });
  for (const { id } of await list()) {
    await done(room.practice.therapist, 'DELETE', `/api/templates/${id}`);
  }
});

const list = () => done<TemplateAnswer[]>(room.practice.therapist, 'GET', '/api/templates');
const keep = (
  title: string,
  {
    by = room.practice.therapist,
    zone = 'joint',
    session = room.practice.session,
  }: { by?: Browser; zone?: string; session?: string } = {},
): Promise<HttpAnswer<TemplateAnswer & Trouble>> =>
  by.send('POST', `/api/sessions/${session}/templates`, { zone, title });

function put<Kind extends ItemKind>(
  page: InkPage,
  by: ParticipantId,
  kind: Kind,
  given: Given<ItemOf<Kind>> = {},
): string {
  const id = itemIdOf(`template-item-${String((made += 1))}`);
  page.doc.transact(() => addItem(page.doc, bornItem(kind, { ...given, id, by })));
  return id;
}
const byTherapist = <Kind extends ItemKind>(kind: Kind, given: Given<ItemOf<Kind>> = {}): string =>
  put(eye, room.practice.therapistId, kind, given);

/** Until the server has all that this page wrote: another page of the therapist is sent it. */
async function settled(...ids: readonly string[]): Promise<void> {
  const other = room.practice.therapistInk();
  while (!ids.every((id) => other.items.has(id))) await new Promise((go) => setTimeout(go, 10));
  other.leave();
}

test('[B46] only what therapists made is kept, and nothing of who made it or of what was hidden', async () => {
  const ids = [
    byTherapist('frame', { x: 10, y: 20, w: 400, h: 300, colour: 'plum', text: 'Wishes' }),
    byTherapist('note', { x: 30, y: 40, text: 'one each' }),
    byTherapist('ink', { points: [1, 2, 50, 3, 4, 50] }),
    byTherapist('picture', { picture: '01890a5d-ac96-774b-bcce-b302099a8057' as PictureId }),
    put(mayas, room.maya.id, 'note', { text: 'zq-child' }),
  ];
  await settled(...ids);
  const secret = byTherapist('note', { text: 'zq-hidden' });
  await settled(secret);
  const item = itemIdOf(secret);
  await room.therapist.command({ kind: 'hide-items', zone: 'joint', items: [item], hidden: true });
  const { status, body, text } = await keep(' Wishes  for all ');
  expect(status).toBe(201);
  expect(body).toEqual({
    id: body.id,
    title: 'Wishes for all',
    items: [
      { kind: 'frame', x: 10, y: 20, w: 400, h: 300, colour: 'plum', text: 'Wishes' },
      { kind: 'note', x: 30, y: 40, w: 200, h: 140, angle: 0, text: 'one each' },
    ],
  });
  expect(text).not.toMatch(/zq-|locked|edited/);
  expect(text).not.toContain(room.practice.therapistId);
  expect(await list()).toEqual([body]);
});

test('[B46] a name of the family is refused by name, in a title, in words and in a description', async () => {
  const sentence =
    '“Maya” is a name in this family. A template is for other families too, so it names nobody.';
  const first = byTherapist('note', { text: 'hello' });
  await settled(first);
  expect((await keep('for maya')).body).toMatchObject({ reason: 'refused', sentence });
  await settled(byTherapist('shape', { alt: 'MAYA’s house' }));
  expect((await keep('a house')).body).toMatchObject({ reason: 'refused', sentence });
  expect(await list()).toEqual([]);
});

test('[B46] a board without anything of a therapist gives no template, nor does one that nobody has open', async () => {
  await settled(put(mayas, room.maya.id, 'note', { text: 'mine' }));
  expect((await keep('nothing')).body.sentence).toBe(
    'There is nothing to keep: a template holds what therapists made, but no drawing and no picture.',
  );
  const elsewhere = await keep('none', { zone: ownZone(room.practice.personNamed('Elena')) });
  expect(elsewhere.body.sentence).toBe(
    'A template is kept from a board of a session that is open or paused.',
  );
});

test('[B47] only the practice’s therapists use, keep and delete templates', async () => {
  await settled(byTherapist('note', { text: 'ours' }));
  const { body } = await keep('Ours');
  const ask = async (by: Browser): Promise<readonly number[]> => [
    (await by.send('GET', '/api/templates')).status,
    (await keep('theirs', { by })).status,
    (await by.send('DELETE', `/api/templates/${body.id}`)).status,
  ];
  expect(await ask(room.maya.browser)).toEqual([401, 401, 401]);
  expect((await keep('theirs', { session: '00000000-0000-7000-8000-000000000000' })).status).toBe(
    404,
  );
  const colleague = await aColleague(room.practice, 'weber@example.test');
  // Of the practice, though not of this family.
  expect(await ask(colleague.browser)).toEqual([200, 404, 204]);
  expect(await list()).toEqual([]);
});

test('[B47] a template’s items, its title and how many there are have limits with names', async () => {
  const ids = Array.from({ length: maxTemplateItems + 1 }, () => byTherapist('shape'));
  await settled(...ids);
  expect((await keep('many')).body.sentence).toBe('A template holds at most 120 items.');
  await room.therapist.command({ kind: 'clear-board', zone: 'joint' });
  const long = Array.from({ length: 40 }, () => byTherapist('note', { text: 'w'.repeat(1_000) }));
  await settled(...long);
  expect((await keep('long')).body.sentence).toBe('These are more words than a template holds.');
  expect((await keep('')).body.sentence).toBe('Write what the template is called.');
  expect((await keep('t'.repeat(41))).body.sentence).toBe(
    'The title is too long: at most 40 characters.',
  );
  await room.therapist.command({ kind: 'clear-board', zone: 'joint' });
  await settled(byTherapist('note'));
  for (let at = 0; at < maxTemplatesOfPractice; at += 1)
    expect((await keep('one')).status).toBe(201);
  expect((await keep('one more')).body.sentence).toBe(
    'A practice keeps at most 40 templates. Delete one first.',
  );
});

test('[B48] a text alternative of a megabyte is refused, and one within its limit is there', async () => {
  const id = byTherapist('shape', { alt: 'a house' });
  await settled(id);
  eye.doc.transact(() => eye.items.get(id)?.set('alt', 'a'.repeat(1_048_576)));
  const after = room.practice.therapistInk();
  await after.synced();
  const own = put(after, room.practice.therapistId, 'note', { text: 'after' });
  await settled(own);
  const look = room.practice.therapistInk();
  await look.synced();
  expect(look.items.get(id)?.get('alt')).toBe('a house');
  for (const page of [after, look]) page.leave();
  eye.leave();
  eye = room.practice.therapistInk();
  await eye.synced();
});
