import { expect, test } from 'vitest';
import { Playing } from './playing.svelte.ts';

/** A screen that draws when it is told to. */
function aScreen() {
  let waiting: ((now: number) => void) | null = null;
  return {
    frames: {
      ask: (draw: (now: number) => void) => {
        waiting = draw;
        return 1;
      },
      cancel: () => {
        waiting = null;
      },
    },
    draw(now: number) {
      const due = waiting;
      waiting = null;
      due?.(now);
    },
  };
}

const aPlaying = () => {
  const screen = aScreen();
  return { screen, playing: new Playing({ from: 1_000, until: 11_000 }, screen.frames) };
};

test('[R30] a record is first looked at as it was left, and never goes beyond its ends', () => {
  const { playing } = aPlaying();
  expect(playing.at).toBe(11_000);
  playing.goTo(0);
  expect(playing.at).toBe(1_000);
  playing.goTo(99_000);
  expect(playing.at).toBe(11_000);
});

test('it plays from the beginning when it stands at the end, as fast as it is told', () => {
  const { playing, screen } = aPlaying();
  playing.speed = 16;
  playing.play();
  expect([playing.isPlaying, playing.at]).toEqual([true, 1_000]);
  screen.draw(500);
  screen.draw(600);
  expect(playing.at).toBe(2_600);
});

test('it stops by itself at the end, and by a press anywhere', () => {
  const { playing, screen } = aPlaying();
  playing.goTo(10_900);
  playing.speed = 1;
  playing.play();
  screen.draw(0);
  screen.draw(50);
  playing.pause();
  screen.draw(100);
  expect([playing.isPlaying, playing.at]).toEqual([false, 10_950]);
  playing.play();
  screen.draw(200);
  screen.draw(300);
  expect([playing.isPlaying, playing.isAtEnd]).toEqual([false, true]);
});

test('a page that was away goes on from where it was', () => {
  const { playing, screen } = aPlaying();
  playing.goTo(1_000);
  playing.speed = 1;
  playing.play();
  screen.draw(0);
  screen.draw(60_000);
  expect(playing.at).toBe(1_250);
});
