/** A page in Chromium whose main thread, heap and loads are read while input comes to it. */
import type { BrowserContext, CDPSession, Page } from '@playwright/test';

export interface At {
  readonly x: number;
  readonly y: number;
}

type Device = 'mouse' | 'pen';

export interface MeasuredPage {
  readonly page: Page;
  /** Milliseconds of tasks the main thread has run so far. */
  mainThreadMs(): Promise<number>;
  /** Bytes that JavaScript holds after a collection. */
  heapBytes(): Promise<number>;
  wheel(at: At, deltaX: number, deltaY: number): Promise<void>;
  press(at: At, device?: Device): Promise<void>;
  moveTo(at: At, device?: Device): Promise<void>;
  release(at: At, device?: Device): Promise<void>;
  /** The main thread runs so many times slower from here on. */
  slow(times: number): Promise<void>;
  /** Bytes over the wire so far, of scripts, styles and fonts. */
  loadedBytes(): number;
  close(): Promise<void>;
}

/** CSS pixels; that of the peers' figures. */
export const viewport = { width: 1_280, height: 800 };

const counted: readonly string[] = ['Script', 'Stylesheet', 'Font'];

export async function openMeasured(context: BrowserContext): Promise<MeasuredPage> {
  const page = await context.newPage();
  const cdp: CDPSession = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await cdp.send('Network.enable');
  let loaded = 0;
  const types = new Map<string, string>();
  cdp.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (counted.includes(types.get(requestId) ?? '')) loaded += encodedDataLength;
  });

  async function metric(name: string): Promise<number> {
    const { metrics } = await cdp.send('Performance.getMetrics');
    const found = metrics.find((one) => one.name === name);
    if (!found) throw new Error(`Chromium no longer tells ${name}`);
    return found.value;
  }
  const pointer =
    (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', isDown: boolean) =>
    async ({ x, y }: At, device: Device = 'mouse'): Promise<void> => {
      await cdp.send('Input.dispatchMouseEvent', {
        type,
        x,
        y,
        pointerType: device,
        button: 'left',
        buttons: isDown ? 1 : 0,
        clickCount: 1,
        force: device === 'pen' ? 0.4 + (x % 40) / 100 : 0,
      });
    };

  return {
    page,
    mainThreadMs: async () => (await metric('TaskDuration')) * 1_000,
    async heapBytes() {
      await cdp.send('HeapProfiler.collectGarbage');
      return metric('JSHeapUsedSize');
    },
    async wheel({ x, y }, deltaX, deltaY) {
      await cdp.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX, deltaY });
    },
    press: pointer('mousePressed', true),
    moveTo: pointer('mouseMoved', true),
    release: pointer('mouseReleased', false),
    async slow(times) {
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: times });
    },
    loadedBytes: () => loaded,
    close: () => context.close(),
  };
}
