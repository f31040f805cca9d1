/** Own ink that outlasts a board's screen: set where a session is shown, used where its board is. */
import { createContext } from 'svelte';
import type { KeptInk } from '../board/kept-ink.ts';

export const [keptInk, setKeptInk] = createContext<KeptInk>();
