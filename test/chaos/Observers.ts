/**
 * Players who read the roster of their shard, one in each: what everybody in that shard is shown. They come in, and come
 * back, through the load balancer, as players do.
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

  /** Undefined while it is shown none. */
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

  /** Their own rows are in lists and rosters too. */
  get ids(): Set<string> {
    return new Set(this.#all.map(({ id }) => id));
  }

  /** Another one, in whichever shard. */
  come(beside?: string): void {
    this.#all.push(new Observer(this.#url, `Observer ${this.#all.length + 1}`, beside));
  }

  /** One more goes to each shard of these rows where nobody observes; once a shard, for it may be full. */
  cover(rows: Iterable<PlayerRow>): void {
    const seen = new Set(this.#all.map(({ shard }) => shard));
    for (const { id, shard } of rows) {
      if (seen.has(shard) || this.#asked.has(shard)) continue;
      this.#asked.add(shard);
      this.come(id);
    }
  }

  /** What is shown now, by shard. */
  get rosters(): Map<string, ReadonlyMap<string, RosterRow>> {
    return new Map(this.#all.flatMap(({ roster }) => (roster ? [[roster.shard, roster.rows] as const] : [])));
  }

  /** Whether each shard of these rows is observed. */
  seeAll(rows: Iterable<PlayerRow>): boolean {
    const { rosters } = this;
    return [...rows].every(({ shard }) => rosters.has(shard));
  }

  /** Players shown in several shards at once, now. */
  doubles(): Set<string> {
    const once = new Set<string>();
    const twice = new Set<string>();
    for (const rows of this.rosters.values()) {
      for (const id of rows.keys()) (once.has(id) ? twice : once).add(id);
    }
    return twice;
  }

  /**
   * Looks every 100 ms; `ids` grows by those who are in several rosters for longer than `graceMs`: shards patch at their
   * own pace, and who moves may be in the new one before they are out of the old. Returns what ends it.
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
