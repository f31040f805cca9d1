/**
 * A board as the views know it: plain items, acts, undo, who is pointing where. The one place where
 * Yjs meets runes; nothing outside sees a Y type.
 */
import type * as Y from 'yjs';
import { itemsOf, readItem } from '../../shared/board/board-doc.ts';
import { withinField } from '../../shared/board/fields.ts';
import { stackField, stackStep } from '../../shared/board/item.ts';
import type { ItemId } from '../../shared/ids.ts';
import type { BoardLink } from './board-link.ts';
import type { Board, ChangeByOther } from './board.ts';
import { createChoosing } from './choosing.ts';
import { createEntries } from './entries.svelte.ts';
import { createItemActs } from './item-acts.ts';
import { LinkState } from './link-state.svelte.ts';
import { refusalOfAct, type Act, type Rights } from './may.ts';
import { changeIn } from './others-changes.ts';
import { followPointing, type PointingOther } from './pointing.ts';
import { Selection } from './selection.svelte.ts';
import { createStroke } from './stroke.ts';
import { isSeen } from './take-back.ts';
import { createWriting } from './writing.svelte.ts';

export function createBoard({
  link,
  rights,
  newId,
  mayEdit,
}: {
  link: BoardLink;
  rights: Rights;
  newId: () => ItemId;
  mayEdit: () => boolean;
}): Board {
  const me = rights.me.id;
  const selection = new Selection();
  const line = new LinkState(link);
  let listeners: readonly ((changes: readonly ChangeByOther[]) => void)[] = [];
  let pointing = $state.raw<readonly PointingOther[]>([]);
  let doc = link.doc;
  /** The stroke that is being drawn here. */
  let drawing = $state.raw<ItemId | null>(null);
  let isStopped = false;

  /** What was begun may be finished when the line has just been closed: it is kept (rule B10). */
  const mayFinish = (): boolean =>
    line.lineState !== 'loading' && line.lineState !== 'stopped' && mayEdit();
  const mayBegin = (): boolean => line.lineState !== 'closed' && mayFinish();
  const nextZ = (): number => withinField(stackField, entries.top + stackStep);

  function refusalOf(act: Act, id: ItemId) {
    const item = entries.get(id)?.item;
    if (!item) return 'fixed';
    const refusal = refusalOfAct(act, item, rights);
    return refusal === 'unmarked' ? null : refusal; // It is marked before the words are changed.
  }
  const may = (act: Act, id: ItemId): boolean => refusalOf(act, id) === null;

  const pointer = followPointing((others) => (pointing = others));
  const writing = createWriting({
    link,
    rights,
    mayWrite: mayFinish,
    flushed: (ids) => follow(ids, () => false), // What could not be written is not shown either.
  });
  const { later, step } = writing;
  const entries = createEntries({
    itemOf(id) {
      const item = readItem(id, itemsOf(doc).get(id));
      return item && isSeen(item, rights) ? item : null;
    },
    isAhead: later.isWaitingFor,
    isResting: () => !selection.editing && !later.isWaiting,
    losing(ids, list) {
      selection.losing(list, (id) => entries.get(id) !== undefined);
      for (const id of ids) later.forget(id);
    },
  });
  const acts = createItemActs({
    ...{ hand: rights.me, entries, selection, writing, mayBegin, may, newId, nextZ },
  });
  const choosing = createChoosing({ entries, selection, endEditing: acts.endEditing });
  const stroke = createStroke({
    ...{ newId, me, nextZ },
    show(item) {
      drawing = item.id;
      entries.show(item);
    },
    write: later.write,
    flush: later.flush,
  });

  /** Follows the document; what of it is news is told. */
  function follow(ids: Iterable<string>, isNews: (change: ChangeByOther) => boolean): void {
    const changes = entries.read(ids);
    if (selection.editing && !may('reword', selection.editing)) selection.editing = null;
    const news = changes.flatMap((change) => changeIn(change) ?? []).filter(isNews);
    if (news.length) for (const tell of listeners) tell(news);
  }

  const onDocument = (events: Y.YEvent<Y.AbstractType<unknown>>[], { local }: Y.Transaction) => {
    const ids = events.flatMap((event) =>
      event.path.length === 0 ? [...event.keys.keys()] : [String(event.path[0])],
    );
    follow(ids, () => !local);
  };

  /** Another document is in the place of the one before; what did not change is not touched. */
  function replaced(): void {
    itemsOf(doc).unobserveDeep(onDocument);
    doc = link.doc;
    itemsOf(doc).observeDeep(onDocument);
    pointer.over(link.awareness);
    const ids = [...entries.list.map(({ id }) => id), ...itemsOf(doc).keys()];
    follow(ids, ({ by }) => by !== me);
  }

  itemsOf(doc).observeDeep(onDocument);
  entries.read(itemsOf(doc).keys());
  pointer.over(link.awareness);
  const detach = link.attach({ settle: later.flush, replaced });

  return {
    me,
    get entries() {
      return entries.list;
    },
    get chosen() {
      return selection.chosen;
    },
    get picksMore() {
      return selection.picksMore;
    },
    isChosen: (id) => selection.has(id),
    get selected() {
      return selection.selected;
    },
    get drawing() {
      return drawing;
    },
    get editing() {
      return selection.editing;
    },
    get current() {
      const { current } = selection;
      return entries.get(current) ? current : (entries.list[0]?.id ?? null);
    },
    get canUndo() {
      return writing.canUndo;
    },
    get canRedo() {
      return writing.canRedo;
    },
    get lineState() {
      return line.lineState;
    },
    get isSaved() {
      return line.isSaved;
    },
    get unsaved() {
      return line.unsaved;
    },
    get mayEdit() {
      return mayBegin();
    },
    get lost() {
      return line.lost;
    },
    get hasOffered() {
      return line.hasOffered && mayBegin();
    },
    get pointing() {
      return pointing;
    },
    entry: entries.get,
    followItems: entries.follow,
    isOwn: (id) => entries.get(id)?.item.by === me,
    may,
    refusalOf,
    ...acts,
    ...choosing,
    beginStroke(at, look) {
      if (!mayBegin()) return;
      step();
      stroke.begin(at, look);
    },
    extendStroke: stroke.extend,
    endStroke() {
      stroke.end();
      drawing = null;
    },
    cancelStroke() {
      const id = stroke.cancel();
      drawing = null;
      if (!id) return;
      later.forget(id);
      if (writing.actForGood(() => ({ does: 'remove', id }))) writing.forgetStep();
      else follow([id], () => false);
    },
    step: () => step(),
    undo: writing.undo,
    redo: writing.redo,
    forgetLost: link.forgetLost,
    putOffered: writing.putOffered,
    leaveOffered: link.leaveOffered,
    startAgain: link.startAgain,
    startPointing: pointer.start,
    pointAt: pointer.pointAt,
    onChangesByOthers(tell) {
      listeners = [...listeners, tell];
      return () => {
        listeners = listeners.filter((one) => one !== tell);
      };
    },
    stop() {
      if (isStopped) return;
      isStopped = true;
      later.flush();
      detach();
      itemsOf(doc).unobserveDeep(onDocument);
      line.stop();
      pointer.stop();
      listeners = [];
      entries.stop();
      selection.clear();
    },
  };
}
