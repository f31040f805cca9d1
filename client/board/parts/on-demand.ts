/** What of a board is shown only when somebody asks for it. Comes after the board, in one piece. */
export { default as ArrangeActs } from '../tools/ArrangeActs.svelte';
export { default as DescribePanel } from '../DescribePanel.svelte';
export { default as LookActs } from '../tools/LookActs.svelte';
export { default as KeysHelp } from '../KeysHelp.svelte';
export { default as StampPicker } from '../tools/StampPicker.svelte';
