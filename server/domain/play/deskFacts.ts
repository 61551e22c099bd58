/** All that the desk knows of one player, readable for operators; without codes that open a match. Pure. */
import { modeOf } from '../../../shared/modes.ts';
import { windowOf } from '../matchmaking/matchmaker.ts';
import { waitedMsOf } from '../matchmaking/ticket.ts';
import type { BlameFacts } from './blame.ts';
import type { DeskMatch } from './deskMatch.ts';
import type { Queued } from './deskQueue.ts';
import type { Invite, Party } from './parties.ts';
import type { ReadyCheck } from './readyChecks.ts';

/** Of a ready check, `id` is that of the match. */
export type DeskFacts = {
  ticket: ReturnType<typeof ticketFacts> | null;
  proposal: ReturnType<typeof proposalFacts> | null;
  match: ReturnType<typeof matchFacts> | null;
  blame: BlameFacts | null;
  party: ReturnType<typeof partyFacts> | null;
  invites: ReturnType<typeof inviteFacts>[];
};

/** `window`: the ratings that the ticket looks for. `blocks`: how many players they will not meet. */
export function ticketFacts({ ticket }: Queued, now: number) {
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

export const proposalFacts = ({ proposal, mode }: ReadyCheck, now: number) => ({
  id: proposal.id,
  mode: mode.id,
  leftMs: Math.max(0, proposal.acceptBy - now),
  players: proposal.players.map((id) => ({ id, hasAccepted: proposal.hasAccepted(id) })),
});

export const matchFacts = ({ plan, state, seated, spectators }: DeskMatch) => ({
  id: plan.matchId,
  mode: plan.mode,
  state,
  isPrivate: plan.isPrivate,
  players: plan.seats.map(({ playerId: id }) => ({ id, isSeated: seated.has(id) })),
  spectators,
});

export const partyFacts = ({ id, members }: Party) => ({
  id,
  leader: members[0]?.id ?? null,
  members: members.map((member) => member.id),
});

export const inviteFacts = ({ id, kind, from, to, expiresAt }: Invite, now: number) => ({
  id,
  kind,
  from: from.id,
  to: to.id,
  leftMs: Math.max(0, expiresAt - now),
});
