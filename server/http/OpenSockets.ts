/** How many sockets each network has open. Footprint: a number for each network, and a listener for each socket. */
import type { Duplex } from 'node:stream';

export class OpenSockets {
  readonly #max: number;
  readonly #counts = new Map<string, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** False, and the socket is not counted, where the network has as many as it may. */
  add(network: string, socket: Duplex): boolean {
    const count = this.#counts.get(network) ?? 0;
    if (count >= this.#max) return false;
    this.#counts.set(network, count + 1);
    socket.once('close', () => {
      const left = (this.#counts.get(network) ?? 1) - 1;
      if (left === 0) this.#counts.delete(network);
      else this.#counts.set(network, left);
    });
    return true;
  }

  get networks(): number {
    return this.#counts.size;
  }
}
