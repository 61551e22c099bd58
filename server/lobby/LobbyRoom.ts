/**
 * The room `lobby`: one shard of the roster. A thin shell: it passes hooks and requests on, and Lobby.ts sends what
 * follows through the `Shard` methods. closeCodes.ts says which close codes hold a session. Footprint: a patch timer;
 * one look a second at the sockets that are new or behind. No hook walks the clients, except at shutdown.
 */
import { type AuthContext, type Client, type Deferred, matchMaker, type Room } from '@colyseus/core';
import { asSessionId, asShardId, type PlayerId, type SessionId, type ShardId } from '../../shared/ids.ts';
import { HIDDEN_IDLE_MS } from '../../shared/limits.ts';
import { type PlayerRow, writeRow } from '../../shared/playerRow.ts';
import { CLOSE, type JoinOptions, LOBBY } from '../../shared/protocol.ts';
import type { Pushes, PushType } from '../../shared/pushes.ts';
import { LobbyState, Player } from '../../shared/state.ts';
import { holdsSession, leaveReasonOf } from '../colyseus/closeCodes.ts';
import { GuardedRoom } from '../colyseus/GuardedRoom.ts';
import { joinRefusal } from '../colyseus/joinRefusal.ts';
import { withdrawReservations } from '../colyseus/openReservations.ts';
import type { Config } from '../config.ts';
import type { CloseReason } from '../domain/presence/player.ts';
import { ShardClients } from '../transport/ShardClients.ts';
import { ShardWire } from '../transport/ShardWire.ts';
import { type AuthorizedPlayer, authorizeJoin, resumeTokenFor } from './authorizeJoin.ts';
import { type LobbyRoomDeps, lobbyRequests, playerOf } from './lobbyRequests.ts';
import type { LobbyClient } from './requestHandlers.ts';
import { ShardPlaces } from './ShardPlaces.ts';
import type { Shard } from './Shards.ts';

