import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import { type Ran, type Taken, takenOf } from '../../bench/ways/coverage.ts';
import { tallyOf } from '../../bench/ways/tally.ts';
import { ROOT } from '../support/sources.ts';

type Called = [name: string, from: number, count: number];
const script = (file: string, ...called: Called[]): Profiler.ScriptCoverage => ({
  scriptId: file,
  url: `http://page/${file}`,
  functions: called.map(([functionName, startOffset, count]) => ({
    functionName,
    ranges: [{ startOffset, endOffset: startOffset + 10, count }],
    isBlockCoverage: false,
  })),
});
const fileOf = (url: string) => join(ROOT, url.slice('http://page/'.length));
const ran = (...functions: string[]): Ran => ({ functions, isLoaded: false });
const loading = (...functions: string[]): Ran => ({ functions, isLoaded: true });
const round = (server: Taken, client: Taken = {}, idle: Taken = {}) => ({
  idle: { server: idle, client: {} },
  run: { server, client },
});

describe('the bench of code paths', () => {
  it('K41 only called code of the project’s own folders counts', () => {
    const taken = takenOf(
      [
        script('server/a.ts', ['', 0, 0], ['beat', 5, 2], ['idle', 20, 0]),
        script('server/b.ts', ['', 0, 0], ['never', 5, 0]),
        script('node_modules/c/c.js', ['call', 5, 1]),
        script('bench/d.ts', ['call', 5, 1]),
        script('client/e.css', ['call', 5, 1]),
      ],
      fileOf,
    );
    assert.deepEqual(taken, { 'server/a.ts': ran('beat@5-15') });
  });

  it('K41 loading a module and running a class’s static part are not calls', () => {
    const taken = takenOf([script('client/a.ts', ['', 0, 1], ['<static_initializer>', 5, 1])], fileOf);
    assert.deepEqual(taken, { 'client/a.ts': loading() });
  });

  it('K41 two pages’ calls in one file are merged', () => {
    const pages = [script('shared/a.ts', ['one', 5, 1]), script('shared/a.ts', ['one', 5, 3], ['two', 20, 1])];
    assert.deepEqual(takenOf(pages, fileOf), { 'shared/a.ts': ran('one@5-15', 'two@20-30') });
  });

  it('K41 a file counts once if it ran in each round', () => {
    const often = { 'server/a.ts': ran('f'), 'shared/s.ts': ran('f') };
    const client = { 'shared/s.ts': ran('g'), 'client/c.ts': ran('f') };
    const { executed, functions } = tallyOf([
      round({ ...often, 'server/once.ts': ran('f') }, client),
      round(often, client),
    ]);
    assert.deepEqual(executed, { server: ['server/a.ts'], client: ['client/c.ts'], shared: ['shared/s.ts'] });
    assert.deepEqual(functions, { server: 2, client: 2 });
  });

  it('K41 a file that ran in most idle stretches of either side does not count, and neither do its idle functions', () => {
    const run = { 'server/a.ts': ran('swept', 'asked'), 'shared/s.ts': ran('f') };
    const client = { 'shared/s.ts': ran('g') };
    const idle = { 'server/a.ts': ran('swept'), 'shared/s.ts': ran('f') };
    const { executed, alsoIdle, functions } = tallyOf([
      round(run, client, idle),
      round(run, client, idle),
      round(run, client),
    ]);
    assert.deepEqual(executed, { server: [], client: [], shared: [] });
    assert.deepEqual(alsoIdle, ['server/a.ts', 'shared/s.ts']);
    assert.deepEqual(functions, { server: 1, client: 1 });
  });

  it('K41 code that ran by chance in one idle stretch counts', () => {
    const run = { 'server/a.ts': ran('f') };
    assert.deepEqual(tallyOf([round(run, {}, run), round(run), round(run)]).executed.server, ['server/a.ts']);
  });

  it('K41 modules loaded on the way are named, and those only loaded are listed apart', () => {
    const run = { 'client/scene.ts': loading('draw'), 'client/words.ts': loading() };
    const { executed, loaded, onlyLoaded } = tallyOf([round({}, run)]);
    assert.deepEqual(
      [executed.client, loaded, onlyLoaded],
      [['client/scene.ts'], ['client/scene.ts'], ['client/words.ts']],
    );
  });

  it('K41 a bad argument gives one line that names it, and code 2', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(ROOT, 'bench/ways/main.ts'), ...args], { encoding: 'utf8' });
    for (const args of [['--what'], ['--json']]) {
      const { stderr, status } = run(...args);
      assert.deepEqual([status, stderr.trimEnd().split('\n').length, stderr.includes(args[0] as string)], [2, 1, true]);
    }
    assert.match(run('--help').stdout, /--list/);
  });
});
