/** What the database knows of the players of an ask: how good they are, whom they will not meet, whom they have just met. */
import type { PlayerId } from '../../shared/ids.ts';
import { UNKNOWN_SKILL } from '../domain/matchmaking/ratings.ts';
import type { Blocks, Matches, Ratings } from '../ports.ts';
import type { Ask } from './deskMessages.ts';
import type { Loaded } from './PlayState.ts';

/** Opponents who count as recent. */
const RECENT = 3;
const NOTHING: Loaded = { queuers: [], blocked: new Set() };

export type LoadDeps = {
  store: Pick<Ratings & Matches & Blocks, 'ratingsOf' | 'recentOpponents' | 'blocksOf'>;
  nameOf: (id: PlayerId) => string;
};

/** `queuers`: who would queue with the asker. Rejects while the store is away. */
export async function loadPlayers(
  ask: Ask,
  queuers: readonly PlayerId[],
  { store, nameOf }: LoadDeps,
): Promise<Loaded> {
  if (ask.type === 'inviteToParty' || ask.type === 'challenge') {
    const blocks = await store.blocksOf([ask.player]);
    return { queuers: [], blocked: new Set(blocks.get(ask.player)) };
  }
  if (ask.type === 'blocksChanged') {
    const blocks = await store.blocksOf(queuers);
    return { queuers: [], blocked: new Set([...blocks.values()].flat()) };
  }
  if (ask.type !== 'joinQueue') return NOTHING;
  const [ratings, blocks, opponents] = await Promise.all([
    store.ratingsOf(queuers, ask.mode),
    store.blocksOf(queuers),
    store.recentOpponents(queuers, ask.mode, RECENT),
  ]);
  return {
    queuers: queuers.map((id) => {
      const { mu, sigma } = ratings.get(id) ?? UNKNOWN_SKILL;
      return { id, name: nameOf(id), mu, sigma, blocks: blocks.get(id) ?? [], recent: opponents.get(id) ?? [] };
    }),
    blocked: new Set(),
  };
}
