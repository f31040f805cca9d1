/** The colours of a drawn board as this page shows them now: light, dark, or the system's own. */
import { palette, type Tone } from '../../../shared/board/draw/palette.ts';

export interface Tones {
  readonly usual: Readonly<Record<Tone, string>>;
  /** Of what its colours say: a stamp in one system colour would be a blot. */
  readonly ofStamps: Readonly<Record<Tone, string>>;
}

const names = Object.keys(palette) as readonly Tone[];
const grounds: ReadonlySet<Tone> = new Set<Tone>(['board', 'card']);

const record = (of: (name: Tone) => string): Readonly<Record<Tone, string>> => {
  const all = { ...palette } as Record<Tone, string>;
  for (const name of names) all[name] = of(name);
  return all;
};

const forced = matchMedia('(forced-colors: active)');
const dark = matchMedia('(prefers-color-scheme: dark)');

/** @param host whose custom properties count */
export function tonesOf(host: Element): Tones {
  const style = getComputedStyle(host);
  const ofStamps = record((name) => style.getPropertyValue(`--${name}`).trim() || palette[name]);
  if (!forced.matches) return { usual: ofStamps, ofStamps };
  return { usual: record((name) => (grounds.has(name) ? 'Canvas' : 'CanvasText')), ofStamps };
}

/** @returns how to stop being told that they may be others now. */
export function onTonesChanged(tell: () => void): () => void {
  for (const query of [forced, dark]) query.addEventListener('change', tell);
  return () => {
    for (const query of [forced, dark]) query.removeEventListener('change', tell);
  };
}
