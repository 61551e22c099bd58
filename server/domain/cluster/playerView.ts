/**
 * A player as one process tells the others of them (Entry), and as the cluster knows them: all entries put together.
 * The same entries give the same view everywhere, in whatever order they came. Pure.
 */
import type { PlayerId, ShardId } from '../../../shared/ids.ts';
import { LAST_ACTIVE_STEP_S } from '../../../shared/limits.ts';
import { type Choice, choiceOf, isSameChoice } from '../../../shared/playerRow.ts';
import type { PlayStatus, Status } from '../../../shared/status.ts';
import {
  areSame,
  lobbyStandingOf,
  localStatusOf,
  type PlayerPresence,
  playStatusOf,
  shardsOf,
  standingOf,
} from '../presence/player.ts';
import {
  PLAY_STATUSES,
  STANDINGS,
  type Standing,
  type StatusRule,
  statusBy,
  statusRule,
} from '../presence/statusRule.ts';
import { seenByOf } from '../presence/visibility.ts';

/** What a process tells of a player who has sessions there. */
export type Entry = Readonly<Choice> & {
  readonly id: PlayerId;
  /** Unix ms. Of several processes the newest choice counts. */
  readonly chosenAt: number;
  readonly standing: Standing;
  /** Of the sessions in the lobby alone; null of a player who is only in a match. */
  readonly inLobby: Standing | null;
  readonly activity: PlayStatus | null;
  /** The status shown before; it is shown on while the player is only leaving. */
  readonly shownStatus: Status;
  readonly lastActiveAtS: number;
  /** That of the oldest session first. */
  readonly shards: readonly ShardId[];
  /** The shard where the player was last: it goes on showing them while they are only in a match. */
  readonly home: ShardId | null;
  /** Other players to whom the player is shown, unless everybody sees them. In the order of their ids. */
  readonly seenBy: readonly PlayerId[];
};

export const entryOf = (player: PlayerPresence, lastActiveAtS: number): Entry => ({
  ...choiceOf(player),
  id: player.id,
  chosenAt: player.chosenAt,
  standing: standingOf(player),
  inLobby: lobbyStandingOf(player),
  activity: playStatusOf(player),
  shownStatus: localStatusOf(player),
  lastActiveAtS,
  shards: shardsOf(player),
  home: player.home,
  seenBy: seenByOf(player),
});

export const isSameEntry = (a: Entry, b: Entry): boolean =>
  isSameChoice(a, b) &&
  a.chosenAt === b.chosenAt &&
  a.standing === b.standing &&
  a.inLobby === b.inLobby &&
  a.home === b.home &&
  a.activity === b.activity &&
  a.shownStatus === b.shownStatus &&
  a.lastActiveAtS === b.lastActiveAtS &&
  areSame(a.shards, b.shards) &&
  areSame(a.seenBy, b.seenBy);

export type PlayerView = Choice & {
  readonly id: PlayerId;
  readonly chosenAt: number;
  readonly status: Status;
  readonly rule: StatusRule;
  readonly lastActiveAtS: number;
  /** The first is where the player mostly is. Empty of a player who is in a match and was in no lobby that is known. */
  readonly shards: readonly ShardId[];
  readonly seenBy: readonly PlayerId[];
};

/** Undefined where no process knows the player. */
export function viewOf(entries: readonly Entry[]): PlayerView | undefined {
  const ranked = entries.toSorted(compareEntries);
  const [best] = ranked;
  if (!best) return undefined;
  const newest = ranked.reduce((a, b) => (b.chosenAt > a.chosenAt ? b : a));
  const playStatus = PLAY_STATUSES.find((each) => ranked.some((entry) => entry.activity === each)) ?? null;
  const shards = new Set(ranked.flatMap((entry) => entry.shards));
  const home = ranked.find((entry) => entry.home !== null)?.home;
  const rule = statusRule(best.standing, playStatus, newest.chosenStatus);
  return {
    ...choiceOf(newest),
    id: best.id,
    chosenAt: newest.chosenAt,
    status: statusBy(rule, best.shownStatus),
    rule,
    lastActiveAtS: Math.max(...ranked.map((entry) => entry.lastActiveAtS)),
    shards: shards.size === 0 && home ? [home] : [...shards],
    // A process where the player has just come may not know their friends yet.
    seenBy: newest.visibility === 'friends' ? [...new Set(ranked.flatMap((entry) => entry.seenBy))] : [],
  };
}

/** Whether the player can be reached in the lobby: now, later, or not at all. A match brings its players back. */
export function whereaboutsOf(entries: readonly Entry[]): 'here' | 'held' | 'gone' {
  if (entries.some(({ inLobby }) => inLobby === 'active' || inLobby === 'idle')) return 'here';
  return entries.some(({ inLobby, activity }) => inLobby !== null || activity === 'playing') ? 'held' : 'gone';
}

/**
 * The shard where the player was last, as the other processes tell. One that is in a match there too only repeats what it
 * was told: it replaces no home, or two processes would swap theirs.
 */
export function homeAmong(others: readonly Entry[], own: ShardId | null): ShardId | null {
  const isInLobby = others.some(({ shards }) => shards.length > 0);
  return (isInLobby || own === null ? viewOf(others)?.shards[0] : undefined) ?? own;
}

/** By standing, then by shard; not by activity, or the row would name another shard each minute. */
function compareEntries(a: Entry, b: Entry): number {
  const [shardA = '', shardB = ''] = [a.shards[0], b.shards[0]];
  const byStanding = STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing);
  return byStanding || (shardA < shardB ? -1 : shardA > shardB ? 1 : 0);
}

/**
 * How long ago the player's last input was, for a process where they are idle. At least, as it is told in steps; and at
 * most `idleAfterMs`, as the processes' clocks may differ. 0 of a player who has just left the others.
 */
export function latestInputAgoMs(view: PlayerView | undefined, wall: number, idleAfterMs: number): number {
  if (!view) return 0;
  return Math.min(idleAfterMs, Math.max(0, wall - (view.lastActiveAtS + LAST_ACTIVE_STEP_S) * 1000));
}
