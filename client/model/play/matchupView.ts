/** The sides of a ready check: faces, ratings, records, and what is at stake. Pure. */
import { modeOf } from '../../../shared/modes.ts';
import type { Matchup, Outcome } from '../../../shared/records.ts';
import { changeText, nameText, numberText, text } from '../../i18n/text.ts';
import { type Face, seatFaces } from '../faces.ts';
import type { Check } from './playState.ts';

/** `rating`: '' where none is known. `met`: how it stands between them; '' for you, and where it is not known. */
export type MatchupSeat = {
  readonly id: string;
  readonly name: string;
  readonly face: Face;
  readonly isYou: boolean;
  readonly isReady: boolean;
  readonly state: string;
  readonly rating: string;
  readonly form: readonly Outcome[];
  readonly met: string;
};
export type StakeView = readonly { readonly label: string; readonly change: string; readonly tone: 'good' | 'bad' }[];
/** You come first. `line`: what stands between two, or how many of more are ready. `stake`: empty where there is none. */
export type MatchupView = {
  readonly seats: readonly MatchupSeat[];
  readonly line: string;
  readonly stake: StakeView;
};

/** `hasAccepted`: you have, though the server may not say so yet. */
export function matchupView(
  check: Check,
  known: Matchup | undefined,
  selfId: string | undefined,
  hasAccepted: boolean,
): MatchupView {
  const faces = seatFaces(check.players);
  const isDuel = check.players.length === 2;
  const seats = check.players.map(({ id, name, isReady: isTold }, at): MatchupSeat => {
    const isYou = id !== null && id === selfId;
    const isReady = isTold || (isYou && hasAccepted);
    const record = known?.players.find((player) => player.id === id);
    return {
      id: id ?? `hidden ${at}`,
      name: nameText(name),
      face: faces[at] ?? { emblem: null },
      isYou,
      isReady,
      state: text(isReady ? 'check.isReady' : isYou ? 'check.youAwaited' : 'check.awaited'),
      rating: record ? ratingOf(record) : '',
      form: record?.form ?? [],
      met: record && !isYou ? metText(record.met) : '',
    };
  });
  const count = seats.filter(({ isReady }) => isReady).length;
  const rival = seats.find(({ isYou }) => !isYou);
  return {
    seats: seats.toSorted((a, b) => Number(b.isYou) - Number(a.isYou)),
    line: isDuel ? (rival?.met ?? '') : text('check.countReady', { count, total: seats.length }),
    stake: stakeOf(check, known),
  };
}

const ratingOf = ({ rating, isProvisional }: Matchup['players'][number]): string =>
  rating === null ? '' : `${numberText(rating)}${isProvisional ? '?' : ''}`;

function metText({ won, drawn, lost }: Record<Outcome, number>): string {
  if (won + drawn + lost === 0) return text('check.neverMet');
  const score = `${numberText(won)}–${numberText(lost)}`;
  return text(won > lost ? 'check.lead' : won < lost ? 'check.behind' : 'check.level', { score });
}

function stakeOf({ mode, isRated, players }: Check, known: Matchup | undefined): StakeView {
  if (!isRated || !known?.stake || modeOf(mode) === undefined) return [];
  const isDuel = players.length === 2;
  const { best, worst } = known.stake;
  return [
    { label: text(isDuel ? 'check.win' : 'check.first'), change: changeText(best), tone: best < 0 ? 'bad' : 'good' },
    { label: text(isDuel ? 'check.lose' : 'check.last'), change: changeText(worst), tone: worst < 0 ? 'bad' : 'good' },
  ];
}

/** For screen readers: what is drawn around the faces. */
export function matchupWords({ seats, line, stake }: MatchupView): string {
  const others = seats.filter(({ isYou }) => !isYou);
  const known = others.map(({ name, rating, met }) => [name, rating, met].filter(Boolean).join(', '));
  const staked = stake.map(({ label, change }) => `${label}: ${change}`);
  return [...(others.length > 1 ? known : [...known.slice(0, 1)]), others.length > 1 ? line : '', ...staked]
    .filter(Boolean)
    .join('. ');
}
