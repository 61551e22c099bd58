/** What a desk stores, for the next one. */
import type { StoredDesk, StoredMatch, StoredTicket, StoredWaits } from '../domain/deskEffects.ts';
import type { Party } from '../domain/parties.ts';
import type { StoredPenalty } from '../domain/penalties.ts';
import type { KeptValue, PlayStore } from '../ports.ts';

export type StoredPlay = StoredDesk & { parties: readonly Party[] };

/** Rejects while the store is away. */
export async function storedPlay(store: Pick<PlayStore, 'all'>): Promise<StoredPlay> {
  const [tickets, matches, penalties, waits, parties] = await Promise.all([
    store.all('ticket') as Promise<StoredTicket[]>,
    store.all('match') as Promise<StoredMatch[]>,
    store.all('penalty') as Promise<StoredPenalty[]>,
    store.all('waits') as Promise<StoredWaits[]>,
    store.all('party') as Promise<Party[]>,
  ]);
  return { tickets, matches, penalties, waits, parties };
}

/** All of it, as it is put one by one. */
export function keptValues({ tickets, matches, penalties, waits, parties }: StoredPlay): KeptValue[] {
  return [
    ...tickets.map((value) => ({ kind: 'ticket', id: value.ticket.id, value })),
    ...matches.map((value) => ({ kind: 'match', id: value.plan.matchId, value })),
    ...penalties.map((value) => ({ kind: 'penalty', id: value.player, value })),
    ...waits.map((value) => ({ kind: 'waits', id: value.mode, value })),
    ...parties.map((value) => ({ kind: 'party', id: value.id, value })),
  ];
}
