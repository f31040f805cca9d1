/** Why an act was not done, for as long as it takes to read. */

/** Milliseconds a refusal stays to be read. */
const shownForMs = 4_000;

export class Refused {
  sentence = $state.raw('');
  #forgetting: ReturnType<typeof setTimeout> | undefined;

  say(sentence: string): void {
    this.sentence = sentence;
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => (this.sentence = ''), shownForMs);
  }

  stop(): void {
    clearTimeout(this.#forgetting);
  }
}
