/** The requests of the room `lobby`: their schemas, limits and answers. What is decided, the lobby and the profiles decide. */
import type { Client } from '@colyseus/core';
import { asSessionId, type PlayerId } from '../../shared/ids.ts';
import { Heartbeat, SetName, SetStatus, SetVisibility } from '../../shared/protocol.ts';
import type { Pushes } from '../../shared/pushes.ts';
import { handle, type Request } from '../colyseus/handle.ts';
import type { AuthorizedPlayer } from './authorizeJoin.ts';
import type { LobbyRoomDeps } from './lobbyRoomDeps.ts';

export type LobbyClient = Client<{ auth: AuthorizedPlayer; messages: Pushes }>;
type From<Input> = Request<Input, LobbyClient>;

export const lobbyRequests = ({ lobby, profiles, clock }: Pick<LobbyRoomDeps, 'lobby' | 'profiles' | 'clock'>) => ({
  heartbeat: handle(Heartbeat, { burst: 20, perMinute: 60 }, ({ client, input }: From<Heartbeat>) => {
    lobby.localPlayers.heartbeat(asSessionId(client.sessionId), input.active, input.inputAgoMs ?? 0);
    return { nowS: Math.floor(clock.wall() / 1000) };
  }),
  setStatus: handle(SetStatus, { burst: 10, perMinute: 30 }, ({ client, input }: From<SetStatus>) => {
    lobby.localPlayers.setStatus(playerOf(client), input.status);
    return { status: input.status };
  }),
  setVisibility: handle(
    SetVisibility,
    { burst: 10, perMinute: 30 },
    async ({ client, input, refuse }: From<SetVisibility>) => {
      const refusal = await profiles.setVisibility(playerOf(client), input.visibility);
      return refusal ? refuse(refusal) : { visibility: input.visibility };
    },
  ),
  setName: handle(SetName, { burst: 5, perMinute: 10 }, async ({ client, input, refuse }: From<SetName>) => {
    const renamed = await profiles.rename(playerOf(client), input.name);
    return typeof renamed === 'string' ? refuse(renamed) : renamed;
  }),
});

export function playerOf(client: LobbyClient): PlayerId {
  if (!client.auth) throw new Error('a client without a player');
  return client.auth.profile.id;
}
