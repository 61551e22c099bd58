/**
 * Notifies players' browsers of a found match and of a friend's invite, while no page of theirs shows the lobby. The process
 * that runs the desk does it, from the news that it sends to all. Footprint: two or three queries for news of either kind.
 */
import type { PlayerId } from '../../shared/ids.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { ChosenStatus } from '../../shared/status.ts';
import type { PushNote } from '../../shared/webPush.ts';
import { PUSH_EVERY_MS, pushObstacle } from '../domain/push/pushRule.ts';
import { isQuiet } from '../domain/push/quietHours.ts';
import type { Subscription } from '../domain/push/subscription.ts';
import type { Bus, Clock, Store } from '../ports.ts';
import type { PushSender } from './PushSender.ts';

/** `asker`: of an invite. `leftMs`: how long it can be answered. */
type Due = { to: PlayerId; note: Unspoken; asker?: PlayerId; leftMs: number };
type Unspoken = PushNote extends infer One ? (One extends PushNote ? Omit<One, 'language'> : never) : never;

/** What of the desk's news concerns this. */
export type TopicalNews = { items: readonly object[] };

export type WebPushDeps = {
  bus: Bus;
  clock: Clock;
  store: Pick<Store, 'subscriptions' | 'friendships' | 'blocks'>;
  sender: Pick<PushSender, 'send'>;
  /** The news' topic. */
  topic: string;
  /** The desk runs here. */
  isActing: () => boolean;
  chosenStatusOf: (player: PlayerId) => ChosenStatus | undefined;
  isShown: (player: PlayerId) => Promise<boolean>;
  failed: (error: unknown, where: string) => void;
};

export class WebPush {
  readonly #deps: WebPushDeps;
  /** When each player was last notified of each kind: monotonic ms. */
  readonly #sentAt = new Map<string, number>();
  readonly #deciding = new Set<string>();

  constructor(deps: WebPushDeps) {
    this.#deps = deps;
    deps.bus.subscribe(deps.topic, (message) => void this.#hear(message as TopicalNews));
  }

  async #hear({ items }: TopicalNews): Promise<void> {
    if (!this.#deps.isActing()) return;
    const due = items.flatMap((item) => dueOf(item as NewsOfDesk) ?? []).filter((each) => this.#isOpen(each));
    if (due.length === 0) return;
    for (const each of due) this.#deciding.add(keyOf(each));
    try {
      const subscriptions = await this.#deps.store.subscriptions.of([...new Set(due.map(({ to }) => to))]);
      const notified = due.map((each) => this.#notify(each, subscriptions.get(each.to) ?? []));
      for (const outcome of await Promise.allSettled(notified))
        if (outcome.status === 'rejected') this.#deps.failed(outcome.reason, 'webPush');
    } catch (error) {
      this.#deps.failed(error, 'webPush');
    } finally {
      for (const each of due) this.#deciding.delete(keyOf(each));
    }
  }

  #isOpen(due: Due): boolean {
    return !this.#deciding.has(keyOf(due)) && (this.#sentAgoMs(due) ?? PUSH_EVERY_MS) >= PUSH_EVERY_MS;
  }

  async #notify(due: Due, subscriptions: readonly Subscription[]): Promise<void> {
    const { clock, chosenStatusOf, isShown, sender, store } = this.#deps;
    const awake = subscriptions.filter(({ quiet }) => quiet === null || !isQuiet(quiet, clock.wall()));
    const chosenStatus = chosenStatusOf(due.to);
    if (awake.length === 0 || chosenStatus === undefined) return;
    const [from, facts] = [clock.now(), { chosenStatus, sentAgoMs: this.#sentAgoMs(due) }];
    const asker = due.asker === undefined ? undefined : await this.#tieTo(due.to, due.asker);
    if (pushObstacle({ ...facts, asker, isShown: false }) || (await isShown(due.to))) return;
    const leftMs = due.leftMs - (clock.now() - from);
    if (leftMs <= 0) return;
    this.#remember(due);
    await Promise.all(
      awake.map(async (subscription) => {
        const text = JSON.stringify({ ...due.note, language: subscription.language } satisfies PushNote);
        const sent = await sender.send(subscription, text, leftMs);
        if (sent === 'gone') await store.subscriptions.end(subscription.endpoint);
      }),
    );
  }

  async #tieTo(player: PlayerId, asker: PlayerId): Promise<{ isFriend: boolean; isApart: boolean }> {
    const { friendships, blocks } = this.#deps.store;
    const [ties, apart] = await Promise.all([friendships.tiesOf([player]), blocks.of([player])]);
    const isFriend = ties.get(player)?.some(({ id, tie }) => id === asker && tie === 'friend') ?? false;
    return { isFriend, isApart: apart.get(player)?.includes(asker) ?? false };
  }

  #sentAgoMs(due: Due): number | undefined {
    const at = this.#sentAt.get(keyOf(due));
    return at === undefined ? undefined : this.#deps.clock.now() - at;
  }

  #remember(due: Due): void {
    const now = this.#deps.clock.now();
    this.#sentAt.delete(keyOf(due));
    this.#sentAt.set(keyOf(due), now);
    // In the order of time.
    for (const [key, at] of this.#sentAt) {
      if (now - at < PUSH_EVERY_MS) break;
      this.#sentAt.delete(key);
    }
  }
}

type NewsOfDesk = { type: 'push'; to: PlayerId } & (
  | { push: 'matchProposed'; payload: PlayPushes['matchProposed'] }
  | { push: 'invited'; payload: PlayPushes['invited'] }
);

const keyOf = ({ to, note }: Due): string => `${note.kind} ${to}`;

/** Undefined of all other news, and of a check that its player has answered. */
function dueOf(item: NewsOfDesk): Due | undefined {
  if (item.type !== 'push') return undefined;
  const { to } = item;
  if (item.push === 'matchProposed') {
    const { mode, leftMs, players } = item.payload;
    const hasAnswered = players.some(({ id, isReady }) => id === to && isReady);
    return hasAnswered ? undefined : { to, leftMs, note: { kind: 'match', mode } };
  }
  if (item.push !== 'invited') return undefined;
  const { inviteId, kind: invite, from, mode, leftMs } = item.payload;
  const note = { kind: 'invite', inviteId, invite, from: from.name, ...(mode !== undefined && { mode }) } as const;
  return { to, leftMs, note, asker: from.id as PlayerId };
}
