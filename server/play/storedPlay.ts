/** What the last desk has stored, for the next one. */
import type { StoredDesk, StoredMatch, StoredTicket, StoredWaits } from '../domain/deskEffects.ts';
import type { Party } from '../domain/parties.ts';
import type { StoredPenalty } from '../domain/penalties.ts';
import type { PlayStore } from '../ports.ts';

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
