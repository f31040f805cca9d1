/** Reading aloud by the browser's own voice, at a press; another press stops it. */

export class ReadingAloud {
  isSpeaking = $state(false);

  /** Whether this browser has a voice at all. */
  get isThere(): boolean {
    return typeof speechSynthesis !== 'undefined';
  }

  /** Begins with these words, or stops if it is reading. */
  press(words: string): void {
    if (this.isSpeaking) {
      this.stop();
      return;
    }
    const saying = new SpeechSynthesisUtterance(words);
    saying.lang = 'en';
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
