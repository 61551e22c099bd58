/** The open shards of this process. Changes and pushes for a shard that has closed are dropped. */
import type { PlayerId, SessionId, ShardId } from '../../shared/ids.ts';
import type { PlayerRow } from '../../shared/playerRow.ts';
import type { Pushes, PushType } from '../../shared/pushes.ts';
import { pushFrame } from '../colyseus/pushFrame.ts';
import type { CloseReason, PlayerPresence, PresenceEvent } from '../domain/presence/player.ts';
import type { Session } from '../domain/presence/session.ts';
import type { RosterChange } from '../domain/roster/roster.ts';

export interface Shard {
  readonly shardId: ShardId;
  /** Whether it would be here without the players who hide. */
  readonly isShown: boolean;
  putRow(row: PlayerRow): void;
  removeRow(id: PlayerId): void;
  push<Type extends PushType>(sessionId: SessionId, type: Type, payload: Pushes[Type]): void;
  /** The bytes of a push that was encoded for many (colyseus/pushFrame.ts). */
  pushFrame(sessionId: SessionId, frame: Buffer): void;
  /** Closes the socket, or gives up the reservation that is held for it. */
  endSession(sessionId: SessionId, why: 'expired' | CloseReason): void;
  /** To everybody here. */
  announce(text: string): void;
  /** To everybody here who is connected, the sender too; not to the sessions of `except`. */
  pushChat(said: Pushes['chatReceived'], except: readonly SessionId[]): void;
  /** To everybody here; encoded once. */
  tell<Type extends PushType>(type: Type, payload: Pushes[Type]): void;
}

export class Shards {
  readonly #byId = new Map<ShardId, Shard>();

  /** Shards that would be here without the players who hide. */
  get count(): number {
    return [...this.#byId.values()].filter(({ isShown }) => isShown).length;
  }

  open(shard: Shard): void {
    this.#byId.set(shard.shardId, shard);
  }

  close(id: ShardId): void {
    this.#byId.delete(id);
  }

  applyChanges(changes: readonly RosterChange[]): void {
    for (const change of changes) {
      const shard = this.#byId.get(change.shard);
      if (change.type === 'put') shard?.putRow(change.row);
      else shard?.removeRow(change.id);
    }
  }

  /** To all connected tabs and devices of the player. */
  push<Type extends PushType>(player: PlayerPresence, type: Type, payload: Pushes[Type]): void {
    for (const id of player.sessions.keys()) this.#shardOf(player, id)?.push(id, type, payload);
  }

  /** To all connected tabs and devices of these players; it is encoded once, however many they are. */
  pushToAll<Type extends PushType>(players: Iterable<PlayerPresence>, type: Type, payload: Pushes[Type]): void {
    const frame = pushFrame(type, payload);
    for (const player of players) for (const id of player.sessions.keys()) this.pushFrame(player, id, frame);
  }

  /** False where the session is not connected here. */
  pushFrame(player: PlayerPresence, sessionId: SessionId, frame: Buffer): boolean {
    const shard = this.#shardOf(player, sessionId);
    shard?.pushFrame(sessionId, frame);
    return shard !== undefined;
  }

  isConnected(player: PlayerPresence, sessionId: SessionId): boolean {
    return this.#shardOf(player, sessionId) !== undefined;
  }

  #shardOf(player: PlayerPresence, sessionId: SessionId): Shard | undefined {
    const session = player.sessions.get(sessionId);
    return session?.state === 'live' && session.shard !== null ? this.#byId.get(session.shard) : undefined;
  }

  announce(text: string): void {
    for (const shard of this.#byId.values()) shard.announce(text);
  }

  pushChat(shard: ShardId, said: Pushes['chatReceived'], except: readonly PlayerPresence[]): void {
    const isIn = (session: Session) => session.state === 'live' && session.shard === shard;
    const excluded = except.flatMap(({ sessions }) => [...sessions.values()].filter(isIn).map(({ id }) => id));
    this.#byId.get(shard)?.pushChat(said, excluded);
  }

  broadcast<Type extends PushType>(type: Type, payload: Pushes[Type]): void {
    for (const shard of this.#byId.values()) shard.tell(type, payload);
  }

  /** Match rooms end their own (match/LiveMatches.ts). */
  endSession({ shard, sessionId, why }: Extract<PresenceEvent, { type: 'closed' }>): void {
    if (shard !== null) this.#byId.get(shard)?.endSession(sessionId, why);
  }
}
