/**
 * Queue, matches and parties of the cluster as one thing, for the process that runs the desk: a player's ask changes them,
 * and what comes of it is said to players and stored. Pure but for the loading of players, which comes before any change.
 */
import type { PlayerId } from '../../shared/ids.ts';
import type { PartyView } from '../../shared/playProtocol.ts';
import type { PlayRefusal } from '../../shared/refusals.ts';
import { Desk, type DeskDeps, type Whereabouts } from '../domain/play/desk.ts';
import type { DeskEffect, SeatPlan } from '../domain/play/deskEffects.ts';
import { type DeskFacts, inviteFacts, partyFacts } from '../domain/play/deskFacts.ts';
import type { DeskPlayer } from '../domain/play/deskQueue.ts';
import { type Invite, Parties, type Party, type PartyEvent, type Person } from '../domain/play/parties.ts';
import type { Ask, Reply, Report, Stock } from './deskMessages.ts';
import type { StoredPlay } from './storedPlay.ts';

export type PlayEffect =
  | DeskEffect
  | { type: 'save'; kind: 'party'; id: string; value: Party }
  | { type: 'save'; kind: 'invite'; id: string; value: Invite }
  | { type: 'forget'; kind: 'party' | 'invite'; id: string };

export type PlayStateDeps = DeskDeps & {
  /** Somebody in the lobby whom `viewer` may see; undefined else. */
  seen: (id: PlayerId, viewer: PlayerId) => Person | undefined;
  goneGraceMs?: number;
};
/** What was loaded for an ask: the players who want to queue, or whom the asker, or their party, will not meet. */
export type Loaded = { queuers: readonly DeskPlayer[]; blocked: ReadonlySet<PlayerId> };

/** How long somebody who has vanished keeps their place: a killed process' players need some seconds to come back. */
export const GONE_GRACE_MS = 30_000;

export class PlayState {
  readonly desk: Desk;
  readonly #deps: PlayStateDeps;
  readonly #parties = new Parties();
  readonly #goneSince = new Map<PlayerId, number>();
  #now = 0;
  #effects: PlayEffect[] = [];

