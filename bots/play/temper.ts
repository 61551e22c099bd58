/** A bot's choices about playing, and their timing. Pure, from chance. Times are ms of a person; the weights aim at a lively lobby. */
import { between, type Random } from '../random.ts';

/** Favours short games, to get many matches. */
export const MODE_SHARES: Readonly<Record<string, number>> = { 'connect-four': 60, cycles: 25, 'cycles-duel': 15 };

/** An idle bot's next step. `host`: open a match for others to join; `browse`: join such a match. */
export type Idea = 'queue' | 'host' | 'browse' | 'challenge' | 'invite' | 'rest';
/** `ignore`: let the ready check expire. `drop`: lose the network just then. */
export type CheckHabit = 'accept' | 'decline' | 'ignore' | 'drop';
/** `late`: do not take the seat in time. */
export type SeatHabit = 'take' | 'late';
/** `reload`: reload the page. `close`: close it and return later. `abandon`: leave the match. */
export type MatchHabit = 'play' | 'drop' | 'reload' | 'close' | 'abandon';
export type AfterHabit = 'rematch' | 'requeue' | 'lobby';
/** Chosen at each step of a waiting bot. */
export type QueueHabit = 'wait' | 'cancel' | 'playBots';
export type PartyHabit = 'stay' | 'leave';

type Weights<Choice extends string> = Readonly<Record<Choice, number>>;

const IDEAS: Weights<Idea> = { queue: 70, host: 4, browse: 8, challenge: 6, invite: 4, rest: 8 };
const CHECK: Weights<CheckHabit> = { accept: 960, decline: 20, ignore: 5, drop: 15 };
const SEAT: Weights<SeatHabit> = { take: 990, late: 10 };
const MATCH: Weights<MatchHabit> = { play: 900, drop: 40, reload: 25, close: 10, abandon: 25 };
const AFTER: Weights<AfterHabit> = { rematch: 35, requeue: 45, lobby: 20 };
const QUEUE: Weights<QueueHabit> = { wait: 95, cancel: 3, playBots: 2 };
const PARTY: Weights<PartyHabit> = { stay: 80, leave: 20 };

export const nextIdea = (random: Random): Idea => choose(random, IDEAS);
export const nextMode = (random: Random): string => choose(random, MODE_SHARES);
export const checkHabit = (random: Random): CheckHabit => choose(random, CHECK);
export const seatHabit = (random: Random): SeatHabit => choose(random, SEAT);
export const matchHabit = (random: Random): MatchHabit => choose(random, MATCH);
export const afterHabit = (random: Random): AfterHabit => choose(random, AFTER);
export const queueHabit = (random: Random): QueueHabit => choose(random, QUEUE);
export const partyHabit = (random: Random): PartyHabit => choose(random, PARTY);
export const takesInvite = (random: Random): boolean => random() < 0.7;

export const ideaInMs = (random: Random): number => between(random, 1_000, 5_000);
export const answerInMs = (random: Random): number => between(random, 200, 2_000);
export const moveInMs = (random: Random): number => between(random, 150, 900);
export const mishapInMs = (random: Random): number => between(random, 500, 8_000);
export const awayMs = (random: Random): number => between(random, 300, 10_000);
export const closedMs = (random: Random): number => between(random, 8_000, 25_000);
export const resultReadMs = (random: Random): number => between(random, 500, 2_500);

function choose<Choice extends string>(random: Random, weights: Weights<Choice>): Choice {
  const choices = Object.entries<number>(weights) as [Choice, number][];
  let left = random() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return (choices[0] as [Choice, number])[0];
}
