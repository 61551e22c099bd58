import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readArgs } from '../chaos/args.ts';
import { isFine, type Results, type ScenarioResult, together } from '../chaos/results.ts';
import { type Figure, figure } from '../chaos/scenario.ts';
import { reliabilityTable, setting } from '../chaos/table.ts';
import { ROOT } from '../support/sources.ts';

const IDS = ['kill', 'cut', 'stop'];
const LONG = ['stop'];
const MACHINE = { cpu: 'A CPU', cores: 2, memoryGb: 8 };

const backMs = (value: number | undefined): Figure =>
  figure({ id: 'back', name: 'all are back', value, unit: 'ms', bar: { atMost: 30_000 }, how: 'by looking' });
const result = (id: string, figures: Figure[], rest: Partial<ScenarioResult> = {}): ScenarioResult => ({
  id,
  title: `${id}, and see`,
  date: '2026-03-01T10:00:00.000Z',
  seconds: 9,
  size: {},
  figures,
  ...rest,
});
const results = (scenarios: ScenarioResult[]): Results => ({ machine: MACHINE, node: '24.1.0', scenarios });

describe('npm run test:chaos', () => {
  it('Y5 the command runs all scenarios, the named ones, the short or the long ones', () => {
    const usual = { only: IDS, json: 'reliability.json', seed: undefined, isSmall: false, isVerbose: false };
    assert.deepEqual(readArgs([], IDS, LONG), { kind: 'run', options: usual });
    const some = readArgs(['--only', 'stop,kill', '--json', 'a.json', '--verbose'], IDS, LONG);
    assert.deepEqual(some, {
      kind: 'run',
      options: { ...usual, only: ['stop', 'kill'], json: 'a.json', isVerbose: true },
    });
    assert.deepEqual(readArgs(['--small'], IDS, LONG), {
      kind: 'run',
      options: { ...usual, json: undefined, isSmall: true },
    });
    for (const [flag, only] of [
      ['--short', ['kill', 'cut']],
      ['--long', LONG],
    ] as const) {
      assert.deepEqual(readArgs([flag], IDS, LONG), { kind: 'run', options: { ...usual, only } });
    }
    assert.deepEqual(readArgs(['--seed', '7'], IDS, LONG), { kind: 'run', options: { ...usual, seed: 7 } });
    assert.deepEqual(readArgs(['--help'], IDS, LONG), { kind: 'help' });
  });

  it('Y5 a bad argument gives one line that names it', () => {
    for (const [argv, says] of [
      [['--only', 'kill,fire'], /no fire\.$/],
      [['--only', ''], /--only/],
      [['--seed', 'x'], /--seed/],
      [['--onli', 'kill'], /--onli/],
      [['kill'], /kill/],
      [['--short', '--long'], /--short and --long/],
      [['--only', 'kill', '--short'], /--only, --short/],
    ] as const) {
      const args = readArgs(argv, IDS, LONG);
      assert.ok(args.kind === 'bad');
      assert.match(args.message, says);
      assert.doesNotMatch(args.message, /\n/);
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, ['test/chaos/main.ts', '--only', 'fire'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^--only takes .*; there is no fire\..*\n$/);
  });

  it('Y6 a bar is met up to its exact value, and never without a measurement', () => {
    const met = (bar: Figure['bar'], value: number | undefined, unit: Figure['unit'] = 'players') =>
      figure({ id: 'a', name: 'a', how: 'b', unit, bar, value }).met;
    assert.deepEqual([met({ atMost: 5 }, 5), met({ atMost: 5 }, 6), met({ atMost: 5 }, 0)], [true, false, true]);
    assert.deepEqual([met({ atLeast: 5 }, 5), met({ atLeast: 5 }, 4)], [true, false]);
    assert.deepEqual([met({ atMost: 5 }, undefined), met({ atLeast: 0 }, undefined)], [false, false]);
    assert.equal(met({ atMost: 5 }, Number.NaN), false);
    assert.equal(backMs(Number.POSITIVE_INFINITY).value, null);
    assert.equal(backMs(1_234.56).value, 1_235);
    assert.equal(met({ atMost: 1 }, 1.04, '%'), true);
  });

  it('Y6 a run passes if every figure of every scenario is met', () => {
    assert.equal(isFine({ scenarios: [result('kill', [backMs(1)])] }), true);
    assert.equal(isFine({ scenarios: [result('kill', [backMs(1), backMs(31_000)])] }), false);
    assert.equal(isFine({ scenarios: [result('kill', [], { failure: 'no seat' })] }), false);
  });

  it('Y7 new measurements replace old ones, in the order of the scenarios', () => {
    const old = results([result('cut', [backMs(1)]), result('kill', [backMs(2)]), result('gone', [])]);
    const fresh = results([result('stop', []), result('kill', [backMs(3)])]);
    const all = together(old, fresh, IDS);
    assert.deepEqual(
      all.scenarios.map(({ id, figures }) => [id, figures[0]?.value]),
      [
        ['kill', 3],
        ['cut', 1],
        ['stop', undefined],
      ],
    );
    assert.deepEqual(together(undefined, fresh, IDS).scenarios.length, 2);
  });

  it('Y7 figures from two machines or two Node versions never mix', () => {
    const fresh = results([result('kill', [])]);
    const kept = results([result('cut', [])]);
    const ids = (old: Results) => together(old, fresh, IDS).scenarios.map(({ id }) => id);
    assert.deepEqual(ids(kept), ['kill', 'cut']);
    assert.deepEqual(ids({ ...kept, machine: { ...MACHINE, cores: 4 } }), ['kill']);
    assert.deepEqual(ids({ ...kept, node: '22.0.0' }), ['kill']);
  });

  it('Y8 the table has one line for each figure', () => {
    const doubles = figure({ id: 'd', name: 'twice', value: 0, unit: 'players', bar: { atMost: 0 }, how: 'a' });
    const returned = figure({
      id: 'r',
      name: 'returned',
      value: 1_999,
      of: 2_000,
      unit: 'players',
      bar: { atLeast: 2_000 },
      how: 'a',
    });
    const table = reliabilityTable(
      results([
        result('kill', [backMs(14_523), doubles, returned]),
        result('cut', [backMs(undefined)]),
        result('stop', [], { failure: 'no seat' }),
      ]),
    );
    assert.deepEqual(table.split('\n').slice(2), [
      '| kill, and see | all are back | ≤ 30 s | 14.5 s |',
      '|  | twice | 0 | 0 |',
      '|  | returned | ≥ 2,000 | **1,999 of 2,000: not met** |',
      '| cut, and see | all are back | ≤ 30 s | **never: not met** |',
      '| stop, and see | **could not be measured**: no seat |  |  |',
    ]);
  });

  it('Y8 the table states where and when it was measured', () => {
    const later = { date: '2026-03-04T01:00:00.000Z' };
    assert.match(setting(results([result('kill', [])])), /^A CPU, 2 cores, 8 GB, Node 24\.1\.0, 2026-03-01;/);
    assert.match(setting(results([result('kill', [], later), result('cut', [])])), /, 2026-03-01 to 2026-03-04;/);
  });
});
