/**
 * Players who queue for connect four, play each match to its end, and queue again. A book notes what they were told of
 * their matches; `foul` compares it with the database.
 */

import { chooseColumn } from '../../bots/play/connectFour.ts';
import { between, type Random } from '../../bots/random.ts';
import type { MatchEvent, MatchLink } from '../../client/net/match/MatchLink.ts';
import { type BoardUpdated, outcomeOf } from '../../shared/games/connect-four/board.ts';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import { runSql } from '../support/postgres.ts';
import type { Player } from './Players.ts';

const MODE = 'connect-four';
/** How often it looks whether it has to queue or to move again. */
const LOOK_EVERY_MS = 500;

export type Duel = {
  /** The ids of its players, once it runs. */
  players: readonly string[];
  begunAt: number | undefined;
  /** The board says who has won, or that nobody has. */
  isDecided: boolean;
  /** Players whose link closed before the room told the end. */
  readonly cutOff: Set<string>;
  /** How often each player was told a result. */
  readonly told: Map<string, number>;
};

/** Of all duelists, by match id. */
export class DuelBook {
  readonly duels = new Map<string, Duel>();

  of(matchId: string): Duel {
    const duel = this.duels.get(matchId) ?? newDuel();
    this.duels.set(matchId, duel);
    return duel;
  }

  /** Those that began at `since` or later, in monotonic ms. */
  begun(since = Number.NEGATIVE_INFINITY): Duel[] {
    return [...this.duels.values()].filter(({ begunAt }) => begunAt !== undefined && begunAt >= since);
  }

  get live(): number {
    return this.begun().filter(({ isDecided }) => !isDecided).length;
  }

  /** Ids of matches by what became of them. All duelists must have finished. */
  async foul(postgresUrl: string): Promise<{ lost: string[]; cutShort: string[]; twice: string[] }> {
    const rows = (await runSql(
      postgresUrl,
      'select m.id, count(p.*)::int as players, bool_or(p.is_abandoned) as "isAbandoned" from matches m ' +
        'left join match_players p on p.match_id = m.id group by m.id',
    )) as { id: string; players: number; isAbandoned: boolean }[];
    const stored = new Map(rows.map((row) => [row.id, row]));
    const begun = [...this.duels].filter(([, { begunAt }]) => begunAt !== undefined);
    const idsWhere = (is: (duel: Duel, id: string) => boolean) =>
      begun.flatMap(([id, duel]) => (is(duel, id) ? id : []));
    return {
      lost: idsWhere((duel, id) => stored.get(id)?.players !== duel.players.length),
      cutShort: idsWhere((duel, id) => !duel.isDecided || duel.cutOff.size > 0 || stored.get(id)?.isAbandoned === true),
      twice: [
        ...idsWhere(({ told }) => [...told.values()].some((times) => times > 1)),
        ...(await countedWrongly(postgresUrl)),
      ],
    };
  }
}

const newDuel = (): Duel => ({
  ...{ players: [], begunAt: undefined, isDecided: false },
  ...{ cutOff: new Set<string>(), told: new Map<string, number>() },
});

/**
 * Ratings that count more matches than are stored as having changed them, or fewer than those that the player did not
 * abandon: leaving early counts as no match.
 */
export async function countedWrongly(postgresUrl: string): Promise<string[]> {
  const rows = (await runSql(
    postgresUrl,
    'select r.player_id, r.mode, r.matches, count(p.*)::int as rated from ratings r left join match_players p ' +
      'on p.player_id = r.player_id and p.mode = r.mode and p.rating_after is not null ' +
      'group by r.player_id, r.mode, r.matches ' +
      'having r.matches > count(p.*) or r.matches < count(p.*) filter (where not p.is_abandoned)',
  )) as { player_id: string; mode: string; matches: number; rated: number }[];
  return rows.map(({ player_id, mode, matches, rated }) => `${player_id} in ${mode}: ${matches} instead of ${rated}`);
}

