/** Handlers of requests that the player's own process answers. lobbyRequests.ts collects those of all classes. */
import type { Client } from '@colyseus/core';
import type { PlayerId } from '../../shared/ids.ts';
import type { Pushes } from '../../shared/pushes.ts';
import type { ProcessRequestName, ReadInput, RequestReply } from '../../shared/requests.ts';
import type { Outcome, Request } from '../colyseus/handle.ts';
import type { AuthorizedPlayer } from './authorizeJoin.ts';

export type LobbyClient = Client<{ auth: AuthorizedPlayer; messages: Pushes }>;

export type RequestHandlers<Name extends ProcessRequestName> = {
  [Each in Name]: (
    player: PlayerId,
    input: ReadInput<Each>,
    request: Request<ReadInput<Each>, LobbyClient>,
  ) => Outcome<RequestReply<Each>>;
};

export const handlersOf = <Name extends ProcessRequestName>(handlers: RequestHandlers<Name>): RequestHandlers<Name> =>
  handlers;

/** What `act` gives; `store/away` where it throws, which is reported as an error at `where`. */
export async function orStoreAway<T>(
  failed: (error: unknown, where: string) => void,
  where: string,
  act: () => Promise<T>,
): Promise<T | 'store/away'> {
  try {
    return await act();
  } catch (error) {
    failed(error, where);
    return 'store/away';
  }
}
