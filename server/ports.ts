/** What the shells need from the world, as interfaces. Adapters stand in adapters/; tests pass their own. */
import type { PlayerId } from '../shared/ids.ts';
import type { Visibility } from '../shared/protocol.ts';

/** A player as stored. `lastActiveAt`: epoch ms. */
export type StoredPlayer = {
  id: PlayerId;
  name: string;
  visibility: Visibility;
  rating: number;
  isOnline: boolean;
  lastActiveAt: number;
  createdAt: number;
  /** Set: may not sign in or join. */
  bannedAt: number | null;
};

export type NewPlayer = Pick<StoredPlayer, 'id' | 'name' | 'visibility' | 'createdAt'> & {
  /** What makes a name unique (domain/names.ts): look-alikes share it. */
  skeleton: string;
};

/** What the write-behind writes of one player. */
export type PresenceWrite = { id: PlayerId; isOnline: boolean; lastActiveAt: number };

/**
 * Players, on disk. Methods reject with the driver's error while the store is away; the caller decides what that means.
 */
export interface Store {
  /** Brings the schema up to date; safe to call from several processes at once. */
  migrate(): Promise<void>;
  /** 'taken' where another player's name has the same skeleton. */
  createPlayer(player: NewPlayer): Promise<'created' | 'taken'>;
  findPlayer(id: PlayerId): Promise<StoredPlayer | undefined>;
  /** 'taken' as above; the player's own skeleton is no obstacle. */
  renamePlayer(id: PlayerId, name: string, skeleton: string): Promise<'renamed' | 'taken' | 'unknown'>;
  setVisibility(id: PlayerId, visibility: Visibility): Promise<void>;
  /** One statement a batch; unknown players are passed over; `lastActiveAt` never moves back. */
  writePresence(batch: readonly PresenceWrite[]): Promise<void>;
  /** After a crash: nobody is online. Returns how many were. */
  markAllOffline(): Promise<number>;
  /** Frees the names of guests who were last active before `before` (epoch ms) and are not online. Returns how many. */
  pruneGuests(before: number): Promise<number>;
  /** Resolves when the store answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface Clock {
  /** Monotonic milliseconds: for every duration and deadline. Never compared with `wall`. */
  now(): number;
  /** Epoch milliseconds: for what is stored or shown. */
  wall(): number;
}

export interface Ids {
  playerId(): PlayerId;
  /** A name for a guest who gave none, like `AmberMoose724`; unique enough to try a few times. */
  guestName(): string;
}
