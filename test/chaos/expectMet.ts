/**
 * Runs a scenario in its small size for `npm test`; every figure must be met. Durations may be several times as long:
 * the machine may be busy, and the full size is what measures them.
 */
import assert from 'node:assert/strict';
import { runScenario } from './runScenario.ts';
import type { Figure, Scenario } from './scenario.ts';
import { figureLine } from './words.ts';

const BUSY = 4;
const isMet = ({ met, value, unit, bar }: Figure): boolean =>
  met || (unit === 'ms' && 'atMost' in bar && value !== null && value <= BUSY * bar.atMost);

/** A failure shows the figures, the scenario's own lines and the last lines of its processes. */
export async function expectMet<Size extends object>(scenario: Scenario<Size>): Promise<Figure[]> {
  const said: string[] = [];
  const lines: string[] = [];
  const figures = await runScenario(scenario, scenario.small, (line) => said.push(line), lines);
  assert.ok(figures.length > 0);
  const story = () => [...figures.map(figureLine), ...said, ...lines.slice(-20)].join('\n');
  if (!figures.every(isMet)) assert.fail(story());
  return figures;
}
