/** A link to a match with a fake transport and clock, moved by hand. */

import type { JoinFailure } from '../../client/net/joinFailure.ts';
import { type MatchEvent, MatchLink } from '../../client/net/match/MatchLink.ts';
import type { MatchTicket } from '../../client/net/match/matchTicket.ts';
import type {
  MatchConnection,
  MatchConnectionListener,
  MatchEntry,
  MatchTransport,
} from '../../client/net/match/matchTransport.ts';
import { SignIn } from '../../client/net/signIn.ts';
import type { Try } from '../../client/net/transport.ts';
import type { MatchReservation } from '../../shared/playProtocol.ts';
import { FakeTime } from './fakeTime.ts';

export const TICKET: MatchTicket = {
  matchId: 'm1',
  mode: 'connect-four',
  role: 'player',
  reservation: { name: 'connect-four', sessionId: 's1', roomId: 'm1', processId: 'p1' },
};

export class FakeMatchConnection implements MatchConnection {
  readonly resumeKey: string;
  readonly said: string[] = [];
  closedWith: number | undefined;
  isDead = false;
  listener: MatchConnectionListener | undefined;

  constructor(resumeKey: string) {
    this.resumeKey = resumeKey;
  }

  listen(listener: MatchConnectionListener): void {
    this.listener = listener;
  }
  async request<Reply>(type: string, input: object): Promise<Reply> {
    this.said.push(`${type} ${JSON.stringify(input)}`);
    if (type === 'cheat') throw Object.assign(new Error(), { name: 'rejected', reason: 'request/notAllowed' });
    return {} as Reply;
  }
  send(type: string, input: object): void {
    this.said.push(`${type} ${JSON.stringify(input)}`);
  }
  ping(answered: (ms: number) => void): void {
    if (!this.isDead) queueMicrotask(() => answered(9));
  }
  leave(): void {
    this.said.push('leave');
  }
  close(code: number): void {
    this.closedWith = code;
    this.drop(code);
  }

  /** The socket closes, from either end. */
  drop(code: number): void {
    const { listener } = this;
    this.listener = undefined;
    listener?.closed(code);
  }
}

type Knock = { how: 'enter' | 'resume'; at: number; token: string | undefined; key?: string };

export class MatchWorld {
  readonly time = new FakeTime();
  readonly knocks: Knock[] = [];
  readonly connections: FakeMatchConnection[] = [];
  readonly events: MatchEvent[] = [];
  /** Replies to the next tries; after them joins succeed. `hang`: no reply until the try is aborted. */
  plans: (JoinFailure | 'hang')[] = [];
  renewals = 0;
  /** The lobby's replies to requests for the seat; after them there is none. */
  reseats: (MatchReservation | JoinFailure)[] = [];
  readonly link: MatchLink;

  constructor(ticket: MatchTicket = TICKET) {
    const answer = (knock: Omit<Knock, 'at'>, attempt: Try) => this.#answer(knock, attempt);
    const transport: MatchTransport = {
      enter: (token, _, attempt) => answer({ how: 'enter', token }, attempt),
      resume: (token, key, attempt) => answer({ how: 'resume', token, key }, attempt),
    };
    const session = { user: { id: 'ada', name: 'Ada' }, token: 'kept', expiresAtS: 0 };
    const store = { load: () => session, save() {} };
    const deps = {
      url: '',
      session: store,
      fetch,
      timers: this.time.timers,
      now: () => 0,
      wall: () => 0,
      name: undefined,
    };
    const renew = async () => `renewed-${++this.renewals}`;
    this.link = new MatchLink(ticket, {
      transport,
      signIn: Object.assign(new SignIn(deps), { token: async () => 'kept', renew }),
      reseat: async () => this.reseats.shift() ?? { kind: 'gone' },
      now: () => this.time.now,
      timers: this.time.timers,
      random: () => 0.5,
      connectTimeoutMs: 2_500,
      probe: { everyMs: 5_000, timeoutMs: 2_500 },
      windowMs: 60_000,
    });
    this.link.subscribe((event) => this.events.push(event));
  }

  get connection(): FakeMatchConnection {
    const connection = this.connections.at(-1);
    if (!connection) throw new Error('nobody was seated yet');
    return connection;
  }

  /** The link's states, such as `entering seated …`, without repetition. */
  get story(): string {
    const kinds = this.events.flatMap((event) => (event.type === 'linkChanged' ? [event.link.kind] : []));
    return kinds.filter((kind, i) => kind !== kinds[i - 1]).join(' ');
  }

  async #answer(knock: Omit<Knock, 'at'>, { signal }: Try): Promise<MatchEntry> {
    this.knocks.push({ ...knock, at: this.time.now });
    const plan = this.plans.shift();
    if (plan === 'hang') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { failure: { kind: 'network' } };
    }
    if (plan) return { failure: plan };
    const connection = new FakeMatchConnection(`m1:${this.connections.length + 1}`);
    this.connections.push(connection);
    return { connection };
  }
}
