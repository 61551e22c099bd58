/**
 * Players who read the roster of their shard, one in each, and so see what everybody there sees. They join and rejoin
 * through the load balancer, as players do.
 */
import type { PlayerRow, RosterRow } from '../../shared/playerRow.ts';
import { FollowedClient } from '../support/lobbyClients.ts';
import { WatchedTransport } from './WatchedTransport.ts';

class Observer extends FollowedClient {
  shard: string | undefined;
  #isShown = false;

  constructor(url: string, name: string, beside: string | undefined) {
    const transport = new WatchedTransport(url, fetch, {
      roster: true,
      closed: () => {},
      ...(beside !== undefined && { beside }),
    });
    super(url, { name, transport });
    this.client.subscribe((event) => {
      if (event.type === 'welcomed') this.shard = event.payload.shard;
      if (event.type === 'rosterReset') this.#isShown = true;
      if (event.type === 'linkChanged' && event.link.kind !== 'online') {
        this.shard = undefined;
        this.#isShown = false;
      }
    });
    this.client.reportActivity(true, 0);
    this.client.start();
  }

  /** Undefined while no roster is shown. */
  get roster(): { shard: string; rows: ReadonlyMap<string, RosterRow> } | undefined {
    return this.#isShown && this.shard !== undefined ? { shard: this.shard, rows: this.rows } : undefined;
  }
}

export class Observers {
  readonly #url: string;
  readonly #all: Observer[] = [];
  readonly #asked = new Set<string>();

  constructor(url: string) {
    this.#url = url;
  }

  /** To leave out: lists and rosters contain the observers too. */
  get ids(): Set<string> {
    return new Set(this.#all.map(({ id }) => id));
  }

  come(beside?: string): void {
    this.#all.push(new Observer(this.#url, `Observer ${this.#all.length + 1}`, beside));
  }

  /** Sends one observer to each unobserved shard of these rows. It tries each shard once, because it may be full. */
  cover(rows: Iterable<PlayerRow>): void {
    const seen = new Set(this.#all.map(({ shard }) => shard));
    for (const { id, shard } of rows) {
      if (seen.has(shard) || this.#asked.has(shard)) continue;
      this.#asked.add(shard);
      this.come(id);
    }
  }

  /** The rows shown now, by shard. */
  get rosters(): Map<string, ReadonlyMap<string, RosterRow>> {
    return new Map(this.#all.flatMap(({ roster }) => (roster ? [[roster.shard, roster.rows] as const] : [])));
  }

  seeAll(rows: Iterable<PlayerRow>): boolean {
    const { rosters } = this;
    return [...rows].every(({ shard }) => rosters.has(shard));
  }

  /** Players shown in several shards right now. */
  doubles(): Set<string> {
    const once = new Set<string>();
    const twice = new Set<string>();
    for (const rows of this.rosters.values()) {
      for (const id of rows.keys()) (once.has(id) ? twice : once).add(id);
    }
    return twice;
  }

  /**
   * Every 100 ms, adds to `ids` the players who have been in several rosters for longer than `graceMs`. Shards patch at
   * their own pace, so a moving player may appear in the new one first. `end` stops it.
   */
  watchDoubles(graceMs: number): { ids: ReadonlySet<string>; end: () => void } {
    const ids = new Set<string>();
    const since = new Map<string, number>();
    const timer = setInterval(() => {
      const own = this.ids;
      const now = performance.now();
      const doubles = this.doubles();
      for (const id of since.keys()) if (!doubles.has(id)) since.delete(id);
      for (const id of doubles) {
        if (own.has(id)) continue;
        const from = since.get(id) ?? now;
        since.set(id, from);
        if (now - from > graceMs) ids.add(id);
      }
    }, 100);
    return { ids, end: () => clearInterval(timer) };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map(({ client }) => client.leave()));
  }
}
