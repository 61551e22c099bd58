/** Matches to be watched again, as the server sends them. */
import { emblemFromId } from '../../shared/emblem.ts';
import { packReplay } from '../../shared/games/connect-four/replay.ts';
import { newGame, step } from '../../shared/games/cycles/game.ts';
import { pilotTurn } from '../../shared/games/cycles/pilot/pilot.ts';
import { CyclesRecorder } from '../../shared/games/cycles/replay.ts';
import { TICKS_PER_S } from '../../shared/games/cycles/rules.ts';
import type { ReplayAnswer, ReplaySeat } from '../../shared/records.ts';

/** Sixteen moves; seat 1 wins on the diagonal with the last. */
export const BOARD_MOVES = [3, 3, 5, 4, 3, 3, 2, 3, 1, 0, 3, 2, 4, 1, 5, 2];

const toText = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

const seatOf = (id: string, name: string | null, place: number, more: Partial<ReplaySeat> = {}): ReplaySeat => ({
  ...(name === null ? { id: null, name } : { id, name, emblem: emblemFromId(id) }),
  place,
  ...more,
});

export function boardReplay(more: Partial<ReplayAnswer> = {}, moves: readonly number[] = BOARD_MOVES): ReplayAnswer {
  const nowS = Math.floor(Date.now() / 1_000);
  return {
    ...{ matchId: 'b1', mode: 'connect-four', startedAtS: nowS - 460, endedAtS: nowS - 300 },
    seats: [
      seatOf('p1', '山田太郎', 2, { ratingBefore: 1_190, ratingAfter: 1_177 }),
      seatOf('me', 'Zoë Ångström', 1, { ratingBefore: 1_171, ratingAfter: 1_185 }),
    ],
    inputs: toText(packReplay({ first: 0, moves: [...moves] })),
    ...more,
  };
}

/** Of bots that are not good at it; the same for each `seed`. */
export function cyclesReplay(seats: number, seed = 7, more: Partial<ReplayAnswer> = {}): ReplayAnswer {
  const game = newGame(seats, seed);
  const recorder = new CyclesRecorder(seats, seed);
  let state = seed;
  const chance = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  let ticks = 0;
  for (; game.stage !== 'over'; ticks++) {
    const turns = game.riders.map((_, seat) => pilotTurn(game, seat, seat % 2 === 0 ? 'easy' : 'hard', chance));
    recorder.add(turns);
    step(game, turns);
  }
  const nowS = Math.floor(Date.now() / 1_000);
  const names = ['NeonDrake42', 'Zoë Ångström', 'ليلى', null];
  const merit = (seat: number): number => (game.riders[seat]?.wins ?? 0) * 1_000 + (game.riders[seat]?.outlived ?? 0);
  const placeOf = (seat: number): number => 1 + game.riders.filter((_, other) => merit(other) > merit(seat)).length;
  return {
    ...{
      matchId: `c${seats}`,
      mode: seats === 2 ? 'cycles-duel' : 'cycles',
      startedAtS: nowS - 320 - Math.ceil(ticks / TICKS_PER_S),
      endedAtS: nowS - 320,
    },
    seats: game.riders.map((_, seat) => {
      const worth = seats === 2 ? { ratingBefore: 1_240, ratingAfter: placeOf(seat) === 1 ? 1_254 : 1_226 } : {};
      return seatOf(seat === 1 ? 'me' : `p${seat}`, names[seat] ?? null, placeOf(seat), names[seat] ? worth : {});
    }),
    inputs: toText(recorder.bytes ?? new Uint8Array()),
    ...more,
  };
}
