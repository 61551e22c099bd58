/**
 * Players that queue together: leaders, members, invites, and invites to a single match (challenges). Pure; times in ms
 * of the caller's clock. Methods return what happened, or the code of a refusal; then nothing has changed.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import type { Persona } from '../../../shared/playerRow.ts';
import type { PartyWhy } from '../../../shared/playProtocol.ts';
import type { PlayRefusal } from '../../../shared/refusals.ts';
import { refreshed } from './refreshed.ts';

export const PARTY_MAX = 4;
export const INVITE_MS = 30_000;
/** Open invites of one player at a time. */
export const INVITES_MAX = 5;

export type Person = Readonly<Persona> & { readonly id: PlayerId };
export type Invite = {
  readonly id: string;
  readonly kind: 'party' | 'challenge';
  readonly from: Person;
  readonly to: Person;
  /** Of a challenge. */
  readonly mode?: string;
  readonly expiresAt: number;
};
/** `members`: the leader first, then in the order of joining. */
export type Party = { readonly id: string; readonly members: readonly Person[] };

export type PartyEvent =
  /**
   * `party`: what is left of it. `to`: everybody to notify, also members that are out now. `inviter`: where an invite
   * came to nothing.
   */
  | {
      type: 'partyChanged';
      party: Party | undefined;
      partyId: string;
      to: readonly PlayerId[];
      why: PartyWhy;
      who: PlayerId;
      inviter?: PlayerId;
    }
  | { type: 'invited'; invite: Invite }
  | { type: 'inviteEnded'; invite: Invite; why: 'accepted' | 'declined' | 'expired' }
  /** Both players want this match. */
  | { type: 'challenged'; invite: Invite };

export type PartyOutcome = PartyEvent[] | PlayRefusal;

export class Parties {
  readonly #parties = new Map<string, Party>();
  readonly #partyOf = new Map<PlayerId, string>();
  readonly #invites = new Map<string, Invite>();

  of(player: PlayerId): Party | undefined {
    const id = this.#partyOf.get(player);
    return id === undefined ? undefined : this.#parties.get(id);
  }

  all(): Iterable<Party> {
    return this.#parties.values();
  }

