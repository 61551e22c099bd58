/** The client's budgets, held by tests and shown by `npm run bench:screen`. Sizes are compressed with `gzip -9`. */
export const BUDGETS = {
  /** All scripts, including every language and game. */
  scriptBytes: 480 * 1024,
  /** Everything loaded before the shell's first paint, with the largest language. */
  firstPaintBytes: 60 * 1024,
  /** Everything loaded before the lobby can be used, on the canvas and in English. */
  beforePlayBytes: 300 * 1024,
  /**
   * With 10,000 rows and 100 invisible changes a second. Only the counts are drawn, twice a second, including both
   * ends.
   */
  framesIn5s: 11,
  framesASecond: 3,
  /** Times depend on the machine, so they are shown but no test holds them. */
  stepP95Ms: 4,
  searchP95Ms: 10,
  /** The extra heap of 10,000 rows over 100. */
  heapMb: 6,
} as const;
