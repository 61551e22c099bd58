/**
 * The room `lobby`: one shard of the roster. A thin shell: hooks and requests go to the lobby (server/lobby/Lobby.ts), what
 * it decides comes back through the `Shard` methods. Which close codes hold a session: closeCodes.ts.
 *
 * Footprint: one patch interval; one look a second at the sockets that are behind. No hook walks the clients.
 */
import { type Client, type Deferred, Room, type RoomException, RoomInternalState, ServerError } from '@colyseus/core';
import { asSessionId, asShardId, type PlayerId, type SessionId, type ShardId } from '../../shared/ids.ts';
import { CLOSE_REASON_MAX_BYTES } from '../../shared/limits.ts';
import { type PlayerRow, writeRow } from '../../shared/playerRow.ts';
import { CLOSE, type JoinOptions } from '../../shared/protocol.ts';
import type { Pushes, PushType } from '../../shared/pushes.ts';
import type { RequestRefusal } from '../../shared/refusals.ts';
import { LobbyState, Player } from '../../shared/state.ts';
import { holdsSession, leaveReasonOf } from '../colyseus/closeCodes.ts';
import { isPatient, type RequestHost } from '../colyseus/handle.ts';
import { restrictResumes } from '../colyseus/heldReservations.ts';
import { joinRefusal } from '../colyseus/joinRefusal.ts';
import { cancelDisposeTimeout, withdrawReservations } from '../colyseus/openReservations.ts';
import type { CloseReason } from '../domain/presence/player.ts';
import { countReservations } from '../transport/countedReservations.ts';
import { ShardClients } from '../transport/ShardClients.ts';
import { ShardWire } from '../transport/ShardWire.ts';
import type { AuthorizedPlayer } from './authorizeJoin.ts';
import { type LobbyClient, lobbyRequests, playerOf } from './lobbyRequests.ts';
import type { LobbyRoomDeps } from './lobbyRoomDeps.ts';
import type { Shard } from './Shards.ts';

/** Private parts of Room that are leaned on (transport/internals.ts). */
type RoomParts = {
  _internalState: RoomInternalState;
  _reservedSeats: ReturnType<typeof countReservations>['bySession'];
};

