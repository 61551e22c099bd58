/** All scenarios, in the order in which they run and are reported. */
import type { Scenario } from './scenario.ts';
import { killNine } from './scenarios/killNine.ts';
import { redisAway } from './scenarios/redisAway.ts';
import { terminate } from './scenarios/terminate.ts';

export const SCENARIOS: readonly Scenario[] = [killNine, terminate, redisAway];
