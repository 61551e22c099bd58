/** What the client may cost: held by tests and shown by `npm run bench:screen`. Sizes are compressed with `gzip -9`. */
export const BUDGETS = {
  /** All scripts: every language and game too. */
  scriptBytes: 420 * 1024,
  /** What is loaded before the shell's first paint, with the largest language. */
  firstPaintBytes: 60 * 1024,
  /** Drawn in 5 s with 10,000 rows and 100 changes a second, none of them visible: counts change twice a second. */
  framesIn5s: 10,
} as const;
