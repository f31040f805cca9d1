/** Does `work` for 0 … `count` − 1, at most `limit` of them at the same time; results in order. */
export async function atOnce<T>(
  limit: number,
  count: number,
  work: (at: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const at = next;
      next += 1;
      results[at] = await work(at);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
