import type { NamedPlayer } from '../../../shared/playerRow.ts';
import type { PartyWhy } from '../../../shared/playProtocol.ts';
import { isolated, text } from '../../i18n/text.ts';
import { secondsLeft } from './invites.ts';
import type { Party } from './playState.ts';

/** The server's limit. */
export const PARTY_MAX = 4;

type MemberView = NamedPlayer & { isHere: boolean; isLeader: boolean; isYou: boolean };
type InvitedView = NamedPlayer & { seconds: number };
export type PartyRows = { members: readonly MemberView[]; invited: readonly InvitedView[]; isLeader: boolean };

export function partyRows(party: Party, selfId: string | undefined, now: number): PartyRows {
  const members = party.members.map((member) => ({
    ...member,
    isLeader: member.id === party.leaderId,
    isYou: member.id === selfId,
  }));
  const invited = party.invited.map(({ id, name, emblem, leftMs }) => ({
    ...{ id, name, emblem },
    seconds: secondsLeft(party.heardAt + leftMs, now),
  }));
  return { members, invited: invited.filter(({ seconds }) => seconds > 0), isLeader: party.leaderId === selfId };
}

/** Undefined if the strip shows it. `who`: the subject of the change. */
export function partyNews(why: PartyWhy, who: { name: string | undefined; isYou: boolean }): string | undefined {
  if (who.isYou) return why === 'removed' || why === 'promoted' ? text(`party.you.${why}`) : undefined;
  if (why === 'disbanded') return text('party.disbanded');
  return text(`party.other.${why}`, { name: isolated(who.name ?? text('party.somebody')) });
}
