/** Runs `work` for `from` up to, not including, `to`, at most `atOnce` at a time. Rejects with the first error. */
export async function eachOf(
  from: number,
  to: number,
  atOnce: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = from;
  const worker = async () => {
    while (next < to) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, to - from) }, worker));
}
