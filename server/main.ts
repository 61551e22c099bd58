/** Config → app → listen → signals; nothing else. */

import { startApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { createColyseusLogger, routeConsole } from './log.ts';
import { StartError } from './process/parts.ts';
import { installProcessGuards } from './process/processGuards.ts';
import { systemClock } from './process/systemClock.ts';
import { InternalsError } from './transport/internals.ts';

try {
  const config = readConfig();
  const app = await startApp(config);
  installProcessGuards(app);
  console.log(`Foyer is open: http://localhost:${app.port}  (Ctrl-C ends it)`);
  routeConsole(createColyseusLogger(app.log, systemClock.now));
} catch (error) {
  const isForPeople = [ConfigError, InternalsError, StartError].some((kind) => error instanceof kind);
  console.error(isForPeople ? (error as Error).message : error);
  process.exit(1);
}