/** Binds the room class to its deps: Colyseus constructs rooms itself, and calls the static `onAuth` unbound. */
export function defineLobbyRoom(deps: LobbyRoomDeps) {
  const { cluster, config, lobby, metrics, clock, pace } = deps;

  class LobbyRoom extends GuardedRoom<{ state: LobbyState; client: LobbyClient }> implements Shard {
    /** Refuses with a code of the contract as the error's message. */
    static override onAuth(token: string, options: unknown, { ip }: AuthContext): Promise<AuthorizedPlayer> {
      return authorizeJoin(token, options, String(ip), deps);
    }

    protected override readonly deps = deps;
    protected override readonly logName = 'lobby';
    protected override readonly budgets = deps.budgets;
    override state = new LobbyState();
    override clients = new ShardClients<LobbyClient>();
    override patchRate = pace.intervalMs;
    override maxClients = config.SHARD_CAPACITY;
    override seatReservationTimeout = 5;
    readonly #held = new Map<string, Deferred<Client>>();
    readonly #places = new ShardPlaces(this, lobby, config.SHARD_CAPACITY);
    readonly #wire = new ShardWire({
      ...{ metrics, pace, clock },
      shownPart: () => this.#places.shownPart,
      isHidden: (client) => this.#places.isHidden(client as LobbyClient),
    });

    override messages = lobbyRequests(deps);

    get shardId(): ShardId {
      return asShardId(this.roomId);
    }

    get isShown(): boolean {
      return this.#places.isShown;
    }

    override onCreate(): void {
      this.guard(
        ({ profile }: AuthorizedPlayer) => lobby.localPlayers.find(profile.id) ?? profile,
        () => this.#wire.scan(this.clients),
      );
      this.state.shard = this.roomId;
      this.state.online = lobby.online;
      this.state.isPartial = cluster.isPartial;
      this.state.patchMs = this.patchRate as number;
      this.#takeOver();
      lobby.openShard(this);
      this.clock.setInterval(() => this.#eachSecond(), 1_000);
    }

    override hasReachedMaxClients(): boolean {
      return this.isOver || this.#places.isFull();
    }

    override onBeforePatch(): void {
      if (this.state.online !== lobby.online) this.state.online = lobby.online;
      if (this.state.isPartial !== cluster.isPartial) this.state.isPartial = cluster.isPartial;
    }

    override onJoin(client: LobbyClient, _options?: JoinOptions): void {
      this.#wire.watch(client);
      if (!client.auth) return;
      const bar = deps.barOf(client.auth.profile.id);
      if (bar) throw joinRefusal(bar);
      lobby.localPlayers.join(client.auth.profile, asSessionId(client.sessionId), this.shardId);
      this.#sendWelcomed(client);
    }

    override onDrop(client: LobbyClient, code?: number): void {
      this.#wire.release(client);
      const session = asSessionId(client.sessionId);
      if (!holdsSession(code)) {
        this.#end(session, code);
        return;
      }
      // A session that was not resumed in time is known no longer.
      if (!lobby.localPlayers.drop(session)) return;
      const resume = this.allowReconnection(client, 'manual');
      this.#held.set(client.sessionId, resume);
      // Rejects when the window ends, at shutdown, and at once if the client had not acknowledged its join.
      resume.then(
        () => this.#held.delete(client.sessionId),
        () => {
          this.#held.delete(client.sessionId);
          lobby.localPlayers.remove(session, this.isOver ? 'shutdown' : 'dropped');
        },
      );
    }

    override onReconnect(client: LobbyClient): void {
      this.#wire.watchResumed(client);
      if (lobby.localPlayers.resume(asSessionId(client.sessionId))) this.#sendWelcomed(client);
      else client.leave(CLOSE.error, 'window over');
    }

    override onLeave(client: LobbyClient, code?: number): void {
      this.#wire.release(client);
      this.#end(asSessionId(client.sessionId), code);
      super.onLeave(client);
      this.#updateAutoDispose();
      // Colyseus unlocks a full room after every leave, also after that of a player who took no place.
      setImmediate(() => this.#followPlaces());
    }

    override onBeforeShutdown(): void {
      // Colyseus waits for the room to be gone, not for this hook: sessions are closed only once `moved` is sent.
      Promise.all(this.clients.map((client) => this.#sendMoved(client))).finally(() => {
        withdrawReservations(this);
        super.onBeforeShutdown();
      });
    }

    override onDispose(): void {
      lobby.closeShard(this.shardId);
    }

    override setSerializer(): void {
      super.setSerializer(this.#wire.serializer);
    }

    putRow(row: PlayerRow): void {
      const player = this.state.players.get(row.id) ?? new Player();
      writeRow(row, player);
      if (!this.state.players.has(row.id)) this.state.players.set(row.id, player);
    }

    removeRow(id: PlayerId): void {
      this.state.players.delete(id);
    }

    push<Type extends PushType>(sessionId: SessionId, type: Type, payload: Pushes[Type]): void {
      (this.clients.get(sessionId) as Client | undefined)?.send(type, payload);
    }

    pushFrame(sessionId: SessionId, frame: Buffer): void {
      this.clients.get(sessionId)?.enqueueRaw(frame);
    }

    endSession(sessionId: SessionId, why: 'expired' | CloseReason): void {
      const resume = this.#held.get(sessionId);
      if (resume) resume.reject(new Error(why));
      else if (why !== 'expired') this.closeSession(sessionId, CLOSE[why], why);
    }

    announce(text: string): void {
      this.broadcast('announced', { text });
    }

    /** The message is encoded once, however many get it. */
    pushChat(said: Pushes['chatReceived'], except: readonly SessionId[]): void {
      this.broadcast('chatReceived', said, { except: except.flatMap((id) => this.clients.get(id) ?? []) });
    }

    tell<Type extends PushType>(type: Type, payload: Pushes[Type]): void {
      (this as Room).broadcast(type, payload);
    }

    #sendWelcomed(client: LobbyClient): void {
      deps.play.sync(playerOf(client));
      deps.friends.sync(playerOf(client));
      const self = lobby.selfOf(playerOf(client));
      if (!self) return;
      const nowS = Math.floor(clock.wall() / 1000);
      const times = { ...timingsOf(config), nowS, patchMs: pace.intervalMs };
      (client as Client).send('welcomed', { self, shard: this.roomId, ...times });
    }

    async #sendMoved(client: LobbyClient): Promise<void> {
      const self = lobby.selfOf(playerOf(client));
      if (self) client.send('moved', { resumeToken: await resumeTokenFor(self, deps.tokens) });
    }

    #end(session: SessionId, code: number | undefined): void {
      const reason = leaveReasonOf(code);
      if (reason === 'consented') lobby.localPlayers.leave(session);
      else lobby.localPlayers.remove(session, reason);
    }

    /**
     * The last shard of the cluster stays, so that a lone player's reload finds it. Other empty shards go once nothing of
     * theirs is pending: their clock would not be there to end it.
     */
    #updateAutoDispose(): void {
      const hasOthers = lobby.stats().shards > Number(this.isShown);
      if (hasOthers) this.#places.endShown();
      const isPending = lobby.localPlayers.inShards.allIn(this.shardId) > 0;
      this.autoDispose = this.clients.length === 0 && hasOthers && !isPending;
    }

    #followPlaces(): void {
      if (!this.isOver && this.locked !== this.hasReachedMaxClients())
        void this.setMatchmaking({ maxClients: this.maxClients });
    }

    /** Replaces parts of Room (transport/internals.ts), and adds to its listing what shards are chosen by. */
    #takeOver(): void {
      this.#wire.takeOver(this);
      const room = this as unknown as { _reservedSeats: object; _listing: object };
      room._reservedSeats = this.#places.reservations;
      Object.defineProperties(room._listing, {
        filled: { get: () => this.#places.filled, enumerable: true },
        isShown: { get: () => this.#places.isShown, enumerable: true },
      });
    }

    /** Once a second: places of players who hid, the pace of patches, and the end of a shard that nobody joined. */
    #eachSecond(): void {
      this.#updateAutoDispose();
      this.#followPlaces();
      const patchMs = pace.adapt(clock.now());
      if (patchMs !== this.patchRate) this.patchRate = this.state.patchMs = patchMs;
    }
  }

  return LobbyRoom;
}

const timingsOf = (config: Config): Omit<Pushes['welcomed'], 'self' | 'shard' | 'nowS' | 'patchMs'> => ({
  heartbeatMs: config.HEARTBEAT_MS,
  idleAfterMs: config.IDLE_AFTER_MS,
  hiddenIdleMs: Math.min(HIDDEN_IDLE_MS, config.IDLE_AFTER_MS),
  kickAfterMs: config.KICK_AFTER_MS,
  reconnectWindowMs: config.RECONNECT_WINDOW_MS,
  leaveDampingMs: config.LEAVE_DAMPING_MS,
});

/** For `client.joinOrCreate<LobbyRoom>('lobby')`: typed requests, replies and state. */
export type LobbyRoom = InstanceType<ReturnType<typeof defineLobbyRoom>>;

/** Sends the players here to other processes (`moved`, then code 4001) without waiting. The process itself goes on. */
export async function moveLobbyPlayers(): Promise<void> {
  const { processId } = matchMaker;
  for (const { roomId } of await matchMaker.query({ name: LOBBY, processId })) {
    const room = matchMaker.getLocalRoomById(roomId);
    if (!room) continue;
    void room.lock();
    room.onBeforeShutdown();
  }
}
