/**
 * Everything the screen shows, made from the lobby's events and the player's choices. It changes only inside `commit`,
 * which then notifies the subscribers. `now`: monotonic ms.
 */
import { rosterRowOf, type Self } from '../../shared/playerRow.ts';
import type { PlayPushes, QueueView } from '../../shared/playProtocol.ts';
import type { Bootstrap } from '../../shared/protocol.ts';
import { text } from '../i18n/text.ts';
import { isSocial, type Link, type LobbyEvent, type PlayEvent, type SocialEvent } from '../net/events.ts';
import { Listeners } from '../net/listeners.ts';
import { EmblemPicker } from './emblemPicker.ts';
import { IdleView } from './idleView.ts';
import { LatencyView } from './latency.ts';
import { isPlaying } from './play/matchView.ts';
import { PlayModel } from './play/playModel.ts';
import { playNews } from './play/playNews.ts';
import { linkedUp, played } from './play/playState.ts';
import type { Records } from './records.ts';
import { ServerClock } from './relativeTime.ts';
import type { Replay } from './replay/replay.ts';
import type { ListedRow } from './rosterRows.ts';
import { RosterView } from './rosterView.ts';
import { SelfView } from './selfView.ts';
import type { Standing } from './social/channels.ts';
import { openedTables, withDamped } from './social/happenings.ts';
import { SocialModel } from './social/socialModel.ts';
import { Storm } from './storm.ts';
import { type Toast, Toasts } from './toasts.ts';

export type SettingsPart = 'top' | 'privacy';

export class LobbyModel {
  readonly roster = new RosterView();
  readonly self = new SelfView();
  /** Open while the player chooses one. */
  readonly emblems = new EmblemPicker();
  /** Which part of the settings is to have the focus; undefined: they are not open. */
  settings: SettingsPart | undefined;
  readonly idle = new IdleView();
  readonly latency = new LatencyView();
  readonly clock = new ServerClock();
  readonly toasts = new Toasts();
  readonly storm = new Storm();
  readonly social = new SocialModel();
  readonly play = new PlayModel();
  /** Requests still without a reply, as `name` or `name playerId`: their buttons are disabled. */
  readonly asked = new Set<string>();
  /** The leaderboard or the match history in the open dialog. */
  records: Records | undefined;
  /** The latest matches for the player's card that was opened last. */
  latest: Records | undefined;
  /** The match that is watched again. */
  replay: Replay | undefined;
  link: Link;
  /** Visible players in the whole cluster; undefined until known. */
  online: number | undefined;
  shard: string | undefined;
  /** Interval of the server's patches in ms; undefined until known. */
  patchMs: number | undefined;
  isPartial = false;
  /** False until the socket has brought the roster: before that it is empty or the bootstrap's. */
  isRosterLive = false;
  /** The roster has every visible player; only then are its counts right. */
  isRosterWhole = false;
  /** Stays after the player has left, until the selection changes. */
  selected: ListedRow | undefined;
  readonly #subscribers = new Listeners();
  #isCommitting = false;

  constructor(now: number) {
    this.link = { kind: 'connecting', attempt: 1, sinceAt: now };
  }

  /** Decides which groups the player can talk to. */
  get standing(): Standing {
    const visibility = this.self.shown('visibility');
    return { party: this.play.state.party, isHidden: visibility !== undefined && visibility !== 'everyone' };
  }

  /** `listener` runs after each commit, so it must be cheap. Returns a function that unsubscribes it. */
  subscribe(listener: () => void): () => void {
    return this.#subscribers.add(listener);
  }

