/** Config → app → listen → signals; nothing else. */
import { startApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { installProcessGuards } from './processGuards.ts';

try {
  const config = readConfig();
  const app = await startApp(config);
  installProcessGuards(app);
  console.log(`Foyer is open: http://localhost:${app.port}  (Ctrl-C ends it)`);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
