import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArgs } from '../../bench/matchmaker/args.ts';
import { contest } from '../../bench/matchmaker/contest.ts';
import { FoyerQueue } from '../../bench/matchmaker/matchQueue.ts';
import { Population } from '../../bench/matchmaker/Population.ts';
import { QueueRoomQueue } from '../../bench/matchmaker/QueueRoomQueue.ts';
import { Replay } from '../../bench/matchmaker/Replay.ts';
import { figuresOf, simulate } from '../../bench/matchmaker/simulate.ts';
import { MATCH_TUNING, type MatchTuning } from '../../server/domain/matchmaking/matchTuning.ts';
import { type Mode, modeOf } from '../../shared/modes.ts';

const DUEL = modeOf('cycles-duel') as Mode;
const FOUR = modeOf('cycles') as Mode;
const noClock = () => 0;
const evening = (mode: Mode, seed: number, tuning: MatchTuning = MATCH_TUNING) =>
  simulate(new Population(mode, { count: 200, minutes: 20, seed }), mode, tuning, 1_000, noClock);
const replayed = (...lines: string[]) =>
  simulate(new Replay('duel', lines.join('\n')), DUEL, MATCH_TUNING, 1_000, noClock);
const line = (at: number, id: string, mu: number, more: object = {}) =>
  JSON.stringify({ at, players: [{ id, mu, sigma: 2 }], ...more });

