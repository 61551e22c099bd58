/** All scenarios, in the order in which they run and are reported. */
import type { Scenario } from './scenario.ts';
import { killNine } from './scenarios/killNine.ts';
import { oneLobby } from './scenarios/oneLobby.ts';
import { redisAway } from './scenarios/redisAway.ts';
import { rolling } from './scenarios/rolling.ts';
import { terminate } from './scenarios/terminate.ts';

export const SCENARIOS: readonly Scenario[] = [killNine, terminate, oneLobby, rolling, redisAway];
