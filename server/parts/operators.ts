import type { PlayerId } from '../../shared/ids.ts';
import { Signal } from '../cluster/Signal.ts';
import { BanWatch } from '../operators/BanWatch.ts';
import { OperatorOrders } from '../operators/OperatorOrders.ts';
import { PlayerInquiries } from '../operators/PlayerInquiries.ts';
import type { WhyView } from '../operators/why.ts';
import type { PushParts } from './push.ts';

export type OperatorParts = ReturnType<typeof makeOperators>;

export function makeOperators(made: PushParts) {
  const { bus, cluster, desk, directory, live, lobby, log, membership, store } = made;
  /** In the lobby and in every match that is played here; false where the player is in neither. */
  const endPlayer = (id: PlayerId, why: 'kicked' | 'banned'): boolean =>
    [live.endPlayer(id, why), lobby.localPlayers.end(id, why)].includes(true);
  const drain = (reason: string): void => {
    log.warn({ reason }, 'an operator drains this process');
    // As a supervisor would: there is one way to end in order.
    process.kill(process.pid, 'SIGTERM');
  };
  const isThere = membership.isThere.bind(membership);
  const lineDeleted = new Signal<[player: PlayerId, messageId: string | undefined]>();
  const deleteLines = lineDeleted.emit.bind(lineDeleted);
  const orders = new OperatorOrders({ ...made, endPlayer, isThere, deleteLines, drain }, bus, log);
  const banWatch = new BanWatch({
    ...made,
    bans: store.bans,
    here: () => lobby.localPlayers.playStatuses().map(({ id }) => id),
    end: (id) => endPlayer(id, 'banned'),
  });
  const inquiries = new PlayerInquiries({
    ...made,
    others: () => membership.others().map((other) => other.process),
    account: (id) => ({ presence: lobby.localPlayers.factsOf(id) ?? null, desk: desk.factsOf(id) ?? null }),
  });
  const why: WhyView = {
    process: made.process,
    here: (id) => ({
      places: directory.placesOf(id),
      isListed: lobby.find(id) !== undefined,
      isBarred: orders.barOf(id) !== undefined,
      isPartial: cluster.isPartial,
    }),
    collect: (id) => inquiries.collect(id),
  };
  return { ...made, orders, lineDeleted, banWatch, why };
}
