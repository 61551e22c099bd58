/**
 * Queue, matches and parties of the cluster, for the process that runs the desk. A player's request changes them; the
 * effects are pushed and stored. Pure: what a request needs to know of players is loaded before it.
 */
import { emblemFromId } from '../../shared/emblem.ts';
import type { PlayerId } from '../../shared/ids.ts';
import { type Persona, personaOf } from '../../shared/playerRow.ts';
import type { PlayRefusal } from '../../shared/refusals.ts';
import type { DeskRequestName, RequestReply } from '../../shared/requests.ts';
import { Desk, type DeskDeps, type Whereabouts } from '../domain/play/desk.ts';
import type { DeskEffect, SeatPlan } from '../domain/play/deskEffects.ts';
import type { DeskFacts } from '../domain/play/deskFacts.ts';
import type { DeskPlayer } from '../domain/play/deskQueue.ts';
import type { Invite, Parties, PartyOutcome, Person } from '../domain/play/parties.ts';
import { WrongCodes } from '../domain/play/wrongCodes.ts';
import { areApart, type Blocks, contactRefusal, isApart } from '../domain/social/contactRule.ts';
import type { Ask, Reply, Report, ResyncReport } from './deskMessages.ts';
import { PartyDesk, type PartyEffect } from './PartyDesk.ts';
import type { StoredPlay } from './storedPlay.ts';

export type PlayEffect = DeskEffect | PartyEffect;
export type PlayStateDeps = DeskDeps & {
  /** A player in the lobby; undefined where there is none that `viewer` may see. */
  seen: (id: PlayerId, viewer: PlayerId) => Person | undefined;
  /** Chosen by the player. */
  isBusy: (id: PlayerId) => boolean;
  goneGraceMs?: number;
};
/** Loaded for a request. `queuers`: the players who would queue. `blocks`: of the players concerned. */
export type Loaded = { queuers: readonly DeskPlayer[]; blocks: Blocks };

type Asker = { self: Person; seat: SeatPlan; loaded: Loaded; now: number };
type Handler<Name extends Ask['type']> = (
  ask: Extract<Ask, { type: Name }>,
  asker: Asker,
) => (Name extends DeskRequestName ? RequestReply<Name> : Record<string, never>) | PlayRefusal;

/** How long a vanished player keeps their place: after a killed process its players need some seconds to come back. */
export const GONE_GRACE_MS = 30_000;

export class PlayState {
  readonly desk: Desk;
  readonly #deps: PlayStateDeps;
  readonly #parties: PartyDesk;
  readonly #goneSince = new Map<PlayerId, number>();
  readonly #wrongCodes = new WrongCodes();
  #now = 0;
  #effects: PlayEffect[] = [];

