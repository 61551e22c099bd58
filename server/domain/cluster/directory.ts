/**
 * Where every player of the cluster is. Each process is the only writer of its slice, a numbered stream of changes, and
 * mirrors all others. Messages may be lost, repeated, late or out of order; a snapshot closes a gap in the numbers.
 * The slice of a dead process is removed, and messages of its old epoch are ignored. Pure. Footprint: O(1) for each
 * change and slice that has the player; only a snapshot walks all players.
 */
import type { PlayerId, ProcessId } from '../../../shared/ids.ts';
import { type Entry, isSameEntry, type PlayerView, viewOf, whereaboutsOf } from './playerView.ts';

/** `epoch`: the fencing number of the lease under which the process speaks. A higher one voids all before it. */
export type SliceId = { readonly process: ProcessId; readonly epoch: number };
export type Change = { type: 'put'; entry: Entry } | { type: 'remove'; id: PlayerId };
/** Changes number `from` + 1, `from` + 2, … of the slice. */
export type Batch = SliceId & { readonly from: number; readonly changes: readonly Change[] };
/** The slice after its change number `seq`. */
export type Snapshot = SliceId & { readonly seq: number; readonly entries: readonly Entry[] };

type Slice = {
  epoch: number;
  seq: number;
  /** A number is missing: a snapshot is needed. */
  isBehind: boolean;
  readonly entries: Map<PlayerId, Entry>;
  early: Batch[];
};

/** Batches kept while a snapshot is on its way. Any more are dropped: they leave a gap, which a snapshot closes. */
const EARLY_MAX = 1_000;
/** How many dead processes are remembered, the last ones: of the others no late message can arrive any more. */
const DEAD_MAX = 1_000;

export class Directory {
  readonly #own: ProcessId;
  readonly #slices = new Map<ProcessId, Slice>();
  /** The last epoch of a process that was declared dead. */
  readonly #dead = new Map<ProcessId, number>();
  /** By player, then by process. */
  readonly #byPlayer = new Map<PlayerId, Map<ProcessId, Entry>>();
  /** Not yet published: the last change of each player. */
  readonly #pending = new Map<PlayerId, Change>();

  constructor({ process, epoch }: SliceId) {
    this.#own = process;
    this.#slices.set(process, newSlice(epoch, 0));
  }

