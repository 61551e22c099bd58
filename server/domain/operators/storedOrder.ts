/** Operators' orders as they are kept. */
import type { PlayerId } from '../../../shared/ids.ts';

/** An operator's order as it was carried out. `details`: what is left of its input. `at`: epoch ms. */
export type StoredOrder = {
  id: string;
  at: number;
  name: string;
  player: PlayerId | null;
  operator: string;
  reason: string | null;
  details: Record<string, unknown>;
};
/** With the player's present name; undefined where there is none. */
export type ShownOrder = StoredOrder & { playerName: string | undefined };
export type OrdersQuery = {
  limit: number;
  player?: PlayerId | undefined;
  before?: { at: number; id: string } | undefined;
};