describe('the matchmaker’s simulator', () => {
  it('T14 the same seed gives the same evening, and another seed another one', () => {
    assert.deepEqual(evening(DUEL, 7), evening(DUEL, 7));
    assert.notDeepEqual(evening(DUEL, 7), evening(DUEL, 8));
  });

  it('T14 windows visibly trade waiting time for fairness', () => {
    const asItIs = figuresOf(evening(DUEL, 1));
    const noWindow = figuresOf(evening(DUEL, 1, { ...MATCH_TUNING, anybodyAfterMs: 0 }));
    assert.ok(asItIs.matches > 100 && noWindow.matches >= asItIs.matches);
    assert.ok(asItIs.waitP95S > noWindow.waitP95S);
    assert.ok(asItIs.spreadP95 < noWindow.spreadP95 / 1.5 && asItIs.favouriteP50 < noWindow.favouriteP50);
  });

  it('T14 a mode for four fills up or starts with fewer, parties included', () => {
    const { matches, waitMaxS, shortPercent } = figuresOf(evening(FOUR, 1));
    assert.ok(matches > 50 && shortPercent > 0 && shortPercent < 100 && waitMaxS < 60);
  });

  it('T14 a file is played as written, and players who left or are blocked are not matched', () => {
    const two = replayed('# two', '', line(0, 'ada', 25), line(2_500, 'bob', 26));
    assert.deepEqual([two.matches, two.waitsS.toSorted(), two.waiting], [1, [0.5, 3], 0]);
    const gone = replayed(line(0, 'ada', 25, { leftAt: 2_000 }), line(2_500, 'bob', 26));
    assert.deepEqual([gone.matches, gone.gaveUp, gone.waiting], [0, 1, 1]);
    assert.equal(replayed(line(0, 'ada', 25, { blocks: ['bob'] }), line(2_500, 'bob', 26)).matches, 0);
    assert.equal(replayed('{"at":0,"players":[{"id":"ada"}]}', '{"at":0,"players":[{"id":"bob"}]}').matches, 1);
  });

  it('T14 an invalid file gives an error with its line', () => {
    assert.throws(() => new Replay('duel', `${line(0, 'ada', 25)}\n{"at": 1}`), /line 2/);
    assert.throws(() => new Replay('duel', 'hello'), /line 1/);
    assert.throws(() => new Replay('duel', '{"at":-1,"players":[{"id":"ada"}]}'), /line 1/);
  });

  it('T14 invalid options give one line', () => {
    const message = (...argv: string[]) => {
      const args = readArgs(argv);
      return args.kind === 'bad' ? args.message : args.kind;
    };
    assert.match(message('--mode', 'chess'), /there is no chess/);
    assert.match(message('--population', '1'), /--population takes/);
    assert.match(message('--population', '10', '--replay', 'x'), /not both/);
    assert.match(message('--tuning', 'fast:speed=1'), /--tuning takes .*reachPerS/);
    assert.match(message('--every', '0'), /--every takes/);
    assert.match(message('--nonsense'), /nonsense/);
    assert.equal(message('--help'), 'help');
    const args = readArgs(['--tuning', 'fast:reachPerS=2,fillMs=1000']);
    assert.ok(args.kind === 'run' && args.options.tunings.length === 2);
    assert.deepEqual(args.options.tunings[1], {
      name: 'fast',
      tuning: { ...MATCH_TUNING, reachPerS: 2, fillMs: 1_000 },
    });
  });

  it('T14 the simulator prints a table and writes a plot and JSON', () => {
    const folder = mkdtempSync(join(tmpdir(), 'foyer-matchmaker-'));
    try {
      const [out, json, replay] = ['plot.svg', 'all.json', 'tickets'].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      writeFileSync(replay, [line(0, 'ada', 25), line(100, 'bob', 26), line(200, 'eve', 30)].join('\n'));
      const main = new URL('../../bench/matchmaker/main.ts', import.meta.url).pathname;
      const start = (...argv: string[]) => spawnSync(process.execPath, [main, ...argv], { encoding: 'utf8' });
      const { stdout, status } = start('--replay', replay, '--out', out, '--json', json, '--tuning', 'a<b:reachPerS=1');
      assert.equal(status, 0);
      assert.match(stdout, /as it is +1 +0\.9/);
      const svg = readFileSync(out, 'utf8');
      assert.match(svg, /^<svg [^>]+>[\s\S]+<\/svg>\n$/);
      assert.ok(svg.includes('a&#60;b') && !/NaN|undefined|a<b/.test(svg));
      const { mode, runs } = JSON.parse(readFileSync(json, 'utf8'));
      assert.deepEqual([mode, runs.length, runs[0].figures.matches], ['cycles-duel', 2, 1]);
      assert.deepEqual(runs[0].outcome.waitsS.length, 2);
      const missing = start('--replay', join(folder, 'none'));
      assert.equal(missing.status, 2);
      assert.match(missing.stderr, /none: .+\n$/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('T15 the same tickets give closer matches than QueueRoom, at once and over time, and split no party', () => {
    const ticketsOf = (tickets: number, withinMs: number, size: number) =>
      Array.from({ length: tickets }, (_, n) => ({
        id: `t${n}`,
        mode: 'any',
        players: Array.from({ length: n % 4 === 0 ? size : 1 }, (_, seat) => {
          const id = `t${n}-${seat}` as never;
          // Most players are in the middle, few at the ends, and one far away.
          return { id, name: id, emblem: 0, mu: n === 7 ? 60 : 25 + 12 * Math.sin(n * n) ** 3 + seat, sigma: 2 };
        }),
        queuedAt: (n * 7_919) % (withinMs + 1),
        blocks: [],
        recent: [],
      }));
    const beside = (mode: Mode, tickets: ReturnType<typeof ticketsOf>, settings = {}) =>
      [new FoyerQueue(mode), new QueueRoomQueue(mode, settings)].map((queue) => contest(queue, tickets));
    const [ours, theirs] = beside(DUEL, ticketsOf(400, 0, 1));
    assert.ok(ours && theirs && ours.meanSpreadAtOnce < theirs.meanSpreadAtOnce && ours.matchedAtOnce > 0.99);
    assert.deepEqual([ours.matched, theirs.matched], [1, 1]);
    const [ourTime, theirTime] = beside(DUEL, ticketsOf(400, 120_000, 1));
    assert.ok(ourTime && theirTime && ourTime.meanSpread < theirTime.meanSpread / 2 && ourTime.waitP95S < 15);
    const teams: Mode = { ...DUEL, players: { min: 4, max: 4 }, teams: 2 };
    const [ourTeams, theirTeams] = beside(teams, ticketsOf(400, 0, 2), { isSoloTeam: true });
    assert.deepEqual([ourTeams?.tornParties, (theirTeams?.tornParties ?? 0) > 0], [0, true]);
  });
});
