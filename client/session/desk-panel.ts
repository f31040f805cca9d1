/** What stands at one side of the therapist's board, one at a time. */
export type SidePart = 'plan' | 'check' | 'goals' | 'notes';
/** What folds away beside the therapist's board where there is less room. */
export type DeskPanel = 'people' | SidePart;
