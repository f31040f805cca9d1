/** The value that `of` percent of them do not exceed; 0 of none. @param sorted rising */
export const percentile = (sorted: Float64Array, of: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * of) / 100))] ?? 0;

export const medianOf = (values: readonly number[]): number =>
  percentile(Float64Array.from(values).sort(), 50);
