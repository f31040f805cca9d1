/** What a hand does on the measured page, and what each event of it costs the main thread. */
import { clipType } from '../../../client/board/clip.ts';
import { viewport, type At, type MeasuredPage } from './measured-page.ts';

const middle: At = { x: viewport.width / 2, y: viewport.height / 2 };

/** Milliseconds looked at, and those of them the main thread may still be at work. */
const quiet = { within: 400, busyMs: 8 } as const;
/** Looks at most: what is still at work then is at work all the time, and belongs into the figure. */
const mostLooks = 50;

/** Until the page has done what it puts off until nobody does anything. */
async function settled(measured: MeasuredPage): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const before = await measured.mainThreadMs();
    await later(quiet.within);
    if ((await measured.mainThreadMs()) - before <= quiet.busyMs) return;
  }
}

/** Main-thread milliseconds an event, while `event` comes `count` times, one after the other. */
async function perEvent(
  measured: MeasuredPage,
  count: number,
  event: (nth: number) => Promise<void>,
): Promise<number> {
  const before = await measured.mainThreadMs();
  for (let nth = 0; nth < count; nth += 1) await event(nth);
  return ((await measured.mainThreadMs()) - before) / count;
}

const warmUp = 20;

/** There and back again in a wide loop, so that what is in sight changes. */
export async function panning(measured: MeasuredPage): Promise<number> {
  const turn = (nth: number): Promise<void> => {
    const angle = (nth / 60) * 2 * Math.PI;
    return measured.wheel(middle, Math.cos(angle) * 60, Math.sin(angle) * 60);
  };
  for (let nth = 0; nth < warmUp; nth += 1) await turn(nth);
  await settled(measured);
  return perEvent(measured, 120, (nth) => turn(nth + warmUp));
}

/** Where a loop of 60 moves around a point is at the nth. */
const loopAt = ({ x, y }: At, nth: number, radius = 120): At => {
  const angle = (nth / 60) * 2 * Math.PI;
  return { x: x + Math.sin(angle) * radius, y: y + (1 - Math.cos(angle)) * radius };
};

/** Drags whatever lies there. */
export async function dragging(measured: MeasuredPage, from: At): Promise<number> {
  await settled(measured);
  await measured.press(from);
  for (let nth = 0; nth < warmUp; nth += 1) await measured.moveTo(loopAt(from, nth));
  const ms = await perEvent(measured, 60, (nth) => measured.moveTo(loopAt(from, nth + warmUp)));
  await measured.release(loopAt(from, warmUp + 60));
  return ms;
}

/** Puts so many notes in sight, as from the clipboard; they are selected. @returns a point on one */
export async function pasteNotes({ page }: MeasuredPage, count: number): Promise<At> {
  await page.locator('[data-surface]').focus();
  await page.evaluate(
    ([type, many]) => {
      const items = Array.from({ length: many }, (_, nth) => ({
        ...{ kind: 'note', w: 140, h: 100, z: nth, text: `note ${String(nth)}` },
        ...{ x: (nth % 10) * 70, y: Math.floor(nth / 10) * 45 },
      }));
      const clipboardData = new DataTransfer();
      clipboardData.setData(type, JSON.stringify({ kinbridge: 1, items }));
      const pasted = new ClipboardEvent('paste', {
        clipboardData,
        bubbles: true,
        cancelable: true,
      });
      document.dispatchEvent(pasted);
    },
    [clipType, count] as const,
  );
  const chosen = page.locator('[data-item][aria-pressed="true"]');
  await chosen.nth(count - 1).waitFor({ state: 'attached' });
  const box = await chosen.nth(count - 1).boundingBox();
  if (!box) throw new Error('what was pasted is not in sight');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A stroke by a pen with pressure. */
export async function drawing(measured: MeasuredPage): Promise<number> {
  await measured.page.keyboard.press('p');
  const move = (nth: number): Promise<void> => measured.moveTo(loopAt(middle, nth, 90), 'pen');
  await settled(measured);
  await measured.press(loopAt(middle, 0, 90), 'pen');
  for (let nth = 1; nth < warmUp; nth += 1) await move(nth);
  const ms = await perEvent(measured, 180, (nth) => move(nth + warmUp));
  await measured.release(loopAt(middle, warmUp + 180, 90), 'pen');
  await measured.page.keyboard.press('v');
  return ms;
}

const later = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** The share of the time, in percent, that the main thread is busy while it is only looked at. */
export async function busyPercent(measured: MeasuredPage, seconds: number): Promise<number> {
  await later(1_000);
  const began = performance.now();
  const before = await measured.mainThreadMs();
  await later(seconds * 1_000);
  const busyMs = (await measured.mainThreadMs()) - before;
  return (busyMs * 100) / (performance.now() - began);
}

/** Strokes of half a second, each erased at once, for so long. @returns how many */
export async function drawAndErase(measured: MeasuredPage, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  let strokes = 0;
  for (; performance.now() < until; strokes += 1) {
    const from = { x: 320 + ((strokes * 37) % 500), y: 160 + ((strokes * 53) % 300) };
    await measured.page.keyboard.press('p');
    await measured.press(from);
    for (let nth = 1; nth <= 24; nth += 1) await measured.moveTo(loopAt(from, nth, 40));
    await measured.release(loopAt(from, 24, 40));
    await measured.page.keyboard.press('e');
    await measured.press(from);
    await measured.moveTo(loopAt(from, 2, 40));
    await measured.release(loopAt(from, 2, 40));
  }
  return strokes;
}
