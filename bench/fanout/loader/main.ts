/** The loader's process: waits for the bench's questions, and ends with it. */
import { openDesk } from '../../lib/benchIpc.ts';
import { type PeerName, peers } from '../peers/peers.ts';
import { Loader } from './Loader.ts';

let loader: Loader | undefined;
const opened = (): Loader => {
  if (!loader) throw new Error('open first');
  return loader;
};

const desk = {
  open({ peer, port }: { peer: PeerName; port: number }): void {
    loader = new Loader(peers[peer].door(port));
  },
  signIn: (count: number) => opened().signIn(count),
  join: (range: { from: number; to: number }) => opened().join(range),
  steady: (seconds: number) => opened().steady(seconds),
  bytes: () => opened().bytes(),
  cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  troubles: () => opened().troubles(),
  truth: () => opened().truth(),
};
export type LoaderDesk = typeof desk;

openDesk(desk);
// The open channel is what this process lives for.
process.channel?.ref();
process.once('disconnect', () => process.exit());
