/** Free ports of 127.0.0.1 that survive restarts of their owner, and that no other process takes from here meanwhile. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const FROM = 20_000;
const TO = 32_000;
const TRIES = 200;
/** Where Linux says which ports it gives to outgoing connections. */
const OUTGOING = '/proc/sys/net/ipv4/ip_local_port_range';

export async function freePort(): Promise<number> {
  const { from, to } = portsFor(outgoingPorts());
  for (let tries = 0; tries < TRIES; tries++) {
    const port = from + Math.floor(Math.random() * (to - from));
    if ((await isFree(port)) && (await claim(port))) return port;
  }
  throw new Error(`no port from ${from} to ${to} is free`);
}

/** Returns `count` different ports. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/**
 * Clear of the ports for outgoing connections, so that a port is still free when its owner restarts. Where those leave less
 * than a thousand, the usual range.
 */
export function portsFor(outgoing: { from: number; to: number } | undefined): { from: number; to: number } {
  if (!outgoing || outgoing.from >= TO || outgoing.to < FROM) return { from: FROM, to: TO };
  const below = { from: 10_000, to: outgoing.from };
  const above = { from: outgoing.to + 1, to: 65_000 };
  const wider = below.to - below.from > above.to - above.from ? below : above;
  return wider.to - wider.from >= 1_000 ? wider : { from: FROM, to: TO };
}

function outgoingPorts(): { from: number; to: number } | undefined {
  try {
    const [from, to] = readFileSync(OUTGOING, 'utf8').trim().split(/\s+/).map(Number);
    return from && to ? { from, to } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Until this process ends, however it does. False if a running one has it: several test runs start servers at the same
 * time. It is a name among Linux' abstract sockets, which leave nothing behind; elsewhere a port is only seen to be free.
 */
async function claim(port: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const server = createServer().unref();
  try {
    server.listen({ path: `\0foyer-port-${port}` });
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  }
}
