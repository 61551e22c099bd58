import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { homeOf, openHomes } from '../chaos/loopbackHomes.ts';

const CHAOS = new URL('../chaos/', import.meta.url);
const tokenOf = (sub: string): string => `e30.${Buffer.from(JSON.stringify({ sub })).toString('base64url')}.signature`;

describe('the addresses of the chaos scenarios', () => {
  let server: Server;
  let url: string;
  let leave: () => void;
  let upgradedFrom: (string | undefined)[];

  beforeEach(async () => {
    server = createServer((req, res) => res.end(req.socket.remoteAddress));
    upgradedFrom = [];
    new WebSocketServer({ server }).on('connection', (_, req) => upgradedFrom.push(req.socket.remoteAddress));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    leave = openHomes();
  });
  afterEach(() => {
    leave();
    server.close();
    server.closeAllConnections();
  });

  const addressOf = async (headers = {}): Promise<string> => (await fetch(url, { headers })).text();

  it('Y11 a player has one address for requests and sockets, and every player another', async () => {
    const homes = new Set<string>();
    for (const player of ['ada', 'bob', 'eve']) {
      const headers = { Authorization: `Bearer ${tokenOf(player)}` };
      const socket = new WebSocket(`${url.replace('http', 'ws')}/p1/room?sessionId=a&_authToken=${tokenOf(player)}`);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      socket.close();
      assert.deepEqual([await addressOf(headers), await addressOf(headers)], [homeOf(player), homeOf(player)]);
      assert.equal(upgradedFrom.at(-1), homeOf(player));
      homes.add(homeOf(player));
    }
    assert.equal(homes.size, 3);
  });

  it('Y11 requests without a readable token take turns from many addresses, until the homes are left', async () => {
    const strangers = await Promise.all([{}, {}, { Authorization: 'Bearer nonsense' }].map(addressOf));
    assert.equal(new Set(strangers).size, 3);
    leave();
    assert.equal(await addressOf(), '127.0.0.1');
  });

  it('Y11 no scenario changes the limits', () => {
    const files = readdirSync(CHAOS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    assert.ok(files.length > 20);
    const changed = files.filter((file) => /\bLIMITS\b/.test(readFileSync(new URL(file, CHAOS), 'utf8')));
    assert.deepEqual(changed, []);
  });
});
