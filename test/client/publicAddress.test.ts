import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import { startBots } from '../../bots/startBots.ts';
import { SdkTransport } from '../../client/net/SdkTransport.ts';
import { freePort } from '../../scripts/services/freePort.ts';
import { eventually } from '../support/eventually.ts';
import { FollowedClient } from '../support/lobbyClients.ts';
import { LobbyServer } from '../support/lobbyServer.ts';
import { NetworkProxy } from '../support/proxy.ts';

describe('a reservation at another address', () => {
  for (const [scheme, isFirstByteOf] of [
    ['http', (bytes: Buffer) => bytes.toString('latin1').startsWith('GET /p2/process-2/hall?')],
    // 22 starts a TLS handshake.
    ['https', (bytes: Buffer) => bytes[0] === 22],
  ] as const) {
    it(`L28 a socket opens where the reservation is, with the security of ${scheme}`, async () => {
      const heard = Promise.withResolvers<Buffer>();
      const process2 = createServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', (bytes) => {
          heard.resolve(bytes);
          socket.destroy();
        });
      });
      await new Promise<void>((resolve) => process2.listen(0, '127.0.0.1', resolve));
      const { port } = process2.address() as AddressInfo;
      const asked: string[] = [];
      const balancer = async (url: string | URL | Request): Promise<Response> => {
        asked.push(String(url));
        const place = { name: 'lobby', roomId: 'hall', processId: 'process-2', publicAddress: `127.0.0.1:${port}/p2` };
        return new Response(JSON.stringify({ ...place, sessionId: 'session' }));
      };
      const transport = new SdkTransport(`${scheme}://lobby.test`, balancer, false);
      const attempt = { signal: new AbortController().signal, progressed: () => {} };
      const entry = transport.join('token', {}, attempt);
      assert.ok(isFirstByteOf(await heard.promise));
      assert.deepEqual(await entry, { failure: { kind: 'network' } });
      assert.deepEqual(asked, [`${scheme}://lobby.test/matchmake/joinOrCreate/lobby`]);
      await new Promise((resolve) => process2.close(resolve));
    });
  }

  it('L28 players and bots given the common address open their sockets at the process’s own address', async () => {
    const port = await freePort();
    const own = await NetworkProxy.to(port);
    const common = await NetworkProxy.to(port);
    const server = await LobbyServer.start({ PORT: String(port), PUBLIC_ADDRESS: `127.0.0.1:${own.port}/p1` });
    const ada = new FollowedClient(common.url);
    const bots = startBots({ count: 3, url: common.url, churn: 0, seed: 1, arrivalsPerS: 100 });
    try {
      ada.client.start();
      // On a slow machine a try may be cut and a client may join anew, so only the final sockets count.
      const entered = () => bots.stats().joins + bots.stats().resumes;
      const areAllThere = () => ada.count('welcomed') >= 1 && bots.stats().online === 3 && own.connections === 4;
      // Wait for welcomes as well: joins still under way when the sockets are cut do not count.
      await eventually(() => entered() >= 3 && areAllThere(), 15_000);
      own.cut();
      await eventually(() => ada.count('welcomed') >= 2 && entered() >= 6 && areAllThere(), 15_000);
    } finally {
      await bots.stop();
      await ada.client.leave();
      await server.stop();
      await Promise.all([own.close(), common.close()]);
    }
  });
});
