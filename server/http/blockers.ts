/** Players whom a viewer does not find over HTTP, and since when (epoch ms): those who block the viewer. */
import type { PlayerId } from '../../shared/ids.ts';
import { askStore } from './playerStore.ts';
import type { Site } from './site.ts';

/** Nobody while the store is away: a caller without a bearer sees those players in any case. */
export async function blockersOf(
  viewer: PlayerId | undefined,
  site: Pick<Site, 'metrics' | 'store'>,
): Promise<ReadonlyMap<PlayerId, number>> {
  if (viewer === undefined) return new Map();
  return await askStore(site.metrics, () => site.store.blocks.blockersOf(viewer)).catch(() => new Map());
}
