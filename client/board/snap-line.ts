/** Snapping along one direction: to edges and middles, and to equal spaces. */

/** A box along a direction: from `from` to `to`, and across it from `low` to `high`. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

/** What a span shares with others, to be drawn: an edge across the direction, a space along it. */
export type Shared = Span;

export interface SnapLine {
  /** How far `span` has to go to fit, at most `reach`; null where nothing is near. */
  offset(span: Span, reach: number): number | null;
  /** What a span that fits shares with the others. */
  sharedBy(span: Span): readonly Shared[];
}

/** Board units by which things that are written in whole ones may differ and be the same. */
const same = 0.5;

const edgesOf = ({ from, to }: Span): readonly number[] => [from, (from + to) / 2, to];

export function createSnapLine(spans: readonly Span[]): SnapLine {
  const edges = spans.flatMap((span) => edgesOf(span).map((at) => ({ at, span })));
  edges.sort((one, other) => one.at - other.at);

  /** All edges within `reach` of `at`. */
  function near(at: number, reach: number): readonly { at: number; span: Span }[] {
    let [first, end] = [0, edges.length];
    while (first < end) {
      const middle = (first + end) >> 1;
      if ((edges[middle]?.at ?? Infinity) < at - reach) first = middle + 1;
      else end = middle;
    }
    let past = first;
    while ((edges[past]?.at ?? Infinity) <= at + reach) past += 1;
    return edges.slice(first, past);
  }

  /** The nearest on that side, of those beside `span`; it may reach `slack` into it. */
  function neighbour(span: Span, side: 'before' | 'after', slack: number): Span | null {
    let found: Span | null = null;
    for (const one of spans) {
      if (one === span || one.high < span.low || one.low > span.high) continue;
      if (side === 'before') {
        if (one.to <= span.from + slack && (!found || one.to > found.to)) found = one;
      } else if (one.from >= span.to - slack && (!found || one.from < found.from)) found = one;
    }
    return found;
  }

  /** On each side the neighbour, and that one's. */
  function row(span: Span, slack: number) {
    const before = neighbour(span, 'before', slack);
    const after = neighbour(span, 'after', slack);
    return {
      ...{ before, after },
      beforeThat: before && neighbour(before, 'before', 0),
      afterThat: after && neighbour(after, 'after', 0),
    };
  }

  /** Where `span` may begin to leave equal spaces: between two, or as its neighbour from its own. */
  function evenPlaces(span: Span, reach: number): readonly number[] {
    const { before, after, beforeThat, afterThat } = row(span, reach);
    const size = span.to - span.from;
    const places: number[] = [];
    if (before && after && after.from - before.to >= size)
      places.push((before.to + after.from - size) / 2);
    if (before && beforeThat) places.push(before.to + before.from - beforeThat.to);
    if (after && afterThat) places.push(after.from - (afterThat.from - after.to) - size);
    return places;
  }

  function sharedEdges(span: Span): readonly Shared[] {
    return edgesOf(span).flatMap((at) => {
      const those = near(at, same);
      if (those.length === 0) return [];
      const all = [span, ...those.map((edge) => edge.span)];
      const low = Math.min(...all.map((one) => one.low));
      const high = Math.max(...all.map((one) => one.high));
      return [{ from: at, to: at, low, high }];
    });
  }

  function sharedSpaces(span: Span): readonly Shared[] {
    const { before, after, beforeThat, afterThat } = row(span, same);
    const pairs: readonly (readonly [Span, Span, Span] | null)[] = [
      before && after && [before, span, after],
      before && beforeThat && [beforeThat, before, span],
      after && afterThat && [span, after, afterThat],
    ];
    return pairs.flatMap((three) => {
      if (!three) return [];
      const [one, middle, other] = three;
      const [left, right] = [middle.from - one.to, other.from - middle.to];
      if (left <= 0 || Math.abs(left - right) > 2 * same) return [];
      return [between(one, middle), between(middle, other)];
    });
  }

  return {
    offset(span, reach) {
      let best: number | null = null;
      const tryBy = (by: number): void => {
        if (Math.abs(by) <= reach && (best === null || Math.abs(by) < Math.abs(best))) best = by;
      };
      for (const edge of edgesOf(span)) for (const { at } of near(edge, reach)) tryBy(at - edge);
      for (const place of evenPlaces(span, reach)) tryBy(place - span.from);
      return best;
    },
    sharedBy: (span) => [...sharedEdges(span), ...sharedSpaces(span)],
  };
}

/** The space between two, as a line through the middle of what they have beside each other. */
function between(one: Span, other: Span): Shared {
  const middle = (Math.max(one.low, other.low) + Math.min(one.high, other.high)) / 2;
  return { from: one.to, to: other.from, low: middle, high: middle };
}
