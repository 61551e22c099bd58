/** Tries of players who want to be in the lobby, and how many of them worked while no fault was in force. */
import type { Faults } from './Faults.ts';

type Try = { what: string; from: number; to: number; worked: boolean };

export class Availability {
  readonly #tries: Try[] = [];

  /** `attempt` resolves with whether it worked, and never rejects. */
  async note(what: string, attempt: () => Promise<boolean>): Promise<void> {
    const from = performance.now();
    const worked = await attempt();
    this.#tries.push({ what, from, to: performance.now(), worked });
  }

  /** Of the tries that began and ended outside all faults. */
  outside(faults: Faults): { percent: number; tries: number; failed: Record<string, number> } {
    const tries = this.#tries.filter(({ from, to }) => faults.wereNone(from, to));
    const failed = tries.filter(({ worked }) => !worked);
    const kinds = Map.groupBy(failed, ({ what }) => what);
    return {
      percent: 100 * (1 - failed.length / tries.length),
      tries: tries.length,
      failed: Object.fromEntries([...kinds].map(([what, each]) => [what, each.length])),
    };
  }
}
