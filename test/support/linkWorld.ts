/** A client with a fake transport, identity server and clock, moved by hand. */

import type { Link, LobbyEvent, Push } from '../../client/net/events.ts';
import type { JoinFailure } from '../../client/net/joinFailure.ts';
import { LobbyClient, type LobbyClientDeps } from '../../client/net/LobbyClient.ts';
import type { Connection, ConnectionListener, Entry, LobbyTransport, Try } from '../../client/net/transport.ts';
import type { JoinOptions, SignedIn } from '../../shared/protocol.ts';
import type { Pushes } from '../../shared/pushes.ts';
import type { RequestInput, RequestName, RequestReply } from '../../shared/requests.ts';
import { FakeTime, settled } from './fakeTime.ts';

export const WELCOME: Pushes['welcomed'] = {
  self: {
    id: 'ada',
    name: 'Ada',
    status: 'online',
    chosenStatus: 'online',
    visibility: 'everyone',
    lastActive: 0,
    rating: 0,
    emblem: 0,
  },
  shard: 'hall',
  nowS: 1_700_000_000,
  heartbeatMs: 15_000,
  idleAfterMs: 180_000,
  hiddenIdleMs: 60_000,
  kickAfterMs: 1_800_000,
  reconnectWindowMs: 60_000,
  leaveDampingMs: 5_000,
  patchMs: 200,
};

export class FakeConnection implements Connection {
  readonly resumeKey: string;
  readonly said: string[] = [];
  readonly beats: { active: boolean; inputAgoMs?: number | undefined }[] = [];
  closedWith: number | undefined;
  isDead = false;
  pings = 0;
  listener: ConnectionListener | undefined;

  /** All requests but heartbeats, in order; types in `refusals` are refused. */
  readonly asked: { type: string; input: object }[] = [];
  readonly refusals = new Map<string, string>();

  constructor(resumeKey: string) {
    this.resumeKey = resumeKey;
  }

  async request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<RequestReply<Name>> {
    return this.#replyTo(name, input) as RequestReply<Name>;
  }

  #replyTo(type: RequestName, input: object): object {
    if (type === 'heartbeat') {
      this.beats.push(input as { active: boolean });
      return { nowS: 0 };
    }
    this.asked.push({ type, input });
    if ('name' in input && input.name === 'Slow') throw new Error('timed out');
    const reason = 'name' in input && input.name === 'Taken' ? 'name/taken' : this.refusals.get(type);
    if (reason) throw Object.assign(new Error(), { name: 'rejected', reason });
    if (type === 'setName') this.push({ type: 'selfUpdated', payload: { ...WELCOME.self, ...input } });
    return type.startsWith('set') ? input : { matchId: 'm1', ticketId: 't1' };
  }

  listen(listener: ConnectionListener): void {
    this.listener = listener;
  }
  ping(answered: (ms: number) => void): void {
    this.pings += 1;
    if (!this.isDead) queueMicrotask(() => answered(7));
  }
  leave(): void {
    this.said.push('leave');
    queueMicrotask(() => this.drop(4000));
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
  push(push: Push): void {
    this.listener?.pushed(push);
  }
}

type Knock = {
  how: 'join' | 'resume';
  at: number;
  token: string | undefined;
  options?: JoinOptions;
  key?: string;
  try: Try;
};
/** `hang`: no reply until the try is aborted. */
type Plan = JoinFailure | 'hang';

export class FakeTransport implements LobbyTransport {
  readonly knocks: Knock[] = [];
  readonly connections: FakeConnection[] = [];
  /** Replies to the next tries; then `always` while it is set; otherwise joins succeed. */
  next: Plan[] = [];
  always: Plan | undefined;
  readonly #time: FakeTime;
  #hanging: (() => void)[] = [];

  constructor(time: FakeTime) {
    this.#time = time;
  }

  get connection(): FakeConnection {
    const connection = this.connections.at(-1);
    if (!connection) throw new Error('nobody was seated yet');
    return connection;
  }

  join(token: string, options: JoinOptions, attempt: Try): Promise<Entry> {
    this.knocks.push({ how: 'join', at: this.#time.now, token, options, try: attempt });
    return this.#answer(attempt);
  }
  resume(token: string | undefined, key: string, attempt: Try): Promise<Entry> {
    this.knocks.push({ how: 'resume', at: this.#time.now, token, key, try: attempt });
    return this.#answer(attempt);
  }

  /** The network is back. Hanging tries go through, as TCP retransmits, and later ones succeed. */
  heal(): void {
    this.next = [];
    this.always = undefined;
    for (const goOn of this.#hanging.splice(0)) goOn();
  }

  async #answer({ signal }: Try): Promise<Entry> {
    const plan = this.next.shift() ?? this.always;
    if (plan === 'hang') {
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve());
        this.#hanging.push(resolve);
      });
      if (signal.aborted) return { failure: { kind: 'network' } };
    } else if (plan) return { failure: plan };
    const connection = new FakeConnection(`hall:${this.connections.length + 1}`);
    this.connections.push(connection);
    return { connection };
  }
}

type AuthAnswer = { status: number; body: object; retryAfter?: string };

export class LinkWorld {
  readonly time = new FakeTime();
  readonly transport = new FakeTransport(this.time);
  readonly events: LobbyEvent[] = [];
  /** Requests to the identity server. */
  readonly asked: { token: string | null; body: unknown; signal: AbortSignal | null | undefined }[] = [];
  /** Its next replies; after them it signs in. */
  authAnswers: AuthAnswer[] = [];
  kept: SignedIn | undefined;
  random = 0.5;
  wall = 1_700_000_000_000;
  readonly client: LobbyClient;

  constructor(deps: Partial<LobbyClientDeps> = {}) {
    this.client = new LobbyClient({
      endpoint: 'ws://lobby.test/',
      session: {
        load: () => this.kept,
        save: (session) => {
          this.kept = session;
        },
      },
      now: () => this.time.now,
      wall: () => this.wall,
      timers: this.time.timers,
      random: () => this.random,
      fetch: (url, init) => this.answer(url, init),
      transport: this.transport,
      ...deps,
    });
    this.client.subscribe((event) => this.events.push(event));
  }

  get links(): Link[] {
    return this.events.flatMap((event) => (event.type === 'linkChanged' ? [event.link] : []));
  }

  /** Goes online and is welcomed; nothing else was received. */
  async online(): Promise<FakeConnection> {
    this.client.start();
    await settled();
    return this.welcome();
  }

  welcome(welcome: Partial<Pushes['welcomed']> = {}): FakeConnection {
    this.transport.connection.push({ type: 'welcomed', payload: { ...WELCOME, ...welcome } });
    return this.transport.connection;
  }

  /** The identity server. */
  async answer(url: string | URL | Request, init: RequestInit | undefined): Promise<Response> {
    if (String(url) !== 'http://lobby.test/auth/anonymous') throw new Error(`unexpected ${url}`);
    const token = new Headers(init?.headers).get('Authorization');
    this.asked.push({ token, body: JSON.parse(String(init?.body)), signal: init?.signal });
    const answer = this.authAnswers.shift();
    const expiresAtS = this.wall / 1_000 + 900;
    const session = { user: { id: 'ada', name: 'Ada' }, token: `token-${this.asked.length}`, expiresAtS };
    const headers = new Headers(answer?.retryAfter ? { 'Retry-After': answer.retryAfter } : undefined);
    return new Response(JSON.stringify(answer?.body ?? session), { status: answer?.status ?? 200, headers });
  }
}
