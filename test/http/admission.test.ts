import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Admission } from '../../server/http/admission.ts';
import { guardHttp } from '../../server/http/guard.ts';
import { CONNECTIONS_PER_NETWORK, SOCKETS_PER_NETWORK } from '../../server/http/limits.ts';
import { OpenSockets } from '../../server/http/OpenSockets.ts';
import type { Site } from '../../server/http/site.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { JOINS_BURST, JOINS_PER_S } from '../../shared/limits.ts';

let nowMs = 0;
const identify = async (token: string) => ({ playerId: asPlayerId(token), claims: {} });
const site = (limits: 'on' | 'off'): Site =>
  ({
    tokens: { verify: identify, verifyForRenewal: identify },
    coolDowns: { waitS: (player: string) => (player === 'flooder' ? 12 : 0) },
    isReady: () => [],
    clock: { now: () => nowMs },
    config: { LIMITS: limits },
  }) as unknown as Site;
const asking = (player: string, method = 'joinOrCreate'): IncomingMessage =>
  ({ url: `/matchmake/${method}/lobby`, headers: { authorization: `Bearer ${player}` } }) as unknown as IncomingMessage;
/** Requests come from different addresses, so limits per address do not interfere. */
const admission = (limits: 'on' | 'off' = 'on') => new Admission(site(limits));
const address = (i: number): string => `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;

describe('joins by a crowd', () => {
  beforeEach(() => {
    nowMs = 0;
  });

  it('F11 a crowd is admitted up to the burst; later players are told when, and are admitted at that time', async () => {
    const limited = admission();
    const waits: number[] = [];
    for (let i = 0; i < JOINS_BURST + 2 * JOINS_PER_S; i++) {
      const wait = await limited.ofRequest(asking(`p${i}`), address(i));
      waits.push(wait?.seconds ?? 0);
      if (wait) assert.equal(wait.code, 'request/tooMany');
    }
    assert.ok(waits.slice(0, JOINS_BURST).every((seconds) => seconds === 0));
    assert.deepEqual([...new Set(waits.slice(JOINS_BURST))], [1, 2]);
    const last = JOINS_BURST + 2 * JOINS_PER_S - 1;
    nowMs = 2_000;
    assert.equal(await limited.ofRequest(asking(`p${last}`), address(last)), undefined);
  });

  it('F11 resuming a held reservation needs no turn, and without limits no join does', async () => {
    const [limited, open] = [admission(), admission('off')];
    for (let i = 0; i < JOINS_BURST; i++) await limited.ofRequest(asking(`p${i}`), address(i));
    assert.ok(await limited.ofRequest(asking('late'), address(9_999)));
    assert.equal(await limited.ofRequest(asking('held', 'reconnect'), address(9_998)), undefined);
    for (let i = 0; i < 2 * JOINS_BURST; i++)
      assert.equal(await open.ofRequest(asking(`p${i}`), address(i)), undefined);
  });

  it('LM7 a player who was cut gets neither a join nor a resume, and no turn is used up for them', async () => {
    const limited = admission();
    for (let i = 0; i < 2 * JOINS_BURST; i++) {
      const wait = await limited.ofRequest(asking('flooder', i % 2 ? 'joinById' : 'reconnect'), address(i));
      assert.deepEqual(wait, { code: 'player/coolingDown', seconds: 12 });
    }
    assert.equal(await limited.ofRequest(asking('ada'), address(1)), undefined);
  });
});

describe('sockets of one network', () => {
  const socket = (): Duplex => new EventEmitter() as Duplex;
  const open = (limited: Admission, from: string, count: number): Duplex[] =>
    Array.from({ length: count }, () => {
      const one = socket();
      assert.equal(limited.ofUpgrade(from, one), undefined);
      return one;
    });
  /** Upgrades have a limit of their own, whose time passes here. */
  const many = (limited: Admission, from: string, count: number): Duplex[] =>
    Array.from({ length: count }, () => {
      nowMs += 1_000;
      return open(limited, from, 1)[0] as Duplex;
    });

  it('G26 a network has at most 1,000 WebSockets open, an IPv6 /64 as one, and one that closes makes room', () => {
    for (const [from, neighbour, other] of [
      ['192.0.2.1', '192.0.2.1', '192.0.2.2'],
      ['2001:db8::1', '2001:db8::2', '2001:db8:0:1::1'],
    ] as const) {
      const limited = admission();
      const [first] = many(limited, from, SOCKETS_PER_NETWORK);
      const wait = limited.ofUpgrade(neighbour, socket());
      assert.equal(wait?.code, 'request/tooMany');
      assert.ok((wait?.seconds ?? 0) > 0);
      open(limited, other, 1);
      first?.emit('close');
      open(limited, neighbour, 1);
      assert.ok(limited.ofUpgrade(from, socket()));
    }
  });

  it('G26 without limits there is no such limit', () => {
    const limited = admission('off');
    for (let i = 0; i < SOCKETS_PER_NETWORK + 10; i++)
      assert.equal(limited.ofUpgrade('192.0.2.1', socket()), undefined);
    for (let i = 0; i < CONNECTIONS_PER_NETWORK + 10; i++) assert.ok(limited.isConnectionWithin('192.0.2.1', socket()));
  });

  it('G26 a network that closes all its sockets is forgotten', () => {
    const sockets = new OpenSockets(2);
    const [a, b] = [socket(), socket()];
    assert.ok(sockets.add('one', a) && sockets.add('one', b) && !sockets.add('one', socket()));
    for (const each of [a, b]) each.emit('close');
    assert.equal(sockets.networks, 0);
  });

  it('G26 of a network’s connections at most 4,000 stay, and a trusted proxy’s are not counted', () => {
    const server = createServer();
    server.removeAllListeners('connection');
    let taken = 0;
    server.on('connection', () => {
      taken += 1;
    });
    const metrics = { refused: () => undefined };
    const config = { LIMITS: 'on', TRUSTED_PROXIES: ['192.0.2.9'] };
    guardHttp(server, { ...site('on'), config, metrics, log: { info: () => undefined } } as unknown as Site);
    const connectFrom = (remoteAddress: string): boolean => {
      const one = Object.assign(socket(), { remoteAddress, isDestroyed: false, destroy: () => undefined });
      const before = taken;
      server.emit('connection', one);
      return taken > before;
    };
    for (let i = 0; i < CONNECTIONS_PER_NETWORK; i++) assert.ok(connectFrom('::ffff:192.0.2.1'));
    assert.equal(connectFrom('192.0.2.1'), false);
    assert.equal(connectFrom('192.0.2.2'), true);
    for (let i = 0; i <= CONNECTIONS_PER_NETWORK; i++) assert.ok(connectFrom('192.0.2.9'));
  });
});
