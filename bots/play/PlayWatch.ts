/**
 * Watches playing bots. It compares them with the server's lists every few seconds; in the end it finishes all matches and
 * compares them with the database.
 */
import type { MatchRow } from '../../shared/playProtocol.ts';
import type { PastMatchRow } from '../../shared/records.ts';
import { auditResults, Doubts, doubtsOf } from './audit.ts';
import { type Finding, Ledger } from './Ledger.ts';
import { historyOf, type Sighting, sight } from './lookout.ts';
import type { Playing } from './Playing.ts';

const CHECK_EVERY_MS = 5_000;
/** Longer than any message or reservation is on its way. */
const PATIENCE_MS = 20_000;
/** How long running matches may continue at the end, and how long their results may take to arrive. */
const PLAY_ON_MS = 60_000;
const SETTLE_MS = 30_000;
const POLL_MS = 500;

export type PlayingBot = { readonly id: string | undefined; readonly isOnline: boolean; readonly playing: Playing };

export class PlayWatch {
  readonly ledger = new Ledger();
  readonly #url: string;
  readonly #pace: number;
  readonly #bots: () => readonly PlayingBot[];
  readonly #doubts: Doubts;
  readonly #timer: NodeJS.Timeout;
  /** The ids of all bots of this run, past and present. */
  readonly #ids = new Set<string>();
  #listedMatches: readonly MatchRow[] = [];

  /** `pace`: how many times faster than people the bots live. */
  constructor(url: string, pace: number, bots: () => readonly PlayingBot[]) {
    this.#url = url;
    this.#pace = pace;
    this.#bots = bots;
    this.#doubts = new Doubts(PATIENCE_MS / pace);
    this.#timer = setInterval(() => void this.#check(), CHECK_EVERY_MS / pace);
  }

  get listedMatches(): readonly MatchRow[] {
    return this.#listedMatches;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Ends all playing and returns all findings of the run. All bots must still be in the lobby. */
  async finish(): Promise<Finding[]> {
    const [pace, bots] = [this.#pace, this.#bots];
    for (const { playing } of bots()) playing.close();
    const isOver = () => bots().every(({ playing, isOnline }) => isOnline && playing.isFree);
    await until(isOver, PLAY_ON_MS / pace);
    await until(() => {
      for (const { playing } of bots()) playing.leaveMatch();
      return isOver();
    }, SETTLE_MS / pace);
    this.stop();
    await this.#findLeftOver();
    await this.#findResults();
    return [...this.ledger.findings];
  }

  async #check(): Promise<void> {
    const sighting = await sight(this.#url).catch(() => undefined);
    if (!sighting) return;
    this.#listedMatches = sighting.matches;
    const online = this.#bots().filter(({ isOnline }) => isOnline);
    const seen = online.flatMap(({ id, playing }) => (id === undefined ? [] : { id, view: playing.view }));
    const doubts = doubtsOf(seen, amongBots(sighting, this.#knownIds()), this.ledger.matches);
    for (const finding of this.#doubts.look(doubts, performance.now())) this.ledger.find(finding);
  }

  /** Once all playing has ended, no bot may be queued, playing or listed in a match. */
  async #findLeftOver(): Promise<void> {
    let left: string[] = [];
    await until(async () => {
      left = leftOver(this.#knownIds(), await sight(this.#url));
      return left.length === 0;
    }, SETTLE_MS / this.#pace);
    for (const says of left) this.ledger.find({ rule: 'leftOver', says });
  }

  async #findResults(): Promise<void> {
    const url = this.#url;
    let found: Finding[] = [];
    await until(async () => {
      const histories = new Map<string, PastMatchRow[]>();
      for (const id of this.#knownIds()) histories.set(id, await historyOf(url, id));
      found = auditResults(this.ledger.matches, histories);
      return found.length === 0;
    }, SETTLE_MS / this.#pace);
    for (const finding of found) this.ledger.find(finding);
  }

  #knownIds(): ReadonlySet<string> {
    for (const { id } of this.#bots()) if (id !== undefined) this.#ids.add(id);
    return this.#ids;
  }
}

/** Ignores people who play on the same server. */
const amongBots = ({ players, matches }: Sighting, ids: ReadonlySet<string>): Sighting => ({
  players,
  matches: matches.map((match) => ({ ...match, players: match.players.filter(({ id }) => isAmong(ids, id)) })),
});

const isAmong = (ids: ReadonlySet<string>, id: string | null): boolean => id !== null && ids.has(id);

function leftOver(ids: ReadonlySet<string>, { players, matches }: Sighting): string[] {
  const busy = players.filter(({ id, status }) => ids.has(id) && (status === 'queued' || status === 'playing'));
  const listed = matches.filter((match) => match.players.some(({ id }) => isAmong(ids, id)));
  return [
    ...busy.map(({ id, status }) => `${id} is still ${status}`),
    ...listed.map(({ matchId, state }) => `${matchId} is still ${state}`),
  ];
}

async function until(isTrue: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  for (const by = performance.now() + withinMs; performance.now() < by; ) {
    if (await isTrue()) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return isTrue();
}
