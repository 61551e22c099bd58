/** From a token and join options to a player: whether they may enter, and as whom. Only our codes leave from here. */
import { type Self, traitsOf } from '../../shared/playerRow.ts';
import { JoinOptions } from '../../shared/protocol.ts';
import { CHOSEN_STATUSES, type ChosenStatus } from '../../shared/status.ts';
import { joinRefusal } from '../colyseus/joinRefusal.ts';
import type { Profile } from '../domain/presence/player.ts';
import type { Tokens } from '../identity/tokens.ts';
import type { Players } from '../ports.ts';

/** What `onAuth` lets through to `client.auth`: from our database only. */
export type AuthorizedPlayer = { profile: Profile };

/** Throws a ServerError with `auth/…`, `request/invalid` or `store/away`. */
export async function authorizeJoin(
  token: string | undefined,
  options: unknown,
  { tokens, players, failed }: { tokens: Tokens; players: Players; failed: (error: unknown, where: string) => void },
): Promise<AuthorizedPlayer> {
  const caller = await tokens.verify(token, 'session');
  if (typeof caller === 'string') throw joinRefusal(caller);
  const parsed = JoinOptions.safeParse(options ?? {});
  if (!parsed.success) throw joinRefusal('request/invalid');
  const player = await players.find(caller.playerId).catch((error: unknown) => {
    failed(error, 'seat');
    throw joinRefusal('store/away');
  });
  if (!player) throw joinRefusal('auth/invalid');
  if (player.bannedAt !== null) throw joinRefusal('auth/banned');
  const { id, visibility, mutedUntil } = player;
  const chosenStatus = await chosenBefore(parsed.data.resumeToken, id, tokens);
  const choice = { ...traitsOf(player), visibility, chosenStatus };
  return { profile: { ...choice, id, chosenAt: 0, mutedUntil: mutedUntil ?? 0 } };
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
