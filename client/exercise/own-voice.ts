/**
 * The voice that reads to somebody here, or null. Only one that speaks on this very device: others send
 * what they read to a host of their own (`localService` in the Web Speech API), and it may be a letter.
 */
export const ownVoice = <Voice extends Pick<SpeechSynthesisVoice, 'lang' | 'localService'>>(
  voices: readonly Voice[],
): Voice | null =>
  voices.find(({ lang, localService }) => localService && /^en\b/i.test(lang)) ?? null;