  invites(): Invite[] {
    return [...this.#invites.values()];
  }

  /** Open, and to this player. */
  inviteTo(player: PlayerId, inviteId: string): Invite | undefined {
    const invite = this.#invites.get(inviteId);
    return invite?.to.id === player ? invite : undefined;
  }

  invitesOf(player: PlayerId): { made: Invite[]; got: Invite[] } {
    const invites = [...this.#invites.values()];
    return {
      made: invites.filter(({ from }) => from.id === player),
      got: invites.filter(({ to }) => to.id === player),
    };
  }

  restore(party: Party): void {
    this.#put(party);
  }

  /** Its players may be in no party, or gone: it expires then. */
  restoreInvite(invite: Invite): void {
    this.#invites.set(invite.id, invite);
  }

  create(leader: Person, id: string): PartyOutcome {
    if (this.of(leader.id)) return 'party/already';
    const party = { id, members: [leader] };
    this.#put(party);
    return [{ type: 'partyChanged', party, partyId: id, to: [leader.id], why: 'joined', who: leader.id }];
  }

  /** Creates a party where there is none yet. */
  inviteToParty(from: Person, to: Person, ids: { party: string; invite: string }, now: number): PartyOutcome {
    const party = this.of(from.id);
    if (from.id === to.id) return 'invite/notHere';
    if (party && party.members[0]?.id !== from.id) return 'party/notLeader';
    if (party?.members.some(({ id }) => id === to.id)) return 'party/already';
    if (party && party.members.length >= PARTY_MAX) return 'party/full';
    const refusal = this.#refuseInvite(from, to, 'party');
    if (refusal) return refusal;
    const created = party ? [] : (this.create(from, ids.party) as PartyEvent[]);
    return [...created, this.#invite({ id: ids.invite, kind: 'party', from, to, expiresAt: now + INVITE_MS })];
  }

  challenge(from: Person, to: Person, mode: string, id: string, now: number): PartyOutcome {
    const refusal = this.#refuseInvite(from, to, 'challenge');
    if (refusal) return refusal;
    return [this.#invite({ id, kind: 'challenge', from, to, mode, expiresAt: now + INVITE_MS })];
  }

  answer(player: PlayerId, inviteId: string, isAccepted: boolean): PartyOutcome {
    const invite = this.inviteTo(player, inviteId);
    if (!invite) return 'invite/unknown';
    const party = this.of(invite.from.id);
    if (isAccepted && invite.kind === 'party') {
      if (party?.members[0]?.id !== invite.from.id) return 'invite/unknown';
      if (party.members.some(({ id }) => id === player)) return 'party/already';
      if (party.members.length >= PARTY_MAX) return 'party/full';
    }
    this.#invites.delete(inviteId);
    const ended: PartyEvent = { type: 'inviteEnded', invite, why: isAccepted ? 'accepted' : 'declined' };
    if (!isAccepted) return [ended, ...this.#partyEvents(invite, 'declined')];
    if (invite.kind === 'challenge') return [ended, { type: 'challenged', invite }];
    // Joining a party leaves the one before.
    return [ended, ...this.#leave(player, 'left'), ...this.#join(party as Party, invite.to)];
  }

  leave(player: PlayerId): PartyOutcome {
    return this.of(player) ? this.#leave(player, 'left') : 'party/none';
  }

  promote(leader: PlayerId, to: PlayerId): PartyOutcome {
    const party = this.of(leader);
    const chosen = party?.members.find(({ id }) => id === to);
    if (!party) return 'party/none';
    if (party.members[0]?.id !== leader) return 'party/notLeader';
    if (!chosen || to === leader) return 'party/none';
    return this.#change(party, [chosen, ...party.members.filter(({ id }) => id !== to)], 'promoted', to);
  }

  remove(leader: PlayerId, who: PlayerId): PartyOutcome {
    const party = this.of(leader);
    if (!party?.members.some(({ id }) => id === who) || who === leader) return 'party/none';
    if (party.members[0]?.id !== leader) return 'party/notLeader';
    return this.#leave(who, 'removed');
  }

  gone(player: PlayerId): PartyEvent[] {
    const { made, got } = this.invitesOf(player);
    const ended = [...made, ...got].map((invite) => this.#end(invite));
    return [...ended, ...this.#leave(player, 'gone')];
  }

  expire(now: number): PartyEvent[] {
    const due = [...this.#invites.values()].filter(({ expiresAt }) => expiresAt <= now);
    return due.flatMap((invite) => this.withdraw(invite));
  }

  /**
   * Takes over the names and emblems that the players have now. `seenBy`: as one player may know another. Returns what has changed,
   * of invites with the one before.
   */
  refresh(seenBy: (viewer: PlayerId, person: Person) => Persona | undefined): {
    parties: Party[];
    invites: { invite: Invite; before: Invite }[];
  } {
    const parties = [...this.#parties.values()].flatMap((party) => {
      const members = refreshed(party.members, (person) => seenBy(person.id, person));
      if (!members) return [];
      const changed = { ...party, members };
      this.#put(changed);
      return changed;
    });
    const invites = [...this.#invites.values()].flatMap((before) => {
      const [from] = refreshed([before.from], (person) => seenBy(before.to.id, person)) ?? [before.from];
      const [to] = refreshed([before.to], (person) => seenBy(before.from.id, person)) ?? [before.to];
      if (!from || !to || (from === before.from && to === before.to)) return [];
      const invite = { ...before, from, to };
      this.#invites.set(invite.id, invite);
      return { invite, before };
    });
    return { parties, invites };
  }

  /** Looks as if it had expired. */
  withdraw(invite: Invite): PartyEvent[] {
    return [this.#end(invite), ...this.#partyEvents(invite, 'expired')];
  }

  /** Ends what is between the player and `others`: open invites, and their party: a leader stays in it, or others do. */
  separate(player: PlayerId, others: readonly PlayerId[]): PartyEvent[] {
    const { made, got } = this.invitesOf(player);
    const between = [...made, ...got].filter(({ from, to }) => others.includes(from.id) || others.includes(to.id));
    const ended = between.flatMap((invite) => this.withdraw(invite));
    const members = this.of(player)?.members ?? [];
    const apart = members.filter(({ id }) => others.includes(id));
    if (apart.length === 0) return ended;
    const isLeader = members[0]?.id === player;
    const leaving = isLeader ? apart.flatMap(({ id }) => this.#leave(id, 'removed')) : this.#leave(player, 'left');
    return [...ended, ...leaving];
  }

  #refuseInvite(from: Person, to: Person, kind: Invite['kind']): PlayRefusal | undefined {
    if (from.id === to.id) return 'invite/notHere';
    const { made } = this.invitesOf(from.id);
    if (made.length >= INVITES_MAX) return 'invite/tooMany';
    return made.some((invite) => invite.to.id === to.id && invite.kind === kind) ? 'invite/tooMany' : undefined;
  }

  #invite(invite: Invite): PartyEvent {
    this.#invites.set(invite.id, invite);
    return { type: 'invited', invite };
  }

  #end(invite: Invite): PartyEvent {
    this.#invites.delete(invite.id);
    return { type: 'inviteEnded', invite, why: 'expired' };
  }

  #partyEvents({ kind, from, to }: Invite, why: PartyWhy): PartyEvent[] {
    const party = kind === 'party' ? this.of(from.id) : undefined;
    if (!party) return [];
    return [{ type: 'partyChanged', party, partyId: party.id, to: idsOf(party), why, who: to.id, inviter: from.id }];
  }

  #join(party: Party, person: Person): PartyEvent[] {
    return this.#change(party, [...party.members, person], 'joined', person.id);
  }

  /** The next member leads when the leader leaves; a single member without invites is no party. */
  #leave(player: PlayerId, why: PartyWhy): PartyEvent[] {
    const party = this.of(player);
    if (!party) return [];
    const left = party.members.filter(({ id }) => id !== player);
    const isAlone = left.length === 0 || (left.length === 1 && !this.#hasInvites(left[0]?.id));
    return this.#change(party, isAlone ? [] : left, isAlone && left.length > 0 ? 'disbanded' : why, player);
  }

  #hasInvites(leader: PlayerId | undefined): boolean {
    return leader !== undefined && this.invitesOf(leader).made.some(({ kind }) => kind === 'party');
  }

  #change(party: Party, members: readonly Person[], why: PartyWhy, who: PlayerId): PartyEvent[] {
    const to = [...new Set([...idsOf(party), ...members.map(({ id }) => id)])];
    for (const id of idsOf(party)) this.#partyOf.delete(id);
    this.#parties.delete(party.id);
    const changed = members.length > 0 ? { id: party.id, members } : undefined;
    if (changed) this.#put(changed);
    return [{ type: 'partyChanged', party: changed, partyId: party.id, to, why, who }];
  }

  #put(party: Party): void {
    this.#parties.set(party.id, party);
    for (const id of idsOf(party)) this.#partyOf.set(id, party.id);
  }
}

const idsOf = (party: Party): PlayerId[] => party.members.map(({ id }) => id);
