import { expect, test } from 'vitest';
import { ownVoice } from './own-voice.ts';

test('[E12] what is read aloud is read on the device itself, or not at all', () => {
  const far = { lang: 'en-GB', localService: false };
  const other = { lang: 'de-DE', localService: true };
  const own = { lang: 'en-US', localService: true };
  expect(ownVoice([far, other, own])).toBe(own);
  expect(ownVoice([far, other])).toBeNull();
  expect(ownVoice([])).toBeNull();
});
