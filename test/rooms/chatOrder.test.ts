import assert from 'node:assert/strict';
import type { Config } from '../../server/config.ts';
import { FROM_STRANGERS } from '../../server/domain/social/strangerWhispers.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';

describe('order in the chat', () => {
  let server: LobbyServer;
  afterEach(() => server.stop());
  const start = async (env: Partial<Record<keyof Config, string>> = {}) => {
    server = await LobbyServer.start(env);
  };
  const whisper = (from: Joined, to: Joined, text = 'hello') =>
    refusalOf(from.room.request('sendChat', { channel: 'direct', to: to.id, text }));
  const say = (from: Joined, text = 'hello') => refusalOf(from.room.request('sendChat', { channel: 'shard', text }));
  const pushesOf = ({ heard }: Joined, type: string) => heard.filter((push) => push.type === type);

  it('CH8 strangers’ whispers to one player are capped together; friends and those who were written to pass', async () => {
    await start();
    const [ada, bob] = [await server.join('Ada'), await server.join('Bob')];
    for (const [from, to] of [
      [ada, bob],
      [bob, ada],
    ] as const)
      await from.room.request('addFriend', { playerId: to.id });
    await eventually(() => assert.match(JSON.stringify(pushesOf(bob, 'friendsUpdated').at(-1)), /"tie":"friend"/));
    const strangers = await Promise.all(['Carol', 'Dave', 'Eve', 'Frank'].map((name) => server.join(name)));
    const refused: unknown[] = [];
    for (let n = 0; n < 4 * FROM_STRANGERS.burst; n++) refused.push(await whisper(strangers[n % 4] as Joined, ada));
    assert.equal(refused.filter((code) => code === undefined).length, FROM_STRANGERS.burst);
    assert.equal(refused.at(-1), 'chat/tooManyStrangers');
    assert.equal(await whisper(bob, ada), undefined, 'a friend');
    const [carol] = strangers as [Joined];
    assert.equal(await whisper(ada, carol), undefined);
    await eventually(() => assert.ok(pushesOf(carol, 'chatReceived').length > 0));
    assert.equal(await whisper(carol, ada), undefined, 'an answer');
    await server.stop();
    await start({ LIMITS: 'off' });
    const [one, two] = [await server.join(), await server.join()];
    for (let n = 0; n < 2 * FROM_STRANGERS.burst; n++) assert.equal(await whisper(one, two), undefined);
  });

  it('CH9 in slow mode a young guest says one message in so long to the shard, for a day; it is off by default', async () => {
    await start({ YOUNG_CHAT_MS: '30000' });
    const ada = await server.join('Ada');
    assert.deepEqual([await say(ada), await say(ada)], [undefined, 'request/tooMany']);
    await server.pass(30_000);
    assert.equal(await say(ada), undefined);
    const store = server.app.store;
    const { id } = ada;
    await ada.room.leave();
    assert.ok(await store.players.find(id as never));
    server.clock.advance(86_400_000);
    const { token } = await server.signIn(undefined, ada.token);
    const old = await server.join(undefined, token);
    assert.deepEqual([await say(old), await say(old)], [undefined, undefined]);
    await server.stop();
    await start();
    const young = await server.join();
    assert.deepEqual([await say(young), await say(young)], [undefined, undefined]);
  });

  it('RP2 a report carries what was said to the reporter, and operators read it', async () => {
    await start();
    const [ada, bob] = [await server.join('Ada'), await server.join('Bob')];
    await whisper(bob, ada, 'you are bad');
    await say(bob, 'Ada is bad');
    await whisper(ada, bob, 'stop it');
    await eventually(() => assert.equal(pushesOf(bob, 'chatReceived').length, 3));
    await ada.room.request('report', { playerId: bob.id, reason: 'chat' });
    const { reports } = await server.adminGet<{ reports: { evidence: { from: string; text: string }[] }[] }>(
      '/api/admin/reports',
    );
    assert.deepEqual(
      new Set(reports[0]?.evidence.map(({ from, text }) => `${from === bob.id ? 'Bob' : 'Ada'}: ${text}`)),
      new Set(['Bob: you are bad', 'Bob: Ada is bad', 'Ada: stop it']),
    );
  });
});
