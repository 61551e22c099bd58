/** Free ports of 127.0.0.1 that survive restarts of their owner. */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the range for outgoing connections, so that a port is still free when its owner restarts. */
const FROM = 20_000;
const TO = 32_000;
const TRIES = 100;

export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM));
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${FROM} to ${TO} is free`);
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
