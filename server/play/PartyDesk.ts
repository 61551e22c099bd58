/**
 * The cluster's parties and invites: changes, pushes and stores them, and remembers which asks were declined. A party
 * that changes loses its ticket. Pure.
 */
import type { PlayerId } from '../../shared/ids.ts';
import { type Persona, personaOf } from '../../shared/playerRow.ts';
import type { PartyView } from '../../shared/playProtocol.ts';
import type { PlayRefusal } from '../../shared/refusals.ts';
import type { Desk, DeskDeps } from '../domain/play/desk.ts';
import type { DeskEffect } from '../domain/play/deskEffects.ts';
import { type DeskFacts, inviteFacts, partyFacts } from '../domain/play/deskFacts.ts';
import {
  type Invite,
  Parties,
  type Party,
  type PartyEvent,
  type PartyOutcome,
  type Person,
} from '../domain/play/parties.ts';
import { shownAs } from '../domain/presence/visibility.ts';
import { type DeclinedAsk, DeclinedAsks, type DeclinedEffect } from '../domain/social/declinedAsks.ts';

export type PartyEffect =
  | Extract<DeskEffect, { type: 'push' }>
  | { type: 'save'; kind: 'party'; id: string; value: Party }
  | { type: 'save'; kind: 'invite'; id: string; value: Invite }
  | { type: 'forget'; kind: 'party' | 'invite'; id: string }
  | DeclinedEffect;
type StoredParties = {
  parties: readonly Party[];
  invites: readonly Invite[];
  declined: readonly DeclinedAsk[];
};
type Outcome = Record<string, never> | PlayRefusal;

/** For a question in which it does not matter. */
const NOT_KNOWN = { name: '', emblem: 0 };

export class PartyDesk {
  readonly #deps: DeskDeps;
  readonly #desk: Desk;
  readonly #emit: (effect: PartyEffect) => void;
  readonly #parties = new Parties();
  /** Friend requests, too. */
  readonly declined: DeclinedAsks;

  constructor(deps: DeskDeps, desk: Desk, emit: (effect: PartyEffect) => void) {
    this.#deps = deps;
    this.#desk = desk;
    this.#emit = emit;
    this.declined = new DeclinedAsks(emit);
  }

  restore({ parties, invites, declined }: StoredParties): void {
    for (const party of parties) this.#parties.restore(party);
    for (const invite of invites) this.#parties.restoreInvite(invite);
    this.declined.restore(declined);
  }

