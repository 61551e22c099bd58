/** What a process tells the others of its players: the messages of the directory. */
import type { PlayerId, ProcessId, ShardId } from '../../../shared/ids.ts';
import { type Choice, choiceOf, isSameChoice } from '../../../shared/playerRow.ts';
import type { Activity, Status } from '../../../shared/status.ts';
import { areSame, type PlayerPresence, shardsOf, standingOf, statusOf } from '../presence/player.ts';
import type { Standing } from '../presence/statusRule.ts';
import { seenByOf } from '../presence/visibility.ts';

/** What a process tells of a player who has sessions there. */
export type Entry = Readonly<Choice> & {
  readonly id: PlayerId;
  /** Unix ms. Of several processes the newest choice counts. */
  readonly chosenAt: number;
  readonly standing: Standing;
  readonly activity: Activity | null;
  /** The status shown before; it is shown on while the player is only leaving. */
  readonly shownStatus: Status;
  /** Unix seconds. */
  readonly lastActiveAtS: number;
  /** That of the oldest session first. */
  readonly shards: readonly ShardId[];
  /** Other players to whom the player is shown, unless everybody sees them. In the order of their ids. */
  readonly seenBy: readonly PlayerId[];
};

export const entryOf = (player: PlayerPresence, lastActiveAtS: number): Entry => ({
  ...choiceOf(player),
  id: player.id,
  chosenAt: player.chosenAt,
  standing: standingOf(player),
  activity: player.activity ?? null,
  shownStatus: statusOf(player),
  lastActiveAtS,
  shards: shardsOf(player),
  seenBy: seenByOf(player),
});

export const isSameEntry = (a: Entry, b: Entry): boolean =>
  isSameChoice(a, b) &&
  a.chosenAt === b.chosenAt &&
  a.standing === b.standing &&
  a.activity === b.activity &&
  a.shownStatus === b.shownStatus &&
  a.lastActiveAtS === b.lastActiveAtS &&
  areSame(a.shards, b.shards) &&
  areSame(a.seenBy, b.seenBy);

/** `epoch`: the fencing number of the lease under which the process speaks. A higher one voids all before it. */
export type SliceId = { readonly process: ProcessId; readonly epoch: number };
export type Change = { type: 'put'; entry: Entry } | { type: 'remove'; id: PlayerId };
/** Changes number `from` + 1, `from` + 2, … of the slice. */
export type Batch = SliceId & { readonly from: number; readonly changes: readonly Change[] };
/** The slice after its change number `seq`. */
export type Snapshot = SliceId & { readonly seq: number; readonly entries: readonly Entry[] };
