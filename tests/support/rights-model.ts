/**
 * What a board's rights are, once more and in other words than shared/board/rights.ts: over plain
 * JSON, an act at a time. When the gate and this disagree, one of them is wrong.
 */
export type Role = 'child' | 'adult' | 'therapist';

/** An item as `toJSON` gives it. */
export interface PlainItem {
  readonly kind: string;
  readonly by: string;
  readonly locked?: boolean;
  readonly edited?: boolean;
  /** Of a goal. */
  readonly state?: string;
}

export type Act =
  | { readonly does: 'place' | 'raise' | 'resize' | 'colour' | 'unplace' }
  | { readonly does: 'reword' | 'mark-and-reword' | 'overfill' }
  | { readonly does: 'unmark' | 'mark-no' }
  | { readonly does: 'append' | 'prepend' }
  | { readonly does: 'remove' | 'replace' }
  | { readonly does: 'lock' | 'unlock' | 'hide' | 'show' }
  | { readonly does: 'sign-again' | 'sign-as-other' | 'unsign' | 'unkind' }
  | { readonly does: 'make' | 'make-as-other' | 'make-locked' | 'make-unknown' };
export type Deed = Act['does'];

export interface Doer {
  readonly id: string;
  readonly role: Role;
}

/** Fields of the item that may not change so, '' for the whole item; or why nothing at all may enter. */
export type Judgement =
  { readonly whole: 'author' | 'schema' } | { readonly not: readonly string[] };

const fine: Judgement = { not: [] };
const not = (...fields: readonly string[]): Judgement => ({ not: fields });

/** What each deed writes that anybody may, who may touch the item. */
const touches: Partial<Record<Deed, readonly string[]>> = {
  place: ['x', 'y'],
  raise: ['z'],
  resize: ['w', 'h'],
  colour: ['colour'],
  unplace: ['x'],
};

/**
 * @param item what lies at that name on the server now; null when nothing does
 * @param isSame whether that is still the item the doer's page shows
 * @param isMarkSeen whether the page shows it as edited, and so does not mark it again
 */
export function judgementOf(
  deed: Deed,
  doer: Doer,
  item: PlainItem | null,
  isSame: boolean,
  isMarkSeen: boolean,
  roleOf: (id: string) => Role,
): Judgement {
  if (deed === 'make') return fine;
  if (deed === 'make-as-other') return { whole: 'author' };
  if (deed === 'make-locked' || deed === 'make-unknown') return { whole: 'schema' };
  if (!item) return fine; // Gone: nothing of it is left to protect.
  if (item.kind === 'goal') return judgementOnGoal(deed, doer, item, isSame);
  const isAuthor = item.by === doer.id;
  const isChilds = roleOf(item.by) === 'child';
  const isLocked = item.locked === true;
  if (deed === 'replace') return isLocked || !isAuthor ? not('') : fine;
  if (!isSame) return fine; // What the page shows is gone.

  const touched = touches[deed];
  if (touched) {
    const mayTouch = !isLocked && (!isChilds || isAuthor || doer.role === 'therapist');
    return mayTouch ? fine : not(...touched);
  }
  const mayMark = !isLocked && !isChilds && doer.role === 'therapist';
  const mayReword = !isLocked && (isAuthor || (mayMark && item.edited === true));
  switch (deed) {
    case 'reword':
      return mayReword ? fine : not('text');
    case 'overfill':
      return not('text');
    case 'mark-and-reword': {
      if (isMarkSeen) return mayReword ? fine : not('text');
      if (mayMark) return fine;
      return mayReword ? not('edited') : not('edited', 'text');
    }
    case 'unmark':
    case 'mark-no':
      return not('edited');
    case 'append':
      return isAuthor && !isLocked ? fine : not('points');
    case 'prepend':
      return not('points');
    case 'remove':
      return isAuthor && !isLocked ? fine : not('');
    case 'lock':
    case 'unlock':
      return not('locked');
    case 'hide':
    case 'show':
      return not('hidden');
    case 'sign-again':
    case 'unsign':
      return not('by');
    case 'unkind':
      return not('kind');
    case 'sign-as-other':
      return { whole: 'schema' };
    default:
      throw new Error(`no judgement on ${deed}`);
  }
}

/** A goal's card is nobody's: a therapist places it, its words are all people's or no one's. */
function judgementOnGoal(deed: Deed, doer: Doer, item: PlainItem, isSame: boolean): Judgement {
  if (deed === 'replace') return not('');
  if (!isSame) return fine;
  const isFree = item.locked !== true;
  const touched = touches[deed];
  if (touched) return isFree && doer.role === 'therapist' ? fine : not(...touched);
  switch (deed) {
    case 'reword':
      return isFree && item.state === 'talking' ? fine : not('text');
    case 'overfill':
      return not('text');
    case 'remove':
      return not('');
    case 'lock':
    case 'unlock':
      return not('locked');
    case 'hide':
    case 'show':
      return not('hidden');
    case 'sign-again':
    case 'unsign':
      return not('by');
    case 'unkind':
      return not('kind');
    case 'sign-as-other':
      return { whole: 'schema' };
    default:
      throw new Error(`no judgement on ${deed} of a goal`);
  }
}
