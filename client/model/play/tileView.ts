/** A match of the list as its tile says it. Pure. */
import { emblemFromId } from '../../../shared/emblem.ts';
import type { MatchRow } from '../../../shared/playProtocol.ts';
import { isolated, nameText, numberText, text } from '../../i18n/text.ts';
import { stageText } from '../../presentation/progress.ts';
import { modeShortTitle, modeTitle } from '../../presentation/titles.ts';

/** `id`: undefined of a bot, null of a player who is not named. `isBehind`: another has a higher score. */
export type TileSeat = {
  id: string | null | undefined;
  name: string;
  emblem: number | undefined;
  score: number | undefined;
  isBehind: boolean;
};
export type TileView = {
  mode: string;
  isOpen: boolean;
  seats: readonly TileSeat[];
  free: number;
  /** "Duel · round 4". */
  foot: string;
  /** "round 4"; empty where the game does not say. */
  stage: string;
  watchers: number;
  hasFriend: boolean;
  /** All of it, for screen readers. */
  label: string;
};

export function tileView(row: MatchRow, isFriend: (id: string) => boolean): TileView {
  const { mode, state, bots = 0, progress, spectators: watchers } = row;
  const isOpen = state === 'open';
  const scores = progress?.scores ?? [];
  const most = Math.max(0, ...scores);
  const named = [
    ...row.players.map(({ id, name, emblem }) => ({ id, name: nameText(name), emblem })),
    ...Array.from({ length: bots }, (_, i) => ({
      id: undefined,
      name: text('matches.bot'),
      emblem: emblemFromId(`bot ${i}`),
    })),
  ];
  const seats = named.map((seat, i) => ({ ...seat, score: scores[i], isBehind: (scores[i] ?? most) < most }));
  const free = isOpen ? Math.max(0, row.seats - seats.length) : 0;
  const stage = isOpen ? text('matches.free', { count: free }) : stageText(mode, progress);
  const foot = [modeShortTitle(mode), stage].filter((each) => each !== '').join(' · ');
  const said = [
    modeTitle(mode),
    ...seats.map(({ name, score }) => isolated(name) + (score === undefined ? '' : ` ${numberText(score)}`)),
    stage,
    watchers > 0 ? text('matches.watching', { count: watchers }) : '',
  ];
  const hasFriend = row.players.some(({ id }) => id !== null && isFriend(id));
  const label = said.filter((each) => each !== '').join(', ');
  return { mode, isOpen, seats, free, foot, stage, watchers, hasFriend, label };
}
