import assert from 'node:assert/strict';
import { isFine, mediansOf, type Results, together } from '../../bench/fanout/results.ts';
import { failure, run } from './someResults.ts';

const machine = { cpu: 'a core', cores: 2, node: '24', isPinned: true };
const isFoyer = (peer: string): boolean => peer.startsWith('foyer');

describe('the results', () => {
  it("K15 a median covers a peer's runs with the same number of players", () => {
    const runs = [30, 10, 20].map((cpuMsPerS) => run('foyer', 100, { cpuMsPerS }));
    const medians = mediansOf([...runs, run('foyer', 500, { cpuMsPerS: 99 }), run('bare', 100, { cpuMsPerS: 5 })]);
    assert.deepEqual(
      medians.map(({ peer, players, runs: count, figures }) => [peer, players, count, figures.cpuMsPerS]),
      [
        ['foyer', 100, 3, 20],
        ['foyer', 500, 1, 99],
        ['bare', 100, 1, 5],
      ],
    );
  });

  it('K15 a figure that no run could measure has no median', () => {
    const none = [run('bare', 100, { cpuUsPerUpdate: null }), run('bare', 100, { cpuUsPerUpdate: null })];
    assert.equal(mediansOf(none)[0]?.figures.cpuUsPerUpdate, null);
    assert.equal(mediansOf([...none, run('bare', 100, { cpuUsPerUpdate: 3 })])[0]?.figures.cpuUsPerUpdate, 3);
  });

  it('K15 several benches together count as one with all their runs', () => {
    const bench = (cpuMsPerS: number): Results => {
      const runs = [run('foyer', 100, { cpuMsPerS })];
      return { machine, seconds: 20, runs, medians: mediansOf(runs), failures: [failure('recipe', 500)] };
    };
    const { runs, medians, failures } = together([bench(10), bench(20), bench(60)]);
    assert.deepEqual([runs.length, failures.length, medians.length], [3, 3, 1]);
    assert.equal(medians[0]?.figures.cpuMsPerS, 20);
  });

  it('K16 another peer hitting its limit is no failure', () => {
    const runs = [run('recipe', 100), run('foyer', 100), run('foyer', 500)];
    assert.ok(isFine(runs, [failure('recipe', 500)], ['recipe', 'foyer'], isFoyer));
  });

  it('K16 a peer that never ran, an unfinished Foyer and a wrong list are failures', () => {
    const runs = [run('foyer', 100)];
    assert.ok(isFine(runs, [], ['foyer'], isFoyer));
    assert.ok(!isFine(runs, [], ['foyer', 'bare'], isFoyer));
    assert.ok(!isFine(runs, [failure('foyer', 500)], ['foyer'], isFoyer));
    assert.ok(!isFine([{ ...runs[0]!, badRows: ['A is missing'] }], [], ['foyer'], isFoyer));
  });
});
