/** All scenarios, in the order in which they run and are reported. */
import type { Scenario } from './scenario.ts';
import { killNine } from './scenarios/killNine.ts';

export const SCENARIOS: readonly Scenario[] = [killNine];
