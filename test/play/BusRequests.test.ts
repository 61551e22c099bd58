import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { BusRequests, repliesTo } from '../../server/cluster/BusRequests.ts';
import type { Bus } from '../../server/ports.ts';
import { asProcessId } from '../../shared/ids.ts';
import { TestClock } from '../support/testClock.ts';

const TIMEOUT_MS = 5;
const STALL_MS = 50;

describe('questions over the bus', () => {
  it('DH23 an answer that arrives while the process stands still counts, though its time is up', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [peer] = await once(server, 'connection');
    try {
      const listeners = new Map<string, (message: unknown) => void>();
      const me = asProcessId('me');
      socket.on('data', (data) => listeners.get(repliesTo('questions', me))?.(JSON.parse(data.toString())));
      const bus = {
        subscribe: (topic: string, listener: (message: unknown) => void) => void listeners.set(topic, listener),
        // The answer is in the socket before the question has been sent.
        publish: (_: string, { id }: { id: string }) => void peer.write(JSON.stringify({ id, text: 'here' })),
      } as unknown as Bus;
      const requests = new BusRequests<object, { text: string }>({
        ...{ topic: 'questions', process: me, bus, clock: new TestClock(), timeoutMs: TIMEOUT_MS },
      });
      const asked = requests.askAny({});
      standStill();
      assert.equal((await asked)?.text, 'here');
    } finally {
      socket.destroy();
      server.close();
    }
  });
});

function standStill(): void {
  const until = performance.now() + STALL_MS;
  while (performance.now() < until);
}
