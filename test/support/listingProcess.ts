/**
 * A process with rooms and matchmaking over Redis, without players or HTTP. As a child it answers calls of
 * `ListingProcess`; see `CALLS`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { matchMaker, Room } from '@colyseus/core';
import type { Lease } from '../../server/ports.ts';
import { systemClock } from '../../server/process/systemClock.ts';
import { openCluster } from '../../server/redis/openCluster.ts';
import type { ProcessId } from '../../shared/ids.ts';
import { memoryStore } from './memoryStore.ts';

export const LOBBY = 'lobby';
const LEASE_MS = 1_500;

class PlainRoom extends Room {
  override autoDispose = false;
  override maxClients = 100;
}

const CALLS = {
  joinOrCreate: async () => (await matchMaker.joinOrCreate(LOBBY)).roomId,
  /** Joins many at once; returns each room's id once. */
  joinMany: async () => {
    const seats = await Promise.all(Array.from({ length: 20 }, () => matchMaker.joinOrCreate(LOBBY)));
    return [...new Set(seats.map(({ roomId }) => roomId))];
  },
  joinById: async (roomId: string) => (await matchMaker.joinById(roomId)).roomId,
  reconnect: async (roomId: string) => matchMaker.reconnect(roomId, { reconnectionToken: 'of nobody' }),
  create: async () => (await matchMaker.createRoom(LOBBY, {})).roomId,
  close: async (roomId: string) => void (await matchMaker.getLocalRoomById(roomId).disconnect()),
  setMetadata: async (roomId: string, metadata: string) =>
    matchMaker.getLocalRoomById(roomId).setMetadata(JSON.parse(metadata)),
  rooms: async () => (await matchMaker.query({ processId: matchMaker.processId })).map((room) => room.roomId),
  isHere: async (roomId: string) => matchMaker.getLocalRoomById(roomId) !== undefined,
  listed: async () => (await matchMaker.query({})).map((room) => room.roomId),
  /** Rooms are created on this process from now on. */
  createOn: async (process: string) => {
    placed = process;
  },
  unreachable: async (process: string) => void unreachable.add(process),
  errors: async () => errors,
  shutDown: async () => {
    await matchMaker.gracefullyShutdown();
    matchMaker.presence.shutdown();
    await matchMaker.driver.shutdown();
    await parts?.close();
  },
};
type Calls = typeof CALLS;

let placed: string | undefined;
let parts: ReturnType<typeof openCluster> | undefined;
const unreachable = new Set<string>();
const errors: string[] = [];

async function run(url: string): Promise<void> {
  const failed = (error: unknown) => errors.push(String(error));
  process.on('unhandledRejection', failed);
  const log = { info: () => {}, warn: () => {} } as never;
  const isReachable = (id: ProcessId) => !unreachable.has(id);
  parts = openCluster(url, { clock: systemClock, log, failed, isReachable, ownPlayStore: memoryStore().play });
  await matchMaker.setup(parts.presence, parts.driver, undefined, async () => placed ?? matchMaker.processId);
  matchMaker.defineRoomType(LOBBY, PlainRoom).sortBy({ clients: -1 });
  await matchMaker.accept();
  parts.start();
  await keepLease(parts.leases);
  process.on('message', async ({ id, call, args }: { id: number; call: keyof Calls; args: string[] }) => {
    try {
      process.send?.({ id, answer: await (CALLS[call] as (...args: string[]) => unknown)(...args) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ processId: matchMaker.processId });
}

async function keepLease(leases: NonNullable<typeof parts>['leases']): Promise<void> {
  let lease: Lease | undefined;
  const keep = async () => {
    if (lease && (await leases.renew(lease, LEASE_MS))) return;
    lease = await leases.acquire(`process:${matchMaker.processId}`, LEASE_MS);
  };
  await keep();
  setInterval(() => keep().catch(() => {}), LEASE_MS / 4);
}

type Answer = { processId?: string; id?: number; answer?: unknown; error?: string };

export class ListingProcess {
  readonly child: ChildProcess;
  readonly processId: string;
  readonly #asked = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  #lastId = 0;

  static async start(redisUrl: string): Promise<ListingProcess> {
    const child = fork(fileURLToPath(import.meta.url), [redisUrl], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
    });
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    const { processId } = (await Promise.race([
      opened(child),
      once(child, 'exit').then(() => Promise.reject(new Error(`the child ended: ${said}`))),
    ])) as Answer;
    return new ListingProcess(child, processId ?? '');
  }

  private constructor(child: ChildProcess, processId: string) {
    this.child = child;
    this.processId = processId;
    child.on('message', ({ id, answer, error }: Answer) => {
      const asked = this.#asked.get(id ?? 0);
      this.#asked.delete(id ?? 0);
      if (error === undefined) asked?.resolve(answer as never);
      else asked?.reject(new Error(error));
    });
  }

  ask<K extends keyof Calls>(call: K, ...args: Parameters<Calls[K]>): ReturnType<Calls[K]> {
    const id = ++this.#lastId;
    const answer = new Promise((resolve, reject) => this.#asked.set(id, { resolve, reject }));
    this.child.send({ id, call, args });
    return answer as ReturnType<Calls[K]>;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}

/** The child's own first message: @pm2/io, where it is installed, sends some too. */
async function opened(child: ChildProcess): Promise<Answer> {
  for await (const [message] of on(child, 'message')) if ('processId' in message) return message;
  throw new Error('the child closed its channel');
}

const [, script, url] = process.argv;
if (script === fileURLToPath(import.meta.url) && url) await run(url);
