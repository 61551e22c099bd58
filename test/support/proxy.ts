/**
 * A bad network on loopback: a TCP proxy that delays, jitters, swallows and cuts, and keeps bytes in order as TCP does.
 * In a black hole sockets stay open and nothing passes; new sockets are accepted and hang.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

type Pair = { near: Socket; far: Socket };

export class NetworkProxy {
  /** One-way delay of every chunk. */
  delayMs = 0;
  /** The largest random addition. */
  jitterMs = 0;
  readonly #server: Server;
  readonly #target: { host: string; port: number };
  readonly #ca: string | undefined;
  readonly #random: () => number;
  readonly #pairs = new Set<Pair>();
  #isBlackHole = false;

  private constructor(target: { host: string; port: number }, random: () => number, ca?: string) {
    this.#target = target;
    this.#ca = ca;
    this.#random = random;
    this.#server = createServer((near) => this.#accept(near));
  }

  /** Forwards a free port of 127.0.0.1 to `port` there; over TLS if given the certificate to trust. */
  static async to(port: number, random: () => number = Math.random, ca?: string): Promise<NetworkProxy> {
    const proxy = new NetworkProxy({ host: '127.0.0.1', port }, random, ca);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** Nothing passes any more, and neither side is told. */
  blackHole(): void {
    this.#isBlackHole = true;
    for (const pair of this.#pairs) {
      pair.near.pause();
      pair.far.pause();
    }
  }

  /** Swallowed bytes arrive late, as TCP retransmits; new connections work. */
  heal(): void {
    this.#isBlackHole = false;
    for (const pair of this.#pairs) {
      pair.near.resume();
      pair.far.resume();
    }
  }

  /** Resets every connection; new ones work. */
  cut(): void {
    for (const { near, far } of this.#pairs) {
      near.resetAndDestroy();
      // TLS sockets cannot be reset.
      if (this.#ca === undefined) far.resetAndDestroy();
      else far.destroy();
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.cut();
    await closed;
  }

  #accept(near: Socket): void {
    const far = this.#ca === undefined ? connect(this.#target) : connectSecurely({ ...this.#target, ca: this.#ca });
    const pair = { near, far };
    this.#pairs.add(pair);
    this.#forward(near, far);
    this.#forward(far, near);
    if (this.#isBlackHole) {
      near.pause();
      far.pause();
    }
    const gone = () => this.#pairs.delete(pair);
    near.on('close', gone);
    far.on('close', gone);
  }

  #forward(from: Socket, to: Socket): void {
    let tail = Promise.resolve();
    let dueAt = 0;
    const inOrder = (write: () => void) => {
      const at = Math.max(dueAt, performance.now() + this.delayMs + this.#random() * this.jitterMs);
      dueAt = at;
      tail = tail.then(() => until(at)).then(write);
    };
    from.setNoDelay(true);
    from.on('data', (chunk) => inOrder(() => to.writable && to.write(chunk)));
    from.on('end', () => inOrder(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}

async function until(at: number): Promise<void> {
  const waitMs = at - performance.now();
  // Real time: the network is slow.
  if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
}
