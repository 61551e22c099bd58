/**
 * The match of this page: takes a seat that is ready, keeps it over a reload, and returns to the lobby at the end. All
 * of a player's tabs hear that a seat is ready; it goes to the tab in which they acted, else to a visible one.
 */
import type { Emote, TalkLine } from '../../shared/matchProtocol.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import { endText, enteredMatch, isPlaying, matchAfter, stageOf } from '../model/play/matchView.ts';
import { putAway } from '../model/play/playState.ts';
import { gaveUpText } from '../model/play/resultView.ts';
import { messageAtTable } from '../model/play/tableTalk.ts';
import type { LobbyEvent } from '../net/events.ts';
import type { MatchEvent, MatchLink } from '../net/match/MatchLink.ts';
import type { MatchTicket } from '../net/match/matchTicket.ts';
import type { RequestResult } from '../net/requestResult.ts';
import type { DeepLink } from '../page/deepLink.ts';
import type { KeptMatch, MatchStore } from '../page/matchStore.ts';
import type { TabLocks } from '../page/tabLock.ts';

/** Shows the game of a running match; the frame around it is the screen's. */
export interface GameHost {
  show(link: MatchLink): void;
  hide(): void;
}

export type MatchSessionDeps = {
  client: {
    openMatch(ticket: MatchTicket): MatchLink;
    request(name: 'followMatches', input: { on: true }): Promise<unknown>;
  };
  model: LobbyModel;
  store: MatchStore;
  locks: Pick<TabLocks, 'take' | 'areKnown'>;
  now(): number;
  isVisible(): boolean;
  wait(ms: number): Promise<void>;
  /** Shows in the address what leads here; undefined: nothing special does. */
  showAddress(link: DeepLink | undefined): void;
};

/** Another tab comes first if the player acted there. */
const OTHER_TAB_MS = 1_500;
/** What was asked for here comes within so long: an invite's time, and the room's. */
const EXPECTED_MS = 50_000;

export class MatchSession {
  /** Of the view that is shown, once it is there. */
  #host: GameHost | undefined;
  readonly #deps: MatchSessionDeps;
  readonly #expected = new Map<string, string | undefined>();
  /** Matches that the player gave up here, and whose results have not come: that takes longer than `play.left` lasts. */
  readonly #givenUp = new Set<string>();
  #expectsUntil = 0;
  #link: MatchLink | undefined;
  #release: (() => void) | undefined;

  constructor(deps: MatchSessionDeps) {
    this.#deps = deps;
  }

