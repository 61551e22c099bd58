/** Ports of 127.0.0.1 for what is started and started again. */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what systems give to outgoing connections: a port must still be free when its owner comes back to it. */
const FROM = 20_000;
const TO = 32_000;
const TRIES = 100;

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM));
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${FROM} to ${TO} is free`);
}

/** So many of them, each once. */
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
