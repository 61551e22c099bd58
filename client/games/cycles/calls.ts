/** Announcements over the arena and their texts for screen readers. Pure. */
import { CLOSING_TICK, ROUNDS, TICKS_PER_S } from '../../../shared/games/cycles/rules.ts';
import { isolated, numberText, text } from '../../i18n/text.ts';
import type { Happening } from './happenings.ts';
import type { RaceView } from './race.ts';

export type RoundOver = Extract<Happening, { type: 'roundOver' }>;
/** `word`: large, for a moment. `card`: the round's winner. `note`: at the edge during play. `seat`: its colour. */
export type Call = { kind: 'word' | 'card' | 'note'; title: string; under: string; seat: number | undefined };

/** What a call needs besides the race. `hint`: how to steer here; '' for spectators. */
export type MatchInfo = { names: readonly string[]; seat: number | null; over: RoundOver | undefined; hint: string };

const GO_TICKS = 14;

export function callOf(view: RaceView, { names, seat, over, hint }: MatchInfo): Call | undefined {
  if (view.stage === 'countdown') {
    const under = view.round === 1 && hint !== '' ? hint : roundText(view);
    return { kind: 'word', title: numberText(view.seconds), under, seat: seat ?? undefined };
  }
  if (view.stage === 'racing') {
    if (view.tick < GO_TICKS) return { kind: 'word', title: text('cycles.go'), under: '', seat: seat ?? undefined };
    const areOthersLeft = view.riders.filter(({ isOut }) => !isOut).length > 1;
    if (seat === null || !view.riders[seat]?.isOut || !areOthersLeft) return undefined;
    return { kind: 'note', title: text('cycles.crashedYou'), under: '', seat };
  }
  if (!over) return undefined;
  const under = over.winner === undefined ? nobodyText(over) : scoreText(view, names);
  return { kind: 'card', title: overText(over, view, names, seat), under, seat: over.winner };
}

export const roundText = ({ round }: RaceView): string => text('cycles.round', { round, rounds: ROUNDS });

export function wallsText({ tick, ring, stage }: RaceView): { long: string; short: string } {
  if (stage !== 'racing' && stage !== 'countdown') return { long: '', short: '' };
  if (ring > 0) return { long: text('cycles.closing'), short: text('cycles.closingShort') };
  const count = Math.ceil((CLOSING_TICK - tick) / TICKS_PER_S);
  return { long: text('cycles.walls', { count }), short: text('cycles.wallsShort', { count }) };
}

/** The text to announce; '' if nothing is worth announcing. */
export function announcementOf(happened: readonly Happening[], view: RaceView, { names, seat }: MatchInfo): string {
  const words = happened.map((each) => {
    if (each.type === 'started') return roundText(view);
    if (each.type === 'closing') return text('cycles.closing');
    if (each.type === 'crashed')
      return each.seat === seat ? text('cycles.crashedYou') : text('cycles.crashed', { name: named(names, each.seat) });
    if (each.type !== 'roundOver') return '';
    const under = each.winner === undefined ? nobodyText(each) : scoreText(view, names);
    return `${overText(each, view, names, seat)}. ${under}`;
  });
  return words.filter((word) => word !== '').join('. ');
}

function overText(
  { winner, isLast }: RoundOver,
  view: RaceView,
  names: readonly string[],
  seat: number | null,
): string {
  if (isLast) return matchText(view, names, seat);
  if (winner === undefined) return text('cycles.nobody');
  return winner === seat ? text('cycles.wonYou') : text('cycles.won', { name: named(names, winner) });
}

/** By rounds alone; the result separates players with equal rounds. */
function matchText({ riders }: RaceView, names: readonly string[], seat: number | null): string {
  const most = Math.max(...riders.map(({ wins }) => wins));
  const first = [...riders.keys()].filter((each) => riders[each]?.wins === most);
  const [winner] = first;
  if (first.length > 1 || winner === undefined) return text('cycles.matchDrawn');
  return winner === seat ? text('cycles.matchYou') : text('cycles.match', { name: named(names, winner) });
}

const nobodyText = ({ counts }: RoundOver): string => text(counts ? 'cycles.noPoint' : 'cycles.again');
const scoreText = ({ riders }: RaceView, names: readonly string[]): string =>
  riders.map(({ wins }, seat) => text('cycles.score', { name: named(names, seat), wins })).join(' · ');
const named = (names: readonly string[], seat: number): string => isolated(names[seat] ?? '');
