/** The results that `npm run test:chaos` keeps in reliability.json. Pure. */
import type { Figure } from './scenario.ts';

/** `date`: ISO 8601, the end of the run. `failure`: why it could not be measured; it then has no figures. */
export type ScenarioResult = {
  id: string;
  title: string;
  date: string;
  seconds: number;
  size: object;
  figures: Figure[];
  failure?: string;
};
export type Results = {
  machine: { cpu: string; cores: number; memoryGb: number };
  node: string;
  scenarios: ScenarioResult[];
};

/** New results replace those of the same scenarios. Results from another machine or Node version are dropped. */
export function together(old: Results | undefined, fresh: Results, order: readonly string[]): Results {
  const isSame = old && JSON.stringify([old.machine, old.node]) === JSON.stringify([fresh.machine, fresh.node]);
  const kept = isSame ? old.scenarios.filter(({ id }) => !fresh.scenarios.some((one) => one.id === id)) : [];
  const all = [...kept, ...fresh.scenarios].filter(({ id }) => order.includes(id));
  return { ...fresh, scenarios: all.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id)) };
}

export const isFine = ({ scenarios }: Pick<Results, 'scenarios'>): boolean =>
  scenarios.every(({ figures, failure }) => failure === undefined && figures.every(({ met }) => met));
