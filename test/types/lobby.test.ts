/** Checked by tsc (`npm run check`): each `@ts-expect-error` is a mistake that must not compile. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Room } from 'colyseus.js';
import type { LobbyRoom } from '../../server/lobby/LobbyRoom.ts';
import type { Visibility } from '../../shared/playerRow.ts';
import type { ChosenStatus } from '../../shared/status.ts';

type Lobby = Room<LobbyRoom, LobbyRoom['state']>;

/** Never called; only its types are tested. */
async function misuse(room: Lobby): Promise<void> {
  const { status }: { status: ChosenStatus } = await room.request('setStatus', { status: 'busy' });
  const { visibility }: { visibility: Visibility } = await room.request('setVisibility', { visibility: 'nobody' });
  const { name }: { name: string } = await room.request('setName', { name: 'Ada' });
  const { nowS }: { nowS: number } = await room.request('heartbeat', { active: true });
  const { ticketId }: { ticketId: string } = await room.request('joinQueue', { mode: 'cycles' });
  const { matchId, code }: { matchId: string; code?: string } = await room.request('createMatch', {
    mode: 'cycles',
    isPrivate: true,
  });
  const { tie }: { tie: 'asked' | 'friend' } = await room.request('addFriend', { playerId: 'bob' });
  const online: number = room.state.online;
  const row: string | undefined = room.state.players.get('id')?.name;
  room.onMessage('welcomed', ({ self, reconnectWindowMs }) => [self.name.length, reconnectWindowMs.toFixed()]);
  void [status, visibility, name, nowS, ticketId, matchId, code, tie, online, row];

  // @ts-expect-error there is no such status
  await room.request('setStatus', { status: 'playing' });
  // @ts-expect-error the field is missing
  await room.request('setVisibility', {});
  // @ts-expect-error a name is a text
  await room.request('setName', { name: 7 });
  // @ts-expect-error a private match is joined by its code alone
  await room.request('joinMatch', { isPrivate: true });
  // @ts-expect-error only a direct message has an addressee
  await room.request('sendChat', { channel: 'shard', to: 'bob', text: 'hello' });
  // @ts-expect-error the reply of leaveQueue is empty
  await room.request('leaveQueue', {}).then((reply): string => reply.ticketId);
  // @ts-expect-error there is no such request
  await room.request('makeMeAdmin', {});
  // @ts-expect-error the reply of setName has no status
  const { status: none } = await room.request('setName', { name: 'Ada' });
  // @ts-expect-error there is no such push
  room.onMessage('wasWelcomed', () => undefined);
  // @ts-expect-error the push has no such field
  room.onMessage('idleWarned', ({ kickAtMs }) => kickAtMs);
  // @ts-expect-error the state has no such field
  void [none, room.state.offline];
}

void misuse;

describe('types from end to end', () => {
  it('R23 this file full of mistakes compiles because each is expected, and an unused expectation would not', () => {
    const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', root], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
});
