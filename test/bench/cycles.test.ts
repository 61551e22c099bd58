import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../support/sources.ts';

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'bench/cycles/main.ts'), ...args], { encoding: 'utf8' });

describe("the bench of light-cycles' bots", () => {
  it('LC15 the bench reports how long rounds take and what a step costs, for each strength', () => {
    const { stdout, status } = run('--rounds', '2');
    assert.equal(status, 0);
    const [, ...lines] = stdout.trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(' ')[0]),
      ['easy', 'medium', 'hard'],
    );
    for (const line of lines) {
      const [, rounds, p50, p90, max, inTime, , stepP50, stepP99, stepMax] = line.split(/ +/).map(Number);
      assert.ok(rounds === 2 && p50! > 0 && p50! <= p90! && p90! <= max! && inTime! >= 0, line);
      assert.ok(stepP50! > 0 && stepP50! <= stepP99! && stepP99! <= stepMax!, line);
    }
  });

  it('LC15 with --check the exit code says whether rounds end in time and steps are fast', () => {
    // One round checks the code; the figures are in `bench/README.md`.
    const { stdout, status } = run('--rounds', '1', '--check');
    const isMet = stdout
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(/ +/).map(Number))
      .every((columns) => (columns[5] ?? 0) >= 90 && (columns[8] ?? 9) < 2);
    assert.equal(status, isMet ? 0 : 1);
  });

  it('LC15 a bad argument gives one line and code 2', () => {
    for (const args of [['--rounds', '0'], ['--rounds', 'x'], ['--seed', '1.5'], ['--what']]) {
      const { stderr, status } = run(...args);
      assert.deepEqual([status, stderr.trimEnd().split('\n').length, stderr.includes(args[0] as string)], [2, 1, true]);
    }
    assert.match(run('--help').stdout, /--rounds/);
  });
});
