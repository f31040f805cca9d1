/** One tooltip for all tools of a board, moved from one to the next. */
import { createContext } from 'svelte';

export interface ToolTip {
  readonly label: string;
  /** The key that does the same. */
  readonly key?: string | undefined;
}

export interface ToolTips {
  /** Shows it beside that tool: at once for the keyboard, for a mouse when it has stayed a while. */
  show(tool: HTMLElement, tip: ToolTip, by: 'key' | 'mouse'): void;
  /** Takes it away if it is that tool's. */
  hide(tool: HTMLElement): void;
}

export const [toolTips, provideToolTips] = createContext<ToolTips>();
