/**
 * Signs in, joins, keeps the link alive, and reports everything as `LobbyEvent`s. It needs no Phaser and no DOM, so
 * any renderer and the bots can use it. The page reports input, visibility and network changes by calling its methods.
 *
 *   const client = new LobbyClient({ endpoint, session, now: () => performance.now(), timers, random: Math.random });
 *   client.subscribe((event) => …);
 *   client.start();
 *
 * Footprint: one socket, a probe every 5 s while visible (sooner after input), a heartbeat every 15 s, and one renewal
 * of the token halfway through its life.
 */
import { CONNECT_TIMEOUT_MS, PROBE_EVERY_MS, PROBE_TIMEOUT_MS, RECONNECT_WINDOW_MS } from '../../shared/limits.ts';
import { CLOSE } from '../../shared/protocol.ts';
import type { RequestInput, RequestName, RequestReply } from '../../shared/requests.ts';
import type { Link, LobbyEvent, Push } from './events.ts';
import { leaveLobby } from './goodbye.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Fetch } from './json.ts';
import { LobbyLink } from './LobbyLink.ts';
import { Listeners } from './listeners.ts';
import { MatchLink, type MatchLinkDeps } from './match/MatchLink.ts';
import type { MatchTicket } from './match/matchTicket.ts';
import type { MatchTransport } from './match/matchTransport.ts';
import { Reseat } from './match/reseat.ts';
import { SdkMatchTransport } from './match/SdkMatchTransport.ts';
import { Probe } from './probe.ts';
import { Records } from './records.ts';
import { type RequestResult, requestResultOf } from './requestResult.ts';
import { SdkTransport } from './SdkTransport.ts';
import { type SessionStore, SignIn } from './signIn.ts';
import type { Timers } from './timers.ts';
import type { LobbyTransport } from './transport.ts';

export type LobbyClientDeps = {
  /** `http(s)://host[:port][/path]`; `ws(s)://` reads as the same. */
  endpoint: string;
  session: SessionStore;
  /** Monotonic ms. */
  now(): number;
  timers: Timers;
  /** In [0, 1). */
  random(): number;
  /** Epoch ms; used only until the server has told its time. */
  wall?(): number;
  fetch?: Fetch;
  /** The name that a new guest asks for; the server gives another if it is not allowed. */
  name?: string;
  /** False: the roster is not decoded, and no roster events come. */
  roster?: boolean;
  timing?: Partial<{ probeEveryMs: number; probeTimeoutMs: number; connectTimeoutMs: number }>;
  transport?: LobbyTransport;
  matchTransport?: MatchTransport;
};

export class LobbyClient {
  readonly records: Records;
  readonly #deps: LobbyClientDeps;
  readonly #listeners = new Listeners<LobbyEvent>();
  readonly #signIn: SignIn;
  readonly #link: LobbyLink;
  readonly #heartbeat: Heartbeat;
  readonly #probe: Probe;
  readonly #reseat = new Reseat((name, matchId) => this.request(name, { matchId }));
  readonly #matchDeps: Omit<MatchLinkDeps, 'windowMs'>;
  #openedMatch: MatchLink | undefined;
  #leftWithPage = false;

