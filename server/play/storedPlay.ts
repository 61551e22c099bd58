/** What a desk stores, for the next one. */

import type { StoredDesk } from '../domain/play/deskEffects.ts';
import type { Invite, Party } from '../domain/play/parties.ts';
import { type DeclinedAsk, declinedId } from '../domain/social/declinedAsks.ts';
import type { KeptValue, PlayStore } from '../ports.ts';

export type StoredPlay = StoredDesk & {
  parties: readonly Party[];
  invites: readonly Invite[];
  declined: readonly DeclinedAsk[];
};

/** In the store: of which kind the values are, and by which id. */
const KINDS: { [Name in keyof StoredPlay]: [kind: string, idOf: (value: StoredPlay[Name][number]) => string] } = {
  tickets: ['ticket', ({ ticket }) => ticket.id],
  matches: ['match', ({ plan }) => plan.matchId],
  penalties: ['penalty', ({ player }) => player],
  drops: ['drops', ({ player }) => player],
  waits: ['waits', ({ mode }) => mode],
  parties: ['party', ({ id }) => id],
  invites: ['invite', ({ id }) => id],
  declined: ['declined', declinedId],
};
const NAMES = Object.keys(KINDS) as (keyof StoredPlay)[];

/** Rejects while the store is away. */
export async function storedPlay(store: PlayStore): Promise<StoredPlay> {
  const all = await Promise.all(NAMES.map(async (name) => [name, await store.all(KINDS[name][0])]));
  return Object.fromEntries(all);
}

export function keptValues(play: StoredPlay): KeptValue[] {
  return NAMES.flatMap((name) => {
    const [kind, idOf] = KINDS[name];
    return play[name].map((value) => ({ kind, id: idOf(value as never), value }));
  });
}
