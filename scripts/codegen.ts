/**
 * `npm run codegen -- --csharp --output FOLDER`: the classes of the synchronised states for clients in another language;
 * `--help` names the languages. It runs Colyseus' schema-codegen with the older compiler of codegen/, fetched once.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SYNCED } from '../shared/playerRow.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(ROOT, 'codegen');

/** The generator reads source texts, and shared/state.ts makes the fields of a row from a table. */
const ROW_FIELDS = `{ ${Object.entries(SYNCED)
  .map(([field, type]) => `${field}: t.${type}()`)
  .join(', ')} }`;

installCompiler();
const compiler = pathToFileURL(createRequire(join(FOLDER, 'package.json')).resolve('typescript')).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'typescript' ? { url: compiler, format: 'commonjs', shortCircuit: true } : next(specifier, context),
});

const sources = mkdtempSync(join(tmpdir(), 'foyer-codegen-'));
process.on('exit', () => rmSync(sources, { recursive: true, force: true }));
const states = globSync(['shared/state.ts', 'shared/games/*/state.ts'], { cwd: ROOT });
const files = states.map((state) => {
  const file = join(sources, `${basename(dirname(state))}.ts`);
  writeFileSync(file, readFileSync(join(ROOT, state), 'utf8').replace('schema(fields,', `schema(${ROW_FIELDS},`));
  return file;
});
process.argv.splice(2, 0, ...files);
await import(new URL('codegen/cli.cjs', import.meta.resolve('@colyseus/schema')).href).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

function installCompiler(): void {
  if (existsSync(join(FOLDER, 'node_modules/typescript'))) return;
  console.log('foyer: fetching the compiler of codegen/ (once) …');
  const cli = process.env.npm_execpath;
  const [command, prefix] = cli ? [process.execPath, [cli]] : ['npm', []];
  const { status } = spawnSync(command, [...prefix, 'ci', '--ignore-scripts'], { cwd: FOLDER, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
