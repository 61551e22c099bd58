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

  /** The match of a challenge that `by` has accepted. */
  start(players: readonly SeatPlan[], modeId: string, by: PlayerId, now: number): { matchId: string } | PlayRefusal {
    const mode = modeOf(modeId);
    if (!mode || players.length < mode.players.min || players.length > mode.players.max) return 'mode/unknown';
    const busy = this.#whyBusy(by, players);
    if (busy) return busy;
    if (!players.every(({ playerId }) => this.#isHere(playerId))) return 'invite/notHere';
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
    if (!('code' in by) && !this.#matches.listed.isKnownTo(player.playerId, match)) return 'match/unknown';
    const busy = this.#matches.whyBusy(player.playerId);
    if (busy) return busy;
    if (match.state !== 'open' || match.plan.seats.length >= match.plan.maxSeats) return 'match/full';
    const isAbsent = isApart(blocks, player.playerId, playersOf(match));
    return contactRefusal('joinMatch', { isAbsent }) ?? this.#matches.addPlayer(match, player);
  }

  watch(player: SeatPlan, matchId: string, blocks: Blocks = new Map()): { matchId: string } | PlayRefusal {
    const match = this.#matches.find({ matchId });
    if (!match || match.state === 'over' || match.plan.isPrivate) return 'match/unknown';
    if (!this.#matches.listed.isKnownTo(player.playerId, match)) return 'match/unknown';
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
    const isAbsent = !seats.every(({ playerId }) => this.#isHere(playerId));
    const refusal = contactRefusal('rematch', { isAbsent: isLast && isAbsent });
    if (refusal) return refusal;
    // A refusal would tell the last one of a block: it looks as if the others did not answer.
    if (!isLast || areApart(blocks, playersOf(match))) {
      rematches.ask(matchId, player, blocks);
      return {};
    }
    const busy = this.#whyBusy(player, seats);
    if (busy) return busy;
    rematches.begin(matchId);
    const { bots, botStrength, isFriendly } = match.plan;
    const plan = this.#planOf(match.mode, seats, { bots, isFriendly, ...(botStrength && { botStrength }) });
    this.#matches.open(plan, match.mode, [], now);
    return {};
  }

  /** What others are in is not told: they may hide by now, and then they look as if they were gone. */
  #whyBusy(by: PlayerId, players: readonly SeatPlan[]): PlayRefusal | undefined {
    const isOtherBusy = players.some(({ playerId }) => this.#matches.whyBusy(playerId));
    return this.#matches.whyBusy(by) ?? (isOtherBusy ? 'invite/notHere' : undefined);
  }
}

const playersOf = ({ plan }: DeskMatch): PlayerId[] => plan.seats.map(({ playerId }) => playerId);
