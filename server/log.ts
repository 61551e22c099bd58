/** Logs by pino, Colyseus' too. Lines that a stranger can cause at will are sampled, so that nobody fills the disk. */
import { inspect } from 'node:util';
import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

export const createLog = (level: string, destination?: DestinationStream): Log =>
  destination ? pino({ level, base: null }, destination) : pino({ level, base: null });

/** A token anywhere in a text, such as the URL of an upgrade or a header. */
const SECRETS = /(_authToken=|Bearer\s+|reconnectionToken=)[^\s&"']+/gi;
export const withoutSecrets = (text: string): string => text.replace(SECRETS, '$1…');

type Level = 'debug' | 'info' | 'warn' | 'error';
const SAMPLE_EVERY_MS = 1_000;
/** Further kinds are counted together, in case a stranger can make kinds up. */
const KINDS_MAX = 200;

/** Writes at most one line of each kind in a while; the next one says how many it stands for. */
export class SampledLog {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #everyMs: number;
  readonly #kinds = new Map<string, { openAt: number; unsaid: number }>();

  /** `now`: monotonic ms. */
  constructor(log: Log, now: () => number, everyMs = SAMPLE_EVERY_MS) {
    this.#log = log;
    this.#now = now;
    this.#everyMs = everyMs;
  }

  write(level: Level, message: string, facts: Record<string, unknown> = {}, kind = message): void {
    const key = this.#kinds.has(kind) || this.#kinds.size < KINDS_MAX ? kind : 'other';
    const seen = this.#kinds.get(key) ?? { openAt: Number.NEGATIVE_INFINITY, unsaid: 0 };
    this.#kinds.set(key, seen);
    if (this.#now() < seen.openAt) {
      seen.unsaid += 1;
      return;
    }
    this.#log[level](seen.unsaid > 0 ? { ...facts, more: seen.unsaid } : facts, message);
    seen.openAt = this.#now() + this.#everyMs;
    seen.unsaid = 0;
  }
}

/** Errors repeat as long as their cause does, such as a database that is away: the first of each kind, then one a minute. */
const ERROR_EVERY_MS = 60_000;
const KIND_MAX = 100;

/** Writes errors that nobody expected. A kind is a place, with the code of the error or the beginning of its text. */
export function errorLog(log: Log, now: () => number): (message: string, error: unknown, where?: string) => void {
  const sampled = new SampledLog(log, now, ERROR_EVERY_MS);
  return (message, error, where) => {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    const kind = [message, where, String(code ?? error).slice(0, KIND_MAX)].join(' ');
    sampled.write('error', message, { err: error, ...(where !== undefined && { where }) }, kind);
  };
}

/** Colyseus' `logger`: called like the console, with several arguments of any kind. */
export type ColyseusLogger = Record<
  'debug' | 'info' | 'log' | 'trace' | 'warn' | 'error',
  (...args: unknown[]) => void
>;

export function createColyseusLogger(log: Log, now: () => number): ColyseusLogger {
  const sampled = new SampledLog(log, now);
  const at =
    (level: Level) =>
    (...args: unknown[]): void => {
      const text = args.map((arg) => (typeof arg === 'string' ? arg : inspect(arg, { depth: 2 }))).join(' ');
      const colyseus = withoutSecrets(text).slice(0, 2_000);
      // The kind is the level, as the text may come from a stranger.
      if (level === 'warn' || level === 'error') sampled.write(level, `colyseus ${level}`, { colyseus });
      else log[level]({ colyseus });
    };
  const [debug, info, warn, error] = [at('debug'), at('info'), at('warn'), at('error')];
  return { debug, info, warn, error, log: info, trace: debug };
}

/** Sends what libraries print, such as the decoder at each odd byte, through the sampled log too. */
export function routeConsole(logger: ColyseusLogger): void {
  Object.assign(console, logger);
}
