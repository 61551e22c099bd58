/**
 * Makes one command enough on a bare machine: it installs missing dependencies and, if the installed Node is older than
 * Colyseus 0.18 and unbuilt TypeScript need (22.18), a current Node.
 *
 * Runs before every npm script, on any installed Node: it uses only built-ins and the syntax of Node 18.
 * Footprint: on a current Node, two file checks. On an older one, once, about 190 MB in runtime/node_modules.
 *
 * npm puts node_modules/.bin first in the PATH of its scripts, so they run a `node` linked there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import './onlyNpm.mjs';
import { provideExec } from './windowsExec.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const [major, minor] = process.versions.node.split('.').map(Number);
const isCurrent = major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);

/** The npm settings in the environment that concern the network; the inner run needs them too. */
const OF_THE_NETWORK =
  /^npm_config_(registry|.*proxy|ca|cafile|strict_ssl|cache|userconfig|prefer_offline|offline|\/\/.*)$/i;

/** Other settings of the outer run (prefix, script name, omitted kinds …) must not affect the inner one. */
function npm(args, cwd) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key) || OF_THE_NETWORK.test(key)),
  );
  const cli = process.env.npm_execpath;
  const [command, prefix] = cli ? [process.execPath, [cli]] : ['npm', []];
  const { status } = spawnSync(command, [...prefix, ...args], { cwd, env, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`foyer: "npm ${args.join(' ')}" failed in ${cwd}; see the lines above.`);
    process.exit(1);
  }
}

/** Links node_modules/.bin/node to the pinned Node of runtime/package-lock.json. */
function linkCurrentNode() {
  const runtime = join(root, 'runtime');
  const binary = join(runtime, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (!existsSync(binary)) npm(['ci', '--ignore-scripts'], runtime);
  const link = join(modules, '.bin', 'node');
  // Another script may be running through the link, so a correct link stays untouched.
  if (existsSync(link) && existsSync(binary) && realpathSync(link) === realpathSync(binary)) return;
  // The glibc binary may exist on a system without glibc, where it cannot run.
  if (!existsSync(binary) || spawnSync(binary, ['--version']).status !== 0) {
    console.error(
      `foyer: Node ${process.versions.node} is too old, and a newer one for ${process.platform}-${process.arch} could not be fetched or does not run here; install Node 22.18 or newer.`,
    );
    process.exit(1);
  }
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(relative(dirname(link), binary), link);
}

if (!existsSync(join(modules, '.package-lock.json')) && process.env.npm_lifecycle_event !== 'postinstall') {
  console.log('foyer: installing dependencies (once) …');
  npm(['ci'], root);
} else if (!isCurrent) {
  linkCurrentNode();
}
provideExec(join(modules, '.bin'));
