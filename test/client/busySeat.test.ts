import assert from 'node:assert/strict';
import { SdkTransport } from '../../client/net/SdkTransport.ts';
import { settled } from '../support/fakeTime.ts';
import { LinkWorld } from '../support/linkWorld.ts';

describe('a reservation that is not available yet', () => {
  for (const [status, error] of [
    [429, 'request/tooMany'],
    [503, 'server/draining'],
  ] as const) {
    it(`L5 after a ${status} with Retry-After the client asks no earlier than that`, async () => {
      const askedAt: number[] = [];
      const answerSeat = async (url: string | URL | Request): Promise<Response> => {
        assert.equal(String(url), 'http://lobby.test/matchmake/joinOrCreate/lobby');
        askedAt.push(world.time.now);
        const body = JSON.stringify({ code: status, error, message: error });
        return new Response(body, { status, headers: { 'Retry-After': '12' } });
      };
      const world: LinkWorld = new LinkWorld({ transport: new SdkTransport('http://lobby.test', answerSeat, false) });
      world.random = 0;
      const startedAt = world.time.now;
      world.client.start();
      await settled();
      assert.deepEqual(world.client.link, { kind: 'waiting', why: error, nextTryAt: startedAt + 12_000 });
      world.client.pageVisible();
      world.client.inputSeen();
      await world.time.pass(11_999);
      assert.deepEqual(askedAt, [startedAt]);
      await world.time.pass(1);
      assert.deepEqual(askedAt, [startedAt, startedAt + 12_000]);
      await world.client.leave();
    });
  }
});
