import assert from 'node:assert/strict';
import { OF_PLAYER, OF_SHARD } from '../../server/lobby/Chat.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { REQUESTS } from '../../shared/requests.ts';
import { type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';
import { MatchServer, playerSeat, type Seated } from '../support/matchServer.ts';
import { closesWith, leave, loose, openTabs, resume } from '../support/tabs.ts';

const MINUTE_MS = 60_000;

let server: LobbyServer;

describe('limits of requests', () => {
  before(async () => {
    server = await LobbyServer.start();
  });
  after(() => server.stop());

  for (const [name, { limit }] of Object.entries(REQUESTS)) {
    it(`LM1 ${name}: eight tabs get at most what one may, and neither a new tab nor a resume gets more`, async () => {
      // Refills what the addresses of the test used up.
      server.clock.advance(MINUTE_MS);
      const tabs = await openTabs(server);
      const startedAt = server.clock.now();
      const ask = (tab: Joined) => refusalOf(loose(tab).request(name, 7));
      const asked = Array.from({ length: limit.burst + 2 * tabs.length }, (_, at) =>
        ask(tabs[at % tabs.length] as Joined),
      );
      const outcomes = await Promise.all(asked);
      const regained = () => Math.ceil(((server.clock.now() - startedAt) * limit.perMinute) / MINUTE_MS);
      const within = (answers: unknown[]) => answers.filter((code) => code !== 'request/tooMany').length;
      assert.ok(within(outcomes) >= limit.burst && within(outcomes) <= limit.burst + regained(), `${within(outcomes)}`);
      await leave(...tabs.slice(0, 2));
      const [renewed, resumed] = [await server.join(undefined, tabs[0].token), tabs[7] as Joined];
      await resume(resumed);
      const later = await Promise.all([renewed, resumed, renewed, resumed].map(ask));
      assert.ok(within([...outcomes, ...later]) <= limit.burst + regained(), `${within(later)} more`);
      await leave(renewed, ...tabs);
    });
  }

  it('LM8 ten reports a day of one player, in whatever tabs and sessions', async () => {
    const [reporter, tab] = await openTabs(server, 2);
    const others = await Promise.all(Array.from({ length: 12 }, () => server.join()));
    let from = reporter;
    const answers: unknown[] = [];
    for (const { id } of others) {
      answers.push(await refusalOf(from.room.request('report', { playerId: id, reason: 'chat' })));
      if (answers.length === 4) from = tab as Joined;
      if (answers.length === 8) {
        await leave(reporter, tab as Joined);
        from = await server.join(undefined, reporter.token);
      }
      server.clock.advance(MINUTE_MS / 2);
    }
    assert.deepEqual(answers, [...Array(10).fill(undefined), ...Array(2).fill('request/tooMany')]);
    await leave(from, ...others);
  });
});

describe('a match room’s limits', () => {
  it('LM1 a player who drops and resumes, or enters again, has one budget in a match', async () => {
    const matches = await MatchServer.start();
    const id = await matches.open('connect-four', { seats: [playerSeat('ada', 0), playerSeat('ben', 1)] });
    const ada = await matches.enter(id, 'ada');
    const refusalsOf = async (times: number, { room }: Seated) => {
      const asked = Array.from({ length: times }, () => refusalOf(room.request('startMatch', {})));
      return (await Promise.all(asked)).filter((code) => code === 'request/tooMany').length;
    };
    assert.equal(await refusalsOf(7, ada), 2);
    await resume(ada as never);
    assert.ok((await refusalsOf(4, ada)) >= 3);
    const again = await matches.enter(id, 'ada');
    assert.ok((await refusalsOf(4, again)) >= 3);
    await matches.stop();
  });
});

describe('a shard’s chat budget', () => {
  beforeEach(async () => {
    server = await LobbyServer.start();
  });
  afterEach(() => server.stop());
  const say = ({ room }: Joined, text = 'hello') => refusalOf(room.request('sendChat', { channel: 'shard', text }));
  const carriedTo = ({ heard }: Joined, from: string) =>
    heard.filter(
      ({ type, payload }) => type === 'chatReceived' && (payload as { from: { id: string } }).from.id === from,
    );

  it('LM3 messages that are refused use up nothing of it', async () => {
    const players = await Promise.all(Array.from({ length: 10 }, () => server.join()));
    const [hidden, muted, careless, ...others] = players as [Joined, Joined, Joined, ...Joined[]];
    await hidden.room.request('setVisibility', { visibility: 'nobody' });
    server.app.lobby.localPlayers.mute(asPlayerId(muted.id), server.clock.wall() + MINUTE_MS);
    const [away, blocks] = [others.pop() as Joined, server.app.store.blocks];
    const real = blocks.of.bind(blocks);
    for (let i = 0; i < 4; i++) {
      assert.equal(await say(hidden), 'chat/hidden');
      assert.equal(await say(muted), 'chat/muted');
      assert.equal(await say(careless, '\u200b'), 'chat/badText');
      blocks.of = () => Promise.reject(new Error('away'));
      assert.equal(await say(away), 'store/away');
      blocks.of = real;
    }
    // 20 of the shard, 4 of each: all five can say all of theirs.
    for (const player of [careless, ...others.slice(0, 4)])
      for (let i = 0; i < OF_PLAYER.burst; i++) assert.equal(await say(player), undefined);
    assert.equal(OF_SHARD.burst, 5 * OF_PLAYER.burst);
  });

  it('LM4 ten honest players are never refused while one floods from eight tabs, leaves, joins and resumes for a minute', async () => {
    const honest = await Promise.all(Array.from({ length: 10 }, () => server.join()));
    let tabs = await openTabs(server);
    const [{ id, token }] = tabs;
    const startedAt = server.clock.now();
    for (let second = 0; second < 60; second++) {
      server.clock.advance(1_000);
      // More than may be carried, and few enough not to be cut.
      const flood = Array.from({ length: 2 }, (_, at) => say(tabs[(2 * second + at) % tabs.length] as Joined));
      const speaker = second % 10 === 0 ? honest : [];
      assert.deepEqual(await Promise.all(speaker.map((player) => say(player))), Array(speaker.length).fill(undefined));
      await Promise.all(flood);
      if (second % 20 === 10) await resume(tabs[0]);
      if (second % 20 === 15) {
        await leave(tabs[1] as Joined);
        tabs = [tabs[0], await server.join(undefined, token), ...tabs.slice(2)];
      }
    }
    await server.ticks();
    const most = OF_PLAYER.burst + Math.ceil(((server.clock.now() - startedAt) * OF_PLAYER.perMinute) / MINUTE_MS);
    const carried = carriedTo(honest[0] as Joined, id).length;
    assert.ok(carried > OF_PLAYER.burst && carried <= most, `${carried} carried, ${most} at most`);
    for (const player of honest) assert.equal(carriedTo(honest[0] as Joined, player.id).length, 6);
  });

  it('LM4 a flood that knows no measure is cut in every tab, and stays out', async () => {
    const honest = await Promise.all(Array.from({ length: 10 }, () => server.join()));
    const tabs = await openTabs(server);
    const closes = tabs.map(closesWith);
    for (let second = 0; second < 60; second++) {
      server.clock.advance(1_000);
      for (const { room } of tabs)
        if (room.connection.isOpen)
          for (let i = 0; i < 5; i++) room.request('sendChat', { channel: 'shard', text: 'buy' }).catch(() => {});
      if (second % 10 === 0)
        assert.deepEqual(await Promise.all(honest.map((player) => say(player))), Array(10).fill(undefined));
      else await honest[0]?.room.request('heartbeat', { active: true });
      if (second === 20) await assert.rejects(server.join(undefined, tabs[0].token), /player\/coolingDown/);
      if (tabs.every(({ room }) => !room.connection.isOpen) && second > 20) break;
    }
    assert.deepEqual(await Promise.all(closes), Array(8).fill(4104));
  });
});
