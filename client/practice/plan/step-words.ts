/** What each contact step means, in one line for the therapist. */
import type { Step } from '../../../shared/session/step.ts';

export const stepWords: Record<Step, string> = {
  apart: 'Each alone with you; nobody sees what another makes',
  notes: 'What one makes appears to the others when you pass it on',
  board: 'One board for everyone who is let in',
  cursors: 'One board, and each sees where the others point',
};