  /** The one before shows nothing from then on. */
  set host(host: GameHost | undefined) {
    this.#host?.hide();
    this.#host = host;
    if (host && this.#link && this.#isRunning()) host.show(this.#link);
  }

  get link(): MatchLink | undefined {
    return this.#link;
  }

  /** This page wants the seat of that match, or whichever comes next. */
  expect(matchId?: string, code?: string): void {
    if (matchId === undefined) this.#expectsUntil = this.#deps.now() + EXPECTED_MS;
    else this.#expected.set(matchId, code);
  }

  handle(event: LobbyEvent): void {
    if (event.type === 'matchReady') void this.#ready(event.payload);
    // The server follows players, not tabs: one that turned it off would do so for the others.
    if (event.type === 'welcomed') void this.#deps.client.request('followMatches', { on: true });
    if (event.type === 'matchFinished' || event.type === 'queueUpdated') this.#setElsewhere(undefined);
    if (event.type === 'matchFinished' && this.#givenUp.delete(event.payload.matchId)) {
      const { model, now } = this.#deps;
      const message = gaveUpText(event.payload, model.roster.selfId);
      if (message !== undefined) model.toast('news', message, now());
    }
  }

  /** The page was loaded again in the middle of a match. */
  async resume(): Promise<void> {
    const kept = this.#deps.store.load();
    if (!kept) return;
    const release = await this.#deps.locks.take(lockOf(kept.matchId), false);
    // A tab that was duplicated: the match goes on in the first one.
    if (!release) return this.#deps.store.save(undefined);
    const { code, ...ticket } = kept;
    this.#open(ticket, code, release);
  }

  leave(): void {
    const { model } = this.#deps;
    const { match } = model.play;
    if (match && isPlaying(match)) {
      this.#givenUp.add(match.ticket.matchId);
      model.commit(() => {
        model.play.left = match.ticket.matchId;
      });
    }
    this.#link?.leave();
  }

  /** For the player in the first seat: begins without waiting for more players. */
  start(): Promise<RequestResult<object>> {
    return this.#link?.request('startMatch', {}) ?? Promise.resolve({ ok: false, refusal: 'network' });
  }

  /** It is shown when it comes back, to everybody alike. */
  emote(emote: Emote): Promise<RequestResult<object>> {
    return this.#link?.request('emote', { emote }) ?? Promise.resolve({ ok: false, refusal: 'network' });
  }

  /** It is read when it comes back; under the id of the reply. */
  say(words: string): Promise<RequestResult<{ messageId: string }>> {
    return this.#link?.request('say', { text: words }) ?? Promise.resolve({ ok: false, refusal: 'network' });
  }

  retry(): void {
    this.#link?.retryNow();
  }

  async #ready(ready: PlayPushes['matchReady']): Promise<void> {
    const { matchId } = ready;
    const { locks, now, isVisible, wait } = this.#deps;
    if (this.#link?.ticket.matchId === matchId) return;
    const isOurs = this.#expected.has(matchId) || now() < this.#expectsUntil;
    const code = this.#expected.get(matchId);
    if (isOurs) {
      this.#expected.delete(matchId);
      this.#expectsUntil = 0;
    } else {
      await wait(OTHER_TAB_MS);
      if (this.#link?.ticket.matchId === matchId) return;
    }
    const mayTake = isOurs || locks.areKnown || isVisible();
    const release = mayTake ? await locks.take(lockOf(matchId), isOurs) : undefined;
    if (release) this.#open(ready, code, release);
    else this.#setElsewhere(matchId);
  }

  #setElsewhere(matchId: string | undefined): void {
    const { model } = this.#deps;
    if (model.play.elsewhere === matchId) return;
    model.commit(() => {
      model.play.elsewhere = matchId;
    });
  }

  #open(ticket: MatchTicket, code: string | undefined, release: () => void): void {
    const { client, model, showAddress } = this.#deps;
    this.#end();
    this.#release = release;
    const link = client.openMatch(ticket);
    this.#link = link;
    model.commit(() => {
      model.play.elsewhere = undefined;
      model.play.left = undefined;
      model.play.state = putAway(model.play.state, 'result');
      model.play.match = enteredMatch(ticket, link.link, code);
      model.social.enterTable(ticket.matchId);
      model.replay = undefined;
      model.select(undefined);
    });
    showAddress(code ? { kind: 'join', code } : { kind: 'match', matchId: ticket.matchId });
    link.subscribe((event) => this.#apply(link, event));
  }

  #apply(link: MatchLink, event: MatchEvent): void {
    const { model, now } = this.#deps;
    const before = model.play.match;
    // A state comes twenty times a second, and is the game's.
    if (link !== this.#link || !before || event.type === 'stateChanged' || event.type === 'probed') return;
    model.commit(() => {
      model.play.match = matchAfter(before, event, now());
    });
    if (event.type === 'linkChanged') this.#linked(link, before.code);
    if (event.type !== 'pushed') return;
    if (event.push === 'tableUpdated' && this.#isRunning()) this.#host?.show(link);
    if (event.push === 'tableSaid') this.#hear([event.payload as TalkLine]);
    // Only now players get the spectators' lines.
    if (event.push === 'matchEnded') void this.#readTalk(link);
  }

  #linked(link: MatchLink, code: string | undefined): void {
    const { store, model, now } = this.#deps;
    const state = link.link;
    if (state.kind === 'seated' && link.resumeKey !== undefined) {
      const { matchId, mode, role } = link.ticket;
      const kept: KeptMatch = { matchId, mode, role, resumeKey: link.resumeKey, ...(code !== undefined && { code }) };
      store.save(kept);
      void this.#readTalk(link);
    }
    if (state.kind !== 'closed') return;
    const message = endText(state.why);
    if (message !== undefined) model.toast('news', message, now());
    // The result stands until the player has read it.
    if (state.why === 'over' && model.play.match?.ended) store.save(undefined);
    else this.#end();
  }

  /** What was said before, or while the link was away. */
  async #readTalk(link: MatchLink): Promise<void> {
    const read = await link.request<{ lines: TalkLine[] }>('readTalk', {});
    if (read.ok && link === this.#link) this.#hear(read.lines);
  }

  #hear(lines: readonly TalkLine[]): void {
    const { model } = this.#deps;
    const { match } = model.play;
    if (!match || lines.length === 0) return;
    const { matchId } = match.ticket;
    const said = lines.map((line) => messageAtTable(line, matchId, match.table));
    model.commit(() => model.social.hearAtTable(said, model.roster.selfId, match.isMuted));
  }

  #isRunning(): boolean {
    const { match } = this.#deps.model.play;
    const stage = match && stageOf(match);
    return stage === 'running' || stage === 'over';
  }

  #end(): void {
    const { model, store, showAddress } = this.#deps;
    const link = this.#link;
    if (!link) return;
    this.#link = undefined;
    if (link.link.kind !== 'closed') link.leave();
    this.#release?.();
    this.#release = undefined;
    store.save(undefined);
    showAddress(undefined);
    this.#host?.hide();
    model.commit(() => {
      model.play.match = undefined;
      model.social.leaveTable();
    });
  }
}

const lockOf = (matchId: string): string => `foyer.match.${matchId}`;
