/** The leaderboard and a player's matches as the server sends them. */
import type { RecordsCommands } from '../../client/actions/recordsActions.ts';
import type { LeaderboardRow, PastMatchRow } from '../../shared/records.ts';

const NAMES = ['Mira', 'Zoë Ångström', 'キリト', 'سلمى', 'Pixel', 'Old Ben', 'Ylva', 'Noor', 'Łukasz', 'Dot'];
const nameOf = (i: number): string => (i < NAMES.length ? (NAMES[i] as string) : `Rider ${i}`);
const PAGE = 50;
const LEADERS = 120;

const leader = (i: number): LeaderboardRow => ({
  place: i + 1,
  id: i === 1 ? 'me' : `r${i}`,
  name: nameOf(i),
  rating: 1_912 - 7 * i,
  matches: 3 + ((i * 37) % 90),
  isProvisional: i >= 110,
});

const past = (i: number, nowS: number): PastMatchRow => {
  const endedAtS = nowS - 400 - i * i * 900;
  const own = { matchId: `m${i}`, startedAtS: endedAtS - 90, endedAtS, withBots: i % 4 === 3, isAbandoned: i === 5 };
  const other = { id: `r${i}`, name: nameOf(i + 2), isAbandoned: false };
  if (i % 4 === 3) return { ...own, mode: 'cycles', place: 2, others: [{ ...other, place: 1 }] };
  const isWon = i % 3 !== 1 && i !== 5;
  return {
    ...own,
    mode: i % 2 === 0 ? 'cycles-duel' : 'connect-four',
    place: isWon ? 1 : 2,
    ratingBefore: 1_240 + 3 * i,
    ratingAfter: 1_240 + 3 * i + (isWon ? 14 : -11),
    others: [{ ...other, place: isWon ? 2 : 1, ...(i === 8 && { id: null, name: null }) }],
  };
};

export const RECORDS: RecordsCommands = {
  async leaderboard(mode, cursor) {
    if (mode === 'connect-four') return { ok: true, mode, players: [], nextCursor: null };
    const from = Number(cursor ?? 0);
    const to = Math.min(LEADERS, from + PAGE);
    const players = Array.from({ length: to - from }, (_, i) => leader(from + i));
    return { ok: true, mode, players, nextCursor: to < LEADERS ? String(to) : null };
  },
  async matchesOf(playerId, _cursor, limit = 12) {
    if (playerId !== 'me' && !/^p\d*0$/.test(playerId)) return { ok: false, refusal: 'network' };
    const nowS = Math.floor(Date.now() / 1_000);
    const matches = Array.from({ length: Math.min(12, limit) }, (_, i) => past(i, nowS));
    return { ok: true, matches, nextCursor: null };
  },
};
