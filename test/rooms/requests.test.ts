import assert from 'node:assert/strict';
import { REQUESTS } from '../../shared/requests.ts';
import { STATUS } from '../../shared/status.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer, refusalOf, SHORT } from '../support/lobbyServer.ts';

/** Untyped, as a careless or hostile client would be. */
type Loose = {
  request(type: string, payload?: unknown): Promise<unknown>;
  send(type: string, payload?: unknown): void;
};
const loose = (joined: Joined): Loose => joined.room as unknown as Loose;

const closeCode = (joined: Joined): Promise<number> =>
  new Promise((resolve) => {
    joined.room.reconnection.enabled = false;
    joined.room.onLeave((code) => resolve(code));
  });

describe('lobby room: requests', () => {
  let server: LobbyServer;
  before(async () => {
    server = await LobbyServer.start();
  });
  beforeEach(() =>
    eventually(async () => {
      await server.pass(Number(SHORT.RECONNECT_WINDOW_MS));
      assert.equal(server.app.lobby.localPlayers.numbers().sessions, 0);
    }),
  );
  after(() => server.stop());

  it('R4 bad input gets request/invalid, changes nothing and ends nothing', async () => {
    const ada = await server.join();
    const before = ada.welcome.self;
    const bad: [string, unknown][] = [
      ['heartbeat', {}],
      ['heartbeat', { active: 'yes' }],
      ['heartbeat', { active: true, inputAgoMs: -1 }],
      ['heartbeat', { active: true, inputAgoMs: 1.5 }],
      ['heartbeat', { active: true, more: 1 }],
      ['setStatus', { status: 'playing' }],
      ['setStatus', null],
      ['setStatus', 'busy'],
      ['setVisibility', { visibility: ['nobody'] }],
      ['setName', { name: 'x'.repeat(257) }],
      ['setName', { name: { toString: 'x' } }],
      ['setEmblem', { emblem: 1_008 }],
      ['setEmblem', { emblem: -1 }],
      ['setEmblem', { emblem: 1.5 }],
      ['setEmblem', { emblem: '7' }],
      ['setEmblem', {}],
    ];
    for (const [type, payload] of bad) {
      assert.equal(await refusalOf(loose(ada).request(type, payload)), 'request/invalid', JSON.stringify(payload));
      loose(ada).send(type, payload);
    }
    await ada.room.request('heartbeat', { active: true });
    assert.deepEqual({ ...server.app.lobby.selfOf(before.id as never), lastActive: 0 }, { ...before, lastActive: 0 });
    await ada.room.leave();
  });

  it('R4 every request refuses input outside its schema', async () => {
    for (const name of Object.keys(REQUESTS)) {
      const ada = await server.join();
      for (const payload of [7, [], { notAField: 1 }]) {
        assert.equal(await refusalOf(loose(ada).request(name, payload)), 'request/invalid', name);
      }
      assert.deepEqual(
        { ...server.app.lobby.selfOf(ada.id as never), lastActive: 0 },
        { ...ada.welcome.self, lastActive: 0 },
      );
      await ada.room.leave();
    }
  });

  it('R5 every request has its own limit', async () => {
    for (const [name, { limit }] of Object.entries(REQUESTS)) {
      const ada = await server.join();
      const bursts = Array.from({ length: limit.burst + 1 }, () => refusalOf(loose(ada).request(name, 7)));
      const refusals = await Promise.all(bursts);
      assert.deepEqual(refusals, [...Array(limit.burst).fill('request/invalid'), 'request/tooMany'], name);
      await ada.room.leave();
    }
  });

  it('R5 excess requests are refused, and a player who persists is disconnected', async () => {
    const ada = await server.join();
    const closed = closeCode(ada);
    const outcomes = await Promise.all(
      Array.from({ length: 14 }, () => refusalOf(ada.room.request('setStatus', { status: 'busy' }))),
    );
    assert.deepEqual(outcomes.slice(0, 10), Array(10).fill(undefined));
    assert.deepEqual(outcomes.slice(10), Array(4).fill('request/tooMany'));
    assert.equal(await refusalOf(ada.room.request('heartbeat', { active: true })), undefined);
    for (let i = 0; i < 200; i++) ada.room.send('setStatus', { status: 'busy' });
    assert.equal(await closed, 4104);
  });

  it('R6 an unknown message of any length is ignored, and a flood of them disconnects the player', async () => {
    const ada = await server.join();
    loose(ada).send('x'.repeat(3_000));
    loose(ada).send('__proto__', { a: 1 });
    assert.equal(await refusalOf(loose(ada).request('makeMeAdmin')), 'request/unknown');
    assert.equal(await refusalOf(ada.room.request('heartbeat', { active: true })), undefined);
    const closed = closeCode(ada);
    for (let i = 0; i < 200; i++) loose(ada).send('nothing');
    assert.equal(await closed, 4104);
  });

  it('R16 a handler that throws gives server/error, and the session and the others go on', async () => {
    const [ada, bob] = [await server.join(), await server.join()];
    const { lobby } = server.app;
    const real = lobby.localPlayers.choose;
    lobby.localPlayers.choose = () => {
      throw new Error('a bug');
    };
    assert.equal(await refusalOf(ada.room.request('setStatus', { status: 'busy' })), 'server/error');
    lobby.localPlayers.choose = real;
    assert.deepEqual(await ada.room.request('setStatus', { status: 'busy' }), { status: 'busy' });
    await eventually(() => assert.equal(bob.room.state.players.get(ada.id)?.status, STATUS.busy.number));
    await Promise.all([ada.room.leave(), bob.room.leave()]);
  });

  it('R14 the oldest session beyond the limit is closed with 4101', async () => {
    const first = await server.join();
    const closed = closeCode(first);
    const others: Joined[] = [];
    for (let i = 0; i < 8; i++) others.push(await server.join(undefined, first.token));
    assert.equal(await closed, 4101);
    assert.equal(server.app.lobby.stats().online, 1);
    await Promise.all(others.map(({ room }) => room.leave()));
  });
});

