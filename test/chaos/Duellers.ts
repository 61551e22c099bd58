/**
 * Players who queue for ranked connect four, play it to its end and queue again, and what becomes of each of their matches, as
 * they see it and as it is stored.
 */
import { between, pick, type Random, seeded } from '../../bots/random.ts';
import type { MatchEvent, MatchLink } from '../../client/net/MatchLink.ts';
import { type BoardUpdated, COLUMNS, isLegal, outcomeOf } from '../../shared/games/connect-four/board.ts';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import { runSql } from '../support/postgres.ts';
import type { Player } from './Players.ts';

const MODE = 'connect-four';
const THINK_EVERY_MS = 500;
/** With nearly all of 42 moves a game lasts half a minute. */
const MOVE_MS = [400, 1_000] as const;

/** A match that has begun. `told`: how often each player was told its result. */
type Seen = { hasEnded: boolean; isCutShort: boolean; readonly told: Map<string, number> };

class Dueller {
  readonly player: Player;
  readonly #seen: Map<string, Seen>;
  readonly #random: Random;
  readonly #timer: NodeJS.Timeout;
  #link: MatchLink | undefined;
  #move: NodeJS.Timeout | undefined;
  #isAsking = false;
  isOver = false;

  constructor(player: Player, seen: Map<string, Seen>, random: Random) {
    this.player = player;
    this.#seen = seen;
    this.#random = random;
    player.client.subscribe((event) => {
      if (event.type === 'matchProposed')
        void player.client.play('acceptMatch', { proposalId: event.payload.proposalId });
      if (event.type === 'matchReady') this.#enter(event.payload);
      if (event.type === 'matchFinished') this.#finished(event.payload);
    });
    this.#timer = setInterval(() => void this.#think(), THINK_EVERY_MS);
  }

  get isPlaying(): boolean {
    return this.#link !== undefined;
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#move);
    this.#link?.leave();
  }

  async #think(): Promise<void> {
    if (this.#link || this.#isAsking || !this.player.isOnline) return;
    this.#isAsking = true;
    // Refused where they are queued already.
    if (this.isOver) await this.player.client.play('leaveQueue', {});
    else await this.player.client.play('joinQueue', { mode: MODE });
    this.#isAsking = false;
  }

  #enter(ready: PlayPushes['matchReady']): void {
    // Told again to who comes back into the lobby.
    if (this.#link?.ticket.matchId === ready.matchId) return;
    const link = this.player.client.openMatch(ready);
    this.#link = link;
    link.subscribe((event) => this.#heard(link, event));
  }

  #heard(link: MatchLink, event: MatchEvent): void {
    const { matchId } = link.ticket;
    const seen = this.#seen.get(matchId);
    if (event.type === 'pushed' && event.push === 'tableUpdated') {
      const { phase } = event.payload as MatchPushes['tableUpdated'];
      if (phase !== 'seating' && !seen)
        this.#seen.set(matchId, { hasEnded: false, isCutShort: false, told: new Map() });
    }
    if (event.type === 'pushed' && event.push === 'boardUpdated') this.#moveOn(link, event.payload as BoardUpdated);
    if (event.type === 'pushed' && event.push === 'matchEnded') {
      if (seen) seen.hasEnded = true;
      link.leave();
    }
    if (event.type !== 'linkChanged' || event.link.kind !== 'closed') return;
    if (seen && !seen.hasEnded) seen.isCutShort = true;
    if (this.#link === link) this.#link = undefined;
  }

  #moveOn(link: MatchLink, board: BoardUpdated): void {
    clearTimeout(this.#move);
    this.#move = setTimeout(
      () => {
        if (board.turn === null || board.turn !== link.latest<MatchPushes['tableUpdated']>('tableUpdated')?.you) return;
        const legal = Array.from({ length: COLUMNS }, (_, column) => column).filter((one) => isLegal(board.moves, one));
        const open = legal.filter((one) => outcomeOf([...board.moves, one]) !== 'won');
        void link.request('dropDisc', { column: pick(this.#random, open.length > 0 ? open : legal) }).then((answer) => {
          if (!answer.ok && answer.refusal === 'network') this.#moveOn(link, board);
        });
      },
      between(this.#random, ...MOVE_MS),
    );
  }

  #finished({ matchId }: PlayPushes['matchFinished']): void {
    const told = this.#seen.get(matchId)?.told;
    told?.set(this.player.id, (told.get(this.player.id) ?? 0) + 1);
  }
}

export class Duellers {
  readonly #all: readonly Dueller[];
  readonly #seen = new Map<string, Seen>();

  constructor(players: readonly Player[], seed: number) {
    this.#all = players.map((player, n) => new Dueller(player, this.#seen, seeded(seed + n)));
  }

  /** Matches that have begun. */
  get begun(): number {
    return this.#seen.size;
  }

  /** Those of them that go on. */
  get running(): number {
    return [...this.#seen.values()].filter(({ hasEnded, isCutShort }) => !hasEnded && !isCutShort).length;
  }

  /** Nobody begins another one; true when the last one is over. */
  close(): boolean {
    for (const dueller of this.#all) dueller.isOver = true;
    return this.running === 0 && this.#all.every(({ isPlaying }) => !isPlaying);
  }

  stop(): void {
    for (const dueller of this.#all) dueller.stop();
  }

  /** Of those that have begun: without an end or a stored result; and with more than one. */
  async audit(postgresUrl: string): Promise<{ lost: string[]; twice: string[] }> {
    const stored = (await runSql(postgresUrl, 'select id from matches')) as { id: string }[];
    const counts = (await runSql(
      postgresUrl,
      'select r.player_id as id, r.matches as counted, (select count(*)::int from match_players p where p.player_id = r.player_id) as played from ratings r',
    )) as { id: string; counted: number; played: number }[];
    const ids = new Set(stored.map(({ id }) => id));
    const isLost = ([matchId, { hasEnded }]: [string, Seen]) => !hasEnded || !ids.has(matchId);
    const isTwice = ([, { told }]: [string, Seen]) => [...told.values()].some((times) => times > 1);
    const seen = [...this.#seen];
    return {
      lost: seen.filter(isLost).map(([matchId]) => matchId),
      twice: [
        ...seen.filter(isTwice).map(([matchId]) => matchId),
        ...counts.filter(({ counted, played }) => counted !== played).map(({ id }) => id),
      ],
    };
  }
}
