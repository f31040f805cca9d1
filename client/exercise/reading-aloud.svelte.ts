/** Reading aloud by the device's own voice, at a press; another press stops it. */
import { ownVoice } from './own-voice.ts';

export class ReadingAloud {
  isSpeaking = $state(false);
  /** A press found no voice that stays on this device. */
  isMute = $state(false);

  constructor() {
    // Where they are loaded only when asked for, they are there at the first press.
    if (this.isThere) speechSynthesis.getVoices();
  }

  /** Whether this browser reads aloud at all. */
  get isThere(): boolean {
    return typeof speechSynthesis !== 'undefined';
  }

  /** Begins with these words, or stops if it is reading. */
  press(words: string): void {
    if (this.isSpeaking) {
      this.stop();
      return;
    }
    const voice = ownVoice(speechSynthesis.getVoices());
    this.isMute = voice === null;
    if (!voice) return;
    const saying = new SpeechSynthesisUtterance(words);
    saying.voice = voice;
    saying.lang = voice.lang;
    saying.rate = 0.9; // A little slower than it comes: for somebody who is new to reading.
    saying.onend = saying.onerror = () => (this.isSpeaking = false);
    this.isSpeaking = true;
    speechSynthesis.speak(saying);
  }

  stop(): void {
    if (!this.isSpeaking) return;
    this.isSpeaking = false;
    speechSynthesis.cancel();
  }
}
