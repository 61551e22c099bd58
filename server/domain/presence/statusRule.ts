/** The one rule of a player's status: for what one process knows of them, and for what all processes know together. */
import type { ChosenStatus, PlayStatus, Status } from '../../../shared/status.ts';

/** The states of sessions, best first. A player's standing is the best one that any of their sessions is in. */
export const STANDINGS = ['active', 'idle', 'held', 'leaving'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What a player can be doing. If processes report both, the first counts. */
export const PLAY_STATUSES = ['playing', 'queued'] as const satisfies readonly PlayStatus[];

/** The status by rule, the strongest rule first. A leaving player keeps the status shown before: a reload is silent. */
const STATUS_BY_RULE = {
  leaving: undefined,
  held: 'reconnecting',
  playing: 'playing',
  queued: 'queued',
  chosenBusy: 'busy',
  idle: 'away',
  chosenAway: 'away',
  active: 'online',
} as const satisfies Record<string, Status | undefined>;
export type StatusRule = keyof typeof STATUS_BY_RULE;
export const STATUS_RULES = Object.keys(STATUS_BY_RULE) as readonly StatusRule[];

export function statusRule(standing: Standing, playStatus: PlayStatus | null, chosen: ChosenStatus): StatusRule {
  if (standing === 'leaving' || standing === 'held') return standing;
  if (playStatus) return playStatus;
  if (chosen === 'busy') return 'chosenBusy';
  if (standing === 'idle') return 'idle';
  return chosen === 'away' ? 'chosenAway' : 'active';
}

/** `shown`: the status shown before. */
export const statusBy = (rule: StatusRule, shown: Status): Status => STATUS_BY_RULE[rule] ?? shown;
