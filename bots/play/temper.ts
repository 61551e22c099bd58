/** What a bot does about playing, and how soon: pure, from chance. Times in ms of a person; the weights make a lobby that is lived in. */
import { between, type Random } from '../random.ts';

/** Mostly short games, so that many are played. */
export const MODE_SHARES: Readonly<Record<string, number>> = { 'connect-four': 60, cycles: 25, 'cycles-duel': 15 };

/** With nothing to do. `host`: a match of one's own that others join from the list; `browse`: such a one is looked for. */
export type Idea = 'queue' | 'host' | 'browse' | 'challenge' | 'invite' | 'rest';
/** `ignore`: the ready check runs out. `drop`: the network goes just then. */
export type CheckHabit = 'accept' | 'decline' | 'ignore' | 'drop';
/** `late`: the seat is not taken in time. */
export type SeatHabit = 'take' | 'late';
/** `reload`: the page is loaded again. `close`: it is closed, and the player back later. `abandon`: they leave the match. */
export type MatchHabit = 'play' | 'drop' | 'reload' | 'close' | 'abandon';
export type AfterHabit = 'rematch' | 'requeue' | 'lobby';
/** Each time that one looks up while waiting. */
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
