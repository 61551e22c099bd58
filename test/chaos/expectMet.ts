/** Runs a scenario in its small size for `npm test`; every figure must be met. */
import assert from 'node:assert/strict';
import { runScenario } from './runScenario.ts';
import type { Figure, Scenario } from './scenario.ts';
import { figureLine } from './words.ts';

/** A failure shows the figures, the scenario's own lines and the last lines of its processes. */
export async function expectMet<Size extends object>(scenario: Scenario<Size>): Promise<Figure[]> {
  const said: string[] = [];
  const lines: string[] = [];
  const figures = await runScenario(scenario, scenario.small, (line) => said.push(line), lines);
  assert.ok(figures.length > 0);
  const story = () => [...figures.map(figureLine), ...said, ...lines.slice(-20)].join('\n');
  if (figures.some(({ met }) => !met)) assert.fail(story());
  return figures;
}
