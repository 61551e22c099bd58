/** The leaderboard and a player's matches as the server sends them. */
import type { RecordsCommands } from '../../client/actions/recordsActions.ts';
import { emblemFromId } from '../../shared/emblem.ts';
import type { LeaderboardRow, Outcome, PastMatchRow, ReplayAnswer } from '../../shared/records.ts';
import { boardReplay, cyclesReplay } from '../support/replays.ts';

const NAMES = ['Mira', 'Zoë Ångström', 'キリト', 'سلمى', 'Pixel', 'Old Ben', 'Ylva', 'Noor', 'Łukasz', 'Dot'];
const nameOf = (i: number): string => (i < NAMES.length ? (NAMES[i] as string) : `Rider ${i}`);
const PAGE = 50;
const LEADERS = 120;

const leader = (i: number): LeaderboardRow => ({
  place: i + 1,
  id: i === 1 ? 'me' : `r${i}`,
  name: nameOf(i),
  emblem: emblemFromId(`r${i}`),
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

const NEVER = { won: 0, drawn: 0, lost: 0 };
const FORMS: readonly Outcome[][] = [
  ['won', 'won', 'won', 'won', 'won'],
  ['lost', 'drawn', 'won'],
  [],
  ['won', 'won', 'lost', 'drawn', 'won'],
];

/** `m3` and up: none. */
const REPLAYS: Readonly<Record<string, () => ReplayAnswer>> = {
  m0: () => cyclesReplay(2),
  m1: () => boardReplay(),
  m2: () => cyclesReplay(4),
  m9: () => boardReplay(),
  old: () => boardReplay({ inputs: btoa('another version') }),
};

export const RECORDS: RecordsCommands = {
  async leaderboard(mode, cursor) {
    if (mode === 'connect-four') return { ok: true, mode, players: [], own: null, nextCursor: null };
    const from = Number(cursor ?? 0);
    const to = Math.min(LEADERS, from + PAGE);
    const players = Array.from({ length: to - from }, (_, i) => leader(from + i));
    return {
      ok: true,
      mode,
      players,
      own: from === 0 ? leader(1) : null,
      nextCursor: to < LEADERS ? String(to) : null,
    };
  },
  async matchup(mode, others) {
    const met = [
      { won: 3, drawn: 0, lost: 2 },
      { won: 4, drawn: 1, lost: 4 },
      { won: 0, drawn: 0, lost: 0 },
    ];
    const rest = (i: number) => ({ rating: 1_190 - 47 * i, isProvisional: i === 2, met: met[i] ?? NEVER });
    const players = others.map((id, i) => ({ id, ...rest(i), form: FORMS[i] ?? [] }));
    const me = { id: 'me', rating: 1_204, isProvisional: false, form: FORMS[3] ?? [], met: NEVER };
    return { ok: true, mode, stake: { best: 14, worst: -16 }, players: [me, ...players] };
  },
  async replay(matchId) {
    const answer = REPLAYS[matchId]?.();
    return answer
      ? { ok: true, ...answer, matchId }
      : { ok: false, refusal: matchId === 'away' ? 'network' : 'request/unknown' };
  },
  async publicReplay(matchId) {
    const answer = REPLAYS[matchId]?.();
    if (!answer) return { ok: false, refusal: 'request/unknown' };
    const { place } = answer.seats[0] ?? {};
    const seats = answer.seats.map((seat, i) => (i > 0 ? seat : { id: null, name: null, ...(place && { place }) }));
    return { ok: true, ...answer, matchId, seats };
  },
  async matchesOf(playerId, _cursor, limit = 12) {
    if (playerId !== 'me' && !/^p\d*0$/.test(playerId)) return { ok: false, refusal: 'network' };
    const nowS = Math.floor(Date.now() / 1_000);
    const all = Array.from({ length: Math.min(12, limit) }, (_, i) => past(i, nowS));
    // Those that one has met oneself are in the lobby.
    const matches =
      playerId !== 'me'
        ? all
        : all.map((match, i) => ({
            ...match,
            others: match.others.map((other) => (other.id ? { ...other, id: `p${1 + (i % 4)}` } : other)),
          }));
    return { ok: true, matches, nextCursor: null };
  },
};
