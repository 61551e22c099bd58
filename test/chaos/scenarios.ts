/** All scenarios, in the order in which they run and are reported. */
import type { Scenario } from './scenario.ts';

export const SCENARIOS: readonly Scenario[] = [];
