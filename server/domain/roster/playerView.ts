/**
 * A player as the cluster knows them: what each process with sessions of theirs tells, put together. The same entries give
 * the same view everywhere, in whatever order they came. Pure.
 */
import type { PlayerId, ShardId } from '../../../shared/ids.ts';
import type { Status } from '../../../shared/status.ts';
import { type Entry, STANDINGS, type Standing } from '../cluster/slice.ts';
import { type Activity, type Choice, type PlayerPresence, shardsOf, statusOf } from '../presence/player.ts';
import { seenByOf } from '../presence/visibility.ts';

export type PlayerView = Choice & {
  readonly id: PlayerId;
  readonly chosenAt: number;
  readonly status: Status;
  /** Unix seconds. */
  readonly lastActiveAtS: number;
  /** Not empty; the first is where the player is mostly. */
  readonly shards: readonly ShardId[];
  /** Who sees the player where not everybody does. */
  readonly seenBy: readonly PlayerId[];
};

/** Which rule gives the status; those before go before. `leaving`: as shown before, for a reload is silent. */
export const STATUS_RULES = [
  'leaving',
  'held',
  'playing',
  'queued',
  'chosenBusy',
  'idle',
  'chosenAway',
  'active',
] as const;
export type StatusRule = (typeof STATUS_RULES)[number];

/** Undefined where no process knows the player. */
export function viewOf(entries: readonly Entry[]): PlayerView | undefined {
  const ranked = entries.toSorted(compareEntries);
  const [best] = ranked;
  if (!best) return undefined;
  const newest = ranked.reduce((a, b) => (b.chosenAt > a.chosenAt ? b : a));
  return {
    id: best.id,
    name: newest.name,
    visibility: newest.visibility,
    rating: newest.rating,
    chosenStatus: newest.chosenStatus,
    chosenAt: newest.chosenAt,
    status: statusBy(ruleIn(best, newest.chosenStatus, activityIn(ranked)), best),
    lastActiveAtS: Math.max(...ranked.map((entry) => entry.lastActiveAtS)),
    shards: [...new Set(ranked.flatMap((entry) => entry.shards))],
    // A process where the player has just come may not know their friends yet.
    seenBy: newest.visibility === 'friends' ? [...new Set(ranked.flatMap((entry) => entry.seenBy))] : [],
  };
}

/** Which rule gives the status of the view. */
export function statusRuleOf(entries: readonly Entry[]): StatusRule | undefined {
  const ranked = entries.toSorted(compareEntries);
  const [best] = ranked;
  return best && ruleIn(best, viewOf(ranked)?.chosenStatus ?? best.chosenStatus, activityIn(ranked));
}

/** Whether they can be asked anything: here, for a moment not, or not at all. */
export function whereaboutsOf(entries: readonly Entry[]): 'here' | 'held' | 'gone' {
  const [best] = entries.toSorted(compareEntries);
  if (!best) return 'gone';
  return best.standing === 'active' || best.standing === 'idle' ? 'here' : 'held';
}

/** What this process tells of its own player. */
export function entryOf(player: PlayerPresence, lastActiveAtS: number): Entry {
  const { id, name, visibility, rating, chosenStatus, chosenAt } = player;
  const shards = [...shardsOf(player)];
  const standing = standingOf(player);
  const shownStatus = statusOf(player);
  const activity = player.activity ?? null;
  return {
    id,
    name,
    visibility,
    rating,
    chosenStatus,
    chosenAt,
    standing,
    activity,
    shownStatus,
    lastActiveAtS,
    shards,
    seenBy: seenByOf(player),
  };
}

export function standingOf(player: PlayerPresence): Standing {
  let best = STANDINGS.length - 1;
  for (const session of player.sessions.values()) {
    const standing = session.state !== 'live' ? session.state : session.idleSinceAt === undefined ? 'active' : 'idle';
    best = Math.min(best, rankOf(standing));
  }
  return STANDINGS[best] ?? 'leaving';
}

/** The rule of statusOf (player.ts), over processes. */
function ruleIn(best: Entry, chosen: Choice['chosenStatus'], activity: Activity | null): StatusRule {
  if (best.standing === 'leaving' || best.standing === 'held') return best.standing;
  if (activity) return activity;
  if (chosen === 'busy') return 'chosenBusy';
  if (best.standing === 'idle') return 'idle';
  return chosen === 'away' ? 'chosenAway' : 'active';
}

function statusBy(rule: StatusRule, best: Entry): Status {
  switch (rule) {
    case 'leaving':
      return best.shownStatus;
    case 'held':
      return 'reconnecting';
    case 'playing':
    case 'queued':
      return rule;
    case 'chosenBusy':
      return 'busy';
    case 'idle':
    case 'chosenAway':
      return 'away';
    case 'active':
      return 'online';
  }
}

const activityIn = (entries: readonly Entry[]): Activity | null =>
  entries.some(({ activity }) => activity === 'playing')
    ? 'playing'
    : entries.some(({ activity }) => activity === 'queued')
      ? 'queued'
      : null;

const rankOf = (standing: Standing): number => STANDINGS.indexOf(standing);

/** By standing, and then by shard and not by activity: a row that says another shard each minute is no help. */
function compareEntries(a: Entry, b: Entry): number {
  const [shardA = '', shardB = ''] = [a.shards[0], b.shards[0]];
  return rankOf(a.standing) - rankOf(b.standing) || (shardA < shardB ? -1 : shardA > shardB ? 1 : 0);
}
