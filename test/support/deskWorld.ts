/**
 * A desk with its parties, under short names. It records where each player is and the last push to each. Rooms open at
 * once unless set to be slow.
 */
import type { Desk, Whereabouts } from '../../server/domain/play/desk.ts';
import type { DeskEffect, DeskPush, MatchPlan, SeatPlan } from '../../server/domain/play/deskEffects.ts';
import type { DeskPlayer } from '../../server/domain/play/deskQueue.ts';
import { canSee, type Subject, type SubjectOf } from '../../server/domain/presence/visibility.ts';
import type { Ask } from '../../server/play/deskMessages.ts';
import { type Loaded, type PlayEffect, PlayState } from '../../server/play/PlayState.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { PlayStatus } from '../../shared/status.ts';

export const ACCEPT_MS = 20_000;

type Wish = Ask extends infer One ? (One extends Ask ? Omit<One, 'player'> : never) : never;
type Told = { [Type in keyof PlayPushes]?: PlayPushes[Type] };

export class DeskWorld {
  now = 1_000_000;
  readonly where = new Map<PlayerId, Whereabouts>();
  readonly busy = new Set<PlayerId>();
  /** Players whom not everybody sees. */
  readonly hiding = new Map<PlayerId, Omit<Subject, 'id'>>();
  /** New names; all others are called by their ids. */
  readonly names = new Map<PlayerId, string>();
  readonly emblems = new Map<PlayerId, number>();
  readonly pushesTo = new Map<PlayerId, Told>();
  readonly playStatuses = new Map<PlayerId, PlayStatus | undefined>();
  /** By kind and id: what the next desk would load. */
  readonly stored = new Map<string, unknown>();
  readonly opened: string[] = [];
  readonly plans: MatchPlan[] = [];
  readonly closed: string[] = [];
  readonly seats: { matchId: string; playerId: PlayerId; role: string }[] = [];
  readonly listed = new Set<string>();
  /** All pushes and all changes of the list of matches, in order. */
  readonly pushes: DeskPush[] = [];
  readonly listings: Extract<DeskEffect, { type: 'listed' | 'relisted' }>[] = [];
  readonly found: Extract<DeskEffect, { type: 'found' }>[] = [];
  readonly outdated: Extract<DeskEffect, { type: 'outdated' }>[] = [];
  areRoomsAway = false;
  /** Requested rooms do not report back. */
  areRoomsSlow = false;
  /** Players take offered seats at once. */
  isSeatTaken = true;
  play: PlayState;
  /** Pushes about cancelled matches, in order. */
  readonly cancelled: { to: string; payload: PlayPushes['matchCancelled'] }[] = [];
  #ids = 0;

  constructor() {
    this.play = this.#newPlay();
  }

  get desk(): Desk {
    return this.play.desk;
  }

  /** Replaces the desk by one that starts from what was stored. */
  replace(): void {
    this.play = this.#newPlay();
    this.play.restore(
      {
        tickets: this.storedOf('ticket'),
        matches: this.storedOf('match'),
        penalties: this.storedOf('penalty'),
        drops: this.storedOf('drops'),
        waits: this.storedOf('waits'),
        parties: this.storedOf('party'),
        invites: this.storedOf('invite'),
        declined: this.storedOf('declined'),
      },
      this.now,
    );
    this.runEffects();
  }

  storedOf<Value>(kind: string): Value[] {
    return [...this.stored].filter(([key]) => key.startsWith(`${kind} `)).map(([, value]) => value as Value);
  }

  come(...names: string[]): void {
    for (const name of names) this.where.set(asPlayerId(name), 'here');
  }

  /** From now on only `friends` see the player; without any, nobody does. */
  hide(name: string, ...friends: string[]): void {
    const visibility = friends.length > 0 ? 'friends' : 'nobody';
    this.hiding.set(asPlayerId(name), { visibility, friends: friends.map(asPlayerId) });
  }

  is(name: string, where: Whereabouts): void {
    this.where.set(asPlayerId(name), where);
  }

  player(name: string, more: Partial<DeskPlayer> = {}): DeskPlayer {
    return { id: asPlayerId(name), name, emblem: 0, mu: 25, sigma: 25 / 3, blocks: [], recent: [], ...more };
  }

  seat = (name: string, team = 0): SeatPlan => ({ playerId: asPlayerId(name), name, emblem: 0, team });

  queue(names: string | string[], mode = 'cycles-duel') {
    const all = [names].flat();
    this.come(...all);
    return this.done(
      this.desk.joinQueue(
        all.map((name) => this.player(name)),
        mode,
        this.now,
      ),
    );
  }

