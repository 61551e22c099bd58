/** The peers to measure: how each server starts and how its players connect. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as limits from '../../../shared/limits.ts';
import { bareConnector } from '../connectors/bare.ts';
import { foyerConnector, plainColyseusConnector } from '../connectors/colyseus.ts';
import type { Connector } from '../connectors/connector.ts';
import { socketioConnector } from '../connectors/socketio.ts';

export const PEER_NAMES = [
  'recipe',
  'deltas',
  'colyseus',
  'colyseus-buffer',
  'foyer',
  'foyer-default',
  'bare',
] as const;
export type PeerName = (typeof PEER_NAMES)[number];

/** `folder`: private to this run. `tickMs`: Foyer's interval at the same number of players. */
export type Start = { players: number; folder: string; tickMs: number };

export type Peer = {
  /** One line for readers of the table. */
  says: string;
  script: string;
  env(start: Start): Record<string, string>;
  connector(port: number): Connector;
  /** How long others may still see the row after a leave. */
  dampingMs: number;
  /** Everybody is in one list; otherwise each shard has its own. */
  isOneList: boolean;
  /** Also has a list over HTTP to check. */
  isFoyer: boolean;
};

/** The Node flags of `npm start`, given to every server, so that a storm's garbage is not held as memory. */
export const NODE_ARGS: readonly string[] = nodeArgsOf(
  (
    JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      scripts: { start: string };
    }
  ).scripts.start,
);

const scriptOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const simple = { env: () => ({}), dampingMs: 0, isOneList: true, isFoyer: false };

const foyer = {
  script: scriptOf('../../../server/main.ts'),
  connector: foyerConnector,
  isFoyer: true,
};
const foyerEnv = ({ folder }: Start): Record<string, string> => ({
  PORT: '0',
  HOST: '127.0.0.1',
  DATABASE_URL: `sqlite:${folder}/foyer.db`,
  LIMITS: 'off',
  LOG_LEVEL: 'warn',
  KICK_AFTER_MS: '0',
  HEARTBEAT_MS: '15000',
});

export const peers: Record<PeerName, Peer> = {
  recipe: {
    ...simple,
    says: 'socket.io; each change sends the whole list to everybody',
    script: scriptOf('recipe.ts'),
    connector: socketioConnector,
  },
  deltas: {
    ...simple,
    says: 'socket.io; the list on a join, then one event per change',
    script: scriptOf('deltas.ts'),
    connector: socketioConnector,
  },
  colyseus: {
    ...simple,
    says: 'a plain Colyseus 0.18 room with the defaults',
    script: scriptOf('plainColyseus.ts'),
    connector: plainColyseusConnector,
  },
  'colyseus-buffer': {
    ...simple,
    says: 'the same room with an encoder buffer as large as the state',
    script: scriptOf('plainColyseus.ts'),
    env: () => ({ ENCODER_BYTES: String(2 * 1024 * 1024) }),
    connector: plainColyseusConnector,
  },
  foyer: {
    ...foyer,
    says: 'Foyer with everybody in one shard and no damping: the same work as its peers',
    env: (start) => ({ ...foyerEnv(start), SHARD_CAPACITY: String(start.players), LEAVE_DAMPING_MS: '0' }),
    dampingMs: 0,
    isOneList: true,
  },
  'foyer-default': {
    ...foyer,
    says: `Foyer with its defaults: shards of ${limits.SHARD_CAPACITY}, damped leaves`,
    env: foyerEnv,
    dampingMs: limits.LEAVE_DAMPING_MS,
    isOneList: false,
  },
  bare: {
    ...simple,
    says: 'the lower bound: ws, binary changes, one shared frame, at Foyer’s interval',
    script: scriptOf('bare.ts'),
    env: ({ tickMs }) => ({ TICK_MS: String(tickMs) }),
    connector: bareConnector,
  },
};

/** The flags in `… exec node FLAGS server/main.ts`. */
export function nodeArgsOf(start: string): string[] {
  const flags = /exec node (.*)server\/main\.ts/.exec(start)?.[1];
  if (flags === undefined) throw new Error(`npm start does not start server/main.ts: ${start}`);
  return flags.split(' ').filter((flag) => flag !== '');
}
