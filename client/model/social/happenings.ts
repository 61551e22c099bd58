/**
 * What happens in the lobby, as quiet lines beside the talk: wins, streaks, open tables, friends who come. Pure: facts go
 * in, the next list comes out, the latest last. Never of everybody who joins, and damped, so that talk is not drowned.
 */
import type { MatchRow, PlayPushes } from '../../../shared/playProtocol.ts';
import type { FriendRow, Happened } from '../../../shared/socialProtocol.ts';
import type { Person } from './conversations.ts';

export type Happening = { readonly key: string; readonly atS: number } & (
  | {
      readonly kind: 'won';
      readonly winners: readonly Person[];
      readonly losers: readonly Person[];
      readonly seconds: number;
    }
  | { readonly kind: 'streak'; readonly who: Person; readonly wins: number }
  | {
      readonly kind: 'opened';
      readonly who: Person;
      readonly matchId: string;
      readonly mode: string;
      readonly seats: number;
    }
  | { readonly kind: 'came'; readonly who: Person }
);

export const HAPPENINGS_KEPT = 50;
/** The same player is told of again only after so long. */
const AGAIN_S = 300;
/** All together, in a minute. */
const A_MINUTE = 6;

const whoOf = (each: Happening): string =>
  each.kind === 'won' ? each.winners.map(({ id }) => id).join(' ') : each.who.id;

/** What the server told is damped there. */
export function withHappened(all: readonly Happening[], told: readonly Happened[]): readonly Happening[] {
  const known = new Set(all.map(({ key }) => key));
  const fresh = told.flatMap((each): Happening[] => {
    const { id: key, atS, winners, losers, seconds, streak } = each;
    const who = winners[0];
    if (known.has(key) || !who) return [];
    const won = { key, atS, kind: 'won', winners, losers, seconds } as const;
    return streak === undefined ? [won] : [won, { key: `${key} streak`, atS, kind: 'streak', who, wins: streak }];
  });
  return fresh.length === 0 ? all : [...all, ...fresh].toSorted((a, b) => a.atS - b.atS).slice(-HAPPENINGS_KEPT);
}

/** Tables that were opened: those with a free seat that were not known before. */
export function openedTables(
  before: ReadonlyMap<string, MatchRow> | undefined,
  { isWhole, put }: PlayPushes['matchesUpdated'],
  selfId: string | undefined,
  nowS: number,
): Extract<Happening, { kind: 'opened' }>[] {
  if (isWhole || !before) return [];
  return put.flatMap(({ matchId, state, players, seats, bots = 0, mode }): Extract<Happening, { kind: 'opened' }>[] => {
    const who = players.find(({ id }) => id !== null) as Person | undefined;
    const free = seats - bots - players.length;
    if (before.has(matchId) || state !== 'open' || free < 1 || !who || who.id === selfId) return [];
    return [{ key: `table ${matchId}`, atS: nowS, kind: 'opened', who, matchId, mode, seats: free }];
  });
}

/** Friends who have come: as they look to the player, so that one who hides comes when they show themselves. */
export function cameIn(
  rows: readonly FriendRow[],
  before: (id: string) => FriendRow | undefined,
  nowS: number,
): Happening[] {
  return rows.flatMap(({ id, name, tie, status }): Happening[] => {
    const known = before(id);
    if (tie !== 'friend' || status === null || known?.tie !== 'friend' || known.status !== null) return [];
    return [{ key: `came ${id} ${nowS}`, atS: nowS, kind: 'came', who: { id, name } }];
  });
}

/** Adds what is not too much. */
export function withDamped(all: readonly Happening[], fresh: readonly Happening[]): readonly Happening[] {
  let next = all;
  for (const each of fresh) {
    const isRepeated = next.some(
      (known) => known.kind === each.kind && whoOf(known) === whoOf(each) && each.atS - known.atS < AGAIN_S,
    );
    const lately = next.filter(({ kind, atS }) => kind !== 'won' && kind !== 'streak' && each.atS - atS < 60).length;
    if (!isRepeated && lately < A_MINUTE) next = [...next, each];
  }
  return next === all ? all : next.slice(-HAPPENINGS_KEPT);
}