  /** Every change of the model and its parts goes through here. A nested commit is published with the outer one. */
  commit<Result>(change: () => Result): Result {
    if (this.#isCommitting) return change();
    this.#isCommitting = true;
    try {
      return change();
    } finally {
      this.roster.setMode(this.play.wanted);
      this.#isCommitting = false;
      this.#subscribers.notify();
    }
  }

  /** Fills roster and matches from HTTP. Does nothing once the socket has brought the roster. */
  adopt(bootstrap: Bootstrap, now: number): void {
    if (!this.isRosterLive) this.commit(() => this.#adopt(bootstrap, now));
  }

  apply(event: LobbyEvent, now: number): void {
    // Many come one by one: the screen draws them together with its next second.
    if (event.type === 'tileUpdated') return this.play.tiles.put(event.payload);
    this.commit(() => this.#apply(event, now));
  }

  /** An id that is not in the roster selects `absent`. */
  select(id: string | undefined, absent?: ListedRow): void {
    this.commit(() => {
      this.selected = id === undefined ? undefined : (this.roster.row(id) ?? absent);
    });
  }

  toast(kind: Toast['kind'], message: string, now: number): void {
    this.commit(() => this.toasts.add(kind, message, now));
  }

  /** While the player uses the list, its rows stay in place and changes wait. */
  hold(isHeld: boolean): void {
    if (isHeld !== this.roster.isHeld) this.commit(() => this.roster.hold(isHeld));
  }

  #adopt(bootstrap: Bootstrap, now: number): void {
    this.clock.set(bootstrap.nowS, now);
    this.online = bootstrap.online;
    const matches = { isWhole: true, put: bootstrap.matches, removed: [] };
    this.play.state = played(this.play.state, { type: 'matchesUpdated', payload: matches }, now);
    this.roster.reset(bootstrap.players.map(rosterRowOf));
    this.isRosterWhole = bootstrap.players.length >= bootstrap.online;
  }

  #apply(event: LobbyEvent, now: number): void {
    switch (event.type) {
      case 'linkChanged':
        if (event.link.kind !== 'online') this.latency.reset();
        if (event.link.kind === 'closed') this.idle.cancelled();
        if (event.link.kind === 'online') this.play.state = linkedUp(this.play.state);
        this.link = event.link;
        break;
      case 'welcomed':
        this.clock.set(event.payload.nowS, now);
        this.shard = event.payload.shard;
        this.#setSelf(event.payload.self);
        break;
      case 'selfUpdated':
        this.#setSelf(event.payload);
        break;
      case 'rosterReset':
        this.roster.reset(event.rows);
        this.isRosterLive = true;
        this.isRosterWhole = true;
        break;
      case 'rosterChanged':
        this.roster.change(event);
        this.storm.happened(this.roster.last.joined, this.roster.last.left, now);
        break;
      case 'onlineChanged':
        this.online = event.online;
        break;
      case 'paceChanged':
        this.patchMs = event.patchMs;
        break;
      case 'partialChanged':
        this.isPartial = event.isPartial;
        break;
      case 'idleWarned':
        this.idle.warned(event.payload.inMs, now);
        break;
      case 'idleCancelled':
        this.idle.cancelled();
        break;
      case 'announced':
        this.toasts.add('announced', text('toast.announced', { text: event.payload.text }), now);
        break;
      case 'probed':
        this.latency.probed(event.ms);
        break;
      default:
        if (isSocial(event)) this.#applySocial(event, now);
        else this.#played(event, now);
    }
    if (this.selected) this.selected = this.roster.row(this.selected.id) ?? this.selected;
  }

  #played(event: PlayEvent, now: number): void {
    const { play, roster } = this;
    const news = playNews(play.state, event, roster.selfId, (id) => roster.row(id)?.name);
    if (news !== undefined) this.toasts.add('news', news, now);
    if (event.type === 'matchesUpdated') this.#opened(event.payload, now);
    play.state = played(play.state, event, now);
    if (event.type === 'matchesUpdated') play.tiles.keep(play.state.matches);
    if (event.type === 'queueUpdated') noteWait(play, event.payload.queue);
    if (event.type === 'partyUpdated') roster.setParty(new Set(event.payload.party?.members.map(({ id }) => id)));
  }

  #opened(update: PlayPushes['matchesUpdated'], now: number): void {
    const { play, roster, social, clock } = this;
    const opened = openedTables(play.state.matches, update, roster.selfId, clock.nowS(now) ?? 0);
    const welcome = opened.filter(({ who }) => social.tieOf(who.id) !== 'blocked');
    social.happenings = withDamped(social.happenings, welcome);
  }

  #applySocial(event: SocialEvent, now: number): void {
    const { roster, play, social } = this;
    const nameOf = (id: string) => roster.row(id)?.name;
    const nowS = this.clock.nowS(now) ?? 0;
    const news = social.apply(event, { selfId: roster.selfId, nameOf, isBusy: isPlaying(play.match), now, nowS });
    if (news !== undefined) this.toasts.add('news', news, now);
    if (event.type === 'friendsUpdated') {
      roster.setFriends(social.friends.rows().map(rosterRowOf));
      roster.setBlocked(social.friends.blocked());
    }
  }

  #setSelf(self: Self): void {
    const wasPlaying = this.self.known?.status === 'playing';
    this.self.set(self);
    if (self.status !== 'playing') {
      this.play.left = undefined;
      // Only then: a seat may be ready before the status says so, and a lost link ends no match.
      if (wasPlaying && self.status !== 'reconnecting') this.play.elsewhere = undefined;
    }
    this.roster.setSelf(self.id, self.ratings);
  }
}

function noteWait({ usualWaits }: PlayModel, queue: QueueView | undefined): void {
  if (queue?.waitRangeMs) usualWaits.set(queue.mode, (queue.waitRangeMs.from + queue.waitRangeMs.to) / 2);
}