  readonly #handlers: { readonly [Name in Ask['type']]: Handler<Name> } = {
    joinQueue: ({ player, mode }, { self, loaded, now }) => {
      const party = this.#parties.of(player);
      if (party && party.members[0]?.id !== player) return 'party/notLeader';
      const members = this.queuersOf(player);
      const isBusy = members.some((id) => id !== player && this.#deps.isBusy(id));
      const refusal = contactRefusal('joinQueue', { isAbsent: areApart(loaded.blocks, members), isBusy });
      if (refusal) return refusal;
      const queuers = loaded.queuers.map((each) => (each.id === player ? { ...each, ...personaOf(self) } : each));
      return this.desk.joinQueue(queuers, mode, now);
    },
    leaveQueue: ({ player }, { now }) => this.desk.leaveQueue(player, 'left', now),
    playBots: ({ player, strength }, { now }) => this.desk.playBots(player, now, strength),
    acceptMatch: ({ player, proposalId }, { now }) => this.desk.accept(player, proposalId, now),
    declineMatch: ({ player, proposalId }, { now }) => this.desk.decline(player, proposalId, now),
    createMatch: ({ mode, isPrivate }, { seat, now }) => this.desk.arranged.create(seat, mode, isPrivate, now),
    joinMatch: (ask, { seat, loaded, now }) => {
      const join = () => this.desk.arranged.join(seat, ask, loaded.blocks);
      return 'code' in ask ? this.#wrongCodes.tryCode(ask.player, now, join) : join();
    },
    watchMatch: ({ matchId }, { seat, loaded }) => this.desk.arranged.watch(seat, matchId, loaded.blocks),
    rematch: ({ player, matchId }, { loaded, now }) => this.desk.arranged.rematch(player, matchId, now, loaded.blocks),
    challenge: ({ playerId, mode }, asker) =>
      this.#invite('challenge', playerId, asker, (parties, to) =>
        parties.challenge(asker.self, to, mode, this.#deps.newId(), asker.now),
      ),
    createParty: ({ player }, { self, now }) =>
      this.#parties.act(player, now, (parties) => parties.create(self, this.#deps.newId())),
    inviteToParty: ({ playerId }, asker) =>
      this.#invite('party', playerId, asker, (parties, to) => {
        const ids = { party: this.#deps.newId(), invite: this.#deps.newId() };
        return parties.inviteToParty(asker.self, to, ids, asker.now);
      }),
    answerInvite: ({ player, inviteId, accept }, { loaded, now }) => {
      const invite = this.#parties.inviteTo(player, inviteId);
      if (accept && invite) {
        const { kind, from } = invite;
        const others = kind === 'party' ? this.queuersOf(from.id) : [from.id];
        const refusal = contactRefusal('answerInvite', { isAbsent: isApart(loaded.blocks, player, others) });
        if (refusal) this.#parties.act(player, now, (parties) => parties.withdraw(invite));
        if (refusal) return refusal;
      }
      return this.#parties.act(player, now, (parties) => parties.answer(player, inviteId, accept));
    },
    leaveParty: ({ player }, { now }) => this.#parties.act(player, now, (parties) => parties.leave(player)),
    promote: ({ player, playerId }, { now }) =>
      this.#parties.act(player, now, (parties) => parties.promote(player, playerId)),
    removeFromParty: ({ player, playerId }, { now }) =>
      this.#parties.act(player, now, (parties) => parties.remove(player, playerId)),
    sync: ({ player }) => {
      this.#sync(player, false);
      return {};
    },
    blocksChanged: ({ player }, { loaded: { blocks }, now }) => {
      this.desk.blocksChanged(player, [...blocks.values()].flat(), now);
      return this.#parties.act(player, now, (parties) => parties.separate(player, blocks.get(player) ?? []));
    },
    friendAsked: ({ player, playerId }, { now }) => {
      const waitMs = this.#parties.declined.waitMs('friend', player, playerId, now);
      return contactRefusal('addFriend', { waitMs }) === 'ask/declined' ? 'ask/declined' : {};
    },
    friendAskEnded: ({ from, to, isAccepted }, { now }) => {
      const { declined } = this.#parties;
      if (isAccepted) declined.clear('friend', from, to);
      else declined.add('friend', from, to, now);
      return {};
    },
  };

  constructor(deps: PlayStateDeps) {
    this.#deps = deps;
    this.desk = new Desk({ ...deps, whereabouts: (id) => this.#whereabouts(id) });
    this.#parties = new PartyDesk(deps, this.desk, (effect) => this.#effects.push(effect));
  }

  takeEffects(): PlayEffect[] {
    const effects = [...this.#effects, ...this.desk.takeEffects()];
    this.#effects = [];
    return effects;
  }

  restore(stored: StoredPlay, now: number): void {
    this.#now = now;
    this.#parties.restore(stored);
    this.desk.restore(stored, now);
  }

  stored(): StoredPlay {
    return { ...this.desk.stored(), ...this.#parties.stored() };
  }

  /** The players who queue together: the player alone, or their whole party. */
  queuersOf(player: PlayerId): PlayerId[] {
    return this.#parties.of(player)?.members.map(({ id }) => id) ?? [player];
  }

  /** Everybody whose blocks the request needs. */
  concernedBy(ask: Ask): PlayerId[] {
    if (ask.type !== 'rematch') return this.queuersOf(ask.player);
    return this.desk.matches.find(ask)?.plan.seats.map(({ playerId }) => playerId) ?? [];
  }

  factsOf(player: PlayerId, now: number): DeskFacts {
    return { ...this.desk.factsOf(player, now), ...this.#parties.factsOf(player, now) };
  }

  /** `sent`: the asking player's, where their process sent it. */
  ask(ask: Ask, loaded: Loaded, now: number, sent: Partial<Persona> = {}): Reply | PlayRefusal {
    this.#now = now;
    const { player } = ask;
    const self = this.#deps.seen(player, player) ?? personSent(player, sent);
    if (!self) return 'invite/notHere';
    const seat: SeatPlan = { playerId: player, ...personaOf(self), team: 0 };
    const handler = this.#handlers[ask.type] as (ask: Ask, asker: Asker) => Reply | PlayRefusal;
    return handler(ask, { self, seat, loaded, now });
  }

  /**
   * Compares a process' stock with this desk's: players learn what they are in, and wrongly shown ones are corrected.
   * `isNew`: this desk knows nothing of the past, so it adopts the standing matches and pushes to all players.
   */
  resync({ players, matches }: ResyncReport, isNew: boolean, now: number): void {
    this.#now = now;
    if (isNew) for (const match of matches) this.desk.matches.adopt(match, now);
    for (const { plan, progress } of matches) if (progress) this.desk.matches.told(plan.matchId, { progress });
    for (const { id, activity } of players) {
      // The match's room has told them everything.
      if (activity === 'playing' && this.desk.matches.of(id)?.state === 'playing') continue;
      const isQueued = this.desk.knows(id);
      if (!isQueued && !this.#parties.concerns(id) && activity === null && !isNew) continue;
      if (activity === 'queued' && !isQueued) {
        this.#effects.push({ type: 'push', to: id, push: 'queueUpdated', payload: { why: 'failed' } });
      }
      this.#sync(id, true);
    }
  }

  report(report: Report, now: number): void {
    const { matches } = this.desk;
    const { matchId } = report;
    switch (report.type) {
      case 'seated':
        return matches.seated(matchId, report.player);
      case 'left':
        return matches.left(matchId, report.player);
      case 'leftTable':
        return matches.rematches.leave(matchId, report.player);
      case 'started':
        return matches.started(matchId, report.order);
      case 'finished':
        return matches.finished(matchId);
      case 'closed':
        return matches.closed(matchId, now);
      case 'seatMissed':
        return matches.seatMissed(matchId, report.players, false, now);
      case 'spectators':
        return matches.told(matchId, { spectators: report.count });
      case 'progressed':
        return matches.told(matchId, { progress: report.progress });
    }
  }

  /** Messages to and from here were lost, so nobody is penalised for not answering them. */
  excuse(now: number): void {
    this.#now = now;
    this.desk.excuse(now);
  }

  /** Each second. */
  tick(now: number): void {
    this.#now = now;
    this.desk.endBusy(this.#deps.isBusy);
    this.desk.tick(now);
    this.#parties.tick(now, (id) => this.#whereabouts(id) === 'gone');
    for (const [id, since] of this.#goneSince) if (now - since > 2 * GONE_GRACE_MS) this.#goneSince.delete(id);
  }

  /** A player counts as gone only after the grace time. */
  #whereabouts(id: PlayerId): Whereabouts {
    const where = this.#deps.whereabouts(id);
    if (where !== 'gone') {
      this.#goneSince.delete(id);
      return where;
    }
    const since = this.#goneSince.get(id) ?? this.#now;
    this.#goneSince.set(id, since);
    const { goneGraceMs = GONE_GRACE_MS } = this.#deps;
    return this.#now - since >= goneGraceMs ? 'gone' : 'held';
  }

  #invite(
    kind: Invite['kind'],
    id: PlayerId,
    { self, loaded, now }: Asker,
    invite: (parties: Parties, to: Person) => PartyOutcome,
  ) {
    const to = this.#deps.seen(id, self.id);
    const others = kind === 'party' ? this.queuersOf(self.id) : [self.id];
    const refusal = contactRefusal(kind === 'party' ? 'inviteToParty' : 'challenge', {
      isAbsent: !to || isApart(loaded.blocks, id, others),
      isBusy: this.#deps.isBusy(id),
      waitMs: this.#parties.declined.waitMs(kind, self.id, id, now),
    });
    if (refusal) return refusal;
    // The desk may not have heard of a player who has just joined.
    const isHeard = this.#deps.whereabouts(self.id) !== 'gone';
    if (isHeard && !this.#parties.isKnownTo(id, self.id)) return 'invite/hidden';
    return this.#parties.act(self.id, now, (parties) => invite(parties, to as Person));
  }

  /** Pushes what the player is in. The party comes last: receivers take what was not pushed by then as not there. */
  #sync(player: PlayerId, isElsewhere: boolean): void {
    const activity = this.desk.sync(player, this.#now, isElsewhere);
    this.#effects.push(...this.desk.takeEffects(), { type: 'activity', playerId: player, activity });
    this.#parties.sync(player, this.#now);
  }
}

const personSent = (id: PlayerId, { name, emblem = emblemFromId(id) }: Partial<Persona>): Person | undefined =>
  name === undefined ? undefined : { id, name, emblem };
