/**
 * Lets the bench read a server's coverage. Loaded with `--import` before the server's own code, which knows nothing of
 * it. It must not keep the server alive; a server that lost its bench ends itself.
 */
import { Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';
import { serveMethods } from '../lib/benchIpc.ts';
import { COVERAGE, type Taken, takenOf } from './coverage.ts';

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', COVERAGE);

export const probe = {
  async take(): Promise<Taken> {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return takenOf(result, (url) => (url.startsWith('file:') ? fileURLToPath(url) : undefined));
  },
};
export type Probe = typeof probe;

serveMethods(probe);
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
