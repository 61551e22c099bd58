/** The loader's process: serves the bench's calls and ends with it. */
import { serveMethods } from '../../lib/benchIpc.ts';
import { type PeerName, peers } from '../peers/peers.ts';
import { Loader } from './Loader.ts';

let loader: Loader | undefined;
const opened = (): Loader => {
  if (!loader) throw new Error('open first');
  return loader;
};

const methods = {
  open({ peer, port }: { peer: PeerName; port: number }): void {
    loader = new Loader(peers[peer].connector(port));
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
export type LoaderMethods = typeof methods;

serveMethods(methods);
// The open channel keeps this process alive.
process.channel?.ref();
process.once('disconnect', () => process.exit());
