import assert from 'node:assert/strict';
import { settled } from '../support/fakeTime.ts';
import { LinkWorld } from '../support/linkWorld.ts';

describe('other people over the link', () => {
  it('L41 a social request returns its reply or its refusal as a value; offline it is refused and never sent', async () => {
    const world = new LinkWorld();
    const message = { channel: 'direct', to: 'bob', text: 'hello' } as const;
    assert.deepEqual(await world.client.request('sendChat', message), { ok: false, refusal: 'network' });
    const connection = await world.online();
    assert.ok((await world.client.request('addFriend', { playerId: 'bob' })).ok);
    connection.refusals.set('sendChat', 'chat/muted');
    assert.deepEqual(await world.client.request('sendChat', message), { ok: false, refusal: 'chat/muted' });
    assert.deepEqual(
      connection.asked.map(({ type, input }) => [type, input]),
      [
        ['addFriend', { playerId: 'bob' }],
        ['sendChat', message],
      ],
    );
  });

  it('L41 friends and messages are passed on as the server sends them', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    const pushes = [
      { type: 'friendsUpdated', payload: { isWhole: true, put: [], removed: [] } },
      {
        type: 'chatReceived',
        payload: { messageId: 'w1', channel: 'direct', from: { id: 'b', name: 'Bo' }, to: 'ada', text: 'hi', atS: 9 },
      },
    ];
    for (const push of pushes) connection.push(push as never);
    await settled();
    assert.deepEqual(world.events.slice(-2), pushes);
  });
});
