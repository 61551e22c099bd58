/** Matches that players arrange without the queue: created, joined, by challenge, watched, and played again. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import { modeOf } from '../../../shared/modes.ts';
import type { PlayRefusal } from '../../../shared/refusals.ts';
import { areApart, type Blocks, contactRefusal, isApart } from '../social/contactRule.ts';
import type { SeatPlan } from './deskEffects.ts';
import type { DeskMatch, PlanOf } from './deskMatch.ts';
import type { DeskMatches } from './deskMatches.ts';
import { onTeams } from './freeTeam.ts';

export class ArrangedMatches {
  readonly #matches: DeskMatches;
  readonly #planOf: PlanOf;
  readonly #newCode: () => string;
  readonly #isHere: (player: PlayerId) => boolean;

  constructor(matches: DeskMatches, planOf: PlanOf, newCode: () => string, isHere: (player: PlayerId) => boolean) {
    this.#matches = matches;
    this.#planOf = planOf;
    this.#newCode = newCode;
    this.#isHere = isHere;
  }

  /** Others join it from the list, or by its code. */
  create(
    host: SeatPlan,
    modeId: string,
    isPrivate: boolean,
    now: number,
  ): { matchId: string; code?: string } | PlayRefusal {
    const mode = modeOf(modeId);
    if (!mode) return 'mode/unknown';
    const busy = this.#matches.whyBusy(host.playerId);
    if (busy) return busy;
    const code = isPrivate ? this.#newCode() : undefined;
    const plan = this.#planOf(mode, [host], {
      isOpen: true,
      isPrivate,
      isFriendly: true,
      ...(code && { code }),
    });
    this.#matches.open(plan, mode, [], now);
    return { matchId: plan.matchId, ...(code && { code }) };
  }

  /** The match of a challenge that was accepted. */
  start(players: readonly SeatPlan[], modeId: string, now: number): { matchId: string } | PlayRefusal {
    const mode = modeOf(modeId);
    if (!mode || players.length < mode.players.min || players.length > mode.players.max) return 'mode/unknown';
    for (const { playerId } of players) {
      const busy = this.#matches.whyBusy(playerId);
      if (busy) return busy;
      if (!this.#isHere(playerId)) return 'invite/notHere';
    }
    const plan = this.#planOf(mode, onTeams(mode, players), { isFriendly: true });
    this.#matches.open(plan, mode, [], now);
    return { matchId: plan.matchId };
  }

  join(
    player: SeatPlan,
    by: { matchId: string } | { code: string },
    blocks: Blocks = new Map(),
  ): { matchId: string } | PlayRefusal {
    const match = this.#matches.find(by);
    if (!match || (match.plan.isPrivate && !('code' in by))) return 'match/unknown';
    if (this.#matches.of(player.playerId) === match) return this.#matches.seat(match, player, 'player');
    const busy = this.#matches.whyBusy(player.playerId);
    if (busy) return busy;
    if (match.state !== 'open' || match.plan.seats.length >= match.plan.maxSeats) return 'match/full';
    const isAbsent = isApart(blocks, player.playerId, playersOf(match));
    return contactRefusal('joinMatch', { isAbsent }) ?? this.#matches.addPlayer(match, player);
  }

  watch(player: SeatPlan, matchId: string, blocks: Blocks = new Map()): { matchId: string } | PlayRefusal {
    const match = this.#matches.find({ matchId });
    if (!match || match.state === 'over' || match.plan.isPrivate) return 'match/unknown';
    const refusal = contactRefusal('watchMatch', { isAbsent: isApart(blocks, player.playerId, playersOf(match)) });
    if (refusal) return refusal;
    return this.#matches.whyBusy(player.playerId) ?? this.#matches.seat(match, player, 'spectator');
  }

  /** Starts once everybody of the last match has asked for it and is here. */
  rematch(
    player: PlayerId,
    matchId: string,
    now: number,
    blocks: Blocks = new Map(),
  ): Record<string, never> | PlayRefusal {
    const match = this.#matches.find({ matchId });
    const seats = match?.plan.seats ?? [];
    if (match?.state !== 'over' || !seats.some(({ playerId }) => playerId === player)) return 'match/unknown';
    const { rematches } = this.#matches;
    const isLast = rematches.isMissingOnly(matchId, player);
    // The others still want it: this player may ask again when they are back.
    const isAbsent = !seats.every(({ playerId }) => this.#isHere(playerId)) || areApart(blocks, playersOf(match));
    const refusal = contactRefusal('rematch', { isAbsent: isLast && isAbsent });
    if (refusal) return refusal;
    if (!isLast) {
      rematches.ask(matchId, player, blocks);
      return {};
    }
    for (const { playerId } of seats) {
      const busy = this.#matches.whyBusy(playerId);
      if (busy) return busy;
    }
    rematches.begin(matchId);
    const { bots, botStrength, isFriendly } = match.plan;
    const plan = this.#planOf(match.mode, seats, { bots, isFriendly, ...(botStrength && { botStrength }) });
    this.#matches.open(plan, match.mode, [], now);
    return {};
  }
}

const playersOf = ({ plan }: DeskMatch): PlayerId[] => plan.seats.map(({ playerId }) => playerId);
