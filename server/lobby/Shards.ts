/** The open shards of this process, and how changes and pushes reach them. A shard that has closed is passed over. */
import type { PlayerId, SessionId, ShardId } from '../../shared/ids.ts';
import type { PlayerRow } from '../../shared/playerRow.ts';
import type { Pushes, PushType } from '../../shared/pushes.ts';
import type { CloseReason, PlayerPresence, PresenceEvent } from '../domain/presence/player.ts';
import type { Session } from '../domain/presence/session.ts';
import type { RosterChange } from '../domain/roster/roster.ts';

/** A lobby room, as far as the lobby needs it. */
export interface Shard {
  readonly shardId: ShardId;
  putRow(row: PlayerRow): void;
  removeRow(id: PlayerId): void;
  push<Type extends PushType>(sessionId: SessionId, type: Type, payload: Pushes[Type]): void;
  /** Closes the socket, or gives up the seat that is held for it. */
  endSession(sessionId: SessionId, why: 'expired' | CloseReason): void;
  /** A word of the operators to everybody here. */
  announce(text: string): void;
  /** A word of somebody here to everybody else who is connected, and themself; not to the sessions of `except`. */
  tell(said: Pushes['chatReceived'], except: readonly SessionId[]): void;
}

export class Shards {
  readonly #byId = new Map<ShardId, Shard>();

  get count(): number {
    return this.#byId.size;
  }

  open(shard: Shard): void {
    this.#byId.set(shard.shardId, shard);
  }

  close(id: ShardId): void {
    this.#byId.delete(id);
  }

  carry(changes: readonly RosterChange[]): void {
    for (const change of changes) {
      const shard = this.#byId.get(change.shard);
      if (change.type === 'put') shard?.putRow(change.row);
      else shard?.removeRow(change.id);
    }
  }

  /** To every tab and device of the player that is connected. */
  push<Type extends PushType>(player: PlayerPresence, type: Type, payload: Pushes[Type]): void {
    for (const session of player.sessions.values()) {
      if (session.state === 'live') this.#byId.get(session.shard)?.push(session.id, type, payload);
    }
  }

  announce(text: string): void {
    for (const shard of this.#byId.values()) shard.announce(text);
  }

  /** `deaf`: players here who are not to hear it. */
  tell(shard: ShardId, said: Pushes['chatReceived'], deaf: readonly PlayerPresence[]): void {
    const isIn = (session: Session) => session.state === 'live' && session.shard === shard;
    const except = deaf.flatMap(({ sessions }) => [...sessions.values()].filter(isIn).map(({ id }) => id));
    this.#byId.get(shard)?.tell(said, except);
  }

  endSession({ shard, sessionId, why }: Extract<PresenceEvent, { type: 'closed' }>): void {
    this.#byId.get(shard)?.endSession(sessionId, why);
  }
}
