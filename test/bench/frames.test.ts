import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { type WebSocket, WebSocketServer } from 'ws';
import { clientFrame, OPCODE } from '../../bench/fanout/wire/clientFrame.ts';
import { FrameParser, HEAD_MAX } from '../../bench/fanout/wire/FrameParser.ts';
import { FrameSocket, traffic } from '../../bench/fanout/wire/FrameSocket.ts';
import { eventually } from '../support/eventually.ts';

type Frame = { opcode: number; payload: Buffer };

/** A frame as a server writes it. */
function serverFrame({ opcode, payload }: Frame): Buffer {
  const { length } = payload;
  const head = [0x80 | opcode, length < 126 ? length : length <= 0xffff ? 126 : 127];
  if (length >= 126 && length <= 0xffff) head.push(length >> 8, length & 0xff);
  if (length > 0xffff)
    head.push(0, 0, 0, 0, (length >>> 24) & 0xff, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff);
  return Buffer.concat([Buffer.from(head), payload]);
}

/** Feeds the bytes in chunks of one shared buffer, as sockets do. */
function parsed(bytes: Buffer, sizes: readonly number[]) {
  const shared = Buffer.alloc(bytes.length + 16);
  const frames: { opcode: number; length: number; head: string }[] = [];
  const parser = new FrameParser((opcode, length, buffer, at) => {
    frames.push({ opcode, length, head: buffer.toString('hex', at, at + Math.min(length, HEAD_MAX)) });
  });
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const size = Math.min(bytes.length - from, sizes[turn % sizes.length] ?? 1);
    const at = turn % 16;
    shared.fill(0xee);
    bytes.copy(shared, at, from, from + size);
    parser.feed(shared, at, at + size);
    from += size;
  }
  return frames;
}

const expected = (frames: readonly Frame[]) =>
  frames.map(({ opcode, payload }) => ({
    opcode,
    length: payload.length,
    head: payload.toString('hex', 0, HEAD_MAX),
  }));

describe('frames', () => {
  it('K6 frames of all sizes are read, wherever they are split', () => {
    const size = fc.oneof(fc.nat(130), fc.constantFrom(0, 1, 125, 126, 127, 65_535, 65_536), fc.nat(70_000));
    const frame = fc
      .record({ opcode: fc.constantFrom(1, 2, 8, 9), size, seed: fc.nat(255) })
      .map(({ opcode, size: length, seed }): Frame => {
        const payload = Buffer.from(Array.from({ length }, (_, at) => (at * 7 + seed) & 0xff));
        return { opcode, payload };
      });
    const cuts = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 70_000 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 6 }), cuts, (frames, sizes) => {
        assert.deepEqual(parsed(Buffer.concat(frames.map(serverFrame)), sizes), expected(frames));
      }),
      { numRuns: 100 },
    );
  });

  it('K6 frames are read byte by byte too', () => {
    const frames = [0, 1, 125, 126, 300].map((length) => ({ opcode: 2, payload: Buffer.alloc(length, length) }));
    assert.deepEqual(parsed(Buffer.concat(frames.map(serverFrame)), [1]), expected(frames));
  });
});

describe("the loader's sockets", () => {
  let server: WebSocketServer;
  let port: number;
  let accepted: Promise<WebSocket>;
  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    accepted = new Promise((resolve) => server.once('connection', resolve));
    await new Promise((resolve) => server.once('listening', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });

  const opened = () => {
    const heard: string[] = [];
    const closes: string[] = [];
    const socket = new FrameSocket(port, '/path?query=1', {
      message: (buffer, at, length) => heard.push(buffer.toString('utf8', at, at + Math.min(length, HEAD_MAX))),
      closed: (why) => closes.push(why),
    });
    return { socket, heard, closes };
  };

  it('K7 sockets send and receive messages of all sizes, and count what they read', async () => {
    const before = traffic.bytes;
    const { socket, heard } = opened();
    const peer = await accepted;
    const said: string[] = [];
    peer.on('message', (data: Buffer) => said.push(data.toString()));
    const texts = ['short', 'x'.repeat(125), 'y'.repeat(126), 'z'.repeat(4_000)];
    for (const text of texts) socket.send(clientFrame(OPCODE.text, text));
    await eventually(() => said.length === texts.length);
    assert.deepEqual(said, texts);
    const answers = ['hello', 'w'.repeat(100_000)];
    for (const answer of answers) peer.send(answer);
    await eventually(() => heard.length === 2);
    assert.deepEqual(heard, ['hello', 'w'.repeat(HEAD_MAX)]);
    assert.ok(traffic.bytes - before > 100_000);
  });

  it('K7 sockets receive data that arrives together with the upgrade', async () => {
    server.once('connection', (peer) => peer.send('at once'));
    const { heard } = opened();
    await eventually(() => heard.length === 1);
    assert.deepEqual(heard, ['at once']);
  });

  it('K7 sockets answer pings with the same content', async () => {
    opened();
    const peer = await accepted;
    const pongs: string[] = [];
    peer.on('pong', (data) => pongs.push(data.toString()));
    peer.ping();
    peer.ping('are you there');
    await eventually(() => pongs.length === 2);
    assert.deepEqual(pongs, ['', 'are you there']);
  });

  it('K7 sockets close in order from either side', async () => {
    const { socket, closes } = opened();
    const peer = await accepted;
    const codes: number[] = [];
    peer.on('close', (code) => codes.push(code));
    socket.close(1000);
    await eventually(() => codes.length === 1 && closes.length === 1);
    assert.deepEqual(codes, [1000]);

    accepted = new Promise((resolve) => server.once('connection', resolve));
    const other = opened();
    (await accepted).close(4102, 'kicked');
    await eventually(() => other.closes.length === 1);
    assert.deepEqual(other.closes, ['closed with 4102 kicked']);
  });

  it('K7 sockets report why they were refused', async () => {
    const http = createServer().on('upgrade', (_, socket) => socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n'));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    try {
      const closes: string[] = [];
      const refusing = (http.address() as AddressInfo).port;
      new FrameSocket(refusing, '/', { message: () => {}, closed: (why) => closes.push(why) });
      await eventually(() => closes.length === 1);
      assert.deepEqual(closes, ['HTTP/1.1 503 Service Unavailable']);
    } finally {
      http.close();
    }
  });
});
