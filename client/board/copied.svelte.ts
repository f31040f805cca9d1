/** What was copied by a button: stays while the boards stand, so that it can go from one to another. */
import { createContext } from 'svelte';

export class Copied {
  /** As in the clipboard. */
  clip = $state.raw<string | null>(null);
}

export const [copied, provideCopied] = createContext<Copied>();