/** Binds the room class to its deps: Colyseus constructs rooms itself, and calls the static `onAuth` unbound. */
export function defineLobbyRoom(deps: LobbyRoomDeps) {
  const { lobby, metrics, clock, pace } = deps;

  class LobbyRoom extends Room<{ state: LobbyState; client: LobbyClient }> implements Shard, RequestHost {
    /** Refuses with a code of the contract as the error's message. */
    static override onAuth(token: string, options: unknown): Promise<AuthorizedPlayer> {
      return deps.authorizeJoin(token, options);
    }

    override state = new LobbyState();
    override clients = new ShardClients<LobbyClient>();
    override patchRate = pace.intervalMs;
    override maxClients = deps.shardCapacity;
    override seatReservationTimeout = 5;
    /** Above every bucket of a well-behaved client together; more is a flood, and its listeners go at once. */
    override maxMessagesPerSecond = deps.areLimitsOn ? 60 : Number.POSITIVE_INFINITY;
    readonly areLimitsOn = deps.areLimitsOn;
    readonly #held = new Map<string, Deferred<Client>>();
    readonly #reserved = countReservations();
    readonly #wire = new ShardWire({
      onPatch: (bytes) => metrics.patched(bytes),
      onSpent: (ms, writes) => {
        pace.spend(ms);
        metrics.fannedOut(ms, writes);
      },
      now: () => clock.now(),
    });

    override messages = lobbyRequests(deps);

    get shardId(): ShardId {
      return asShardId(this.roomId);
    }

    now(): number {
      return clock.now();
    }

    override onCreate(): void {
      // The wall clock would kick everybody when it jumps; timers of this room run on the monotonic one.
      (this.clock as unknown as { now(): number }).now = () => clock.now();
      this.clock.start();
      this.autoDispose = false;
      this.state.shard = this.roomId;
      this.state.online = lobby.online;
      this.state.isPartial = deps.isPartial();
      this.state.patchMs = this.patchRate as number;
      restrictResumes(this, ({ profile }: AuthorizedPlayer) => profile.id, deps.tokens);
      this.#takeOver();
      // An unknown type would close the session with the type's text as the reason, which `ws` refuses when it is long.
      this.onMessage('*', (client) => this.#ignored(client));
      lobby.openShard(this);
      this.clock.setInterval(() => this.#lookAfter(), 1_000);
    }

    override hasReachedMaxClients(): boolean {
      return this.#isOver || this.clients.length + this.#reserved.count() >= this.maxClients;
    }

    override onBeforePatch(): void {
      if (this.state.online !== lobby.online) this.state.online = lobby.online;
      const isPartial = deps.isPartial();
      if (this.state.isPartial !== isPartial) this.state.isPartial = isPartial;
    }

    override onJoin(client: LobbyClient, _options?: JoinOptions): void {
      this.#wire.watch(client);
      if (!client.auth) return;
      if (deps.isBarred(client.auth.profile.id)) throw joinRefusal('auth/banned');
      lobby.localPlayers.join(client.auth.profile, asSessionId(client.sessionId), this.shardId);
      this.#welcome(client);
    }

    override onDrop(client: LobbyClient, code?: number): void {
      this.#wire.release(client);
      const session = asSessionId(client.sessionId);
      if (!holdsSession(code)) {
        this.#end(session, code);
        return;
      }
      lobby.localPlayers.drop(session);
      const resume = this.allowReconnection(client, 'manual');
      this.#held.set(client.sessionId, resume);
      // Rejects when the window ends, when the socket had never acknowledged its join, and at shutdown.
      resume.then(
        () => this.#held.delete(client.sessionId),
        () => {
          this.#held.delete(client.sessionId);
          lobby.localPlayers.remove(session, this.#isOver ? 'shutdown' : 'dropped');
        },
      );
      // The sweep is a second coarse, the room's clock a patch; the end of the window is a promise to the millisecond.
      setTimeout(() => lobby.localPlayers.sweep(), deps.reconnectWindowMs).unref();
    }

    override onReconnect(client: LobbyClient): void {
      this.#wire.watchResumed(client);
      if (lobby.localPlayers.resume(asSessionId(client.sessionId))) this.#welcome(client);
      else client.leave(CLOSE.error, 'window over');
    }

    override onLeave(client: LobbyClient, code?: number): void {
      this.#wire.release(client);
      this.#end(asSessionId(client.sessionId), code);
      if (this.#isOver) cancelDisposeTimeout(this);
      this.#stayOrGo();
    }

    override onBeforeShutdown(): void {
      // Colyseus waits for the room to be gone, not for this hook: whoever is told `moved` is closed only then.
      Promise.all(this.clients.map((client) => this.#sayMoved(client))).finally(() => {
        withdrawReservations(this);
        super.onBeforeShutdown();
      });
    }

    override onDispose(): void {
      lobby.closeShard(this.shardId);
    }

    /** A method, not a field: Colyseus looks for it before fields are set. An error here ends nobody's session. */
    override onUncaughtException(error: RoomException, method: string): void {
      if (error.cause instanceof ServerError) return;
      deps.failed(error, `lobby.${method}`);
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

    endSession(sessionId: SessionId, why: 'expired' | CloseReason): void {
      const resume = this.#held.get(sessionId);
      if (resume) resume.reject(new Error(why));
      else if (why !== 'expired') this.#close(sessionId, CLOSE[why], why);
    }

    announce(text: string): void {
      this.broadcast('announced', { text });
    }

    /** Encoded once, whoever hears it. */
    pushChat(said: Pushes['chatReceived'], except: readonly SessionId[]): void {
      this.broadcast('chatReceived', said, { except: except.flatMap((id) => this.clients.get(id) ?? []) });
    }

    refused(code: RequestRefusal): void {
      metrics.refusals.inc({ code });
    }

    failed(error: unknown, type: string): void {
      deps.failed(error, `lobby.${type}`);
    }

    cut(client: Client, why: string): void {
      this.#close(client.sessionId, CLOSE.error, why);
    }

    get #isOver(): boolean {
      return (this as unknown as RoomParts)._internalState === RoomInternalState.DISPOSING;
    }

    #welcome(client: LobbyClient): void {
      deps.play.sync(playerOf(client));
      deps.friends.sync(playerOf(client));
      const self = lobby.selfOf(playerOf(client));
      if (self) (client as Client).send('welcomed', { self, shard: this.roomId, ...deps.welcome() });
    }

    async #sayMoved(client: LobbyClient): Promise<void> {
      const self = lobby.selfOf(playerOf(client));
      if (self) client.send('moved', { resumeToken: await deps.resumeTokenFor(self) });
    }

    #end(session: SessionId, code: number | undefined): void {
      const reason = leaveReasonOf(code);
      if (reason === 'consented') lobby.localPlayers.leave(session);
      else lobby.localPlayers.remove(session, reason);
    }

    /** The last shard of the cluster stays, so that a lone player's reload finds it; others go when they are empty. */
    #stayOrGo(): void {
      this.autoDispose = this.clients.length === 0 && lobby.stats().shards > 1;
    }

    /** Listeners go at once, so that nothing of the session is handled after this. */
    #close(sessionId: string, code: number, why: string): void {
      const socket = this.clients.get(sessionId)?.ref as unknown as { terminate(): void } | undefined;
      this.kickClient(sessionId, code, why.slice(0, CLOSE_REASON_MAX_BYTES));
      // A reader that does not read never answers the close, and what is queued for it would stay.
      if (socket) setTimeout(() => socket.terminate(), 2_000).unref();
    }

    #ignored(client: Client): void {
      this.refused('request/unknown');
      if (this.areLimitsOn && !isPatient(client, this.now())) this.cut(client, 'unknown requests');
    }

    /** Puts ours in the place of two parts of Room (transport/internals.ts). */
    #takeOver(): void {
      this.#wire.takeOver(this);
      (this as unknown as RoomParts)._reservedSeats = this.#reserved.bySession;
    }

    /** Once a second: the pace of the patches, who does not keep up with them, and whether somebody came at all. */
    #lookAfter(): void {
      this.#stayOrGo();
      const patchMs = pace.look(clock.now());
      if (patchMs !== this.patchRate) this.patchRate = this.state.patchMs = patchMs;
      for (const { id, why } of this.#wire.scan(this.clients)) {
        metrics.slowReadersCut.inc();
        this.#close(id, why === 'too-slow' ? CLOSE.mayReconnect : CLOSE.error, why);
      }
    }
  }

  return LobbyRoom;
}

/** For `client.joinOrCreate<LobbyRoom>('lobby')`: typed requests, replies and state. */
export type LobbyRoom = InstanceType<ReturnType<typeof defineLobbyRoom>>;
