/** The observers' process. It has priority over the loader on their core, so the loader's work does not count as delay. */
import { setPriority } from 'node:os';
import { serveMethods } from '../../lib/benchIpc.ts';
import type { PeerName } from '../peers/peers.ts';
import { Observer } from './Observer.ts';

let observer: Observer | undefined;
const opened = (): Observer => {
  if (!observer) throw new Error('open first');
  return observer;
};

const methods = {
  open({ peer, port }: { peer: PeerName; port: number }): void {
    observer = new Observer(peer, port);
  },
  join: (number: number) => opened().join(number),
  note: () => opened().note(),
  patchMs: () => opened().patchMs(),
  reports: () => opened().reports(),
};
export type ObserverMethods = typeof methods;

try {
  setPriority(-10);
} catch {
  // Not permitted everywhere. A busy loader then adds to the measured delays.
}
// The SDK warns about sockets that the end of a run closes.
console.warn = () => {};
serveMethods(methods);
process.channel?.ref();
process.once('disconnect', () => process.exit());