  constructor(deps: LobbyClientDeps) {
    this.#deps = deps;
    const { now, timers, random, timing } = deps;
    const url = deps.endpoint.replace(/^ws/, 'http').replace(/\/+$/, '');
    const fetch: Fetch = deps.fetch ?? ((...args) => globalThis.fetch(...args));
    const wall = deps.wall ?? Date.now;
    this.#signIn = new SignIn({ url, session: deps.session, fetch, timers, now, wall, name: deps.name });
    this.records = new Records(url, fetch, this.#signIn);
    const transport = deps.transport ?? new SdkTransport(url, fetch, deps.roster ?? true);
    const connectTimeoutMs = timing?.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
    const probe = {
      everyMs: timing?.probeEveryMs ?? PROBE_EVERY_MS,
      timeoutMs: timing?.probeTimeoutMs ?? PROBE_TIMEOUT_MS,
    };
    const common = { signIn: this.#signIn, now, timers, random, connectTimeoutMs };
    this.#matchDeps = {
      ...common,
      transport: deps.matchTransport ?? new SdkMatchTransport(url, fetch),
      reseat: (ticket, signal) => this.#reseat.request(ticket, signal),
      probe,
    };
    const changed = (link: Link) => this.#linkChanged(link);
    this.#link = new LobbyLink({ ...common, transport, changed }, RECONNECT_WINDOW_MS);
    this.#heartbeat = new Heartbeat({
      now,
      timers,
      random,
      // A lost beat can be ignored: the probe finds a dead link.
      send: (beat) => void this.#link.connection?.request('heartbeat', beat).catch(() => {}),
    });
    this.#probe = new Probe({
      now,
      timers,
      timing: probe,
      ping: (answered) => this.#link.connection?.ping(answered),
      answered: (ms) => this.#listeners.notify({ type: 'probed', ms }),
      connectionDied: () => this.#link.connection?.close(CLOSE.mayReconnect),
    });
  }

  get link(): Link {
    return this.#link.link;
  }

  subscribe(listener: (event: LobbyEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  start(): void {
    this.#link.start();
  }

  /** Tries at once instead of waiting; after `closed`, joins again. */
  retryNow(): void {
    this.#link.retryNow();
  }

  /** Leaves for good; resolves when the server has closed the session, or after a second. */
  async leave(): Promise<void> {
    this.#match?.leave();
    const connection = this.#link.leave();
    if (connection) await leaveLobby(connection, this.#deps.timers);
  }

  /** Moves to that player's shard, or to any if that fails; others notice no more than at a reload. Only if online. */
  moveBeside(playerId: string): void {
    const connection = this.#link.moveBeside(playerId);
    if (connection) void leaveLobby(connection, this.#deps.timers);
  }

  /** For `pagehide`: the goodbye has been sent when this returns. `pageRestored()` joins again. */
  leaveNow(): void {
    if (this.link.kind === 'closed') return;
    this.#leftWithPage = true;
    this.#match?.disconnect();
    this.#link.leave()?.leave();
  }

  /** Never rejects. */
  request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<RequestResult<RequestReply<Name>>> {
    return requestResultOf(this.#link.connection, (connection) => connection.request(name, input));
  }

  /** Enters the match that `matchReady` named, or the one from before a reload; leaves any other match. */
  openMatch(ticket: MatchTicket): MatchLink {
    this.#match?.leave();
    const link = new MatchLink(ticket, { ...this.#matchDeps, windowMs: this.#link.windowMs });
    this.#openedMatch = link;
    link.start();
    return link;
  }

  /** For clients without a page, such as bots. Holds until input or a change of visibility is reported. */
  reportActivity(active: boolean, inputAgoMs: number): void {
    this.#heartbeat.report(active, inputAgoMs);
  }

  /** Call on any human input, at most once a second. */
  inputSeen(): void {
    this.#match?.inputSeen();
    this.#probe.inputSeen();
    this.#link.inputSeen();
    this.#heartbeat.inputSeen();
  }

  /** Call on each press of a key, button or finger. During a match it probes the match's link, not the lobby's. */
  pressed(): void {
    if (this.#match) this.#match.pressed();
    else this.#probe.pressed();
  }

  pageHidden(): void {
    this.#match?.pageHidden();
    this.#heartbeat.pageHidden();
    this.#probe.pageHidden();
  }

  pageVisible(): void {
    this.#match?.pageVisible();
    this.#heartbeat.pageVisible();
    this.#probe.pageVisible();
    this.#link.hurry();
  }

  /** Call when the page returns from the back-forward cache (`pageshow.persisted`). */
  pageRestored(): void {
    if (!this.#leftWithPage) return this.pageVisible();
    this.#match?.pageVisible();
    this.#link.start();
  }

  networkOnline(): void {
    this.#match?.networkOnline();
    this.#probe.pingNow();
    // An attempt begun before the network failed may hang.
    if (this.link.kind !== 'closed') this.#link.retryNow();
  }

  networkOffline(): void {
    this.#match?.networkOffline();
    this.#link.connection?.close(CLOSE.mayReconnect);
  }

  /** Undefined before the first match and once its link is closed. */
  get #match(): MatchLink | undefined {
    return this.#openedMatch?.link.kind === 'closed' ? undefined : this.#openedMatch;
  }

  #linkChanged(link: Link): void {
    const connection = link.kind === 'online' ? this.#link.connection : undefined;
    if (!connection) {
      this.#heartbeat.stop();
      this.#probe.stop();
      this.#signIn.stop();
    }
    if (link.kind !== 'closed') this.#leftWithPage = false;
    this.#listeners.notify({ type: 'linkChanged', link });
    if (!connection) return;
    this.#probe.start();
    this.#signIn.keepFresh();
    connection.listen({
      pushed: (push) => this.#pushed(push),
      roster: (event) => this.#listeners.notify(event),
      closed: (code) => this.#link.lost(connection, code),
    });
  }

  /** Ignores unknown types: they come from a newer server. */
  #pushed(push: Push): void {
    switch (push.type) {
      case 'moved':
        this.#link.resumeToken = push.payload.resumeToken;
        return;
      case 'welcomed':
        this.#link.windowMs = push.payload.reconnectWindowMs;
        this.#signIn.serverTimeIs(push.payload.nowS);
        this.#signIn.renamed(push.payload.self.name);
        this.#listeners.notify(push);
        this.#heartbeat.start(push.payload.heartbeatMs, push.payload);
        return;
      case 'selfUpdated':
        this.#signIn.renamed(push.payload.name);
        this.#listeners.notify(push);
        return;
      case 'idleWarned':
        this.#listeners.notify(push);
        // The server does not know that the player is active.
        if (this.#heartbeat.isActive) this.#heartbeat.beat();
        return;
      case 'matchReady':
        this.#reseat.handleReady(push.payload);
        this.#listeners.notify(push);
        return;
      case 'idleCancelled':
      case 'announced':
      case 'queueUpdated':
      case 'matchProposed':
      case 'matchCancelled':
      case 'matchFinished':
      case 'rematchUpdated':
      case 'matchesUpdated':
      case 'tileUpdated':
      case 'partyUpdated':
      case 'invited':
      case 'inviteEnded':
      case 'friendsUpdated':
      case 'chatReceived':
      case 'chatDeleted':
      case 'happened':
        this.#listeners.notify(push);
    }
  }
}
