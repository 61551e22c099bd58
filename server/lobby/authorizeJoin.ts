/** From a token and join options to a player: whether they may enter, and as whom. Only our codes leave from here. */
import { type Self, traitsOf } from '../../shared/playerRow.ts';
import { JoinOptions } from '../../shared/protocol.ts';
import { CHOSEN_STATUSES, type ChosenStatus } from '../../shared/status.ts';
import { joinRefusal } from '../colyseus/joinRefusal.ts';
import { isBanned, isNewcomer } from '../domain/operators/ban.ts';
import type { Profile } from '../domain/presence/player.ts';
import type { PlayerNetworks } from '../identity/PlayerNetworks.ts';
import type { Tokens } from '../identity/tokens.ts';
import type { Clock, Players, StoredPlayer } from '../ports.ts';

/** What `onAuth` lets through to `client.auth`: from our database only. */
export type AuthorizedPlayer = { profile: Profile; createdAt: number };

type Deps = {
  tokens: Tokens;
  players: Players;
  networks: PlayerNetworks;
  clock: Clock;
  failed: (error: unknown, where: string) => void;
};

/** Throws a ServerError with `auth/…`, `request/invalid` or `store/away`. */
export async function authorizeJoin(
  token: string | undefined,
  options: unknown,
  address: string,
  { tokens, players, networks, clock, failed }: Deps,
): Promise<AuthorizedPlayer> {
  const caller = await tokens.verify(token, 'session');
  if (typeof caller === 'string') throw joinRefusal(caller);
  const parsed = JoinOptions.safeParse(options ?? {});
  if (!parsed.success) throw joinRefusal('request/invalid');
  const orAway = (error: unknown): never => {
    failed(error, 'join');
    throw joinRefusal('store/away');
  };
  const found = await Promise.all([players.find(caller.playerId), networks.banOf(address)]).catch(orAway);
  const [player, ban] = found;
  if (!player) throw joinRefusal('auth/invalid');
  if (isBanned(player, clock.wall()) || (ban && isNewcomer(player, ban))) throw joinRefusal('auth/banned');
  if ((player.kickedUntil ?? 0) > clock.wall()) throw joinRefusal('auth/kicked');
  await networks.seen(player.id, address).catch(orAway);
  const chosenStatus = await chosenBefore(parsed.data.resumeToken, player.id, tokens);
  return { profile: { ...profileOf(player), chosenStatus }, createdAt: player.createdAt };
}

export function profileOf(player: StoredPlayer): Profile {
  const { id, visibility, mutedUntil } = player;
  return { ...traitsOf(player), id, visibility, chosenStatus: 'online', chosenAt: 0, mutedUntil: mutedUntil ?? 0 };
}

/** What the player had chosen before a restart; `online` without a valid resume token of their own. */
async function chosenBefore(token: string | undefined, id: string, tokens: Tokens): Promise<ChosenStatus> {
  if (!token) return 'online';
  const verified = await tokens.verify(token, 'resume');
  if (typeof verified === 'string' || verified.playerId !== id) return 'online';
  return CHOSEN_STATUSES.find((status) => status === verified.claims.chosenStatus) ?? 'online';
}

/** The token of the push `moved`: it carries over a restart what is stored nowhere. */
export async function resumeTokenFor(self: Self, tokens: Tokens): Promise<string> {
  const { token } = await tokens.issue(self.id as Profile['id'], 'resume', { chosenStatus: self.chosenStatus });
  return token;
}
