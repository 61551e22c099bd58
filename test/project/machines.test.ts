/** Foyer on other people's machines: shells, package managers, paths, and games that are written with Colyseus' bundle. */
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Metadata } from '@colyseus/schema';
import { CyclesState, RiderState } from '../../shared/games/cycles/state.ts';
import { LobbyState, Player } from '../../shared/state.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/sources.ts';

type Manifest = { packageManager: string; scripts: Record<string, string> };
const { packageManager, scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;

/** Programs with plain arguments, after each other: what sh and cmd.exe read alike. */
const PLAIN = /^(exec )?(node|npm|tsc|biome) [\w./:=-]+( [\w./:=-]+)*$/;

describe('other people’s machines', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-machines-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('A28 npm’s scripts use nothing that cmd.exe lacks, but exec, which it is given', () => {
    assert.ok(Object.keys(scripts).length > 10);
    for (const [name, script] of Object.entries(scripts)) {
      const commands = script.split(' && ');
      for (const command of commands) assert.match(command, PLAIN, name);
      for (const command of commands.slice(0, -1)) assert.doesNotMatch(command, /^exec /, name);
    }
    for (const bad of ['node a; node b', 'A=1 node a', 'node $A', "node 'a'", 'a & b', './a', 'rm -rf a'])
      assert.doesNotMatch(bad, PLAIN);
    const provide = (platform: string) => {
      const [file, ...given] = [join(ROOT, 'scripts/windowsExec.mjs'), folder, platform].map((one) =>
        JSON.stringify(one),
      );
      const code = `import { provideExec } from ${file}; provideExec(${given.join(', ')});`;
      execFileSync(process.execPath, ['--input-type=module', '-e', code]);
    };
    provide('linux');
    assert.deepEqual(readdirSync(folder), []);
    provide('win32');
    assert.equal(readFileSync(join(folder, 'exec.cmd'), 'utf8'), '@%*\r\n');
  });

  it('A28 SIGTERM to npm ends what its script runs, and npm waits for it and takes its code', async () => {
    const step = "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1_000); console.log('begun');";
    writeFileSync(join(folder, 'step.mjs'), step);
    // In the shape of ours.
    const starting = scripts.start?.replace(/\S+\.ts/g, 'step.mjs').replace('node step.mjs', 'node --version') ?? '';
    assert.equal(starting, 'node --version && exec node --max-semi-space-size=16 step.mjs');
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { starting } }));
    const npm = spawn('npm', ['run', '--silent', 'starting'], { cwd: folder, detached: true });
    const ended = once(npm, 'exit');
    let output = '';
    npm.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    try {
      await eventually(() => output.includes('begun'));
      npm.kill('SIGTERM');
      assert.deepEqual(await ended, [7, null]);
      assert.throws(() => process.kill(-Number(npm.pid), 0), { code: 'ESRCH' });
    } finally {
      if (npm.exitCode === null && npm.signalCode === null) process.kill(-Number(npm.pid), 'SIGKILL');
    }
  });

  it('A29 another package manager ends with one line that names npm', () => {
    const run = (file: string, env: Record<string, string>) =>
      spawnSync(process.execPath, [join(ROOT, file)], {
        env: { PATH: process.env.PATH ?? '', ...env },
        encoding: 'utf8',
      });
    for (const file of ['scripts/onlyNpm.mjs', 'scripts/runtime.mjs'])
      for (const [env, name] of [
        [{ npm_config_user_agent: 'pnpm/10.1.0 npm/? node/v24.0.0 linux x64' }, 'pnpm'],
        [{ npm_config_user_agent: 'yarn/1.22.22 npm/? node/v20.0.0 linux x64' }, 'yarn'],
        [{ npm_config_user_agent: 'bun/1.4.5 npm/? node/v24.0.0 linux x64' }, 'bun'],
        [{ YARN_IGNORE_PATH: '1' }, 'yarn'],
      ] as const) {
        const { status, stdout, stderr } = run(file, env);
        assert.deepEqual([status, stdout], [1, '']);
        assert.equal(stderr, `foyer: please use npm instead of ${name}: npm start\n`);
      }
    const { status, stdout, stderr } = run('scripts/onlyNpm.mjs', { npm_config_user_agent: 'npm/11.0.0 node/v20.0.0' });
    assert.deepEqual([status, stdout, stderr], [0, '', '']);
    // Where each looks first.
    assert.equal(scripts.preinstall, 'node scripts/onlyNpm.mjs');
    assert.match(packageManager, /^npm@\d+\.\d+\.\d+$/);
    assert.match(readFileSync(join(ROOT, '.yarnrc.yml'), 'utf8'), /^yarnPath: scripts\/onlyNpm\.mjs$/m);
  });

  it('A32 the bundle’s Room is the core’s, and a game that is written with the bundle plays', async () => {
    const game = join(ROOT, 'test/support/bundledGame.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [game], { cwd: ROOT });
    assert.deepEqual(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''), {
      isOneClass: true,
      isRoom: true,
      ranking: [
        ['ada', 1],
        ['ben', 2],
      ],
      sides: ['heads', 'heads'],
    });
  });

  it('A31 the classes for C# have every field of the states, in order and of the same type', async () => {
    const args = ['run', '--silent', 'codegen', '--', '--csharp', '--namespace', 'Foyer', '--output', folder];
    await promisify(execFile)('npm', args, { cwd: ROOT });
    const states = { CyclesState, LobbyState, Player, RiderState };
    const files = Object.keys(states).map((name) => `${name}.cs`);
    assert.deepEqual(readdirSync(folder).toSorted(), files);
    for (const [name, state] of Object.entries(states)) {
      const text = readFileSync(join(folder, `${name}.cs`), 'utf8');
      const written = [...text.matchAll(/Type\((\d+), "(\w+)"[^\n]*\n\s*public \S+ (\w+) =/g)];
      const sent = Object.entries(Metadata.getFields(state) as Record<string, string | object>);
      assert.deepEqual(
        written.map(([, index, type, field]) => [field, Number(index), type]),
        // Collections are written as { map: … } and { array: … }.
        sent.map(([field, type], index) => [field, index, typeof type === 'string' ? type : Object.keys(type)[0]]),
        name,
      );
    }
  });

  it('A30 the checkout may lie in a path with spaces and #', async () => {
    const checkout = join(folder, 'my games #1', 'foyer');
    const listed = ['ls-files', '-z', 'client', 'server', 'shared', 'scripts', 'package.json', 'vite.config.ts'];
    const files = execFileSync('git', [...listed, '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
    for (const file of files
      .toString()
      .split('\0')
      .filter((one) => existsSync(join(ROOT, one)) && one !== '')) {
      mkdirSync(dirname(join(checkout, file)), { recursive: true });
      cpSync(join(ROOT, file), join(checkout, file));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
    const env = { PATH: process.env.PATH ?? '', PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
    await promisify(execFile)(process.execPath, ['scripts/buildClient.ts'], { cwd: checkout });
    const server = spawn(process.execPath, ['server/main.ts'], { cwd: checkout, env });
    let output = '';
    for (const stream of [server.stdout, server.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    try {
      const port = await eventually(() => /localhost:(\d+)/.exec(output)?.[1] ?? assert.fail(output), 120_000);
      const url = `http://127.0.0.1:${port}`;
      const page = await (await fetch(url)).text();
      const [, script] = /<script[^>]* src="\.\/(assets\/[^"]+\.js)"/.exec(page) ?? assert.fail(page);
      assert.equal((await fetch(`${url}/${script}`)).status, 200);
      assert.equal((await fetch(`${url}/auth/anonymous`, { method: 'POST' })).status, 200);
    } finally {
      const exited = once(server, 'exit');
      server.kill('SIGTERM');
      assert.deepEqual(await exited, [0, null]);
    }
  });
});
