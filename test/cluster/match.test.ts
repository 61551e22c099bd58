import assert from 'node:assert/strict';
import type { LobbyEvent } from '../../client/net/events.ts';
import type { MatchLink } from '../../client/net/match/MatchLink.ts';
import { type LocalCluster, startCluster } from '../../scripts/cluster/startCluster.ts';
import type { BoardUpdated } from '../../shared/games/connect-four/board.ts';
import { unpackBoard } from '../../shared/games/connect-four/summary.ts';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { LeaderboardPage } from '../../shared/records.ts';
import { type Player, Players } from '../chaos/Players.ts';
import { START_MS } from '../support/clusterRun.ts';
import { eventually } from '../support/eventually.ts';
import { runSql } from '../support/postgres.ts';

const MODE = 'connect-four';
const WAIT_MS = 10_000;

describe('players at two processes', () => {
  let cluster: LocalCluster;
  let players: Players;
  let ada: Player;
  let bob: Player;
  const events = new Map<Player, LobbyEvent[]>();
  before(async () => {
    cluster = await startCluster({ processes: 2, env: { LIMITS: 'off', LOG_LEVEL: 'warn', SHARD_CAPACITY: '1' } });
    players = new Players(cluster.url, 'Ada');
    // In turn, because a shard has one place and the next goes to the emptier process.
    for (let n = 0; n < 2; n++) {
      const [player] = (await players.arrive(1, 100)) as [Player];
      const heard: LobbyEvent[] = [];
      player.client.subscribe((event) => heard.push(event));
      events.set(player, heard);
    }
    [ada, bob] = players.all as [Player, Player];
    for (const { client } of [ada, bob]) {
      await eventually(
        async () => assert.deepEqual(await client.request('leaveQueue', {}), { ok: false, refusal: 'queue/none' }),
        START_MS / 2,
        200,
      );
    }
    for (const { url } of cluster.processes) {
      await eventually(
        async () => assert.equal(((await (await fetch(`${url}/api/players`)).json()) as { total: number }).total, 2),
        START_MS / 2,
        200,
      );
    }
  });
  after(async () => {
    await players?.stop();
    await cluster?.stop();
  });

  /** The first push of the type since the last one taken. */
  const told = async <Type extends keyof PlayPushes>(player: Player, type: Type): Promise<PlayPushes[Type]> => {
    const heard = events.get(player) ?? [];
    await eventually(() => assert.ok(heard.some((event) => event.type === type)), WAIT_MS);
    const [event] = heard.splice(0, heard.findIndex((each) => each.type === type) + 1).slice(-1);
    return (event as unknown as { payload: PlayPushes[Type] }).payload;
  };
  const seat = async (player: Player): Promise<MatchLink> => {
    const ready = await told(player, 'matchReady');
    const link = player.client.openMatch(ready);
    await eventually(() => assert.equal(link.link.kind, 'seated'), WAIT_MS);
    const port = new URL(cluster.url).port;
    assert.match(ready.reservation.publicAddress ?? '', new RegExp(`^127\\.0\\.0\\.1:${port}/p[12]$`));
    return link;
  };

  it('C23 two players meet in a match, sit at the process of its room, and both get the result, which is stored once', async () => {
    assert.deepEqual(new Set([ada.process, bob.process]), new Set(['p1', 'p2']));
    for (const { client } of [ada, bob]) assert.ok((await client.request('joinQueue', { mode: MODE })).ok);
    for (const player of [ada, bob]) {
      const { proposalId } = await told(player, 'matchProposed');
      assert.ok((await player.client.request('acceptMatch', { proposalId })).ok);
    }
    const links = [await seat(ada), await seat(bob)];
    // The room is at one process, and one of the two players at the other.
    const { matchId } = links[0]?.ticket ?? assert.fail('no match');
    for (const { client } of [ada, bob]) assert.ok((await client.request('watchTiles', { matchIds: [matchId] })).ok);
    for (const player of [ada, bob]) {
      const tile = await told(player, 'tileUpdated');
      assert.deepEqual([tile.matchId, unpackBoard(tile.summary)?.last], [matchId, undefined]);
    }
    await playOut(links);

    const [first, second] = [await told(ada, 'matchFinished'), await told(bob, 'matchFinished')];
    assert.deepEqual(first, second);
    assert.deepEqual(
      first.results.map(({ place, ratingBefore }) => [place, ratingBefore]),
      [
        [1, 1_000],
        [2, 1_000],
      ],
    );
    const stored = await runSql(
      cluster.postgresUrl,
      'select m.id, p.player_id, p.place, r.shown, r.matches from matches m join match_players p on p.match_id = m.id ' +
        'join ratings r on r.player_id = p.player_id and r.mode = m.mode order by p.place',
    );
    assert.deepEqual(
      stored,
      first.results.map(({ id, place, ratingAfter: shown }) => {
        return { id: first.matchId, player_id: id, place, shown, matches: 1 };
      }),
    );
    for (const { url } of cluster.processes) {
      const { players: best } = (await (await fetch(`${url}/api/leaderboard?mode=${MODE}`)).json()) as LeaderboardPage;
      assert.deepEqual(
        best.map(({ id, rating }) => [id, rating]),
        first.results.map(({ id, ratingAfter }) => [id, ratingAfter]),
      );
    }
    for (const link of links) link.leave();
  });

  it('C24 a party queues and plays as one, its members are told each other’s new names', async () => {
    for (const heard of events.values()) heard.length = 0;
    assert.ok((await ada.client.request('inviteToParty', { playerId: bob.id })).ok);
    const { inviteId } = await told(bob, 'invited');
    assert.ok((await bob.client.request('answerInvite', { inviteId, accept: true })).ok);
    assert.deepEqual(await bob.client.request('joinQueue', { mode: 'cycles' }), {
      ok: false,
      refusal: 'party/notLeader',
    });

    for (const heard of events.values()) heard.length = 0;
    // The desk is at one of the two processes, so one of these names came to it over the bus.
    for (const [player, other, name] of [
      [ada, bob, 'Ada the Second'],
      [bob, ada, 'Bob the Second'],
    ] as const) {
      assert.ok((await player.client.request('setName', { name })).ok);
      await eventually(() => {
        const last = events.get(other)?.findLast(({ type }) => type === 'partyUpdated');
        const { party } = (last as { payload: PlayPushes['partyUpdated'] } | undefined)?.payload ?? {};
        assert.equal(party?.members.find(({ id }) => id === player.id)?.name, name);
      }, WAIT_MS);
    }
    for (const heard of events.values()) heard.length = 0;

    // A dropped player keeps the place across processes, and the party waits.
    bob.drop();
    for (const { url } of cluster.processes) {
      const statusOfBob = async () =>
        ((await (await fetch(`${url}/api/players/${bob.id}`)).json()) as { status: string }).status;
      await eventually(async () => assert.equal(await statusOfBob(), 'reconnecting'), WAIT_MS, 200);
    }
    assert.deepEqual(await ada.client.request('joinQueue', { mode: 'cycles' }), {
      ok: false,
      refusal: 'party/notReady',
    });
    for (const heard of events.values()) heard.length = 0;
    bob.findNetwork();
    const { party } = await told(bob, 'partyUpdated');
    assert.deepEqual(
      party?.members.map(({ id }) => id),
      [ada.id, bob.id],
    );
    await eventually(() => assert.ok(bob.isOnline), WAIT_MS);
    for (const heard of events.values()) heard.length = 0;
    await eventually(
      async () => assert.ok((await ada.client.request('joinQueue', { mode: 'cycles' })).ok),
      WAIT_MS,
      200,
    );
    const queued = [await told(ada, 'queueUpdated'), await told(bob, 'queueUpdated')];
    assert.deepEqual(new Set(queued.map(({ queue }) => queue?.playersInQueue)), new Set([2]));
    assert.ok((await ada.client.request('playBots', {})).ok);
    const links = [await seat(ada), await seat(bob)];
    for (const link of links) {
      const { seats } = await eventually(() => running(link) ?? assert.fail('it runs'), WAIT_MS);
      assert.deepEqual(new Set(seats.flatMap(({ id }) => id ?? [])), new Set([ada.id, bob.id]));
    }
    for (const link of links) link.leave();
  });

  it('C29 CH14 friends see each other’s status, whisper, and may be visible to each other alone, until a block ends it', async () => {
    for (const heard of events.values()) heard.length = 0;
    const heard = (player: Player) => events.get(player) ?? [];
    const updates = (player: Player) =>
      heard(player).flatMap((event) => (event.type === 'friendsUpdated' ? [event.payload] : []));
    const words = (player: Player) =>
      heard(player).flatMap((event) => (event.type === 'chatReceived' ? [event.payload.text] : []));
    const known = (player: Player, other: Player) =>
      updates(player)
        .flatMap(({ put }) => put)
        .findLast(({ id }) => id === other.id);
    const ask = async (player: Player, type: 'addFriend' | 'block', other: Player) =>
      assert.ok((await player.client.request(type, { playerId: other.id })).ok);
    await ask(ada, 'addFriend', bob);
    await eventually(() => assert.equal(known(bob, ada)?.tie, 'asking'), WAIT_MS);
    await ask(bob, 'addFriend', ada);
    await eventually(() => assert.equal(known(ada, bob)?.status, 'online'), WAIT_MS);
    await eventually(() => assert.equal(known(bob, ada)?.status, 'online'), WAIT_MS);
    assert.ok((await bob.client.request('setStatus', { status: 'busy' })).ok);
    await eventually(() => assert.equal(known(ada, bob)?.status, 'busy'), WAIT_MS);

    assert.ok((await bob.client.request('setVisibility', { visibility: 'friends' })).ok);
    const lists = (token?: string) =>
      Promise.all(
        cluster.processes.map(async ({ url }) => {
          const headers: HeadersInit = token ? { Authorization: `Bearer ${token}` } : {};
          const page = (await (await fetch(`${url}/api/players`, { headers })).json()) as { players: { id: string }[] };
          return page.players.some(({ id }) => id === bob.id);
        }),
      );
    await eventually(async () => assert.deepEqual(await lists(), [false, false]), WAIT_MS);
    assert.deepEqual(await lists(ada.token), [true, true]);
    assert.equal(known(ada, bob)?.status, 'busy');

    assert.ok((await ada.client.request('sendChat', { channel: 'direct', to: bob.id, text: 'well played' })).ok);
    await eventually(() => assert.equal(words(bob).at(-1), 'well played'), WAIT_MS);
    for (const player of [ada, bob]) {
      const history = await player.client.request('chatHistory', { channel: 'direct' });
      assert.ok(history.ok && history.lines.some(({ text }) => text === 'well played'), 'kept at both processes');
    }
    await ask(bob, 'block', ada);
    await eventually(() => assert.ok(updates(ada).some(({ removed }) => removed.includes(bob.id))), WAIT_MS);
    await eventually(async () => assert.deepEqual(await lists(ada.token), [false, false]), WAIT_MS);
    const refused = await ada.client.request('sendChat', { channel: 'direct', to: bob.id, text: 'why?' });
    assert.deepEqual(refused, { ok: false, refusal: 'chat/notHere' });
  });
});

function running(link: MatchLink): MatchPushes['tableUpdated'] | undefined {
  const table = link.latest<MatchPushes['tableUpdated']>('tableUpdated');
  return table?.phase === 'running' ? table : undefined;
}

/** Each drops into a column of their own, so the first to move wins. */
async function playOut(links: readonly MatchLink[]): Promise<void> {
  await eventually(async () => {
    for (const link of links) {
      const [board, table] = [link.latest<BoardUpdated>('boardUpdated'), running(link)];
      if (!board || !table || board.turn !== table.you) continue;
      await link.request('dropDisc', { column: board.order[0] === table.you ? 0 : 1 });
    }
    return links.every((link) => link.latest('matchEnded') !== undefined);
  }, WAIT_MS);
}
