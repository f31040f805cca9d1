/** What of a board only a therapist sees: it is no part of a family's page. */
export { default as AddingLine } from '../pictures/AddingLine.svelte';
export { default as ClearBoard } from '../ClearBoard.svelte';
export { default as ExportNow } from '../ExportNow.svelte';
export { default as LookHere } from '../tools/LookHere.svelte';
export { default as PictureButton } from '../tools/PictureButton.svelte';
export { default as TemplatesPanel } from '../templates/TemplatesPanel.svelte';
export { default as TherapistActs } from '../tools/TherapistActs.svelte';
