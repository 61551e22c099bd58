import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { SocketWriter } from '../../server/transport/SocketWriter.ts';
import { eventually } from '../support/eventually.ts';

const CHUNK = 16 * 1024;
const chunk = (n: number): Buffer => Buffer.alloc(CHUNK, n % 251);

/** Two ends of a connection on loopback. */
async function pair(): Promise<{ near: Socket; far: Socket; end: () => Promise<void> }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const far = connect((server.address() as { port: number }).port, '127.0.0.1');
  const [near] = (await once(server, 'connection')) as [Socket];
  const end = async () => {
    near.destroy();
    far.destroy();
    server.close();
    await once(server, 'close');
  };
  return { near, far, end };
}

describe('writing below the stream', () => {
  it('F12 bytes to a stalled reader arrive whole and in order once it reads again, through either write path', async () => {
    const { near, far, end } = await pair();
    const writer = new SocketWriter(near);
    far.pause();
    let waiting = 0;
    for (let i = 0; i < 1_000; i++) {
      if (i % 7 === 0) near.write(chunk(i));
      else if (i % 11 === 0) writer.writeTogether([chunk(i)]);
      else waiting = Math.max(waiting, writer.write(chunk(i)));
      if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(waiting > 1_000_000, `what waits is counted: ${waiting}`);
    const got: Buffer[] = [];
    let bytes = 0;
    far.on('data', (data) => {
      got.push(data as Buffer);
      bytes += data.length;
    });
    far.resume();
    await eventually(() => assert.equal(bytes, 1_000 * CHUNK), 10_000);
    const whole = Buffer.concat(got);
    for (let i = 0; i < 1_000; i++) {
      const own = whole.subarray(i * CHUNK, (i + 1) * CHUNK);
      assert.ok(
        own.every((byte) => byte === i % 251),
        `chunk ${i}`,
      );
    }
    await eventually(() => assert.equal(writer.write(chunk(1)), 0, 'nothing waits any more'));
    await end();
  });

  it('F12 a closed socket accepts nothing and throws nothing', async () => {
    const { near, far, end } = await pair();
    const writer = new SocketWriter(near);
    near.on('error', () => undefined);
    far.resetAndDestroy();
    await eventually(() => assert.equal(near.destroyed, true));
    assert.equal(writer.write(chunk(1)), 0);
    await end();
  });

  it('F12 a socket reset by its peer while bytes wait is destroyed', async () => {
    const { near, far, end } = await pair();
    const writer = new SocketWriter(near);
    near.on('error', () => undefined);
    far.pause();
    while (writer.write(chunk(1)) === 0);
    far.resetAndDestroy();
    await eventually(() => assert.equal(near.destroyed, true));
    await end();
  });
});
