/** Config → app → listen → signals; nothing else. */

import { startApp } from './app.ts';
import { bootWarning, ConfigError, readConfig } from './config.ts';
import { createColyseusLogger, routeConsole } from './log.ts';
import { StartError } from './process/parts.ts';
import { installProcessGuards } from './process/processGuards.ts';
import { systemClock } from './process/systemClock.ts';
import { InternalsError } from './transport/internals.ts';

try {
  const config = readConfig();
  const app = await startApp(config);
  installProcessGuards(app);
  const url = `http://localhost:${app.port}`;
  console.log(`Foyer is open: ${url}  (Ctrl-C ends it)`);
  if (app.password !== config.ADMIN_PASSWORD) {
    console.log(`Operators: ${url}/monitor  user admin, password ${app.password}  (ADMIN_PASSWORD sets another)`);
  }
  const warning = bootWarning(config);
  if (warning) console.warn(warning);
  routeConsole(createColyseusLogger(app.log, systemClock.now));
} catch (error) {
  const isForPeople = [ConfigError, InternalsError, StartError].some((kind) => error instanceof kind);
  console.error(isForPeople ? (error as Error).message : error);
  process.exit(1);
}
