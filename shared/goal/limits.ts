/** What goals hold at the most; whoever meets a limit is told which (rule G10). */

/** UTF-16 units of a wording, as a board's text counts them: two sentences. */
export const maxWordingLength = 280;
/** UTF-16 units of one level's words. */
export const maxLevelLength = 160;
/**
 * Goals and ideas of one family, those that were put aside included, with which a therapist adds no
 * more. A person's own ideas are limited by themselves alone: what others wrote must not show.
 */
export const maxGoalsOfFamily = 200;
/** Ideas of one person that are not talked about yet. */
export const maxIdeasOfPerson = 30;
export const maxCommentsOnGoal = 50;
export const maxRatingsOfGoal = 500;
/** More goals than this at once are a lot to hold in mind; a therapist is told, and may go on. */
export const goalsWorkedOnAtOnce = 3;
/**
 * What one person may do on a family's goals, over all its years, in decisions: what bounds the log
 * against a page that never stops.
 */
export const maxActsOfPerson = 5_000;
