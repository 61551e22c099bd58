/** What a process tells the others of its players: the messages of the directory. */
import type { PlayerId, ProcessId, ShardId } from '../../../shared/ids.ts';
import type { Visibility } from '../../../shared/playerRow.ts';
import type { ChosenStatus, Status } from '../../../shared/status.ts';
import type { Activity } from '../presence/player.ts';

/** The best that a player's sessions at one process are, the best first. */
export const STANDINGS = ['active', 'idle', 'held', 'leaving'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What a process tells of a player who has sessions there. */
export type Entry = {
  readonly id: PlayerId;
  readonly name: string;
  readonly visibility: Visibility;
  readonly rating: number;
  readonly chosenStatus: ChosenStatus;
  /** Unix ms: of several processes the newest choice counts. */
  readonly chosenAt: number;
  readonly standing: Standing;
  /** Null: neither queued nor playing. */
  readonly activity: Activity | null;
  /** What is shown while the player is only leaving: what was shown before. */
  readonly shownStatus: Status;
  /** Unix seconds. */
  readonly lastActiveAtS: number;
  /** That of the oldest session first. */
  readonly shards: readonly ShardId[];
  /** Who sees the player where not everybody does, in the order of their ids. */
  readonly seenBy: readonly PlayerId[];
};

/** `epoch`: the fencing number of the lease under which the process speaks. A higher one makes all before it void. */
export type SliceId = { readonly process: ProcessId; readonly epoch: number };
export type Change = { type: 'put'; entry: Entry } | { type: 'remove'; id: PlayerId };
/** Changes number `from` + 1, `from` + 2, … of the slice. */
export type Batch = SliceId & { readonly from: number; readonly changes: readonly Change[] };
/** The slice after its change number `seq`. */
export type Snapshot = SliceId & { readonly seq: number; readonly entries: readonly Entry[] };
