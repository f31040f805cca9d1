/** Words about goals that are half written: in this page's memory alone, where a cover does not take them. */
import { getContext, setContext } from 'svelte';

type HalfWritten = Map<string, string>;
const key = Symbol('half written');

/** To be called by whatever outlasts the covers. */
export const keepHalfWritten = (): void => {
  setContext<HalfWritten>(key, new Map());
};

/** Where nothing outlasts the form it is gone with it. */
export const halfWritten = (): HalfWritten =>
  getContext<HalfWritten | undefined>(key) ?? new Map<string, string>();
