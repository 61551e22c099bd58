/** From a token and join options to a seat: who may enter a room, and as whom. Only our codes leave from here. */
import { ErrorCode, ServerError } from '@colyseus/core';
import type { Self } from '../../shared/playerRow.ts';
import { JoinOptions } from '../../shared/protocol.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import { CHOSEN_STATUSES, type ChosenStatus } from '../../shared/status.ts';
import { authenticateToken } from '../identity/authenticate.ts';
import type { Tokens } from '../identity/tokens.ts';
import type { Store } from '../ports.ts';
import type { SeatedPlayer } from './lobbyRoomDeps.ts';

const HTTP_STATUS: Partial<Record<RefusalCode, number>> = { 'request/invalid': 400, 'store/away': 503 };

/** The code is the message: what the SDK's join rejects with. */
export const refusal = (code: RefusalCode): ServerError =>
  new ServerError(HTTP_STATUS[code] ?? ErrorCode.AUTH_FAILED, code);

export type SeatDeps = {
  tokens: Tokens;
  store: Pick<Store, 'findPlayer'>;
  failed: (error: unknown, where: string) => void;
};

/** Throws a ServerError with `auth/…`, `request/invalid` or `store/away`. */
export async function seat(token: string | undefined, options: unknown, deps: SeatDeps): Promise<SeatedPlayer> {
  const caller = await authenticateToken(token, deps);
  if (typeof caller === 'string') throw refusal(caller);
  const parsed = JoinOptions.safeParse(options ?? {});
  if (!parsed.success) throw refusal('request/invalid');
  const player = await deps.store.findPlayer(caller.playerId).catch((error: unknown) => {
    deps.failed(error, 'seat');
    throw refusal('store/away');
  });
  if (!player) throw refusal('auth/invalid');
  if (player.bannedAt !== null) throw refusal('auth/banned');
  const { id, name, visibility, rating, mutedUntil } = player;
  const chosenStatus = await chosenBefore(parsed.data.resumeToken, id, deps.tokens);
  return { profile: { id, name, visibility, rating, chosenStatus, chosenAt: 0, mutedUntil: mutedUntil ?? 0 } };
}

/** What the player had chosen before a restart; `online` without a good token of their own. */
async function chosenBefore(token: string | undefined, id: string, tokens: Tokens): Promise<ChosenStatus> {
  if (!token) return 'online';
  const verified = await tokens.verify(token, 'resume');
  if (typeof verified === 'string' || verified.playerId !== id) return 'online';
  return CHOSEN_STATUSES.find((status) => status === verified.claims.chosenStatus) ?? 'online';
}

/** The token of the push `moved`. */
export async function resumeTokenFor(self: Self, tokens: Tokens): Promise<string> {
  const { token } = await tokens.issue(self.id as SeatedPlayer['profile']['id'], 'resume', {
    chosenStatus: self.chosenStatus,
  });
  return token;
}
