/** What the client may cost: held by tests and shown by `npm run bench:screen`. Sizes are compressed with `gzip -9`. */
export const BUDGETS = {
  /** All scripts: every language and game too. */
  scriptBytes: 420 * 1024,
  /** What is loaded before the shell's first paint, with the largest language. */
  firstPaintBytes: 60 * 1024,
  /** Drawn in 5 s with 10,000 rows and 100 changes a second, none of them visible: counts change twice a second, and both ends are among them. */
  framesIn5s: 11,
  framesASecond: 3,
  /** Times are shown beside what was measured, and judged by nobody: they depend on the machine. */
  stepP95Ms: 4,
  searchP95Ms: 10,
  /** More with 10,000 rows than with 100. */
  heapMb: 6,
} as const;
