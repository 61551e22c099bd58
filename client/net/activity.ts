/** Is the player here? From when they last touched something and whether they can see the page. No timers in here. */

/** On the client's monotonic clock, in ms. `hiddenSinceAt`: undefined while the page can be seen. */
export type ActivityTimes = { lastInputAt: number; hiddenSinceAt: number | undefined };
export type ActivityLimits = { idleAfterMs: number; hiddenIdleMs: number };
/** `flipsAt`: when it becomes idle if nothing happens; undefined while idle, which only a person ends. */
export type Activity = { active: boolean; inputAgoMs: number; flipsAt: number | undefined };

/** The most that a heartbeat may say. */
const AGO_MAX_MS = 86_400_000;

export function activityOf(times: ActivityTimes, limits: ActivityLimits, now: number): Activity {
  const idleAt = Math.min(
    times.lastInputAt + limits.idleAfterMs,
    times.hiddenSinceAt === undefined ? Number.POSITIVE_INFINITY : times.hiddenSinceAt + limits.hiddenIdleMs,
  );
  const active = now < idleAt;
  const inputAgoMs = Math.min(AGO_MAX_MS, Math.max(0, Math.round(now - times.lastInputAt)));
  return { active, inputAgoMs, flipsAt: active ? idleAt : undefined };
}
