import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as v from 'valibot';
import { maxPictureFileBytes } from '../../../shared/board/picture-limits.ts';
import { itemId, pictureId } from '../../../shared/ids.ts';
import { TroubleError } from '../../connection/http.ts';
import { AddingPictures, refusalOfFile, sizeOf } from './adding.svelte.ts';
import { createPictures } from './pictures.ts';

const one = v.parse(pictureId, '01890a5d-ac96-774b-bcce-b302099a8057');
const other = v.parse(pictureId, '01890a5d-ac96-774b-bcce-b302099a8058');
const item = v.parse(itemId, 'picture-item');

/** jsdom has no object URLs; these are the ones that stand for bytes in memory now. */
let inMemory: Set<string>;
beforeEach(() => {
  vi.useFakeTimers();
  inMemory = new Set();
  let made = 0;
  URL.createObjectURL = () => {
    const url = `blob:${String((made += 1))}`;
    inMemory.add(url);
    return url;
  };
  URL.revokeObjectURL = (url) => inMemory.delete(url);
  HTMLImageElement.prototype.decode = () => Promise.resolve();
});
afterEach(() => {
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(0);

test('[B42] a picture is fetched once, and is in memory only while an item shows it', async () => {
  const asked: string[] = [];
  const pictures = createPictures((id) => {
    asked.push(id);
    return Promise.resolve(new Blob(['a']));
  });
  const [letGo, letGoToo] = [pictures.hold(one), pictures.hold(one)];
  const shown = pictures.shown(one);
  expect(shown.url).toBeNull();
  await settle();
  expect(pictures.shown(one).url).toBe(shown.url);
  expect(asked).toEqual([one]);
  letGo();
  expect(inMemory.size).toBe(1);
  letGoToo();
  expect(inMemory.size).toBe(0);
});

test('[H6] with its board every picture goes, also one that is still on its way', async () => {
  let arrive = (): void => undefined;
  const late = new Promise<Blob>((come) => (arrive = () => come(new Blob(['b']))));
  const pictures = createPictures((id) => (id === one ? Promise.resolve(new Blob(['a'])) : late));
  pictures.shown(one);
  pictures.shown(other);
  await settle();
  expect(inMemory.size).toBe(1);
  pictures.stop();
  arrive();
  await settle();
  expect(inMemory.size).toBe(0);
});

test('a picture that can’t be had is asked for again, and then said to be missing', async () => {
  let tries = 0;
  const pictures = createPictures(() => {
    tries += 1;
    return Promise.reject(new Error('no line'));
  });
  const shown = pictures.shown(one);
  await settle();
  expect([tries, shown.hasFailed]).toEqual([1, false]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect([tries, shown.hasFailed]).toEqual([4, true]);
  pictures.shown(one);
  await settle();
  expect([tries, shown.hasFailed]).toEqual([5, false]);
});

test('[H6] what can’t be shown as a picture is not kept either, however often it is asked for', async () => {
  HTMLImageElement.prototype.decode = () => Promise.reject(new Error('no picture'));
  const pictures = createPictures(() => Promise.resolve(new Blob(['a'])));
  const shown = pictures.shown(one);
  await vi.advanceTimersByTimeAsync(20_000);
  expect([shown.hasFailed, inMemory.size]).toEqual([true, 0]);
  pictures.stop();
  expect(inMemory.size).toBe(0);
});

const aFile = (name: string, type = 'image/png') => new File(['x'], name, { type });

test('[B40] pictures are sent one after the other, each put on the board as it comes', async () => {
  const steps: string[] = [];
  const adding = new AddingPictures({
    send: ({ file, onprogress }) => {
      steps.push(`send ${(file as File).name}`);
      onprogress(0.5);
      return Promise.resolve({ id: one, width: 960, height: 100 });
    },
    put: ({ width }) => {
      steps.push(`put ${String(width)}`);
      return item;
    },
    added: () => steps.push('added'),
  });
  adding.add([aFile('a'), aFile('b')]);
  expect(adding.done).toBe(0.5);
  await settle();
  expect(steps).toEqual(['send a', 'put 960', 'added', 'send b', 'put 960', 'added']);
  expect([adding.done, adding.trouble]).toEqual([null, '']);
});

test('[B43] why a picture was not added is said in the server’s words, and the next one is', async () => {
  const sentence = 'This picture is damaged and can’t be opened. Try another copy of it.';
  const adding = new AddingPictures({
    send: ({ file }) =>
      (file as File).name === 'broken'
        ? Promise.reject(new TroubleError({ reason: 'bad-input', sentence }))
        : Promise.resolve({ id: one, width: 1, height: 1 }),
    put: () => item,
    added: () => undefined,
  });
  adding.add([aFile('broken'), aFile('whole')]);
  await settle();
  expect([adding.done, adding.trouble]).toEqual([null, sentence]);
  adding.add([aFile('words', 'text/plain')]);
  await settle();
  expect(adding.trouble).toMatch(/^This is no picture/);
});

test('[B43] what is too large or no picture is not even sent', () => {
  expect(refusalOfFile({ type: 'image/jpeg', size: maxPictureFileBytes })).toBeNull();
  expect(refusalOfFile({ type: 'image/jpeg', size: maxPictureFileBytes + 1 })).toMatch(/too large/);
  expect(refusalOfFile({ type: 'image/svg+xml', size: 9 })).toMatch(/^This is no picture/);
});

test('a picture is put on the board as large as it is, or as it fits', () => {
  expect(sizeOf({ width: 100, height: 50 })).toEqual({ w: 100, h: 50 });
  expect(sizeOf({ width: 960, height: 480 })).toEqual({ w: 480, h: 240 });
  expect(sizeOf({ width: 100, height: 720 })).toEqual({ w: 50, h: 360 });
});
