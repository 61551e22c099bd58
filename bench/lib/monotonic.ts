/** Milliseconds of the machine's monotonic clock: the same in all processes, so that times of two of them compare. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