  stored(): StoredParties {
    const declined = this.declined.stored();
    return { parties: [...this.#parties.all()], invites: this.#parties.invites(), declined };
  }

  of(player: PlayerId): Party | undefined {
    return this.#parties.of(player);
  }

  /** Open, and to this player. */
  inviteTo(player: PlayerId, inviteId: string): Invite | undefined {
    return this.#parties.inviteTo(player, inviteId);
  }

  /** In a party, or invited to one or to a match. */
  concerns(player: PlayerId): boolean {
    return this.#parties.of(player) !== undefined || this.#parties.invitesOf(player).got.length > 0;
  }

  factsOf(player: PlayerId, now: number): Pick<DeskFacts, 'party' | 'invites'> {
    const party = this.#parties.of(player);
    const { made, got } = this.#parties.invitesOf(player);
    return {
      party: party ? partyFacts(party) : null,
      invites: [...made, ...got].map((invite) => inviteFacts(invite, now)),
    };
  }

  act(player: PlayerId, now: number, change: (parties: Parties) => PartyOutcome): Outcome {
    return this.#apply(change(this.#parties), now, player);
  }

  sync(player: PlayerId, now: number): void {
    const party = this.#parties.of(player);
    const payload = party ? { party: this.#viewOf(party, player, now) } : {};
    this.#emit({ type: 'push', to: player, push: 'partyUpdated', payload });
    for (const invite of this.#parties.invitesOf(player).got) this.#pushInvite(invite, now);
  }

  /** Whether the viewer may know that the player is here; party mates may. `wasSeen`: strangers saw them there. */
  isKnownTo(viewer: PlayerId, player: PlayerId, wasSeen = false): boolean {
    return this.#personaFor(viewer, { id: player, ...NOT_KNOWN }, wasSeen) !== undefined;
  }

  /** Undefined where the viewer may not know that the player is here. */
  #personaFor(viewer: PlayerId, { id, ...known }: Person, wasSeen = true): Persona | undefined {
    const mates = this.#parties.of(id)?.members.map((mate) => mate.id) ?? [];
    const seen = shownAs(viewer, { ...this.#deps.subjectOf(id), mates }, { known, wasSeen });
    return seen.id === null ? undefined : seen;
  }

  /** Ends invites whose time is over, and the membership of vanished players; tells members and invited players new names and emblems. */
  tick(now: number, isGone: (player: PlayerId) => boolean): void {
    this.#apply(this.#parties.expire(now), now);
    const members = [...this.#parties.all()].flatMap((party) => party.members);
    for (const { id } of members) if (isGone(id)) this.#apply(this.#parties.gone(id), now);
    this.#refresh(now);
  }

  #refresh(now: number): void {
    const { parties, invites } = this.#parties.refresh((viewer, person) => this.#personaFor(viewer, person));
    const due = new Map<PlayerId, Party>();
    for (const party of parties) {
      this.#emit({ type: 'save', kind: 'party', id: party.id, value: party });
      for (const { id } of party.members) due.set(id, party);
    }
    for (const { invite, before } of invites) {
      const { id: inviteId, kind, from, to } = invite;
      this.#emit({ type: 'save', kind: 'invite', id: inviteId, value: invite });
      if (from !== before.from) this.#pushInvite(invite, now);
      const party = kind === 'party' && to !== before.to ? this.#parties.of(from.id) : undefined;
      for (const { id } of party?.members ?? [])
        if (id === from.id || this.isKnownTo(id, to.id, true)) due.set(id, party as Party);
    }
    for (const [to, party] of due)
      this.#emit({ type: 'push', to, push: 'partyUpdated', payload: { party: this.#viewOf(party, to, now) } });
  }

  /** Refuses only where both players wanted a match that cannot be. `by`: the player whose request it was. */
  #apply(events: PartyOutcome, now: number, by?: PlayerId): Outcome {
    if (typeof events === 'string') return events;
    let outcome: Outcome = {};
    for (const event of events) {
      switch (event.type) {
        case 'partyChanged':
          this.#partyChanged(event, now, by);
          break;
        case 'invited':
          this.#emit({ type: 'save', kind: 'invite', id: event.invite.id, value: event.invite });
          this.#pushInvite(event.invite, now);
          break;
        case 'inviteEnded': {
          const { id: inviteId, kind, from, to } = event.invite;
          if (event.why === 'accepted') this.declined.clear(kind, from.id, to.id);
          // However it was ended: its asker could end it to ask again. One that nobody could see was not ignored.
          const isIgnored = event.why === 'expired' && this.#deps.whereabouts(to.id) === 'here';
          if (event.why === 'declined' || isIgnored) this.declined.add(kind, from.id, to.id, now);
          this.#emit({ type: 'forget', kind: 'invite', id: inviteId });
          for (const { id } of [to, from])
            this.#emit({ type: 'push', to: id, push: 'inviteEnded', payload: { inviteId } });
          break;
        }
        case 'challenged': {
          const { from, to, mode } = event.invite;
          const seats = [from, to].map(({ id, ...person }, team) => ({ playerId: id, ...personaOf(person), team }));
          const started = this.#desk.arranged.start(seats, mode ?? '', to.id, now);
          if (typeof started === 'string') outcome = started;
        }
      }
    }
    return outcome;
  }

  #partyChanged(
    { party, partyId, to, why, who, inviter }: Extract<PartyEvent, { type: 'partyChanged' }>,
    now: number,
    by: PlayerId | undefined,
  ): void {
    for (const id of to) {
      // Of another member's invite only those hear who may know the invited player.
      if (!to.includes(who) && id !== inviter && !this.isKnownTo(id, who, true)) continue;
      const isIn = party?.members.some((member) => member.id === id) ?? false;
      const payload = { ...(party && isIn && { party: this.#viewOf(party, id, now) }), why, whoId: who };
      this.#emit({ type: 'push', to: id, push: 'partyUpdated', payload });
    }
    // A player alone in a new party queues as before.
    const isSame = why === 'declined' || why === 'expired' || (why === 'joined' && party?.members.length === 1);
    if (!isSame) this.#desk.voidTickets(to, by, now);
    if (party) this.#emit({ type: 'save', kind: 'party', id: party.id, value: party });
    else this.#emit({ type: 'forget', kind: 'party', id: partyId });
  }

  #pushInvite({ id: inviteId, kind, from, to, mode, expiresAt }: Invite, now: number): void {
    const payload = { inviteId, kind, from, ...(mode !== undefined && { mode }), leftMs: Math.max(0, expiresAt - now) };
    this.#emit({ type: 'push', to: to.id, push: 'invited', payload });
  }

  #viewOf({ id: partyId, members }: Party, viewer: PlayerId, now: number): PartyView {
    const [leader] = members;
    const invites = leader ? this.#parties.invitesOf(leader.id).made : [];
    return {
      partyId,
      leaderId: leader?.id ?? '',
      members: members.map(({ id, name, emblem }) => ({
        ...{ id, name, emblem },
        isHere: this.#deps.whereabouts(id) === 'here',
      })),
      invited: invites
        .filter(({ kind, to }) => kind === 'party' && (viewer === leader?.id || this.isKnownTo(viewer, to.id, true)))
        .map(({ id: inviteId, to, expiresAt }) => {
          const persona = personaOf(this.#personaFor(viewer, to) ?? to);
          return { inviteId, id: to.id, ...persona, leftMs: Math.max(0, expiresAt - now) };
        }),
    };
  }
}
