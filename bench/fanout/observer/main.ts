/** The observers' process: before the loader in the queue for their core, so that its work does not count as a delay. */
import { setPriority } from 'node:os';
import { openDesk } from '../../lib/benchIpc.ts';
import type { PeerName } from '../peers/peers.ts';
import { Observer } from './Observer.ts';

let observer: Observer | undefined;
const opened = (): Observer => {
  if (!observer) throw new Error('open first');
  return observer;
};

const desk = {
  open({ peer, port }: { peer: PeerName; port: number }): void {
    observer = new Observer(peer, port);
  },
  join: (number: number) => opened().join(number),
  note: () => opened().note(),
  patchMs: () => opened().patchMs(),
  reports: () => opened().reports(),
};
export type ObserverDesk = typeof desk;

try {
  setPriority(-10);
} catch {
  // Not everybody may; then a busy loader adds to what is measured.
}
// Whatever the SDK has to say of a socket that the end of a run closes is of no interest.
console.warn = () => {};
openDesk(desk);
process.channel?.ref();
process.once('disconnect', () => process.exit());
