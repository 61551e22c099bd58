/** Invites to a party or a challenge that wait for an answer. Pure; times in monotonic ms. */
import type { PlayPushes } from '../../../shared/playProtocol.ts';

/** `until`: nobody waits for the answer after that. */
export type Invite = Omit<PlayPushes['invited'], 'leftMs'> & { until: number; heldMs: number };

export const INVITES_SHOWN = 3;

/** The same invite again, after a resume, renews its time. */
export function invitesAfter(
  invites: readonly Invite[],
  { leftMs, ...invite }: PlayPushes['invited'],
  now: number,
): readonly Invite[] {
  const known = invites.find(({ inviteId }) => inviteId === invite.inviteId);
  const next = { ...invite, until: now + leftMs, heldMs: known?.heldMs ?? leftMs };
  return known ? invites.map((each) => (each === known ? next : each)) : [...invites, next];
}

export const withoutInvite = (invites: readonly Invite[], inviteId: string): readonly Invite[] =>
  invites.filter((invite) => invite.inviteId !== inviteId);

/** Oldest first, so that no button moves under a finger. */
export const shownInvites = (invites: readonly Invite[], now: number): readonly Invite[] =>
  invites.filter(({ until }) => until > now).slice(0, INVITES_SHOWN);

export const secondsLeft = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 1_000));
