/** A presence with short names and short times, for stories: `world.join('ada', 's1')`. */
import {
  localStatusOf,
  type PlayerPresence,
  type PresenceEvent,
  type PresenceTiming,
} from '../../server/domain/presence/player.ts';
import { Presence } from '../../server/domain/presence/presence.ts';
import { asPlayerId, asSessionId, asShardId, type PlayerId } from '../../shared/ids.ts';
import type { Choice, Visibility } from '../../shared/playerRow.ts';
import type { ChosenStatus } from '../../shared/status.ts';

export const TIMING: PresenceTiming = {
  heartbeatMs: 1_000,
  missedHeartbeats: 2,
  idleAfterMs: 10_000,
  kickAfterMs: 60_000,
  kickWarningMs: 6_000,
  reconnectWindowMs: 8_000,
  leaveDampingMs: 500,
  stallMs: 2_000,
  sessionsPerPlayer: 3,
};

export class PresenceWorld {
  now = 1_000_000;
  readonly presence: Presence;
  #choices = 0;

  constructor(timing: Partial<PresenceTiming> = {}) {
    this.presence = new Presence({ ...TIMING, ...timing }, this.now);
  }

  join(player: string, session: string, shard = 'hall', visibility: Visibility = 'everyone'): PresenceEvent[] {
    const traits = { name: player, emblem: 0, rating: 0 };
    const choice = { ...traits, visibility, chosenStatus: 'online' as const, chosenAt: 0, mutedUntil: 0 };
    const profile = { id: asPlayerId(player), ...choice };
    return this.presence.join(profile, asSessionId(session), asShardId(shard), this.now);
  }

  beat(session: string, active = true, inputAgoMs = 0): PresenceEvent[] {
    return this.presence.heartbeat(asSessionId(session), active, inputAgoMs, this.now);
  }

  drop = (session: string): PresenceEvent[] => this.presence.drop(asSessionId(session), this.now);
  resume = (session: string): PresenceEvent[] => this.presence.resume(asSessionId(session), this.now);
  leave = (session: string): PresenceEvent[] => this.presence.leave(asSessionId(session), this.now);
  choose = (player: string, chosenStatus: ChosenStatus): PresenceEvent[] => this.change(player, { chosenStatus });
  /** The choice is newer than all before. */
  change = (player: string, choice: Partial<Choice>): PresenceEvent[] =>
    this.presence.choose(asPlayerId(player), choice, ++this.#choices, this.now);

  /** Sweeps every `everyMs` and collects the events. */
  pass(ms: number, everyMs = 250): PresenceEvent[] {
    const events: PresenceEvent[] = [];
    for (const until = this.now + ms; this.now < until; ) {
      this.now = Math.min(until, this.now + everyMs);
      events.push(...this.presence.sweep(this.now));
    }
    return events;
  }

  /** Time passes without a sweep, as when the process stands still. */
  stall(ms: number): void {
    this.now += ms;
  }

  status(player: string): string {
    const found = this.find(player);
    return found ? localStatusOf(found) : 'gone';
  }

  find(player: string): PlayerPresence | undefined {
    return this.presence.find(player as PlayerId);
  }
}

/** Most stories only care about the order of types. */
export const types = (events: PresenceEvent[]): string[] => events.map((event) => event.type);
