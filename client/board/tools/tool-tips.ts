/** One tooltip for all tools of a board, moved from one to the next. */
import type { Tooltip } from 'bits-ui';
import { createContext } from 'svelte';

export type ToolTips = Tooltip.Tether<ToolTip>;

export interface ToolTip {
  readonly label: string;
  /** The key that does the same. */
  readonly key?: string | undefined;
}

export const [toolTips, provideToolTips] = createContext<ToolTips>();
