/**
 * Players of a crowd with a state at the desk: some queue and cannot be matched, two are a party, and two play a slow,
 * endless match. They must keep that state whatever happens to the desk.
 */
import assert from 'node:assert/strict';
import { setTimeout as passed } from 'node:timers/promises';
import type { MatchLink } from '../../client/net/match/MatchLink.ts';
import { type BoardUpdated, COLUMNS, isLegal, outcomeOf } from '../../shared/games/connect-four/board.ts';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import { eventually } from '../support/eventually.ts';
import type { FollowedClient } from '../support/lobbyClients.ts';
import { runSql } from '../support/postgres.ts';
import type { Crowd } from './Crowd.ts';

const MODE = 'connect-four';
const WAIT_MS = 15_000;
/** A player loses after a minute without a move; a game has at most 42 moves. */
const MOVE_EVERY_MS = 10_000;
/** Tries do not wait for the answer to the one before. Each player asks in turn, and so within their limits. */
const ASK_EVERY_MS = 250;
/** These are not the desk's answers. */
const UNHEARD = new Set<string>(['play/away', 'network', 'request/tooMany']);
const LOOK_AGAIN_MS = 5_000;
/** Ages are rounded to ms, delayed by the network, and measured by clocks that differ. */
const AGE_MS = 500;

type Probe = 'joinQueue' | 'createParty';
type Ticket = { ticketId: string; since: number };

export class AtPlay {
  readonly queued: readonly FollowedClient[];
  readonly party: readonly FollowedClient[];
  readonly match: readonly FollowedClient[];
  /** The latest tickets, and below the first ones. */
  readonly #tickets = new Map<FollowedClient, Ticket>();
  #before = new Map<FollowedClient, Ticket>();
  #links: MatchLink[] = [];
  #isOver = false;

  /** Brings them in and into their states. They are marked busy, because their status is not theirs to choose. */
  static async among(crowd: Crowd, postgresUrl: string, queued: number): Promise<AtPlay> {
    const few = await crowd.arrive(queued + 4);
    for (const one of few) crowd.busy.add(one);
    const atPlay = new AtPlay(few);
    await atPlay.#begin(postgresUrl);
    return atPlay;
  }

