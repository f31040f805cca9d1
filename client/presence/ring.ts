/** Two soft notes, made here: nothing is fetched for them. */

/** Hertz; a falling third, as of a door far away. */
const notes = [659.25, 523.25];
/** Of full loudness: about that of paper turned at the next desk. */
const loudness = 0.05;
/** Seconds. */
const apart = 0.22;
const risesFor = 0.04;
const fadesFor = 0.9;
/** Milliseconds until a browser that lets nothing sound counts as such. */
const beginsWithinMs = 1_000;

/** Silent where the browser allows no sound yet: it wants one press on the page first. */
export function ring(): void {
  if (typeof AudioContext === 'undefined') return;
  const context = new AudioContext();
  const end = (): void => void (context.state !== 'closed' && context.close());
  // Not allowed to begin, it would sound at the next press, long after what it is about.
  setTimeout(() => {
    if (context.state === 'suspended') end();
  }, beginsWithinMs);
  notes.forEach((hertz, at) => {
    const begins = context.currentTime + at * apart;
    const tone = new OscillatorNode(context, { type: 'sine', frequency: hertz });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, begins);
    volume.gain.linearRampToValueAtTime(loudness, begins + risesFor);
    volume.gain.exponentialRampToValueAtTime(0.0001, begins + fadesFor);
    tone.connect(volume).connect(context.destination);
    tone.start(begins);
    tone.stop(begins + fadesFor);
    if (at === notes.length - 1) tone.onended = end;
  });
}
