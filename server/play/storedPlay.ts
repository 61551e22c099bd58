/** What a desk stores, for the next one. */

import type { StoredDesk, StoredMatch, StoredOffences, StoredTicket, StoredWaits } from '../domain/play/deskEffects.ts';
import type { Invite, Party } from '../domain/play/parties.ts';
import type { KeptValue, PlayStore } from '../ports.ts';

export type StoredPlay = StoredDesk & { parties: readonly Party[]; invites: readonly Invite[] };

/** Rejects while the store is away. */
export async function storedPlay(store: PlayStore): Promise<StoredPlay> {
  const [tickets, matches, penalties, drops, waits, parties, invites] = await Promise.all([
    store.all('ticket') as Promise<StoredTicket[]>,
    store.all('match') as Promise<StoredMatch[]>,
    store.all('penalty') as Promise<StoredOffences[]>,
    store.all('drops') as Promise<StoredOffences[]>,
    store.all('waits') as Promise<StoredWaits[]>,
    store.all('party') as Promise<Party[]>,
    store.all('invite') as Promise<Invite[]>,
  ]);
  return { tickets, matches, penalties, drops, waits, parties, invites };
}

/** All of it, as it is put one by one. */
export function keptValues(play: StoredPlay): KeptValue[] {
  const { tickets, matches, penalties, drops, waits, parties, invites } = play;
  return [
    ...tickets.map((value) => ({ kind: 'ticket', id: value.ticket.id, value })),
    ...matches.map((value) => ({ kind: 'match', id: value.plan.matchId, value })),
    ...penalties.map((value) => ({ kind: 'penalty', id: value.player, value })),
    ...drops.map((value) => ({ kind: 'drops', id: value.player, value })),
    ...waits.map((value) => ({ kind: 'waits', id: value.mode, value })),
    ...parties.map((value) => ({ kind: 'party', id: value.id, value })),
    ...invites.map((value) => ({ kind: 'invite', id: value.id, value })),
  ];
}
