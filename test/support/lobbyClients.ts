/** LobbyClients for a server or a proxy, with the events each has received. */
import type { LobbyEvent } from '../../client/net/events.ts';
import { LobbyClient, type LobbyClientDeps } from '../../client/net/LobbyClient.ts';
import type { RosterRow } from '../../shared/playerRow.ts';
import type { SignedIn } from '../../shared/protocol.ts';

/** Node's timers and the process' clock. */
export const REAL_TIME = {
  now: () => performance.now(),
  timers: {
    setTimeout: (callback: () => void, ms: number) => setTimeout(callback, ms),
    clearTimeout: (timer: ReturnType<typeof setTimeout> | number | undefined) => clearTimeout(timer),
  },
  random: Math.random,
};

export class FollowedClient {
  readonly client: LobbyClient;
  readonly events: LobbyEvent[] = [];
  /** The rows as events told them. */
  readonly rows = new Map<string, RosterRow>();
  session: SignedIn | undefined;

  constructor(endpoint: string, deps: Partial<LobbyClientDeps> = {}) {
    const session = {
      load: () => this.session,
      save: (signedIn: SignedIn) => {
        this.session = signedIn;
      },
    };
    this.client = new LobbyClient({ endpoint, session, ...REAL_TIME, ...deps });
    this.client.subscribe((event) => this.#heard(event));
  }

  get id(): string {
    return this.session?.user.id ?? '';
  }

  count(type: LobbyEvent['type']): number {
    return this.events.filter((event) => event.type === type).length;
  }

  #heard(event: LobbyEvent): void {
    this.events.push(event);
    if (event.type === 'rosterReset') this.rows.clear();
    if (event.type === 'rosterReset') for (const row of event.rows) this.rows.set(row.id, row);
    if (event.type !== 'rosterChanged') return;
    for (const row of [...event.added, ...event.updated]) this.rows.set(row.id, row);
    for (const id of event.removed) this.rows.delete(id);
  }
}
