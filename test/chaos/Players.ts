/**
 * Players of a scenario: LobbyClients that decode no roster, each with its network, which can be taken away, and with what
 * became of its link: at which process it was seated, with which codes its sockets closed, how long it was outside.
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

/** A stretch without a session, monotonic ms; `to` is undefined while it lasts. */
export type Gap = { from: number; to: number | undefined };

const ARRIVAL_LIMIT_MS = 60_000;

export class Player {
  readonly client: LobbyClient;
  /** Where its last seat is: p1, p2 … of the load balancer. */
  process: string | undefined;
  shard: string | undefined;
  /** Of its sockets, in order, at monotonic ms. */
  readonly closes: { code: number; at: number }[] = [];
  readonly gaps: Gap[] = [];
  #session: SignedIn | undefined;
  #isOffline = false;

  constructor(url: string, name: string) {
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

  /** Comes, or comes back from nothing but a closed page; its hands are on the keys. */
  arrive(): void {
    this.client.reportActivity(true, 0);
    this.client.start();
  }

  /** A human input, told at once. */
  touch(): void {
    this.client.reportActivity(false, 0);
    this.client.reportActivity(true, 0);
  }

  /** From now on nothing new gets through; an open socket stays until its process ends it. */
  goOffline(): void {
    this.#isOffline = true;
  }

  /** The network is lost, and the socket with it. */
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
    const seat = await response.text();
    this.process = /"publicAddress":"[^"]*\/(\w+)"/.exec(seat)?.[1];
    return new Response(seat, { status: response.status, headers: response.headers });
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

  /** `url`: where they come in. `name`: what all their names begin with. */
  constructor(url: string, name: string) {
    this.#url = url;
    this.#name = name;
  }

  get online(): Player[] {
    return this.all.filter(({ isOnline }) => isOnline);
  }

  /** So many more come, so many a second; resolves with them when all are online. */
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

  /** Everybody leaves, with a goodbye where they can. */
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
