/** What the server needs of the database for whispers to friends who are away (server/ports.ts has the rest). */
import type { PlayerId } from '../../../shared/ids.ts';

/** A whisper to a friend who is away. `at`: epoch ms. */
export type WaitingWhisper = { id: string; from: PlayerId; to: PlayerId; text: string; at: number };

/** Whispers that wait for their addressee. */
export interface Whispers {
  /** Of more than WAITING_FROM_ONE from the sender, or WAITING_MAX for the addressee, the oldest are forgotten. */
  add(whisper: WaitingWhisper): Promise<void>;
  /**
   * The oldest first. Without those of players who are no longer friends, blocked in either direction, or muted or banned at
   * `now` (epoch ms). `fromName`: as friends last saw it.
   */
  waitingFor(to: PlayerId, now: number): Promise<(WaitingWhisper & { fromName: string })[]>;
  /** Deletes those of the friend up to this one. */
  read(to: PlayerId, from: PlayerId, id: string): Promise<void>;
  /** Deletes the sender's, or one of them. Returns their ids. */
  delete(from: PlayerId, id?: string): Promise<string[]>;
  /** Deletes those from before `before` (epoch ms). Returns how many. */
  prune(before: number): Promise<number>;
}
