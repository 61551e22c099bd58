/** What is measured: for each peer, how its server is started and how its players come in. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as limits from '../../../shared/limits.ts';
import { bareDoor } from '../connectors/bare.ts';
import { foyerDoor, plainColyseusDoor } from '../connectors/colyseus.ts';
import type { Door } from '../connectors/connector.ts';
import { socketioDoor } from '../connectors/socketio.ts';

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

/** `folder`: a place of this run's own. `tickMs`: the interval that Foyer had with as many players. */
export type Start = { players: number; folder: string; tickMs: number };

export type Peer = {
  /** One line, for the table's reader. */
  says: string;
  script: string;
  env(start: Start): Record<string, string>;
  door(port: number): Door;
  /** How long after a leave others may still see the row. */
  dampingMs: number;
  /** Everybody is in one list; else each shard is a list. */
  isOneList: boolean;
  /** Has a list over HTTP, which is checked too. */
  isFoyer: boolean;
};

/** For every server the Node flags that `npm start` gives to Foyer: so a storm's garbage is not kept as memory. */
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
  door: foyerDoor,
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
    says: 'socket.io, the whole list to everybody on each change',
    script: scriptOf('recipe.ts'),
    door: socketioDoor,
  },
  deltas: {
    ...simple,
    says: 'socket.io, the list on a join, then one event a change',
    script: scriptOf('deltas.ts'),
    door: socketioDoor,
  },
  colyseus: {
    ...simple,
    says: 'a plain Colyseus 0.18 room with the defaults',
    script: scriptOf('plainColyseus.ts'),
    door: plainColyseusDoor,
  },
  'colyseus-buffer': {
    ...simple,
    says: 'the same room, with the encoder’s buffer as large as the state',
    script: scriptOf('plainColyseus.ts'),
    env: () => ({ ENCODER_BYTES: String(2 * 1024 * 1024) }),
    door: plainColyseusDoor,
  },
  foyer: {
    ...foyer,
    says: 'Foyer, everybody in one shard, no damping: the same work as its peers',
    env: (start) => ({ ...foyerEnv(start), SHARD_CAPACITY: String(start.players), LEAVE_DAMPING_MS: '0' }),
    dampingMs: 0,
    isOneList: true,
  },
  'foyer-default': {
    ...foyer,
    says: `Foyer as it comes: shards of ${limits.SHARD_CAPACITY}, leaves damped`,
    env: foyerEnv,
    dampingMs: limits.LEAVE_DAMPING_MS,
    isOneList: false,
  },
  bare: {
    ...simple,
    says: 'the limit: ws, binary changes, one frame for all, at the interval that Foyer had',
    script: scriptOf('bare.ts'),
    env: ({ tickMs }) => ({ TICK_MS: String(tickMs) }),
    door: bareDoor,
  },
};

/** Of `… exec node FLAGS server/main.ts`. */
export function nodeArgsOf(start: string): string[] {
  const flags = /exec node (.*)server\/main\.ts/.exec(start)?.[1];
  if (flags === undefined) throw new Error(`npm start does not start server/main.ts: ${start}`);
  return flags.split(' ').filter((flag) => flag !== '');
}
