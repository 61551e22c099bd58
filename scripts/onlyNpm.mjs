/**
 * Ends with one line under any other package manager: the lock, the overrides and the link to a newer Node are npm's, so
 * another would install something else. pnpm reads `packageManager` in package.json first; Yarn runs this file in its own
 * place (.yarnrc.yml).
 */
const { npm_config_user_agent: agent, YARN_IGNORE_PATH } = process.env;
const OTHERS = ['pnpm', 'yarn', 'bun', 'cnpm'];
const manager = agent?.split('/')[0] ?? (YARN_IGNORE_PATH ? 'yarn' : 'npm');
if (OTHERS.includes(manager)) {
  console.error(`foyer: please use npm instead of ${manager}: npm start`);
  process.exit(1);
}
