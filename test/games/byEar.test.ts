import assert from 'node:assert/strict';
import { sensesOf, voicesOf } from '../../client/games/cycles/senses.ts';
import { isBlocked, STRAIGHT, type Turn, UP } from '../../shared/games/cycles/arena.ts';
import { newGame, step } from '../../shared/games/cycles/game.ts';
import { pilotTurn } from '../../shared/games/cycles/pilot/pilot.ts';
import { ROUND_TICKS_MAX, ringAt, TICKS_PER_S } from '../../shared/games/cycles/rules.ts';
import { gridOf } from '../../shared/games/cycles/trail.ts';
import { seeded } from '../story/players.ts';

const REACTION_TICKS = 5;

/** Hears the arena late, as people do, and knows nothing else of it. */
class Listener {
  readonly #heard: ReturnType<typeof voicesOf>[] = [];

  turn(voices: ReturnType<typeof voicesOf>, heading: Turn): Turn {
    this.#heard.push(voices);
    const late = this.#heard.at(-1 - REACTION_TICKS);
    if (!late || late.ahead.volume < 0.45) return STRAIGHT;
    this.#heard.length = 0;
    return (heading + (late.left.volume < late.right.volume ? 3 : 1)) % 4;
  }
}

/** Ticks until the first round is over. */
function firstRound(seed: number, listens: boolean): number {
  const game = newGame(2, seed);
  const random = seeded(seed);
  const listener = new Listener();
  for (let ticks = 0; ; ticks++) {
    const [rider] = game.riders;
    assert.ok(rider && ticks < 10 * ROUND_TICKS_MAX);
    if (game.stage !== 'countdown' && game.stage !== 'racing') return ticks;
    const grid = gridOf(game.riders);
    const ring = ringAt(game.tick);
    const voices = voicesOf(sensesOf((x, y) => isBlocked(grid, x, y, ring), rider));
    const turn = listens && game.stage === 'racing' ? listener.turn(voices, rider.dir) : STRAIGHT;
    step(game, [turn, pilotTurn(game, 1, 'easy', random)]);
  }
}

describe('light-cycles by ear', () => {
  it('PV7 the tone ahead rises and grows before a wall; the nearer side is the louder one, and a free one is silent', () => {
    const wall = (x: number, y: number) => x < 3 || y < 0 || y > 39 || x > 63;
    const senses = sensesOf(wall, { x: 5, y: 30, dir: UP });
    assert.deepEqual(senses, { ahead: 30, left: 2, right: 58 });
    const { ahead, left, right } = voicesOf(senses);
    assert.equal(ahead.volume, 0);
    assert.equal(right.volume, 0);
    assert.ok(left.volume > 0.7, `${left.volume}`);
    const heard = [12, 6, 3, 0].map((free) => voicesOf({ ...senses, ahead: free }).ahead);
    for (const [i, voice] of heard.entries())
      assert.ok(i === 0 || (voice.hz > (heard[i - 1]?.hz ?? 0) && voice.volume > (heard[i - 1]?.volume ?? 0)));
    assert.deepEqual(heard.at(-1), { hz: 880, volume: 1 });
  });

  it('PV8 one who only hears, and turns to the quieter side a quarter of a second late, lives half as long again', () => {
    const rounds = Array.from({ length: 40 }, (_, seed) => seed + 1);
    const mean = (listens: boolean) =>
      rounds.reduce((sum, seed) => sum + firstRound(seed, listens), 0) / rounds.length / TICKS_PER_S;
    const [byEar, straight] = [mean(true), mean(false)];
    assert.ok(byEar > 1.5 * straight, `${byEar} s against ${straight} s`);
  });
});
