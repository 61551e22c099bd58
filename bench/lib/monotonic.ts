/** Milliseconds of the machine's monotonic clock, which is comparable across processes. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
