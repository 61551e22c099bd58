/** The only reader of process.env. A bad value stops the boot with one line that names the variable. */
import { isIP } from 'node:net';
import { z } from 'zod';
import * as limits from '../shared/limits.ts';
import { canMatchOrigin } from './domain/admission/origins.ts';
import { isVapidKey } from './domain/push/vapidKey.ts';

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((n) => n >= min && n <= max);
const DAY_MS = 86_400_000;

/** Without a zone: callers' addresses have none. */
function isNetwork(text: string): boolean {
  if (text.includes('%')) return false;
  const [address = '', bits = '0', ...rest] = text.split('/');
  const bitsMax = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d+$/.test(bits) && Number(bits) <= bitsMax;
}

/** First parts of Foyer's own paths: behind a proxy that takes such a PUBLIC_ADDRESS away they would be taken away again. */
export const OWN_PATHS: readonly string[] =
  'api assets auth healthz join match matchmake metrics monitor readyz replay'.split(' ');

/** Of each variable: its parser, its default, and what it takes, for the line that stops the boot. */
const VARIABLES = {
  PORT: [wholeNumber(0, 65_535), 2567, 'a port from 0 to 65535 (0: any free one)'],
  HOST: [z.string().min(1), '::', 'an address to listen on'],
  DATABASE_URL: [
    z
      .string()
      .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/)
      .refine((text) => text.startsWith('sqlite:') || URL.canParse(text)),
    'sqlite:./data/foyer.db',
    'sqlite:PATH, sqlite::memory: or postgres://…',
  ],
  REDIS_URL: [
    z
      .string()
      .regex(/^rediss?:\/\/.+$/)
      .refine(URL.canParse),
    undefined,
    'redis://… or rediss://…',
  ],
  PUBLIC_ADDRESS: [
    z
      .string()
      .regex(/^(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?(\/[\w./-]*)?$/i)
      .refine((text) => URL.canParse(`http://${text}`))
      .refine((text) => !OWN_PATHS.includes(text.split('/')[1] ?? ''))
      .transform((text) => text.replace(/\/+$/, '')),
    undefined,
    `host[:port][/path], with a path that does not begin with ${OWN_PATHS.join(', ')}`,
  ],
  JWT_SECRET: [z.string().min(32), undefined, 'at least 32 characters'],
  ADMIN_PASSWORD: [z.string().min(8), undefined, 'at least 8 characters'],
  WEB_PUSH: [z.enum(['on', 'off']), 'on', '"on" or "off"'],
  VAPID_PRIVATE_KEY: [z.string().refine(isVapidKey), undefined, 'a private key of P-256: 32 bytes as base64url'],
  PUSH_CONTACT: [
    z.string().regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/[^\s]+)$/),
    undefined,
    'mailto:you@example.com or https://…',
  ],
  METRICS_TOKEN: [z.string().min(8), undefined, 'at least 8 characters'],
  ALLOWED_ORIGINS: [
    z
      .string()
      .transform((text) => text.split(',').map((origin) => origin.trim()))
      .refine((origins) => origins.every(canMatchOrigin)),
    [],
    'origins as browsers send them (https://play.example.com, https://*.example.com, capacitor://localhost), separated by commas',
  ],
  TRUSTED_PROXIES: [
    z
      .string()
      .transform((text) => text.split(',').map((address) => address.trim()))
      .refine((list) => list.every(isNetwork)),
    [],
    'IP addresses or CIDR ranges, separated by commas',
  ],
  SHARD_CAPACITY: [wholeNumber(1, 50_000), limits.SHARD_CAPACITY, 'players, 1 to 50000'],
  HEARTBEAT_MS: [wholeNumber(100, DAY_MS), limits.HEARTBEAT_MS, 'milliseconds, 100 to a day'],
  IDLE_AFTER_MS: [wholeNumber(100, DAY_MS), limits.IDLE_AFTER_MS, 'milliseconds, 100 to a day'],
  KICK_AFTER_MS: [wholeNumber(0, DAY_MS), limits.KICK_AFTER_MS, 'milliseconds, 0 (never) to a day'],
  RECONNECT_WINDOW_MS: [wholeNumber(0, 600_000), limits.RECONNECT_WINDOW_MS, 'milliseconds, 0 to 600000'],
  LEAVE_DAMPING_MS: [wholeNumber(0, 60_000), limits.LEAVE_DAMPING_MS, 'milliseconds, 0 to 60000'],
  LEASE_MS: [wholeNumber(1_000, 120_000), limits.LEASE_MS, 'milliseconds, 1000 to 120000'],
  ACCEPT_MS: [wholeNumber(1_000, 120_000), 20_000, 'milliseconds, 1000 to 120000'],
  DRAIN_MS: [wholeNumber(0, 3_600_000), limits.DRAIN_MS, 'milliseconds, 0 to 3600000'],
  YOUNG_CHAT_MS: [wholeNumber(0, 3_600_000), 0, 'milliseconds, 0 (off) to 3600000'],
  LIMITS: [z.enum(['on', 'off']), 'on', '"on" or "off"'],
  LOG_LEVEL: [
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    'info',
    'fatal, error, warn, info, debug, trace or silent',
  ],
  NODE_ENV: [z.enum(['development', 'production', 'test']), 'development', 'development, production or test'],
} as const satisfies Record<string, readonly [z.ZodType, unknown, string]>;

type Variables = typeof VARIABLES;
/** The environment, validated. `undefined` where a variable without a default is not set. */
export type Config = {
  readonly [K in keyof Variables]: undefined extends Variables[K][1]
    ? z.output<Variables[K][0]> | undefined
    : z.output<Variables[K][0]>;
};

/** One line for the person who starts the server; main.ts prints it and exits with 1. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Undefined, or a line for a start that may be meant for the world but has the rules of development. */
export function bootWarning({ HOST }: Config, env: NodeJS.ProcessEnv = process.env): string | undefined {
  // 0.0.0.0, ::, and whatever else is zero.
  if (env.NODE_ENV || !/^[0.:]+$/.test(HOST)) return undefined;
  return `Warning: HOST ${HOST} listens on all addresses, and NODE_ENV is not set. Set NODE_ENV=production for the world, or HOST=127.0.0.1.`;
}

/** Reads and validates. Empty values count as not set. Throws ConfigError for the first bad variable. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const config: Record<string, unknown> = {};
  for (const [name, [parser, fallback, takes]] of Object.entries(VARIABLES)) {
    const text = env[name];
    if (text === undefined || text === '') {
      config[name] = fallback;
      continue;
    }
    const parsed = parser.safeParse(text);
    if (!parsed.success) throw new ConfigError(`${name} is not valid: it takes ${takes}.`);
    config[name] = parsed.data;
  }
  const read = config as Config;
  if (read.NODE_ENV === 'production' && read.REDIS_URL && !read.JWT_SECRET) {
    throw new ConfigError(
      'JWT_SECRET is required when NODE_ENV=production and REDIS_URL is set: at least 32 characters.',
    );
  }
  if (read.REDIS_URL && !read.DATABASE_URL.startsWith('postgres')) {
    throw new ConfigError('DATABASE_URL must be postgres://… when REDIS_URL is set: all processes share one database.');
  }
  return read;
}
