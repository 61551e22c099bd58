/** Loads the players of a desk request: their skill, their blocks and their recent opponents. */
import type { PlayerId } from '../../shared/ids.ts';
import { UNKNOWN_SKILL } from '../domain/matchmaking/ratings.ts';
import type { Store } from '../ports.ts';
import type { Ask } from './deskMessages.ts';
import type { Loaded } from './PlayState.ts';

const RECENT_OPPONENTS = 3;
const NOTHING: Loaded = { queuers: [], blocked: new Set() };

/** `queuers`: the players who would queue together. Rejects while the store is away. */
export async function loadPlayers(
  ask: Ask,
  queuers: readonly PlayerId[],
  { store, nameOf }: { store: Store; nameOf: (id: PlayerId) => string },
): Promise<Loaded> {
  if (ask.type === 'inviteToParty' || ask.type === 'challenge') {
    const blocks = await store.blocks.of([ask.player]);
    return { queuers: [], blocked: new Set(blocks.get(ask.player)) };
  }
  if (ask.type === 'blocksChanged') {
    const blocks = await store.blocks.of(queuers);
    return { queuers: [], blocked: new Set([...blocks.values()].flat()) };
  }
  if (ask.type !== 'joinQueue') return NOTHING;
  const [ratings, blocks, opponents] = await Promise.all([
    store.ratings.of(queuers, ask.mode),
    store.blocks.of(queuers),
    store.matches.recentOpponents(queuers, ask.mode, RECENT_OPPONENTS),
  ]);
  return {
    queuers: queuers.map((id) => {
      const { mu, sigma } = ratings.get(id) ?? UNKNOWN_SKILL;
      return { id, name: nameOf(id), mu, sigma, blocks: blocks.get(id) ?? [], recent: opponents.get(id) ?? [] };
    }),
    blocked: new Set(),
  };
}