  constructor(deps: PlayStateDeps) {
    this.#deps = deps;
    this.desk = new Desk({ ...deps, whereabouts: (id) => this.#whereabouts(id) });
  }

  takeEffects(): PlayEffect[] {
    const effects = [...this.#effects, ...this.desk.takeEffects()];
    this.#effects = [];
    return effects;
  }

  restore({ parties, invites, ...desk }: StoredPlay, now: number): void {
    this.#now = now;
    for (const party of parties) this.#parties.restore(party);
    for (const invite of invites) this.#parties.restoreInvite(invite);
    this.desk.restore(desk, now);
  }

  stored(): StoredPlay {
    return { ...this.desk.stored(), parties: [...this.#parties.all()], invites: this.#parties.invites() };
  }

  /** Whose ratings an ask needs: the asker's, or their whole party's. */
  queuersOf(player: PlayerId): PlayerId[] {
    return this.#parties.of(player)?.members.map(({ id }) => id) ?? [player];
  }

  /** For operators. */
  factsOf(player: PlayerId, now: number): DeskFacts {
    const party = this.#parties.of(player);
    const { made, got } = this.#parties.invitesOf(player);
    return {
      ...this.desk.factsOf(player, now),
      party: party ? partyFacts(party) : null,
      invites: [...made, ...got].map((invite) => inviteFacts(invite, now)),
    };
  }

  /** `name`: the asker's, where the asking process told it. */
  ask(ask: Ask, loaded: Loaded, now: number, name?: string): Reply | PlayRefusal {
    this.#now = now;
    const { player } = ask;
    const self = this.#deps.seen(player, player) ?? (name !== undefined ? { id: player, name } : undefined);
    if (!self) return 'invite/notHere';
    const seat: SeatPlan = { playerId: player, name: self.name, team: 0 };
    switch (ask.type) {
      case 'joinQueue': {
        const party = this.#parties.of(player);
        if (party && party.members[0]?.id !== player) return 'party/notLeader';
        const queuers = loaded.queuers.map((each) => (each.id === player ? { ...each, name: self.name } : each));
        return this.desk.joinQueue(queuers, ask.mode, now);
      }
      case 'leaveQueue':
        return this.desk.leaveQueue(player, 'left', now);
      case 'playBots':
        return this.desk.playBots(player, now, ask.strength);
      case 'acceptMatch':
        return this.desk.accept(player, ask.proposalId, now);
      case 'declineMatch':
        return this.desk.decline(player, ask.proposalId, now);
      case 'createMatch':
        return this.desk.arranged.create(seat, ask.mode, ask.isPrivate, now);
      case 'joinMatch':
        return this.desk.arranged.join(seat, ask);
      case 'watchMatch':
        return this.desk.arranged.watch(seat, ask.matchId);
      case 'rematch':
        return this.desk.arranged.rematch(player, ask.matchId, now);
      case 'sync':
        this.#sync(player, false);
        return {};
      case 'blocksChanged':
        this.desk.blocksChanged(player, [...loaded.blocked]);
        return {};
      case 'createParty':
        return this.#heed(this.#parties.create(self, this.#deps.newId()), player);
      case 'inviteToParty': {
        const to = this.#invitable(ask.playerId, player, loaded);
        if (!to) return 'invite/notHere';
        const ids = { party: this.#deps.newId(), invite: this.#deps.newId() };
        return this.#heed(this.#parties.inviteToParty(self, to, ids, now), player);
      }
      case 'challenge': {
        const to = this.#invitable(ask.playerId, player, loaded);
        if (!to) return 'invite/notHere';
        return this.#heed(this.#parties.challenge(self, to, ask.mode, this.#deps.newId(), now), player);
      }
      case 'answerInvite':
        return this.#heed(this.#parties.answer(player, ask.inviteId, ask.accept), player);
      case 'leaveParty':
        return this.#heed(this.#parties.leave(player), player);
      case 'promote':
        return this.#heed(this.#parties.promote(player, ask.playerId), player);
      case 'removeFromParty':
        return this.#heed(this.#parties.remove(player, ask.playerId), player);
    }
  }

  /**
   * What a process has: of its players, who is in something is told what, and who is shown as what they are not is put right.
   * `isNew`: this desk knows nothing of what was, so it takes over the matches that stand, and tells all players.
   */
  resync({ players, matches }: Stock, isNew: boolean, now: number): void {
    this.#now = now;
    if (isNew) for (const match of matches) this.desk.matches.adopt(match, now);
    for (const { id, activity } of players) {
      // Who plays sits in a room, which knows all that there is to tell.
      if (activity === 'playing' && this.desk.matches.of(id)?.state === 'playing') continue;
      const isQueued = this.desk.knows(id);
      const { got } = this.#parties.invitesOf(id);
      const isIn = isQueued || this.#parties.of(id) !== undefined || got.length > 0;
      if (!isIn && activity === null && !isNew) continue;
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
      case 'started':
        return matches.started(matchId);
      case 'finished':
        return matches.finished(matchId);
      case 'closed':
        return matches.closed(matchId, now);
      case 'seatMissed':
        return matches.seatMissed(matchId, report.players, false, now);
      case 'spectators':
        return matches.spectators(matchId, report.count);
    }
  }

  /** Words to and from here were lost: nobody is to blame for what they did not hear. */
  excuse(now: number): void {
    this.#now = now;
    this.desk.excuse(now);
  }

  /** Each second. */
  tick(now: number): void {
    this.#now = now;
    this.desk.tick(now);
    this.#say(this.#parties.expire(now));
    const members = [...this.#parties.all()].flatMap((party) => party.members);
    for (const { id } of members) if (this.#whereabouts(id) === 'gone') this.#say(this.#parties.gone(id));
    for (const [id, since] of this.#goneSince) if (now - since > 2 * GONE_GRACE_MS) this.#goneSince.delete(id);
  }

  /** Gone is only who has been so for a while. */
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

  #invitable(id: PlayerId, by: PlayerId, { blocked }: Loaded): Person | undefined {
    return blocked.has(id) ? undefined : this.#deps.seen(id, by);
  }

  /** What the player is in, for who has just come or come back. The word on the party is the last: what was not told is not. */
  #sync(player: PlayerId, isElsewhere: boolean): void {
    const activity = this.desk.sync(player, this.#now, isElsewhere);
    this.#effects.push(...this.desk.takeEffects(), { type: 'activity', playerId: player, activity });
    const party = this.#parties.of(player);
    const payload = party ? { party: this.#viewOf(party) } : {};
    this.#effects.push({ type: 'push', to: player, push: 'partyUpdated', payload });
    for (const invite of this.#parties.invitesOf(player).got) this.#pushInvite(invite);
  }

  #heed(outcome: PartyEvent[] | PlayRefusal, by: PlayerId): Reply | PlayRefusal {
    return typeof outcome === 'string' ? outcome : (this.#say(outcome, by) ?? {});
  }

  /** A refusal only where both wanted a match that cannot be. `by`: whose ask it came from. */
  #say(events: readonly PartyEvent[], by?: PlayerId): PlayRefusal | undefined {
    let refusal: PlayRefusal | undefined;
    for (const event of events) {
      switch (event.type) {
        case 'partyChanged':
          this.#partyChanged(event, by);
          break;
        case 'invited':
          this.#effects.push({ type: 'save', kind: 'invite', id: event.invite.id, value: event.invite });
          this.#pushInvite(event.invite);
          break;
        case 'inviteEnded':
          this.#effects.push({ type: 'forget', kind: 'invite', id: event.invite.id });
          for (const { id } of [event.invite.to, event.invite.from]) {
            this.#effects.push({ type: 'push', to: id, push: 'inviteEnded', payload: { inviteId: event.invite.id } });
          }
          break;
        case 'challenged': {
          const { from, to, mode } = event.invite;
          const seats = [from, to].map(({ id, name }, team) => ({ playerId: id, name, team }));
          const started = this.desk.arranged.start(seats, mode ?? '', this.#now);
          if (typeof started === 'string') refusal = started;
        }
      }
    }
    return refusal;
  }

  /** Who queues together is another party now: its ticket is void, unless somebody only opened one and is alone in it. */
  #partyChanged(
    { party, partyId, to, why, who }: Extract<PartyEvent, { type: 'partyChanged' }>,
    by: PlayerId | undefined,
  ): void {
    for (const id of to) {
      const isIn = party?.members.some((member) => member.id === id) ?? false;
      const payload = { ...(party && isIn && { party: this.#viewOf(party) }), why, whoId: who };
      this.#effects.push({ type: 'push', to: id, push: 'partyUpdated', payload });
    }
    const isSame = why === 'declined' || why === 'expired' || (why === 'joined' && party?.members.length === 1);
    if (!isSame) this.desk.voidTickets(to, by, this.#now);
    if (party) this.#effects.push({ type: 'save', kind: 'party', id: party.id, value: party });
    else this.#effects.push({ type: 'forget', kind: 'party', id: partyId });
  }

  #pushInvite({ id: inviteId, kind, from, to, mode, expiresAt }: Invite): void {
    const leftMs = Math.max(0, expiresAt - this.#now);
    const payload = { inviteId, kind, from, ...(mode !== undefined && { mode }), leftMs };
    this.#effects.push({ type: 'push', to: to.id, push: 'invited', payload });
  }

  #viewOf({ id: partyId, members }: Party): PartyView {
    const [leader] = members;
    const leaderId = leader?.id ?? '';
    const invites = leader ? this.#parties.invitesOf(leader.id).made : [];
    return {
      partyId,
      leaderId,
      members: members.map(({ id, name }) => ({ id, name, isHere: this.#deps.whereabouts(id) === 'here' })),
      invited: invites
        .filter(({ kind }) => kind === 'party')
        .map(({ id: inviteId, to, expiresAt }) => ({ inviteId, ...to, leftMs: Math.max(0, expiresAt - this.#now) })),
    };
  }
}
