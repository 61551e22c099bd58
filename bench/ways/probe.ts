/**
 * What runs in a server, asked from outside: loaded with `--import` before the server's own code, which knows nothing of
 * it. Must not keep the server alive; a server whose bench is gone ends itself.
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
