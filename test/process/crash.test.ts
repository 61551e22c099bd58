import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type Room } from 'colyseus.js';
import { openStore } from '../../server/storage/openStore.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { MODES } from '../../shared/modes.ts';
import type { SignedIn, Stats } from '../../shared/protocol.ts';
import { giveOrder } from '../support/admin.ts';
import { eventually, ownMs } from '../support/eventually.ts';
import { codeOf, FRAME, openRawSocket } from '../support/rawSocket.ts';
import { ServerProcess } from '../support/serverProcess.ts';

async function signIn(url: string): Promise<SignedIn> {
  const headers = { 'Content-Type': 'application/json' };
  return (await (await fetch(`${url}/auth/anonymous`, { method: 'POST', headers, body: '{}' })).json()) as SignedIn;
}

async function join_(url: string, as?: SignedIn): Promise<{ room: Room; id: string }> {
  const { token, user } = as ?? (await signIn(url));
  const client = new Client(url);
  client.auth.token = token;
  const room = await client.joinOrCreate('lobby');
  room.reconnection.enabled = false;
  room.onMessage('*', () => undefined);
  return { room, id: user.id };
}

const stats = async (url: string): Promise<Stats> => (await (await fetch(`${url}/api/stats`)).json()) as Stats;

describe('the server process', () => {
  let folder: string;
  let env: Record<string, string>;
  const started: ServerProcess[] = [];
  const start = () => {
    const server = new ServerProcess(env);
    started.push(server);
    return server;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-'));
    env = { DATABASE_URL: `sqlite:${folder}/foyer.db` };
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('R27 after kill -9 and a restart nobody is online, and last_active_at is at most a minute old', async () => {
    const server = start();
    const url = await server.url();
    const ids = (await Promise.all(Array.from({ length: 20 }, () => join_(url)))).map(({ id }) => asPlayerId(id));
    const reader = await openStore(env.DATABASE_URL ?? '');
    await eventually(async () => {
      for (const id of ids) assert.equal((await reader.players.find(id))?.isOnline, true);
    });
    await server.end('SIGKILL');
    const killedAt = Date.now();
    const again = start();
    assert.equal((await stats(await again.url())).online, 0);
    await eventually(async () => assert.deepEqual(await reader.players.online(100), []));
    for (const id of ids) {
      const player = await reader.players.find(id);
      assert.ok(killedAt - (player?.lastActiveAt ?? 0) < 60_000);
    }
    await reader.close();
  });

  it('DS6 a player queued at the time of a kill has the same ticket and age after the restart', async () => {
    const server = start();
    const url = await server.url();
    const players = await Promise.all(MODES.map(() => signIn(url)));
    const queuedAt = Date.now();
    const tickets: string[] = [];
    for (const [at, player] of players.entries()) {
      const { room } = await join_(url, player);
      // Everyone is alone in a queue, so no match starts.
      tickets.push((await room.request('joinQueue', { mode: MODES[at]?.id })).ticketId);
    }
    await server.end('SIGKILL');
    const again = await start().url();
    for (const [at, player] of players.entries()) {
      const { room } = await join_(again, player);
      const queue = await new Promise<{ ticketId: string; waitedMs: number }>((resolve) =>
        room.onMessage('queueUpdated', (told: { queue?: never }) => told.queue && resolve(told.queue)),
      );
      assert.equal(queue.ticketId, tickets[at]);
      assert.ok(queue.waitedMs > 0 && queue.waitedMs <= Date.now() - queuedAt);
    }
    const reader = await openStore(env.DATABASE_URL ?? '');
    assert.equal((await reader.play.all('ticket')).length, players.length);
    await reader.close();
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`R28 ${signal} ends the process with 0 within 10 s, with players connected and one held`, async () => {
      const server = start();
      const url = await server.url();
      const players = await Promise.all(Array.from({ length: 5 }, () => join_(url)));
      const codes = players.slice(1).map(({ room }) => new Promise((resolve) => room.onLeave(resolve)));
      players[0]?.room.connection.close(4010);
      await eventually(async () => assert.equal((await stats(url)).online, 5));
      const took = await ownMs(async () => assert.equal(await server.end(signal), 0));
      assert.ok(took < 10_000, `${took} ms`);
      assert.deepEqual(await Promise.all(codes), [4001, 4001, 4001, 4001]);
    });
  }

  it('O16 a drain ends a lone process as SIGTERM does: the order is answered, players are told, and it exits with 0', async () => {
    const server = start();
    const url = await server.url();
    const { room } = await join_(url);
    const moved = new Promise((resolve) => room.onMessage('moved', resolve));
    const code = new Promise((resolve) => room.onLeave(resolve));
    const answer = await giveOrder<{ processId: string }>(url, 'drain', { reason: 'a bad disk' });
    const { processId, ...done } = answer;
    assert.deepEqual([done, typeof processId], [{ ok: true, isPartial: false }, 'string']);
    await moved;
    assert.deepEqual([await code, await server.exited()], [4001, 0]);
    assert.match(server.output, /"reason":"a bad disk","msg":"an operator drains this process"/);
  });

  it('R24 odd frames write at most 20 lines to the log', async () => {
    const server = start();
    const url = await server.url();
    for (let i = 0; i < 5; i++) {
      const raw = await openRawSocket(url, (await signIn(url)).token);
      for (let k = 0; k < 200; k++) {
        const frame = Uint8Array.of(13, 0xd9, 40, k, 200, 129, 188, 255);
        if (codeOf(frame) !== FRAME.leaveRoom) raw.socket.send(frame);
      }
      raw.socket.close();
      await raw.closed;
    }
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
    assert.ok(server.output.split('\n').length <= 20, server.output.slice(0, 2_000));
  });
});
