/**
 * Spreads the requests and WebSockets of this process over the loopback range, so that a cluster's limits per address
 * meet a crowd as they meet one from many households. A player's come from one address, which the player's id in the
 * token gives; those without a token (sign-ins, reads of lists) take the next of many. Linux only: elsewhere just
 * 127.0.0.1 can be bound.
 *
 *   const leave = openHomes();
 *   …
 *   leave();
 */
import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';

type Dispatch = { dispatch(options: { path: string; headers: Record<string, string> }, handler: object): boolean };
type Agent = Dispatch & { destroy(): Promise<void> };

/** Where Node's `fetch` and `WebSocket` look up their connections; undici's own setGlobalDispatcher() writes it. */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1');
const GLOBAL = globalThis as unknown as { [DISPATCHER]: Dispatch };
/** 15 sign-ins and 40 reads a second are free to each. */
const TOKENLESS = 200;

/** Returns the way back to one address. */
export function openHomes(): () => void {
  // Reading a global of undici's loads it, and with it the dispatcher.
  void globalThis.WebSocket;
  const before = GLOBAL[DISPATCHER];
  const Agents = before.constructor as new (options: { localAddress: string }) => Agent;
  const agents = new Map<string, Agent>();
  let turn = 0;
  GLOBAL[DISPATCHER] = {
    dispatch(options, handler) {
      const player = playerOf(options);
      turn = (turn + 1) % TOKENLESS;
      const home = player === undefined ? `127.0.1.${turn + 1}` : homeOf(player);
      const agent = agents.get(home) ?? new Agents({ localAddress: home });
      agents.set(home, agent);
      return agent.dispatch(options, handler);
    },
  };
  return () => {
    GLOBAL[DISPATCHER] = before;
    for (const agent of agents.values()) void agent.destroy();
  };
}

/** One of 16 million addresses, none of which is a trusted proxy's or of those without a token. */
export function homeOf(player: string): string {
  const [a = 0, b = 0, c = 0] = createHash('sha256').update(player).digest();
  return `127.${1 + (a % 254)}.${b}.${1 + (c % 254)}`;
}

/** The SDK has a socket's token in the query, everything else in the header. */
function playerOf({ path, headers }: { path: string; headers: Record<string, string> }): string | undefined {
  const bearer = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const token = bearer ?? /[?&]_authToken=([^&]*)/.exec(path)?.[1] ?? '';
  try {
    return decodeJwt(token.replace(/^Bearer /, '')).sub;
  } catch {
    return undefined;
  }
}