describe('lobby room: idle', () => {
  const KICK_MS = 20_000;
  let server: LobbyServer;
  before(async () => {
    server = await LobbyServer.start({ KICK_AFTER_MS: String(KICK_MS), IDLE_AFTER_MS: '600000' });
  });
  after(() => server.stop());

  it('R13 an idle player is warned, then kicked with 4100, and disappears from other clients at once', async () => {
    const [ada, bob] = [await server.join(), await server.join()];
    const closed = closeCode(ada);
    await ada.room.request('heartbeat', { active: false });
    await server.pass(KICK_MS / 2);
    const warned = await eventually(() => {
      const found = ada.heard.find(({ type }) => type === 'idleWarned');
      assert.ok(found);
      return found.payload as { kickAtS: number; inMs: number };
    });
    assert.equal(warned.inMs, KICK_MS / 2);
    await bob.room.request('heartbeat', { active: true });
    await server.pass(KICK_MS / 2);
    assert.equal(await closed, 4100);
    // Without damping.
    await eventually(() => assert.equal(bob.room.state.players.get(ada.id), undefined));
    await bob.room.leave();
  });

  it('R13 an active heartbeat cancels the warning', async () => {
    const ada = await server.join();
    await ada.room.request('heartbeat', { active: false });
    await server.pass(KICK_MS / 2);
    await eventually(() => assert.ok(ada.heard.some(({ type }) => type === 'idleWarned')));
    await ada.room.request('heartbeat', { active: true });
    await eventually(() => assert.ok(ada.heard.some(({ type }) => type === 'idleCancelled')));
    // A merely postponed kick would come by then.
    await server.pass(KICK_MS / 2 + 1_000);
    await ada.room.request('heartbeat', { active: true });
    assert.ok(ada.room.connection.isOpen);
    await ada.room.leave();
  });
});
