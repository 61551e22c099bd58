/** The observers of a run: they join on request, record what they see after `note`, and report their lists. */

import { monotonicMs } from '../../lib/monotonic.ts';
import { median } from '../../lib/percentile.ts';
import { playerName } from '../../lib/playerNames.ts';
import type { Observation } from '../match.ts';
import type { PeerName } from '../peers/peers.ts';
import { HEARTBEAT_EVERY_MS } from '../schedule.ts';
import type { GivenRow } from '../truth.ts';
import { watchBare } from './bareWatch.ts';
import { watchFoyer, watchPlainColyseus } from './sdkWatch.ts';
import { watchDeltas, watchRecipe } from './socketioWatch.ts';
import type { Watch, WatchStart } from './watch.ts';

const WATCHES: Record<PeerName, (start: WatchStart) => Promise<Watch>> = {
  recipe: watchRecipe,
  deltas: watchDeltas,
  colyseus: watchPlainColyseus,
  'colyseus-buffer': watchPlainColyseus,
  foyer: watchFoyer,
  'foyer-default': watchFoyer,
  bare: watchBare,
};
const SAMPLE_EVERY_MS = 200;

export type Report = { id: string; name: string; shard: string; rows: GivenRow[]; observations: Observation[] };

export class Observer {
  readonly #peer: PeerName;
  readonly #port: number;
  readonly #watches: { watch: Watch; observations: Observation[] }[] = [];
  #isNoting = false;
  #patchMs: number[] = [];
  #sampling: NodeJS.Timeout | undefined;

  constructor(peer: PeerName, port: number) {
    this.#peer = peer;
    this.#port = port;
  }

  /** Adds an observer, named by the number; resolves when it has the list. */
  async join(number: number): Promise<void> {
    const observations: Observation[] = [];
    const saw = (name: string, value: string): void => {
      if (this.#isNoting) observations.push({ name, value, at: monotonicMs() });
    };
    const watch = await WATCHES[this.#peer]({ port: this.#port, name: playerName(number), saw });
    this.#watches.push({ watch, observations });
    setInterval(() => watch.heartbeat(), HEARTBEAT_EVERY_MS);
  }

  note(): void {
    this.#isNoting = true;
    this.#sampling = setInterval(() => this.#samplePatchMs(), SAMPLE_EVERY_MS);
  }

  /** The median of the server's patch interval since `note`, in ms; undefined if the server does not report it. */
  patchMs(): number | undefined {
    clearInterval(this.#sampling);
    return this.#patchMs.length > 0 ? median(this.#patchMs) : undefined;
  }

  reports(): Report[] {
    return this.#watches.map(({ watch, observations }) => {
      const { id, name, shard } = watch;
      return { id, name, shard, rows: watch.rows(), observations };
    });
  }

  #samplePatchMs(): void {
    const patchMs = this.#watches[0]?.watch.patchMs();
    if (patchMs !== undefined) this.#patchMs.push(patchMs);
  }
}
