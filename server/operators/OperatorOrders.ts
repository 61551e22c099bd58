/**
 * Gives operators' orders (orders.ts) to the whole cluster: carried out at this process at once and told over the bus to all
 * others. What a process could not hear while it was cut off is told again when it is back, for as long as orders are kept.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import type { Log } from '../log.ts';
import type { Bus, Clock } from '../ports.ts';
import {
  type Bar,
  ORDER_NAMES,
  type OrderInput,
  type OrderName,
  type OrderRefusal,
  type OrderWorld,
  orderOf,
  USER,
} from './orders.ts';

/** Longer than a reservation from before an order can be on its way: 5 s for the query of the store and 10 s to take it. */
export const KEPT_MS = 20_000;
const TOPIC = 'orders';
/** Asks the others to tell their orders again. */
const MISSED = 'missed';

/** `from`: made up at each start, as the bus brings a process its own messages too. `id`: a message may come twice. */
const Envelope = z.object({ from: z.string(), id: z.string().optional(), order: z.enum([...ORDER_NAMES, MISSED]) });

type Given = { playerId?: PlayerId; operator?: string | undefined; reason?: string } & Record<string, unknown>;
/** As on the bus; the rest is the order's own. */
type OrderMessage = { from: string; id: string; order: OrderName; playerId?: PlayerId };
/** `isPartial`: other processes could not be told. `processId`: the only one that carries it out. */
export type Done = { isPartial: boolean; processId?: ProcessId };

export class OperatorOrders {
  readonly #world: OrderWorld;
  readonly #bus: Bus;
  readonly #log: Log;
  readonly #self = randomUUID();
  readonly #recent: RecentOrders;
  readonly #bars = new Map<PlayerId, { why: Bar; endsAt: number }>();

  constructor(world: Omit<OrderWorld, 'bar'>, bus: Bus, log: Log) {
    this.#world = { ...world, bar: (...bar) => this.#bar(...bar) };
    this.#bus = bus;
    this.#log = log;
    this.#recent = new RecentOrders(world.clock);
    bus.subscribe(TOPIC, (message) => this.#receive(message));
    bus.onBack(() => {
      bus.publish(TOPIC, { from: this.#self, order: MISSED });
      this.#publishAgain();
    });
  }

  /** Banned or kicked lately, as far as this process has heard: a reservation from before does not let the player in. */
  barOf(id: PlayerId): Bar | undefined {
    const bar = this.#bars.get(id);
    return bar && bar.endsAt > this.#world.clock.now() ? bar.why : undefined;
  }

  /** Rejects while the store is away, and then nothing was done. */
  async give<Name extends OrderName>(name: Name, input: OrderInput<Name>): Promise<Done | OrderRefusal> {
    const order = orderOf(name);
    const prepared = (await order.prepare(input, this.#world)) as object | OrderRefusal;
    if (typeof prepared === 'string') return prepared;
    const processId = order.target?.(prepared);
    const isForAll = processId === undefined;
    const isForUs = processId === this.#world.process;
    if (isForAll || isForUs) order.carryOut(prepared, this.#world);
    if (!isForUs) this.#publish(name, prepared);
    await this.#record(name, input);
    const isPartial = !isForUs && !order.holdsByStore && !this.#bus.isUp;
    return { isPartial, ...(!isForAll && { processId }) };
  }

  /** The order has been carried out, so an error is only logged. */
  async #record(name: OrderName, { playerId, operator, reason, ...details }: Given): Promise<void> {
    const { clock, store } = this.#world;
    const whom = { player: playerId ?? null, operator: operator ?? USER, reason: reason ?? null };
    try {
      await store.orders.add({ id: randomUUID(), at: clock.wall(), name, ...whom, details });
    } catch (error) {
      this.#log.error({ err: error, order: name }, 'an order was not stored');
    }
  }

  /** Without `until` for as long as a reservation from before can be on its way; then the store decides. */
  #bar(id: PlayerId, why: Bar | undefined, until?: number): void {
    const { clock } = this.#world;
    const now = clock.now();
    for (const [other, bar] of this.#bars) if (bar.endsAt <= now) this.#bars.delete(other);
    if (why) this.#bars.set(id, { why, endsAt: now + (until === undefined ? KEPT_MS : until - clock.wall()) });
    else this.#bars.delete(id);
  }

  #publish(order: OrderName, prepared: object): void {
    const id = randomUUID();
    const message = { from: this.#self, id, order, ...prepared };
    this.#recent.add(id, message);
    this.#bus.publish(TOPIC, message);
  }

  #publishAgain(): void {
    for (const message of this.#recent.all()) if (message.from === this.#self) this.#bus.publish(TOPIC, message);
  }

  #receive(message: unknown): void {
    const envelope = Envelope.safeParse(message).data;
    if (!envelope) return this.#refuse();
    const { from, id = randomUUID(), order: name } = envelope;
    if (from === this.#self) return;
    if (name === MISSED) return this.#publishAgain();
    const order = orderOf(name);
    const read = order.message.safeParse(message);
    if (!read.success) return this.#refuse();
    const content = read.data as object;
    if (!this.#recent.add(id, { from, id, order: name, ...content })) return;
    const processId = order.target?.(content);
    if (processId === undefined || processId === this.#world.process) order.carryOut(content, this.#world);
  }

  #refuse(): void {
    this.#log.warn('an order of another process was not understood');
  }
}

/** The latest orders by id: each is carried out once, however often it arrives, and is kept to be sent again. */
class RecentOrders {
  readonly #clock: Clock;
  readonly #all = new Map<string, { message: OrderMessage; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** False where it is known. */
  add(id: string, message: OrderMessage): boolean {
    this.#forget();
    if (this.#all.has(id)) return false;
    this.#all.set(id, { message, at: this.#clock.now() });
    return true;
  }

  /** The oldest first. */
  all(): OrderMessage[] {
    this.#forget();
    return [...this.#all.values()].map(({ message }) => message);
  }

  #forget(): void {
    const now = this.#clock.now();
    for (const [id, { at }] of this.#all) {
      if (now - at < KEPT_MS) return;
      this.#all.delete(id);
    }
  }
}
