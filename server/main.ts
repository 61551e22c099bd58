/** Config → app → listen → signals; nothing else. */

import { systemClock } from './adapters/systemClock.ts';
import { startApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { createColyseusLogger, routeConsole } from './log.ts';
import { installProcessGuards } from './processGuards.ts';

try {
  const config = readConfig();
  const app = await startApp(config);
  installProcessGuards(app);
  console.log(`Foyer is open: http://localhost:${app.port}  (Ctrl-C ends it)`);
  routeConsole(createColyseusLogger(app.log, systemClock.now));
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
