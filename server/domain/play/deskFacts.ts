/** All that the desk knows of one player, readable for operators; without codes that open a match. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import { modeOf } from '../../../shared/modes.ts';
import { windowOf } from '../matchmaking/matchmaker.ts';
import { waitedMsOf } from '../matchmaking/matchReach.ts';
import type { BlameFacts } from './blame.ts';
import type { DeskMatch } from './deskMatch.ts';
import type { Queued } from './deskQueue.ts';
import type { Invite, Party } from './parties.ts';
import type { ReadyCheck } from './readyChecks.ts';

/** `window`: the ratings that the ticket looks for; null where the mode ignores ratings. */
export type TicketFacts = {
  id: string;
  mode: string;
  players: PlayerId[];
  queuedAtS: number;
  waitedMs: number;
  window: { from: number; to: number } | null;
  /** How many players they will not meet. */
  blocks: number;
};
/** Of a ready check; its id is that of the match. */
export type ProposalFacts = {
  id: string;
  mode: string;
  leftMs: number;
  players: { id: PlayerId; hasAccepted: boolean }[];
};
export type MatchFacts = {
  id: string;
  mode: string;
  state: DeskMatch['state'];
  isPrivate: boolean;
  players: { id: PlayerId; isSeated: boolean }[];
  spectators: number;
};
export type PartyFacts = { id: string; leader: PlayerId | null; members: PlayerId[] };
export type InviteFacts = { id: string; kind: Invite['kind']; from: PlayerId; to: PlayerId; leftMs: number };

export type DeskFacts = {
  ticket: TicketFacts | null;
  proposal: ProposalFacts | null;
  match: MatchFacts | null;
  blame: BlameFacts | null;
  party: PartyFacts | null;
  invites: InviteFacts[];
};

export function ticketFacts({ ticket }: Queued, now: number): TicketFacts {
  const { id, mode: modeId, players, queuedAt, blocks } = ticket;
  const mode = modeOf(modeId);
  return {
    id,
    mode: modeId,
    players: players.map((player) => player.id),
    queuedAtS: Math.floor(queuedAt / 1000),
    waitedMs: waitedMsOf(ticket, now),
    window: mode ? windowOf(mode, ticket, now) : null,
    blocks: blocks.length,
  };
}

export const proposalFacts = ({ proposal, mode }: ReadyCheck, now: number): ProposalFacts => ({
  id: proposal.id,
  mode: mode.id,
  leftMs: Math.max(0, proposal.acceptBy - now),
  players: proposal.players.map((id) => ({ id, hasAccepted: proposal.hasAccepted(id) })),
});

export const matchFacts = ({ plan, state, seated, spectators }: DeskMatch): MatchFacts => ({
  id: plan.matchId,
  mode: plan.mode,
  state,
  isPrivate: plan.isPrivate,
  players: plan.seats.map(({ playerId: id }) => ({ id, isSeated: seated.has(id) })),
  spectators,
});

export const partyFacts = ({ id, members }: Party): PartyFacts => ({
  id,
  leader: members[0]?.id ?? null,
  members: members.map((member) => member.id),
});

export const inviteFacts = ({ id, kind, from, to, expiresAt }: Invite, now: number): InviteFacts => ({
  id,
  kind,
  from: from.id,
  to: to.id,
  leftMs: Math.max(0, expiresAt - now),
});
