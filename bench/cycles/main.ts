/** `npm run bench:cycles`: how long rounds of light-cycles' bots take, and what a step with four of them costs. */
import { parseArgs } from 'node:util';
import { between, seeded } from '../../bots/random.ts';
import { newGame, step } from '../../shared/games/cycles/game.ts';
import { TICKS_PER_S } from '../../shared/games/cycles/rules.ts';
import { BOT_STRENGTHS, type BotStrength } from '../../shared/matchProtocol.ts';
import { percentile } from '../lib/percentile.ts';
import { playRound, turnsOf } from './cyclesRounds.ts';

const HELP = `npm run bench:cycles -- [options]      length of rounds between light-cycles' bots, and cost of a step

  --rounds N   rounds per strength, with two to four bots; 1 to 10000   (150)
  --seed N     a whole number; the same seed repeats the rounds         (1)
  --check      exits with 1 if a step's p99 is 2 ms or more, or fewer than nine in ten rounds end within 30 s
  --help
`;
/** Number of timed rounds, with four bots; the rounds before them warm up the code. */
const TIMED_ROUNDS = 50;
const WARMING_ROUNDS = 5;
/** The targets that `--check` enforces. */
const STEP_P99_MS = 2;
const IN_TIME = 0.9;

const args = readArgs();
if (typeof args === 'string') {
  console.error(`${args} (--help says more)`);
  process.exit(2);
}
if (args === undefined) {
  process.stdout.write(HELP);
  process.exit(0);
}
console.log('bots     rounds   p50 s   p90 s   max s   in 30 s   step of four: p50 ms   p99 ms   max ms');
for (const strength of BOT_STRENGTHS) {
  const { line, isMet } = measured(strength, args.rounds, args.seed);
  console.log(line);
  if (args.check && !isMet) process.exitCode = 1;
}

function measured(strength: BotStrength, rounds: number, seed: number): { line: string; isMet: boolean } {
  const chance = seeded(seed);
  const seconds = Array.from({ length: rounds }, (_, round) => {
    const pilots = new Array<BotStrength>(between(chance, 2, 4)).fill(strength);
    return playRound(pilots, round, chance).ticks / TICKS_PER_S;
  });
  const inTime = seconds.filter((length) => length <= 30).length / rounds;
  const times = timesOfFour(strength, Math.min(rounds, TIMED_ROUNDS), seed);
  const isMet = percentile(times, 0.99) < STEP_P99_MS && inTime >= IN_TIME;
  const columns = [
    strength.padEnd(6),
    String(rounds).padStart(8),
    ...[0.5, 0.9, 1].map((share) => percentile(seconds, share).toFixed(1).padStart(7)),
    `${(100 * inTime).toFixed(1)} %`.padStart(9),
    percentile(times, 0.5).toFixed(3).padStart(22),
    ...[0.99, 1].map((share) => percentile(times, share).toFixed(3).padStart(8)),
  ];
  return { line: columns.join(' '), isMet };
}

/** Ms for each tick of the races: the turns of four bots, and the step. */
function timesOfFour(strength: BotStrength, rounds: number, seed: number): number[] {
  const chance = seeded(seed);
  const pilots = new Array<BotStrength>(4).fill(strength);
  const times: number[] = [];
  for (let round = -WARMING_ROUNDS; round < rounds; round++) {
    const game = newGame(pilots.length, Math.abs(round));
    while (game.stage === 'countdown') step(game, []);
    while (game.stage === 'racing') {
      const from = performance.now();
      step(game, turnsOf(game, pilots, chance));
      if (round >= 0) times.push(performance.now() - from);
    }
  }
  return times;
}

/** Returns undefined for `--help`, or an error text. */
function readArgs(): { rounds: number; seed: number; check: boolean } | string | undefined {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: 'string' },
        seed: { type: 'string' },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    });
    if (values.help) return undefined;
    const [rounds, seed] = [Number(values.rounds ?? 150), Number(values.seed ?? 1)];
    if (!(Number.isInteger(rounds) && rounds >= 1 && rounds <= 10_000)) return '--rounds: 1 to 10000';
    if (!Number.isInteger(seed)) return '--seed: a whole number';
    return { rounds, seed, check: values.check };
  } catch (error) {
    return (error as Error).message.replaceAll('\n', ' ');
  }
}
