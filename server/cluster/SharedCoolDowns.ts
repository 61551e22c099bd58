/**
 * The cool-downs of players that were cut (domain/admission/CoolDowns.ts), told to every process: a load balancer sends
 * the next attempt to any of them. A process that misses the message lets the player in; its own cuts still hold.
 */
import { z } from 'zod';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { CoolDowns } from '../domain/admission/CoolDowns.ts';
import type { Bus, Clock } from '../ports.ts';

const TOPIC = 'coolDowns/1';
const Message = z.object({
  player: z.string().transform(asPlayerId),
  cuts: z.number().int().positive(),
  ms: z.number().positive(),
});

export class SharedCoolDowns {
  readonly #rules = new CoolDowns();
  readonly #bus: Bus;
  readonly #clock: Clock;

  constructor(bus: Bus, clock: Clock) {
    this.#bus = bus;
    this.#clock = clock;
    // Also brings our own, which change nothing.
    bus.subscribe(TOPIC, (message) => {
      const read = Message.safeParse(message).data;
      if (read) this.#rules.follow(read.player, read, clock.now());
    });
  }

  begin(player: PlayerId): void {
    this.#bus.publish(TOPIC, { player, ...this.#rules.begin(player, this.#clock.now()) });
  }

  barOf(player: PlayerId): 'player/coolingDown' | undefined {
    return this.waitS(player) > 0 ? 'player/coolingDown' : undefined;
  }

  /** Seconds until the player may enter; 0: now. */
  waitS(player: PlayerId): number {
    return Math.ceil(this.#rules.waitMs(player, this.#clock.now()) / 1_000);
  }
}
