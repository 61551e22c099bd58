/** What a ban means for those who want to come in. Pure; times are epoch ms. */
import type { PlayerId } from '../../../shared/ids.ts';

/** `until`: null for ever. `ofNetworks`: newcomers from the player's networks are refused too. */
export type Ban = { at: number; until: number | null; reason: string; operator: string; ofNetworks: boolean };

export type StoredBan = Ban & { player: PlayerId };
/** With the player's present name; undefined for a pruned player. */
export type ShownBan = StoredBan & { name: string | undefined };

/** Networks of players are known for so long, as product and privacy want it; those of a ban as long as the ban. */
export const NETWORKS_KEPT_MS = 86_400_000;

export const isBanned = (
  { bannedAt, bannedUntil }: { bannedAt: number | null; bannedUntil: number | null },
  wall: number,
): boolean => bannedAt !== null && (bannedUntil === null || bannedUntil > wall);

/** Made after the ban, or kept ready for it. Others of the network, as in a family or a school, stay. */
export const isNewcomer = ({ createdAt }: { createdAt: number }, { at }: { at: number }): boolean =>
  createdAt > at - NETWORKS_KEPT_MS;
