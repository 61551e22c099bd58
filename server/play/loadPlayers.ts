/** Loads the players of a desk request: their skill, their blocks and their recent opponents. */
import { emblemFromId } from '../../shared/emblem.ts';
import type { PlayerId } from '../../shared/ids.ts';
import type { Persona } from '../../shared/playerRow.ts';
import { UNKNOWN_SKILL } from '../domain/matchmaking/ratings.ts';
import { isWay } from '../domain/social/contactRule.ts';
import type { Store } from '../ports.ts';
import type { Ask } from './deskMessages.ts';
import type { Loaded } from './PlayState.ts';

const RECENT_OPPONENTS = 3;
const NOTHING: Loaded = { queuers: [], blocks: new Map() };

/** `concerned`: as PlayState names them. Rejects while the store is away. */
export async function loadPlayers(
  ask: Ask,
  concerned: readonly PlayerId[],
  { store, personaOf }: { store: Store; personaOf: (id: PlayerId) => Persona | undefined },
): Promise<Loaded> {
  const isNo = ask.type === 'answerInvite' && !ask.accept;
  if (isNo || !(isWay(ask.type) || ask.type === 'blocksChanged')) return NOTHING;
  if (ask.type !== 'joinQueue') return { queuers: [], blocks: await store.blocks.of(concerned) };
  const [ratings, blocks, opponents] = await Promise.all([
    store.ratings.of(concerned, ask.mode),
    store.blocks.of(concerned),
    store.matches.recentOpponents(concerned, ask.mode, RECENT_OPPONENTS),
  ]);
  return {
    queuers: concerned.map((id) => {
      const { mu, sigma } = ratings.get(id) ?? UNKNOWN_SKILL;
      const { name = id, emblem = emblemFromId(id) } = personaOf(id) ?? {};
      return { id, name, emblem, mu, sigma, blocks: blocks.get(id) ?? [], recent: opponents.get(id) ?? [] };
    }),
    blocks,
  };
}