  get id(): SliceId {
    return { process: this.#own, epoch: this.#ownSlice().epoch };
  }

  /** The number of the last change that this process has published. */
  get publishedSeq(): number {
    return this.#ownSlice().seq;
  }

  /** What each process reports of the player; empty where none knows them. */
  entriesOf(id: PlayerId): readonly Entry[] {
    return [...(this.#byPlayer.get(id)?.values() ?? [])];
  }

  viewOf(id: PlayerId): PlayerView | undefined {
    return viewOf(this.entriesOf(id));
  }

  whereaboutsOf(id: PlayerId): 'here' | 'held' | 'gone' {
    return whereaboutsOf(this.entriesOf(id));
  }

  has(id: PlayerId): boolean {
    return this.#byPlayer.has(id);
  }

  placesOf(id: PlayerId): { process: ProcessId; entry: Entry }[] {
    return [...(this.#byPlayer.get(id) ?? [])].map(([process, entry]) => ({ process, entry }));
  }

  ownEntryOf(id: PlayerId): Entry | undefined {
    return this.#ownSlice().entries.get(id);
  }

  othersEntriesOf(id: PlayerId): Entry[] {
    return [...(this.#byPlayer.get(id) ?? [])].filter(([process]) => process !== this.#own).map(([, entry]) => entry);
  }

  players(): Iterable<PlayerId> {
    return this.#byPlayer.keys();
  }

  sizeOf(process: ProcessId): number {
    return this.#slices.get(process)?.entries.size ?? 0;
  }

  /** A player of this process, as they are now. */
  put(entry: Entry): void {
    if (this.#set(this.#own, this.#ownSlice(), entry)) this.#pending.set(entry.id, { type: 'put', entry });
  }

  remove(id: PlayerId): void {
    if (!this.#drop(this.#own, this.#ownSlice(), id)) return;
    this.#pending.set(id, { type: 'remove', id });
  }

  /** The changes since the last call, for the others; undefined where there are none. */
  takeBatch(): Batch | undefined {
    if (this.#pending.size === 0) return undefined;
    const slice = this.#ownSlice();
    const batch: Batch = { ...this.id, from: slice.seq, changes: [...this.#pending.values()] };
    slice.seq += this.#pending.size;
    this.#pending.clear();
    return batch;
  }

  /** This process' slice, with the pending changes: they come again in the next batch, which does no harm. */
  snapshot(): Snapshot {
    return this.snapshotOf(this.#own) as Snapshot;
  }

  /** What is known of the process' players; undefined where that is incomplete. */
  snapshotOf(process: ProcessId): Snapshot | undefined {
    const slice = this.#slices.get(process);
    if (!slice || slice.isBehind) return undefined;
    const { epoch, seq, entries } = slice;
    return { process, epoch, seq, entries: [...entries.values()] };
  }

  /**
   * This process has its first lease, or a new one after it was declared dead: from now on it speaks under a new epoch,
   * and begins with this snapshot. That has the number 1: a batch from 0 would mean that the process began empty.
   */
  renew(epoch: number): Snapshot {
    const slice = this.#ownSlice();
    slice.epoch = epoch;
    slice.seq = 1;
    this.#pending.clear();
    return this.snapshot();
  }

  /** Returns the players of whom something may have changed. */
  applyBatch(batch: Batch): Set<PlayerId> {
    const slice = this.#sliceFor(batch, batch.from);
    const changed = new Set<PlayerId>();
    if (!slice) return changed;
    this.#take(batch, slice, changed);
    this.#takeEarly(slice, changed);
    return changed;
  }

  /** As `applyBatch`. A snapshot older than what is known changes nothing. */
  applySnapshot(snapshot: Snapshot): Set<PlayerId> {
    const { process, seq, entries } = snapshot;
    const slice = this.#sliceFor(snapshot, seq);
    const changed = new Set<PlayerId>();
    if (!slice || seq < slice.seq) return changed;
    const gone = new Set(slice.entries.keys());
    for (const entry of entries) {
      gone.delete(entry.id);
      if (this.#set(process, slice, entry)) changed.add(entry.id);
    }
    for (const id of gone) {
      this.#drop(process, slice, id);
      changed.add(id);
    }
    slice.seq = seq;
    slice.isBehind = false;
    this.#takeEarly(slice, changed);
    return changed;
  }

  /** A process states its last number. Without that, the loss of its last batch would go unnoticed. */
  noteSeq(id: SliceId, seq: number): void {
    const slice = this.#sliceFor(id, seq);
    if (slice && slice.seq < seq) slice.isBehind = true;
  }

  behind(): ProcessId[] {
    return [...this.#slices].filter(([, slice]) => slice.isBehind).map(([process]) => process);
  }

  /** The process is dead: its players of this epoch and before are gone. Returns what it had reported of them. */
  expire({ process, epoch }: SliceId): readonly Entry[] {
    if (process === this.#own) return [];
    this.#dead.set(process, Math.max(epoch, this.#dead.get(process) ?? 0));
    if (this.#dead.size > DEAD_MAX) this.#dead.delete(this.#dead.keys().next().value as ProcessId);
    const slice = this.#slices.get(process);
    return slice && slice.epoch <= epoch ? this.hide(process) : [];
  }

  /** The process cannot be heard: its players are hidden until its snapshot comes. Returns its reports of them. */
  hide(process: ProcessId): readonly Entry[] {
    const slice = this.#slices.get(process);
    if (process === this.#own || !slice) return [];
    const entries = [...slice.entries.values()];
    for (const { id } of entries) this.#drop(process, slice, id);
    this.#slices.delete(process);
    return entries;
  }

  /** The slice that a message is for; the first of an epoch makes a new one. Undefined where it is to be ignored. */
  #sliceFor({ process, epoch }: SliceId, from: number): Slice | undefined {
    if (process === this.#own || epoch <= (this.#dead.get(process) ?? 0)) return undefined;
    const known = this.#slices.get(process);
    if (known && epoch <= known.epoch) return epoch === known.epoch ? known : undefined;
    // The old entries stay until the snapshot of the new epoch says which are left: mostly the same players.
    const slice: Slice = { ...newSlice(epoch, -1), isBehind: true, entries: known?.entries ?? new Map() };
    if (from === 0 && slice.entries.size === 0) Object.assign(slice, { seq: 0, isBehind: false });
    this.#slices.set(process, slice);
    return slice;
  }

  #take(batch: Batch, slice: Slice, changed: Set<PlayerId>): void {
    const { process, from, changes } = batch;
    if (slice.seq < 0 || from > slice.seq) {
      slice.isBehind = true;
      if (slice.early.length < EARLY_MAX) slice.early.push(batch);
      return;
    }
    const fresh = changes.slice(slice.seq - from);
    for (const change of fresh) {
      const id = change.type === 'put' ? change.entry.id : change.id;
      // A removal counts although this mirror did not know the player: they may have come and gone between two batches.
      if (change.type === 'remove') this.#drop(process, slice, id);
      else if (!this.#set(process, slice, change.entry)) continue;
      changed.add(id);
    }
    slice.seq += fresh.length;
  }

  #takeEarly(slice: Slice, changed: Set<PlayerId>): void {
    if (slice.seq < 0 || slice.early.length === 0) return;
    const early = slice.early.toSorted((a, b) => a.from - b.from);
    slice.early = [];
    slice.isBehind = false;
    for (const batch of early) this.#take(batch, slice, changed);
  }

  #ownSlice(): Slice {
    return this.#slices.get(this.#own) as Slice;
  }

  /** False where the slice had the same entry. */
  #set(process: ProcessId, slice: Slice, entry: Entry): boolean {
    const before = slice.entries.get(entry.id);
    slice.entries.set(entry.id, entry);
    const entries = this.#byPlayer.get(entry.id) ?? new Map<ProcessId, Entry>();
    entries.set(process, entry);
    this.#byPlayer.set(entry.id, entries);
    return before === undefined || !isSameEntry(before, entry);
  }

  #drop(process: ProcessId, slice: Slice, id: PlayerId): boolean {
    const wasThere = slice.entries.delete(id);
    const entries = this.#byPlayer.get(id);
    entries?.delete(process);
    if (entries?.size === 0) this.#byPlayer.delete(id);
    return wasThere;
  }
}

const newSlice = (epoch: number, seq: number): Slice => ({
  epoch,
  seq,
  isBehind: false,
  entries: new Map(),
  early: [],
});