  /** The queueing players have no rating. */
  ask(name: string, wish: Wish, loaded: Partial<Loaded> = {}) {
    const player = asPlayerId(name);
    const queuers = this.play.queuersOf(player).map((id) => this.player(id));
    const all = { queuers, blocks: new Map(), ...loaded };
    return this.done(this.play.ask({ player, ...wish } as Ask, all, this.now));
  }

  /** Makes a party; the first player leads. */
  party(leader: string, ...others: string[]): void {
    this.come(leader, ...others);
    for (const other of others) {
      this.ask(leader, { type: 'inviteToParty', playerId: asPlayerId(other) });
      this.ask(other, { type: 'answerInvite', inviteId: this.of(other).invited?.inviteId ?? '', accept: true });
    }
  }

  leave = (name: string) => this.done(this.desk.leaveQueue(asPlayerId(name), 'left', this.now));
  accept = (name: string) => this.done(this.desk.accept(asPlayerId(name), this.proposalOf(name), this.now));
  decline = (name: string) => this.done(this.desk.decline(asPlayerId(name), this.proposalOf(name), this.now));
  proposalOf = (name: string): string => this.of(name).matchProposed?.proposalId ?? 'none';
  of = (name: string): Told => this.pushesTo.get(asPlayerId(name)) ?? {};
  playStatusOf = (name: string): PlayStatus | undefined => this.playStatuses.get(asPlayerId(name));

  /** Lets time pass, with a tick each second. */
  pass(ms: number): void {
    for (const until = this.now + ms; this.now < until; ) {
      this.now = Math.min(until, this.now + 1_000);
      this.play.tick(this.now);
      this.runEffects();
    }
  }

  done<T>(outcome: T): T {
    this.runEffects();
    return outcome;
  }

  runEffects(): void {
    for (let effects = this.play.takeEffects(); effects.length > 0; effects = this.play.takeEffects()) {
      for (const effect of effects) this.#carryOne(effect);
    }
  }

  #carryOne(effect: PlayEffect): void {
    switch (effect.type) {
      case 'push':
        this.pushes.push(effect);
        if (effect.push === 'matchCancelled') this.cancelled.push({ to: effect.to, payload: effect.payload });
        this.pushesTo.set(effect.to, { ...this.pushesTo.get(effect.to), [effect.push]: effect.payload });
        break;
      case 'activity':
        this.playStatuses.set(effect.playerId, effect.activity);
        break;
      case 'save':
        this.stored.set(`${effect.kind} ${effect.id}`, JSON.parse(JSON.stringify(effect.value)));
        break;
      case 'forget':
        this.stored.delete(`${effect.kind} ${effect.id}`);
        break;
      case 'found':
        this.found.push(effect);
        break;
      case 'open':
        this.opened.push(effect.plan.matchId);
        this.plans.push(effect.plan);
        if (!this.areRoomsSlow) this.desk.matches.opened(effect.plan.matchId, !this.areRoomsAway, this.now);
        break;
      case 'seat':
        this.seats.push({ matchId: effect.matchId, playerId: effect.playerId, role: effect.role });
        if (this.isSeatTaken && effect.role === 'player') this.desk.matches.seated(effect.matchId, effect.playerId);
        break;
      case 'close':
        this.closed.push(effect.matchId);
        break;
      case 'listed':
        this.listings.push(effect);
        if (effect.put) this.listed.add(effect.put.matchId);
        if (effect.removed !== undefined) this.listed.delete(effect.removed);
        break;
      case 'relisted':
        this.listings.push(effect);
        this.listed.clear();
        for (const { matchId } of effect.rows) this.listed.add(matchId);
        break;
      case 'outdated':
        this.outdated.push(effect);
    }
  }

  #newPlay(): PlayState {
    const personaOf = (id: PlayerId) => ({ name: this.names.get(id) ?? id, emblem: this.emblems.get(id) ?? 0 });
    const subjectOf: SubjectOf = (id) => ({
      ...{ id, visibility: 'everyone', persona: personaOf(id) },
      ...this.hiding.get(id),
    });
    return new PlayState({
      acceptMs: ACCEPT_MS,
      newId: () => `id${++this.#ids}`,
      newCode: () => `CODE${++this.#ids}`,
      whereabouts: (id) => this.where.get(id) ?? 'gone',
      isBusy: (id) => this.busy.has(id),
      subjectOf,
      seen: (id, viewer) =>
        (this.where.get(id) ?? 'gone') !== 'gone' && canSee(viewer, subjectOf(id))
          ? { id, ...personaOf(id) }
          : undefined,
      goneGraceMs: 0,
    });
  }
}
