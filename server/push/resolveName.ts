/**
 * The addresses of a name, by DNS alone: not by the system's look-up, which reads this machine's own names, holds one of a few
 * threads for as long as a stranger's name server likes, and cannot be broken off.
 */
import { Resolver } from 'node:dns/promises';

export type Address = { address: string; family: 4 | 6 };

/** Per question, and asked twice. */
const TIMEOUT_MS = 1_500;

/** Empty where there are none. Rejects where no answer comes, and when `signal` is aborted. `servers`: instead of the system's. */
export async function resolveName(name: string, signal: AbortSignal, servers?: readonly string[]): Promise<Address[]> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  if (servers) resolver.setServers(servers);
  const cancel = () => resolver.cancel();
  signal.throwIfAborted();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const [v4, v6] = await Promise.all([resolver.resolve4(name).catch(orNone), resolver.resolve6(name).catch(orNone)]);
    return [
      ...v4.map((address) => ({ address, family: 4 as const })),
      ...v6.map((address) => ({ address, family: 6 as const })),
    ];
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** A name often has addresses of one kind alone. */
function orNone(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENODATA' || error.code === 'ENOTFOUND') return [];
  throw error;
}
