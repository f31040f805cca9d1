/** What folds away beside the therapist's board where there is less room. */
export type DeskPanel = 'people' | 'plan';
