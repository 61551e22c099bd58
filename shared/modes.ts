/**
 * What can be played. A game is a Colyseus room class on MatchRoom (server/match/MatchRoom.ts), named in
 * server/games/list.ts, and an entry here; it gets queue, parties, ratings, codes, spectators, results and a mode card.
 */
export type Mode = {
  /** Stable: it stands in the database and in links. */
  readonly id: string;
  /** As players read it, where no catalogue has a word for it. */
  readonly title: string;
  /** The Colyseus name of the room. */
  readonly room: string;
  readonly players: { readonly min: number; readonly max: number };
  /** Sides of equal size. Left out: everybody for themself. */
  readonly teams?: number;
  /** Results change ratings, and the queue looks at them. */
  readonly ranked: boolean;
  /** Results of matches without parties and bots change ratings, though the queue does not look at them. */
  readonly rated?: boolean;
  /** Bots may take seats that nobody takes. */
  readonly bots: boolean;
  /** Ms to accept a proposal; ACCEPT_MS where left out. */
  readonly acceptMs?: number;
};

export const MODES: readonly Mode[] = [
  {
    id: 'cycles',
    title: 'Light-cycles',
    room: 'cycles',
    players: { min: 2, max: 4 },
    ranked: false,
    rated: true,
    bots: true,
  },
  {
    id: 'cycles-duel',
    title: 'Light-cycles duel',
    room: 'cycles',
    players: { min: 2, max: 2 },
    ranked: true,
    bots: false,
  },
  {
    id: 'connect-four',
    title: 'Connect four',
    room: 'connect-four',
    players: { min: 2, max: 2 },
    ranked: true,
    bots: false,
  },
];

/** Quick Play queues for it. */
export const QUICK_PLAY = 'cycles';

export const modeOf = (id: string): Mode | undefined => MODES.find((mode) => mode.id === id);

/** Its results can change ratings: it has a leaderboard. */
export const isRated = ({ ranked, rated = false }: Mode): boolean => ranked || rated;
/** In rows, ratings go by their places in it: new modes are added at the end. */
export const RATED_MODES = MODES.filter(isRated);
export const isRatedMode = (id: string): boolean => RATED_MODES.some((mode) => mode.id === id);

/** Players in the largest party: one side, or one player where results count and a friend could lose on purpose. */
export function partyMaxOf({ players: { max }, teams, ranked }: Mode): number {
  if (teams !== undefined) return max / teams;
  return ranked ? 1 : max;
}
