/**
 * What an update is about, by where it lies: mostly one item and one list, and for one a Map costs
 * more than the rest of the judging.
 */
export interface Recall<Key, Value> {
  key: Key | null;
  value: Value | null;
  /** Everything, from the second on. */
  all: Map<Key, Value> | null;
}

export const recallOfNone = <Key, Value>(): Recall<Key, Value> => ({
  key: null,
  value: null,
  all: null,
});

/** The value kept for `key`, or null. */
export function recalled<Key, Value>(recall: Recall<Key, Value>, key: Key): Value | null {
  if (recall.key === key) return recall.value;
  const found = recall.all?.get(key) ?? null;
  if (found !== null) {
    recall.key = key;
    recall.value = found;
  }
  return found;
}

/** Keeps the value of a key that has none yet. */
export function recallNow<Key, Value>(recall: Recall<Key, Value>, key: Key, value: Value): void {
  if (recall.key !== null && recall.value !== null) {
    recall.all ??= new Map([[recall.key, recall.value]]);
    recall.all.set(key, value);
  }
  recall.key = key;
  recall.value = value;
}

/** Calls `visit` with every value kept. */
export function eachRecalled<Key, Value>(
  recall: Recall<Key, Value>,
  visit: (value: Value) => void,
): void {
  if (recall.all) recall.all.forEach(visit);
  else if (recall.value !== null) visit(recall.value);
}
