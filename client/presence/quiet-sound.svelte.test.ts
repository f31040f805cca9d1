import { expect, test } from 'vitest';
import { QuietSound } from './quiet-sound.svelte.ts';

function aDevice() {
  const kept = new Map<string, string>();
  const device = { rang: 0, now: 1_000 };
  const open = () =>
    new QuietSound({
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
      ring: () => {
        device.rang += 1;
      },
      now: () => device.now,
    });
  return { device, open };
}

test('[P10] the sound is off until it is switched on, and remembered on this device', () => {
  const { device, open } = aDevice();
  const sound = open();
  sound.sound();
  expect([sound.isOn, device.rang]).toEqual([false, 0]);
  sound.switchTo(true);
  expect(device.rang).toBe(1);
  expect(open().isOn).toBe(true);
  open().switchTo(false);
  expect(open().isOn).toBe(false);
});

test('[P10] a line that comes and goes sounds once in ten seconds', () => {
  const { device, open } = aDevice();
  const sound = open();
  sound.switchTo(true);
  for (let times = 0; times < 5; times += 1) sound.sound();
  expect(device.rang).toBe(2);
  device.now += 10_000;
  sound.sound();
  expect(device.rang).toBe(3);
});
