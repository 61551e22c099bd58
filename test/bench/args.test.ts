import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readArgs } from '../../bench/fanout/args.ts';
import { ROOT } from '../support/sources.ts';

describe('the arguments of the bench', () => {
  it('K17 a bad argument is named', () => {
    for (const [argv, says] of [
      [['--peers', 'foyer,phoenix'], /--peers .* no phoenix/],
      [['--players', '100,many'], /--players/],
      [['--players', '9'], /--players/],
      [['--runs', '0'], /--runs/],
      [['--seconds', '-1'], /--seconds/],
      [['--fast'], /--fast/],
    ] as const) {
      const args = readArgs(argv);
      assert.ok(args.kind === 'bad', argv.join(' '));
      assert.match(args.message, says);
      assert.doesNotMatch(args.message, /\n/);
    }
  });

  it('K17 a bad argument ends the command with one line and code 2', () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, ['bench/fanout/main.ts', '--runs', 'x'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(status, 2);
    assert.match(stderr, /^--runs .*\n$/);
    assert.equal(stdout, '');
  });

  it('K18 by default all peers run at all sizes, smallest first, and --quick is small', () => {
    const all = readArgs([]);
    assert.ok(all.kind === 'run');
    assert.deepEqual(all.options.peers, [
      'recipe',
      'deltas',
      'colyseus',
      'colyseus-buffer',
      'foyer',
      'foyer-default',
      'bare',
    ]);
    assert.deepEqual(all.options.players, [100, 500, 1_000, 2_000, 5_000, 10_000]);
    assert.deepEqual([all.options.runs, all.options.seconds], [3, 20]);
    const quick = readArgs(['--quick', '--peers', 'bare,foyer']);
    assert.ok(quick.kind === 'run');
    assert.deepEqual(quick.options.peers, ['foyer', 'bare'], 'Foyer first: bare ticks as it did');
    assert.deepEqual([quick.options.players, quick.options.runs], [[200], 1]);
  });
});
