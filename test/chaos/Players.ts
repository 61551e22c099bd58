/**
 * Players of a scenario: LobbyClients that decode no roster. Each has a network that can be cut, and records its
 * process, the close codes of its sockets, and its gaps without a session.
 *
 *   const players = new Players(cluster.url, 'Ada');
 *   await players.arrive(500, 100);
 *   players.all[0]?.drop();
 */
import type { LobbyEvent } from '../../client/net/events.ts';
import { LobbyClient } from '../../client/net/LobbyClient.ts';
import type { SignedIn } from '../../shared/protocol.ts';
import { eventually } from '../support/eventually.ts';
import { REAL_TIME } from '../support/lobbyClients.ts';
import { WatchedTransport } from './WatchedTransport.ts';

/** A stretch without a session, in monotonic ms; `to` is undefined while it lasts. */
export type Gap = { from: number; to: number | undefined };

const ARRIVAL_LIMIT_MS = 60_000;

export class Player {
  readonly client: LobbyClient;
  /** The process of the last reservation, as the load balancer names it: p1, p2 … */
  process: string | undefined;
  shard: string | undefined;
  /** In order; `at` in monotonic ms. */
  readonly closes: { code: number; at: number }[] = [];
  readonly gaps: Gap[] = [];
  /** The sockets go through it, too: a proxy before the load balancer sees everything. */
  readonly #host: string;
  #session: SignedIn | undefined;
  #isOffline = false;

  constructor(url: string, name: string) {
    this.#host = new URL(url).host;
    const fetch = (...args: Parameters<typeof globalThis.fetch>) => this.#fetch(...args);
    this.client = new LobbyClient({
      ...REAL_TIME,
      endpoint: url,
      name,
      session: {
        load: () => this.#session,
        save: (session) => {
          this.#session = session;
        },
      },
      fetch,
      transport: new WatchedTransport(url, fetch, { roster: false, closed: (code) => this.#closed(code) }),
    });
    this.client.subscribe((event) => this.#heard(event));
  }

  /** Empty before the first sign-in. */
  get id(): string {
    return this.#session?.user.id ?? '';
  }

  get token(): string {
    return this.#session?.token ?? '';
  }

  get isOnline(): boolean {
    return this.client.link.kind === 'online';
  }

  /** Opens the page, or opens it again after it was closed, with input going on. */
  arrive(): void {
    this.client.reportActivity(true, 0);
    this.client.start();
  }

  /** A human input, reported at once. */
  touch(): void {
    this.client.reportActivity(false, 0);
    this.client.reportActivity(true, 0);
  }

  /** Nothing new gets through; an open socket stays until its process ends it. */
  goOffline(): void {
    this.#isOffline = true;
  }

  /** The network and the socket are lost. */
  drop(): void {
    this.#isOffline = true;
    this.client.networkOffline();
  }

  findNetwork(): void {
    this.#isOffline = false;
    this.client.networkOnline();
  }

  async #fetch(...args: Parameters<typeof globalThis.fetch>): Promise<Response> {
    if (this.#isOffline) throw new TypeError('no network');
    const response = await fetch(...args);
    if (!response.ok || !String(args[0]).includes('/matchmake/')) return response;
    const text = await response.text();
    this.process = /"publicAddress":"[^"]*\/(\w+)"/.exec(text)?.[1];
    const throughHost = text.replace(/(?<="publicAddress":")[^/"]+/, this.#host);
    return new Response(throughHost, { status: response.status, headers: response.headers });
  }

  #closed(code: number): void {
    this.closes.push({ code, at: performance.now() });
  }

  #heard(event: LobbyEvent): void {
    if (event.type === 'welcomed') this.shard = event.payload.shard;
    if (event.type !== 'linkChanged') return;
    const last = this.gaps.at(-1);
    if (event.link.kind === 'online') {
      if (last) last.to = performance.now();
    } else if (!last || last.to !== undefined) {
      this.gaps.push({ from: performance.now(), to: undefined });
    }
  }
}

export class Players {
  readonly all: Player[] = [];
  readonly #url: string;
  readonly #name: string;

  /** `name`: the prefix of every player's name. */
  constructor(url: string, name: string) {
    this.#url = url;
    this.#name = name;
  }

  get online(): Player[] {
    return this.all.filter(({ isOnline }) => isOnline);
  }

  /** Resolves when all newcomers are online. */
  async arrive(count: number, perS: number): Promise<Player[]> {
    const newcomers: Player[] = [];
    for (const startedAt = performance.now(); newcomers.length < count; ) {
      const due = Math.min(count, Math.ceil(((performance.now() - startedAt) / 1000) * perS));
      while (newcomers.length < due) newcomers.push(this.#come());
      // Real time: the pace of the arrivals.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await eventually(() => newcomers.every(({ isOnline }) => isOnline), ARRIVAL_LIMIT_MS, 50);
    return newcomers;
  }

  /** Everybody leaves, properly if connected. */
  async stop(): Promise<void> {
    await Promise.all(this.all.map(({ client }) => client.leave()));
  }

  #come(): Player {
    const player = new Player(this.#url, `${this.#name} ${this.all.length + 1}`);
    this.all.push(player);
    player.arrive();
    return player;
  }
}
