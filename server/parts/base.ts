/** What every other part is made from. */
import type { Server as HttpServer, ServerOptions } from 'node:http';
import type { ProcessId } from '../../shared/ids.ts';
import type { Failed } from '../cluster/Listeners.ts';
import { ownProcessId } from '../colyseus/ownProcessId.ts';
import type { Config } from '../config.ts';
import { PlayerBudgets } from '../domain/admission/PlayerBudgets.ts';
import { randomId } from '../identity/ids.ts';
import { PlayerNetworks } from '../identity/PlayerNetworks.ts';
import { readPassword, readSecret } from '../identity/secret.ts';
import { Tokens } from '../identity/tokens.ts';
import { createLog, errorLog, type Log } from '../log.ts';
import { Metrics } from '../metrics.ts';
import type { Clock, Ids, Store } from '../ports.ts';
import { forPeople } from '../process/parts.ts';
import { systemClock } from '../process/systemClock.ts';
import type { PushWorld } from '../push/PushSender.ts';
import { openStoreAlone } from '../storage/openStore.ts';

/** What tests replace. */
export type Given = {
  clock?: Clock;
  ids?: Ids;
  newId?: () => string;
  store?: Store;
  distDir?: string;
  sweepMs?: number;
  log?: Log;
  push?: PushWorld;
  createHttp?: (options: ServerOptions) => HttpServer;
};

export type Base = {
  /** With the operators' password, made if need be. */
  config: Config;
  process: ProcessId;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  store: Store;
  /** Of tokens, and of what is derived from it. */
  secret: string;
  tokens: Tokens;
  networks: PlayerNetworks;
  budgets: PlayerBudgets;
  /** For tickets, matches, parties, invites and messages. */
  newId: () => string;
  /** Hears of bugs. */
  failed: Failed;
};

/** Rejects where the store cannot be opened. */
export async function makeBase(environment: Config, given: Given): Promise<Base> {
  const log = given.log ?? createLog(environment.LOG_LEVEL);
  const clock = given.clock ?? systemClock;
  const config = { ...environment, ADMIN_PASSWORD: passwordOf(environment) };
  const { secret, store } = await openStored(environment, given.store).catch((error) => {
    throw forPeople('store', error);
  });
  const tokens = new Tokens(secret, clock);
  const networks = new PlayerNetworks(secret, store.bans, clock);
  const metrics = new Metrics();
  const writeError = errorLog(log, clock.now);
  const failed: Failed = (error, where) => {
    metrics.errors.inc({ where });
    writeError('an error that nobody expected', error, where);
  };
  return {
    config,
    process: ownProcessId(),
    clock,
    log,
    metrics,
    store,
    secret,
    tokens,
    networks,
    newId: given.newId ?? randomId,
    budgets: new PlayerBudgets(),
    failed,
  };
}

function passwordOf(config: Config): string | undefined {
  try {
    return readPassword(config);
  } catch (error) {
    throw forPeople('ADMIN_PASSWORD', error);
  }
}

/** The secret of tokens is kept beside the database. */
const openStored = async (config: Config, store: Store | undefined) => ({
  secret: readSecret(config),
  store: store ?? (await openStoreAlone(config.DATABASE_URL)),
});
