/** The timers the link runs on; a test passes its own. */
export type Timer = ReturnType<typeof setTimeout> | number;

export interface Timers {
  setTimeout(callback: () => void, ms: number): Timer;
  clearTimeout(timer: Timer | undefined): void;
}