  private constructor(few: readonly FollowedClient[]) {
    this.match = few.slice(0, 2);
    this.party = few.slice(2, 4);
    this.queued = few.slice(4);
    for (const one of this.queued) {
      one.client.subscribe((event) => event.type === 'queueUpdated' && this.#note(one, event.payload));
    }
  }

  get count(): number {
    return this.match.length + this.party.length + this.queued.length;
  }

  /** The time until the desk answers one of them. */
  async answeredMs(): Promise<number> {
    const from = performance.now();
    let turn = 0;
    await new Promise<void>((resolve, reject) => {
      const ask = setInterval(async () => {
        const one = this.queued[turn++ % this.queued.length] as FollowedClient;
        const answer = await one.client.request('joinQueue', { mode: MODE });
        const isAway = !answer.ok && UNHEARD.has(answer.refusal);
        if (performance.now() - from > 4 * WAIT_MS) reject(new Error('the desk does not answer'));
        else if (isAway) return;
        else resolve();
        clearInterval(ask);
      }, ASK_EVERY_MS);
    });
    return performance.now() - from;
  }

  /**
   * A line for each lost place, party, match and seat, with what there is instead. The desk must answer. What is found
   * is said, and looked at again: an answer that was lost, or a seat whose socket is being replaced, is no loss.
   */
  async lost(say: (line: string) => void): Promise<string[]> {
    const found = await this.#notAsBefore();
    if (found.length === 0) return [];
    for (const line of found) say(line);
    // Real time: a client has retried by then.
    await passed(LOOK_AGAIN_MS);
    return this.#notAsBefore();
  }

  async #notAsBefore(): Promise<string[]> {
    const lost: string[] = [];
    const kept = this.queued.filter((one) => {
      const instead = this.#changeOfTicket(one);
      if (instead) lost.push(`${one.id} has lost their place in the queue: ${instead}`);
      return !instead;
    });
    const check = async (ones: readonly FollowedClient[], what: string, type: Probe, refusal: string) => {
      for (const { id, client } of ones) {
        const answer = await (type === 'joinQueue' ? client.request(type, { mode: MODE }) : client.request(type, {}));
        const heard = answer.ok ? 'ok' : answer.refusal;
        if (heard !== refusal) lost.push(`${id} has lost their ${what}: ${type} is answered with ${heard}`);
      }
    };
    await check(kept, 'place in the queue', 'joinQueue', 'queue/already');
    await check(this.party, 'party', 'createParty', 'party/already');
    await check(this.match, 'match', 'joinQueue', 'match/already');
    for (const { link, latest } of this.#links.map((each) => ({ link: each.link.kind, latest: phaseOf(each) })))
      if (link !== 'seated' || latest !== 'running') lost.push(`a seat in the match is ${link}, the match ${latest}`);
    return lost;
  }

  #changeOfTicket(one: FollowedClient): string | undefined {
    const [was, is] = [this.#before.get(one), this.#tickets.get(one)];
    if (!was || !is) return `ticket ${was?.ticketId} is now ${is?.ticketId}`;
    const youngerMs = Math.round(is.since - was.since);
    if (is.ticketId !== was.ticketId) return `ticket ${was.ticketId} is now ${is.ticketId}, ${youngerMs} ms younger`;
    return youngerMs > AGE_MS ? `the ticket is ${youngerMs} ms younger` : undefined;
  }

  /** The status that others must see, for those who queue or play. */
  get statuses(): Map<string, string> {
    const of = (who: readonly FollowedClient[], status: string) => who.map(({ id }) => [id, status] as const);
    return new Map([...of(this.queued, 'queued'), ...of(this.match, 'playing')]);
  }

  /** Gives up the match. The players leave with their crowd. */
  stop(): void {
    this.#isOver = true;
    for (const link of this.#links) link.leave();
  }

  async #begin(postgresUrl: string): Promise<void> {
    const [ada, bob] = this.match as [FollowedClient, FollowedClient];
    const [eve, joe] = this.party as [FollowedClient, FollowedClient];
    await this.#ready();
    for (const one of this.match) await queue(one);
    for (const one of this.match) {
      const { proposalId } = await told(one, 'matchProposed');
      assert.ok((await one.client.request('acceptMatch', { proposalId })).ok);
    }
    this.#links = await Promise.all([ada, bob].map(async (one) => one.client.openMatch(await told(one, 'matchReady'))));
    await eventually(() => assert.ok(this.#links.every(isRunning)), WAIT_MS);
    void this.#playOn();
    assert.ok((await eve.client.request('inviteToParty', { playerId: joe.id })).ok);
    const { inviteId } = await told(joe, 'invited');
    assert.ok((await joe.client.request('answerInvite', { inviteId, accept: true })).ok);
    await runSql(
      postgresUrl,
      'insert into blocks select a, b from unnest($1::text[]) a, unnest($1::text[]) b where a < b on conflict do nothing',
      [this.queued.map(({ id }) => id)],
    );
    for (const one of this.queued) await queue(one);
    await eventually(() => assert.equal(this.#tickets.size, this.queued.length), WAIT_MS);
    this.#before = new Map(this.#tickets);
  }

  #note(one: FollowedClient, { queue }: PlayPushes['queueUpdated']): void {
    if (queue) this.#tickets.set(one, { ticketId: queue.ticketId, since: performance.now() - queue.waitedMs });
    else this.#tickets.delete(one);
  }

  /** A desk is in office, and its process knows every player. */
  async #ready(): Promise<void> {
    for (const { client } of [...this.match, ...this.party]) {
      await eventually(
        async () => assert.deepEqual(await client.request('leaveQueue', {}), { ok: false, refusal: 'queue/none' }),
        WAIT_MS,
        200,
      );
    }
  }

  async #playOn(): Promise<void> {
    // Real time: the pace of the moves.
    for (; !this.#isOver; await passed(MOVE_EVERY_MS / 2)) {
      for (const link of this.#links) {
        const board = link.latest<BoardUpdated>('boardUpdated');
        const table = link.latest<MatchPushes['tableUpdated']>('tableUpdated');
        if (!board || board.turn === null || board.turn !== table?.you) continue;
        const legal = Array.from({ length: COLUMNS }, (_, column) => column).filter((one) => isLegal(board.moves, one));
        const column = legal.find((one) => outcomeOf([...board.moves, one]) === undefined) ?? legal[0];
        await link.request('dropDisc', { column });
        break;
      }
    }
  }
}

/** Before anything is broken; asked again where the desk of a busy machine did not answer in time. */
const queue = ({ client }: FollowedClient): Promise<void> =>
  eventually(
    async () => {
      const reply = await client.request('joinQueue', { mode: MODE });
      assert.ok(reply.ok || reply.refusal === 'queue/already', JSON.stringify(reply));
    },
    WAIT_MS,
    500,
  );

const told = <Type extends keyof PlayPushes>({ events }: FollowedClient, type: Type): Promise<PlayPushes[Type]> =>
  eventually(() => {
    const event = events.findLast((one) => (one.type as string) === type);
    return (event as { payload?: PlayPushes[Type] } | undefined)?.payload ?? assert.fail(type);
  }, WAIT_MS);

const phaseOf = (link: MatchLink) => link.latest<MatchPushes['tableUpdated']>('tableUpdated')?.phase;
const isRunning = (link: MatchLink): boolean => phaseOf(link) === 'running';
