/**
 * Simulated players of an evening. Each has a hidden true skill, arrives at some time, plays match after match and leaves.
 * Ratings start out as certain as the player's history makes them and move with the results.
 */
import { between, type Random, seeded } from '../../bots/random.ts';
import type { Found } from '../../server/domain/matchmaking/matchmaker.ts';
import { type RatedPlace, rate, UNKNOWN_SKILL } from '../../server/domain/matchmaking/ratings.ts';
import type { Ticket } from '../../server/domain/matchmaking/ticket.ts';
import { Deadlines } from '../../server/domain/presence/deadlines.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import type { Mode } from '../../shared/modes.ts';
import type { Crowd } from './crowd.ts';

/** Standard deviation of true skills, in mu. */
const SKILL_SPREAD = 6;
/** Variation of a player's performance between matches, in mu: openskill's beta. */
const FORM_SPREAD = 25 / 6;
const SURE_SIGMA = 1.5;
const STAY_MS = 25 * 60_000;
const MATCH_MS = 150_000;
const PAUSE_MS = 15_000;
/** Ready check, taking the seat, countdown. */
const START_MS = 12_000;
/** One in this many groups is a party of two, if the mode allows parties. */
const PARTY_EVERY = 6;
const RECENT_KEPT = 5;

type Member = { id: PlayerId; skill: number; mu: number; sigma: number; recent: PlayerId[] };
type Group = { members: Member[]; nextAt: number; leavesAt: number };

export class Population implements Crowd {
  readonly endsAt: number;
  readonly #mode: Mode;
  readonly #random: Random;
  readonly #due = new Deadlines<Group>();
  readonly #groupOf = new Map<string, Group>();
  readonly #members = new Map<PlayerId, Member>();
  #tickets = 0;

  constructor(mode: Mode, { count, minutes, seed }: { count: number; minutes: number; seed: number }) {
    this.endsAt = minutes * 60_000;
    this.#mode = mode;
    this.#random = seeded(seed);
    const hasParties = !mode.ranked || mode.teams !== undefined;
    for (let left = count; left > 0; ) {
      const size = hasParties && left > 1 && between(this.#random, 1, PARTY_EVERY) === 1 ? 2 : 1;
      this.#come(Array.from({ length: size }, () => this.#newMember(left--)));
    }
  }

  arrivals(now: number): Ticket[] {
    const tickets: Ticket[] = [];
    for (let group = this.#due.takeDue(now); group; group = this.#due.takeDue(now)) tickets.push(this.#ticketOf(group));
    return tickets;
  }

  hasGivenUp(ticket: Ticket, now: number): boolean {
    return now >= (this.#groupOf.get(ticket.id)?.leavesAt ?? 0) + STAY_MS;
  }

  matched(found: Found, now: number): void {
    const sides = found.sides.map((side) => side.flatMap(({ players }) => players.map(({ id }) => this.#member(id))));
    const endsAt = now + START_MS + MATCH_MS * (0.5 + this.#random());
    this.#playOut(this.#mode.teams === undefined ? sides.flat().map((member) => [member]) : sides);
    for (const { id } of found.sides.flat()) {
      const group = this.#groupOf.get(id)!;
      this.#groupOf.delete(id);
      group.nextAt = endsAt + this.#wait(PAUSE_MS);
      if (group.nextAt < group.leavesAt) this.#due.set(group, group.nextAt);
    }
  }

  /** Computed from the true skills. */
  favouriteOf({ sides }: Found): number {
    const skills = sides.map((side) =>
      side.flatMap(({ players }) => players.map(({ id }) => this.#member(id).skill)).reduce((sum, one) => sum + one, 0),
    );
    const players = sides[0]!.reduce((sum, ticket) => sum + ticket.players.length, 0);
    const advantage = (Math.max(...skills) - Math.min(...skills)) / (FORM_SPREAD * Math.sqrt(2 * players));
    return 1 / (1 + Math.exp(-1.702 * advantage));
  }

  #newMember(number: number): Member {
    const skill = UNKNOWN_SKILL.mu + SKILL_SPREAD * this.#normal();
    // Many players know the game; some are new.
    const sigma = SURE_SIGMA + (UNKNOWN_SKILL.sigma - SURE_SIGMA) * this.#random() ** 3;
    const mu = sigma > 0.9 * UNKNOWN_SKILL.sigma ? UNKNOWN_SKILL.mu : skill + sigma * this.#normal();
    const member = { id: asPlayerId(`player-${number}`), skill, mu, sigma, recent: [] };
    this.#members.set(member.id, member);
    return member;
  }

  #come(members: Member[]): void {
    const comesAt = this.#random() * this.endsAt;
    const group = { members, nextAt: comesAt, leavesAt: comesAt + this.#wait(STAY_MS) };
    this.#due.set(group, comesAt);
  }

  #ticketOf(group: Group): Ticket {
    const id = `ticket-${this.#tickets++}`;
    this.#groupOf.set(id, group);
    const players = group.members.map((member) => ({
      id: member.id,
      name: member.id,
      emblem: 0,
      mu: member.mu,
      sigma: member.sigma,
    }));
    const recent = group.members.flatMap((member) => member.recent);
    return { id, mode: this.#mode.id, players, queuedAt: group.nextAt, blocks: [], recent };
  }

  /** Draws each player's form, ranks the sides and updates the ratings. */
  #playOut(sides: Member[][]): void {
    const forms = sides.map((side) => side.reduce((sum, { skill }) => sum + skill + FORM_SPREAD * this.#normal(), 0));
    const places = sides.flatMap((side, team) =>
      side.map(({ id, mu, sigma }): RatedPlace => {
        const place = 1 + forms.filter((form) => form > forms[team]!).length;
        return { id, team, place, mu, sigma };
      }),
    );
    const skills = this.#mode.ranked ? rate(places) : new Map();
    for (const [team, side] of sides.entries())
      for (const member of side) {
        Object.assign(member, skills.get(member.id));
        const opponents = sides.filter((_, other) => other !== team).flatMap((other) => other.map(({ id }) => id));
        member.recent = [...new Set([...opponents, ...member.recent])].slice(0, RECENT_KEPT);
      }
  }

  #member(id: PlayerId): Member {
    return this.#members.get(id)!;
  }

  /** Exponentially distributed. */
  #wait(meanMs: number): number {
    return -meanMs * Math.log(1 - this.#random());
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
  }
}
