/** What fits best to do with a player, offered by their row. Pure. */
import type { LobbyModel } from '../lobbyModel.ts';
import type { ListedRow } from '../rosterRows.ts';
import { type Offer, offersFor, type PlayerAction } from './playerOffers.ts';

const FITTING: readonly PlayerAction[] = ['watch', 'join', 'rejoin', 'challenge'];

/** What the row itself offers, if anything: only what can be done now. */
export function rowOffer(model: LobbyModel, row: ListedRow): Offer | undefined {
  const offer = offersFor(model, row).find(({ action }) => FITTING.includes(action));
  if (!offer || offer.isAsked || offer.why !== undefined) return undefined;
  const canBeAsked = row.status === 'online' || row.status === 'queued';
  if (offer.action === 'challenge' && (!canBeAsked || model.social.tieOf(row.id) === 'blocked')) return undefined;
  return offer;
}
