import assert from 'node:assert/strict';
import { CHECK_EVERY_MS, LinkWatch, type WatchedSocket } from '../../server/transport/linkWatch.ts';
import type { SocketWriter } from '../../server/transport/SocketWriter.ts';

const GROUPS = 30;

class Peer implements WatchedSocket {
  readyState = 1;
  bytesRead = 0;
  pings = 0;
  isDue = false;
  isCut = false;
  isAlive = true;
  #closed = () => {};

  get writer(): SocketWriter {
    const writer = {
      pingSoon: () => {
        this.isDue = true;
      },
      pingNow: () => this.isDue && this.pinged(),
    };
    return Object.defineProperty(writer, 'bytesRead', { get: () => this.bytesRead }) as unknown as SocketWriter;
  }
  pinged(): void {
    this.isDue = false;
    this.pings += 1;
    if (this.isAlive) this.bytesRead += 6;
  }
  terminate(): void {
    this.isCut = true;
    this.#closed();
  }
  once(_event: 'close', listener: () => void): void {
    this.#closed = listener;
  }
}

function watched(count: number): { watch: LinkWatch; peers: Peer[] } {
  const watch = new LinkWatch();
  const peers = Array.from({ length: count }, () => new Peer());
  for (const peer of peers) watch.add(peer, peer.writer);
  return { watch, peers };
}
const look = (watch: LinkWatch, times: number) => {
  for (let i = 0; i < times * GROUPS; i++) watch.checkNextGroup();
};

describe('the watch over dead links', () => {
  it('F14 a silent client is cut at the third look after its last noticed sign of life, and not before', () => {
    const { watch, peers } = watched(1);
    const [peer] = peers as [Peer];
    look(watch, 5);
    peer.bytesRead += 1;
    look(watch, 1);
    peer.isAlive = false;
    look(watch, 2);
    assert.equal(peer.isCut, false);
    look(watch, 1);
    assert.equal(peer.isCut, true);
    // The silence began just before or just after a look, so it takes three or four looks.
    assert.ok(3 * CHECK_EVERY_MS >= 6_000 && 4 * CHECK_EVERY_MS <= 9_000);
  });

  it('F14 a client that answers stays, and is pinged at every other look', () => {
    const { watch, peers } = watched(1);
    look(watch, 20);
    assert.deepEqual([peers[0]?.isCut, peers[0]?.pings], [false, 10]);
  });

  it('F14 a client that sends messages is not pinged', () => {
    const { watch, peers } = watched(1);
    const [peer] = peers as [Peer];
    for (let i = 0; i < 20; i++) {
      peer.bytesRead += 10;
      look(watch, 1);
    }
    assert.equal(peer.pings, 0);
  });

  it('F14 a thousand clients are checked a few at a time', () => {
    const { watch, peers } = watched(1_000);
    const pinged = () => peers.filter(({ pings }) => pings > 0).length;
    // Pings wait up to 600 ms for a patch to travel with.
    for (let i = 0; i < 8; i++) watch.checkNextGroup();
    assert.equal(pinged(), 0);
    watch.checkNextGroup();
    assert.ok(pinged() > 0 && pinged() <= 34, `${pinged()} at once`);
    for (let i = 1; i < GROUPS; i++) watch.checkNextGroup();
    assert.equal(pinged(), 1_000);
  });

  it('F14 a closed client is no longer checked', () => {
    const { watch, peers } = watched(2);
    const [gone, stays] = peers as [Peer, Peer];
    gone.terminate();
    look(watch, 1);
    assert.deepEqual([gone.pings, stays.pings], [0, 1]);
  });
});
