import { request } from 'node:http';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import * as v from 'valibot';
import { addItem, bornItem, removeItem } from '../../shared/board/board-doc.ts';
import {
  maxPictureBytes,
  maxPictureFileBytes,
  maxPictureSide,
  maxPicturesPerMinute,
} from '../../shared/board/picture-limits.ts';
import { ownZone } from '../../shared/board/zone.ts';
import { pictureId, type PictureId } from '../../shared/ids.ts';
import type { PictureAnswer, Trouble } from '../../shared/wire/http.ts';
import { createRemakePictures } from '../../server/pictures/remade.ts';
import { aColleague } from '../support/colleague.ts';
import { id as itemIdOf } from '../support/item-id.ts';
import {
  Browser,
  until,
  type HttpAnswer,
  type InkPage,
  type RoomPage,
} from '../support/outsider.ts';
import { aBomb, aPhoto, holds, noise } from '../support/picture-files.ts';
import { aPractice, type Guest, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

const { remade } = createRemakePictures();

describe('a picture made anew', () => {
  test.each(['png', 'jpeg', 'webp'] as const)(
    '[B41] of a %s with a place in it only the pixels are left, upright',
    async (as) => {
      const file = await aPhoto(as);
      expect(holds(file, 'Zqcamera')).toBe(true);
      expect(holds(file, 'Zqhome')).toBe(true);
      const { type, width, height, bytes } = await remade(file);
      expect({ width, height }).toEqual({ width: 200, height: 300 });
      expect(type).toBe(as === 'png' ? 'image/png' : 'image/jpeg');
      const { exif, xmp, iptc, icc, orientation } = await sharp(bytes).metadata();
      expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
      expect(holds(bytes, 'Zq')).toBe(false);
    },
  );

  test('[B41] what is behind the end of a picture, or beside its pixels, is gone', async () => {
    const file = Buffer.concat([await aPhoto('png'), Buffer.from('<script>Zqtail</script>')]);
    expect(holds((await remade(file)).bytes, 'Zqtail')).toBe(false);
  });

  test('[B41] a large one is made smaller until it is within bounds, seen through or not', async () => {
    for (const channels of [3, 4] as const) {
      const { bytes, width, height } = await remade(await noise(2_400, 1_800, channels));
      expect(bytes.byteLength).toBeLessThanOrEqual(maxPictureBytes);
      expect(Math.max(width, height)).toBeLessThanOrEqual(maxPictureSide);
      expect(width / height).toBeCloseTo(4 / 3, 2);
      expect((await sharp(bytes).metadata()).hasAlpha).toBe(channels === 4);
    }
  }, 60_000);

  test('[B41] a small one is not made larger', async () => {
    expect(await remade(await sharp(await aPhoto('png', 3, 2)).toBuffer())).toMatchObject({
      width: 3,
      height: 2,
    });
  });
});

describe('pictures of a session', () => {
  let server: Kinbridge;
  let practice: Practice;
  let maya: Guest;
  let daniel: Guest;
  let therapist: RoomPage;
  let eye: InkPage;
  let pages: RoomPage[];
  let photo: Buffer;

  beforeAll(async () => {
    photo = await aPhoto('jpeg');
  });
  beforeEach(async () => {
    server = await startKinbridge();
    practice = await aPractice(server.url);
    [maya, daniel] = [await practice.arrive('Maya'), await practice.arrive('Daniel')];
    therapist = practice.therapistPage();
    await therapist.therapistView((view) => view.phase === 'planned');
    expect(await therapist.command({ kind: 'open' })).toBeNull();
    eye = practice.therapistInk();
    await eye.synced();
    pages = [practice.page(maya), practice.page(daniel)];
    for (const { id } of [maya, daniel]) await therapist.command({ kind: 'let-in', person: id });
    for (const page of pages) await page.familyView('room');
  });
  afterEach(async () => {
    eye.leave();
    for (const page of [therapist, ...pages]) page.leave();
    await server.clear();
  });
  afterAll(() => {
    sharp.cache(true);
  });

  const path = (session: string = practice.session) => `/api/sessions/${session}/pictures`;
  const send = (
    bytes: Uint8Array = photo,
    {
      by = practice.therapist,
      session = practice.session,
      type = 'image/jpeg',
    }: { by?: Browser; session?: string; type?: string } = {},
  ): Promise<HttpAnswer<PictureAnswer & Trouble>> => by.sendFile(path(session), bytes, type);
  /** Without a word of how long it is. */
  const sendUnsaid = (bytes: Uint8Array): Promise<unknown> =>
    new Promise((answered, failed) => {
      const { origin, cookieHeader: cookie } = practice.therapist;
      const headers = { origin, cookie, 'content-type': 'image/png' };
      const sent = request(new URL(path(), server.url), { method: 'POST', headers }, (answer) => {
        void json(answer).then((body) => {
          answered({ status: answer.statusCode, sentence: (body as Trouble).sentence });
        }, failed);
      });
      sent.once('error', failed);
      Readable.from([bytes.subarray(0, 9_999_999), bytes.subarray(9_999_999)]).pipe(sent);
    });
  const look = (id: string, guest: { browser: Browser; as: string }) =>
    guest.browser.get(`${path()}/${id}?as=${guest.as}`);
  const asTherapist = () => ({ browser: practice.therapist, as: 'therapist' });
  const statusFor = async (id: string, guest: Guest): Promise<number> =>
    (await look(id, guest)).status;
  const added = async (): Promise<PictureId> => {
    const answer = await send();
    expect(answer.status).toBe(201);
    return v.parse(pictureId, answer.body.id);
  };
  const put = (page: InkPage, picture: PictureId, name = 'picture-one'): void => {
    const item = bornItem('picture', { id: itemIdOf(name), by: practice.therapistId, picture });
    page.doc.transact(() => addItem(page.doc, item));
  };
  /** Until the server has it: another page of the therapist is sent it. */
  async function putAndWait(picture: PictureId, zone?: Parameters<Practice['therapistInk']>[0]) {
    const page = practice.therapistInk(zone);
    await page.synced();
    put(page, picture);
    const other = practice.therapistInk(zone);
    await until('the picture is on the board', () => other.items.has('picture-one'));
    other.leave();
    return page;
  }

  test('[B42] who sees the board sees the picture on it, and nobody else', async () => {
    const id = await added();
    expect(await statusFor(id, maya)).toBe(404); // It lies on no board yet.
    const page = await putAndWait(id);
    const answer = await look(id, maya);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await sharp(await answer.arrayBuffer()).metadata()).width).toBe(200);
    expect(await statusFor(id, daniel)).toBe(200);
    const stranger = await aColleague(practice, 'weber@example.test');
    for (const browser of [stranger.browser, new Browser(server.url)]) {
      for (const as of ['therapist', maya.as]) {
        expect((await look(id, { browser, as })).status).toBe(404);
      }
    }
    expect((await look(id, { browser: maya.browser, as: daniel.as })).status).toBe(404);
    page.doc.transact(() => {
      removeItem(page.doc, itemIdOf('picture-one'));
    });
    await until('it is off the board', () => !eye.items.has('picture-one'));
    expect(await statusFor(id, maya)).toBe(404);
    page.leave();
  });

  test('[B42][B19] what is hidden, and a board that is covered, shows no picture', async () => {
    const id = await added();
    (await putAndWait(id)).leave();
    const hide = { kind: 'hide-items', zone: 'joint', items: [itemIdOf('picture-one')] } as const;
    expect(await therapist.command({ ...hide, hidden: true })).toBeNull();
    expect(await statusFor(id, maya)).toBe(404);
    expect((await look(id, asTherapist())).status).toBe(200);
    expect(await therapist.command({ ...hide, hidden: false })).toBeNull();
    expect(await statusFor(id, maya)).toBe(200);
    expect(await therapist.command({ kind: 'hold' })).toBeNull();
    expect(await statusFor(id, maya)).toBe(404);
    expect(await therapist.command({ kind: 'resume' })).toBeNull();
    expect(await therapist.command({ kind: 'send-back', person: daniel.id })).toBeNull();
    expect([await statusFor(id, maya), await statusFor(id, daniel)]).toEqual([200, 404]);
  });

  test('[B42][V5] a picture on one person’s own board is on nobody else’s', async () => {
    expect(await therapist.command({ kind: 'change-step', step: 'apart' })).toBeNull();
    const id = await added();
    (await putAndWait(id, ownZone(maya.id))).leave();
    expect([await statusFor(id, maya), await statusFor(id, daniel)]).toEqual([200, 404]);
  });

  test('[B44] after the end the saved board keeps what lies on it, and no more', async () => {
    const [shown, torn] = [await added(), await added()];
    (await putAndWait(shown)).leave();
    expect(await therapist.command({ kind: 'end' })).toBeNull();
    expect((await look(shown, asTherapist())).status).toBe(200);
    expect((await look(torn, asTherapist())).status).toBe(404);
    expect(await statusFor(shown, maya)).toBe(404);
    const late = await send();
    expect(late.status).toBe(409);
    expect(late.body.sentence).toBe(
      'A picture can be added only while the session is open or paused.',
    );
  });

  test('[B40] only a therapist of the family adds a picture', async () => {
    const stranger = await aColleague(practice, 'weber@example.test');
    expect((await send(photo, { by: maya.browser })).status).toBe(401);
    expect((await send(photo, { by: stranger.browser })).status).toBe(404);
    expect((await send(photo, { session: '00000000-0000-7000-8000-000000000000' })).status).toBe(
      404,
    );
    expect(
      (await send(photo, { by: practice.therapist.from('https://evil.example') })).status,
    ).toBe(403);
  });

  test('[B41] whatever is no picture, or broken, is answered with a sentence', async () => {
    const html = Buffer.from('<html><script>alert(1)</script></html>');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const [file, type] of [
      ...[[html, 'image/png'] as const, [svg, 'image/svg+xml'] as const],
      ...[[Buffer.from('GIF89a'), 'image/gif'] as const, [Buffer.alloc(0), 'image/png'] as const],
    ]) {
      const answer = await send(file, { type });
      expect([answer.status, answer.body.sentence]).toEqual([
        400,
        'This is no picture that Kinbridge can show. Use a PNG, JPEG or WebP.',
      ]);
    }
    const large = await noise(200, 200, 3);
    for (const file of [large.subarray(0, 5_000), photo.subarray(0, 40), large.subarray(0, 10)]) {
      const answer = await send(file);
      expect([answer.status, answer.body.sentence]).toEqual([
        400,
        'This picture is damaged and can’t be opened. Try another copy of it.',
      ]);
    }
  });

  test('[B41][B43] a picture bomb is refused by what it says of itself', async () => {
    const began = Date.now();
    const answer = await send(aBomb(), { type: 'image/png' });
    expect([answer.status, answer.body.sentence]).toEqual([
      413,
      'This picture is too large: at most 50 megapixels.',
    ]);
    expect(Date.now() - began).toBeLessThan(1_000);
  });

  test('[B43] a file that is too large is refused, whether it says so or not', async () => {
    const sentence = 'This file is too large: a picture may have at most 20 MB.';
    const large = new Uint8Array(maxPictureFileBytes + 1);
    large.set(photo);
    const answer = await send(large);
    expect([answer.status, answer.body.sentence]).toEqual([413, sentence]);
    expect(await sendUnsaid(large)).toEqual({ status: 413, sentence });
  });

  test('[B43] more than twenty a minute are too many', async () => {
    const answers = [];
    for (let at = 0; at <= maxPicturesPerMinute; at += 1) answers.push((await send()).status);
    expect(answers).toEqual([...Array.from({ length: maxPicturesPerMinute }, () => 201), 429]);
  });
});
