/** All scenarios, in the order of runs and reports. */
import type { Scenario } from './scenario.ts';
import { databaseAway } from './scenarios/databaseAway.ts';
import { deskKilled } from './scenarios/deskKilled.ts';
import { halfOpen } from './scenarios/halfOpen.ts';
import { killNine } from './scenarios/killNine.ts';
import { mixed } from './scenarios/mixed.ts';
import { oneLobby } from './scenarios/oneLobby.ts';
import { pubSubCut } from './scenarios/pubSubCut.ts';
import { redisAway } from './scenarios/redisAway.ts';
import { redisEmptied } from './scenarios/redisEmptied.ts';
import { rolling } from './scenarios/rolling.ts';
import { signIns } from './scenarios/signIns.ts';
import { slowHeads } from './scenarios/slowHeads.ts';
import { slowReaders } from './scenarios/slowReaders.ts';
import { soak } from './scenarios/soak.ts';
import { stalled } from './scenarios/stalled.ts';
import { stopped } from './scenarios/stopped.ts';
import { storm } from './scenarios/storm.ts';
import { tabs } from './scenarios/tabs.ts';
import { terminate } from './scenarios/terminate.ts';
import { twins } from './scenarios/twins.ts';
import { windowEdge } from './scenarios/windowEdge.ts';

export const SCENARIOS: readonly Scenario[] = [
  killNine,
  deskKilled,
  terminate,
  storm,
  signIns,
  oneLobby,
  rolling,
  redisAway,
  redisEmptied,
  pubSubCut,
  stopped,
  stalled,
  twins,
  halfOpen,
  windowEdge,
  slowHeads,
  slowReaders,
  databaseAway,
  tabs,
  mixed,
  soak,
];