export type DuelistOptions = { book: DuelBook; random: Random; moveMs: readonly [from: number, to: number] };

export class Duelist {
  readonly player: Player;
  readonly #options: DuelistOptions;
  readonly #timer: NodeJS.Timeout;
  #match: MatchLink | undefined;
  #isQueued = false;
  #isAsking = false;
  #isClosing = false;
  #move: NodeJS.Timeout | undefined;

  constructor(player: Player, options: DuelistOptions) {
    this.player = player;
    this.#options = options;
    player.client.subscribe((event) => {
      if (event.type === 'queueUpdated') this.#isQueued = event.payload.queue !== undefined;
      if (event.type === 'matchProposed') this.#accept(event.payload);
      if (event.type === 'matchReady') this.#enter(event.payload);
      if (event.type === 'matchFinished') this.#finished(event.payload);
    });
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  get isPlaying(): boolean {
    return this.#match !== undefined;
  }

  /** Plays on, but queues no more. */
  close(): void {
    this.#isClosing = true;
    void this.player.client.request('leaveQueue', {});
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#move);
  }

  #look(): void {
    if (this.#match || this.#isQueued || this.#isAsking || this.#isClosing || !this.player.isOnline) return;
    this.#isAsking = true;
    void this.player.client.request('joinQueue', { mode: MODE }).then((answer) => {
      this.#isAsking = false;
      if (answer.ok) this.#isQueued = true;
    });
  }

  #accept({ proposalId, players }: PlayPushes['matchProposed']): void {
    const own = players.find((each) => each.id === this.player.id);
    if (!own?.isReady) void this.player.client.request('acceptMatch', { proposalId });
  }

  #enter(ready: PlayPushes['matchReady']): void {
    // The link asked for this itself, because it had lost an earlier reply.
    if (this.#match?.ticket.matchId === ready.matchId) return;
    const link = this.player.client.openMatch(ready);
    this.#match = link;
    link.subscribe((event) => this.#heard(link, event));
  }

  #heard(link: MatchLink, event: MatchEvent): void {
    const duel = this.#options.book.of(link.ticket.matchId);
    const isOver = link.latest('matchEnded') !== undefined;
    if (event.type === 'linkChanged' && event.link.kind === 'closed') {
      if (!isOver && duel.begunAt !== undefined) duel.cutOff.add(this.player.id);
      if (this.#match === link) this.#match = undefined;
    }
    if (event.type !== 'pushed') return;
    if (event.push === 'tableUpdated') {
      const { phase, seats } = event.payload as MatchPushes['tableUpdated'];
      if (phase === 'seating') return;
      duel.begunAt ??= performance.now();
      duel.players = seats.flatMap(({ id }) => id ?? []);
    }
    if (event.push === 'boardUpdated') this.#consider(link, duel);
    if (event.push === 'matchEnded') link.leave();
  }

  /** Moves in a while, and again if the move did not get through. */
  #consider(link: MatchLink, duel: Duel): void {
    const { random, moveMs } = this.#options;
    const board = link.latest<BoardUpdated>('boardUpdated');
    if (!board) return;
    if (outcomeOf(board.moves) !== undefined) duel.isDecided = true;
    clearTimeout(this.#move);
    if (board.turn === null || board.turn !== link.latest<MatchPushes['tableUpdated']>('tableUpdated')?.you) return;
    this.#move = setTimeout(
      () => {
        void link.request('dropDisc', { column: chooseColumn(board.moves, random) }).then((answer) => {
          if (!answer.ok && link.link.kind !== 'closed') this.#consider(link, duel);
        });
      },
      between(random, ...moveMs),
    );
  }

  #finished({ matchId }: PlayPushes['matchFinished']): void {
    const { told } = this.#options.book.of(matchId);
    told.set(this.player.id, (told.get(this.player.id) ?? 0) + 1);
  }
}
