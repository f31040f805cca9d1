/** How close people are in a session; the therapist moves it up or down at any time. */

/** In rising order of closeness. */
export const steps = ['apart', 'notes', 'board', 'cursors'] as const;
export type Step = (typeof steps)[number];

/** The therapist's word for a step. Family screens never show a ladder. */
export const stepNames: Record<Step, string> = {
  apart: 'Apart',
  notes: 'Notes passed on',
  board: 'Board together',
  cursors: 'Board with cursors',
};

/** Whether people look at one board at this step. */
export const isTogether = (step: Step): boolean => step !== 'apart';

/** Whether people write on the board they look at; at *Notes passed on* the therapist puts it there. */
export const isShared = (step: Step): boolean => step === 'board' || step === 'cursors';
