/** What the last desk has stored, for the next one. */
import type { StoredDesk, StoredMatch, StoredTicket, StoredWaits } from '../domain/deskEffects.ts';
import type { StoredDrops } from '../domain/drops.ts';
import type { Invite, Party } from '../domain/parties.ts';
import type { StoredPenalty } from '../domain/penalties.ts';
import type { PlayStore } from '../ports.ts';

export type StoredPlay = StoredDesk & { parties: readonly Party[]; invites: readonly Invite[] };

/** Rejects while the store is away. */
export async function storedPlay(store: Pick<PlayStore, 'all'>): Promise<StoredPlay> {
  const [tickets, matches, penalties, drops, waits, parties, invites] = await Promise.all([
    store.all('ticket') as Promise<StoredTicket[]>,
    store.all('match') as Promise<StoredMatch[]>,
    store.all('penalty') as Promise<StoredPenalty[]>,
    store.all('drops') as Promise<StoredDrops[]>,
    store.all('waits') as Promise<StoredWaits[]>,
    store.all('party') as Promise<Party[]>,
    store.all('invite') as Promise<Invite[]>,
  ]);
  return { tickets, matches, penalties, drops, waits, parties, invites };
}
