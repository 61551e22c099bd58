/**
 * A player as the cluster knows them: what each process with sessions of theirs tells, put together. The same entries give
 * the same view everywhere, in whatever order they came. Pure.
 */
import type { PlayerId, ShardId } from '../../../shared/ids.ts';
import { type Choice, choiceOf } from '../../../shared/playerRow.ts';
import type { Status } from '../../../shared/status.ts';
import type { Entry } from '../cluster/slice.ts';
import { ACTIVITIES, STANDINGS, type StatusRule, statusBy, statusRule } from '../presence/statusRule.ts';

export type PlayerView = Choice & {
  readonly id: PlayerId;
  readonly chosenAt: number;
  readonly status: Status;
  /** The rule that gives the status. */
  readonly rule: StatusRule;
  /** Unix seconds. */
  readonly lastActiveAtS: number;
  /** Not empty; the first is where the player mostly is. */
  readonly shards: readonly ShardId[];
  /** Other players to whom the player is shown, unless everybody sees them. */
  readonly seenBy: readonly PlayerId[];
};

/** Undefined where no process knows the player. */
export function viewOf(entries: readonly Entry[]): PlayerView | undefined {
  const ranked = entries.toSorted(compareEntries);
  const [best] = ranked;
  if (!best) return undefined;
  const newest = ranked.reduce((a, b) => (b.chosenAt > a.chosenAt ? b : a));
  const activity = ACTIVITIES.find((each) => ranked.some((entry) => entry.activity === each)) ?? null;
  const rule = statusRule(best.standing, activity, newest.chosenStatus);
  return {
    ...choiceOf(newest),
    id: best.id,
    chosenAt: newest.chosenAt,
    status: statusBy(rule, best.shownStatus),
    rule,
    lastActiveAtS: Math.max(...ranked.map((entry) => entry.lastActiveAtS)),
    shards: [...new Set(ranked.flatMap((entry) => entry.shards))],
    // A process where the player has just come may not know their friends yet.
    seenBy: newest.visibility === 'friends' ? [...new Set(ranked.flatMap((entry) => entry.seenBy))] : [],
  };
}

/** Whether the player can be reached: now, later, or not at all. */
export function whereaboutsOf(entries: readonly Entry[]): 'here' | 'held' | 'gone' {
  const [best] = entries.toSorted(compareEntries);
  if (!best) return 'gone';
  return best.standing === 'active' || best.standing === 'idle' ? 'here' : 'held';
}

/** By standing, then by shard; not by activity, or the row would name another shard each minute. */
function compareEntries(a: Entry, b: Entry): number {
  const [shardA = '', shardB = ''] = [a.shards[0], b.shards[0]];
  const byStanding = STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing);
  return byStanding || (shardA < shardB ? -1 : shardA > shardB ? 1 : 0);
}
