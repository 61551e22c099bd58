import assert from 'node:assert/strict';
import type { Room } from 'colyseus.js';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { MatchReservation, MatchRow, PlayPushes } from '../../shared/playProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { cut, type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';

type Told<Type extends keyof PlayPushes> = PlayPushes[Type];
/** A connection to a match room, with its latest pushes. */
type Seated = {
  room: Room;
  you?: number;
  table?: MatchPushes['tableUpdated'];
  board?: { moves: number[]; order: number[]; turn: number | null };
  isOver: boolean;
};

const last = <Type extends keyof PlayPushes>({ heard }: Joined, type: Type): Told<Type> | undefined =>
  heard.findLast((push) => push.type === type)?.payload as Told<Type> | undefined;

const awaitPush = <Type extends keyof PlayPushes>(
  player: Joined,
  type: Type,
  isIt = (_: Told<Type>): boolean => true,
) =>
  eventually((): Told<Type> => {
    const payload = last(player, type);
    assert.ok(payload && isIt(payload), `${type} came`);
    return payload;
  });

describe('from the lobby into a game', () => {
  let server: LobbyServer;
  let ada: Joined;
  let bob: Joined;
  beforeEach(async () => {
    server = await LobbyServer.start({ LEASE_MS: '1000', ACCEPT_MS: '5000', LIMITS: 'off' });
    ada = await server.join();
    bob = await server.join();
  });
  afterEach(() => server.stop());

  const statusOf = ({ id }: Joined) => server.app.lobby.find(id as never)?.status;
  const enter = async (player: Joined, reservation: MatchReservation): Promise<Seated> => {
    const room = (await server.client(player.token).consumeSeatReservation(reservation as never)) as Room;
    room.reconnection.enabled = false;
    const seated: Seated = { room, isOver: false };
    room.onMessage('*', () => {});
    room.onMessage('tableUpdated', (table: MatchPushes['tableUpdated']) =>
      Object.assign(seated, { you: table.you, table }),
    );
    room.onMessage('boardUpdated', (board: Seated['board']) => Object.assign(seated, { board }));
    room.onMessage('matchEnded', () => Object.assign(seated, { isOver: true }));
    return seated;
  };
  const queueBoth = async (mode = 'connect-four') => {
    for (const { room } of [ada, bob]) await room.request('joinQueue', { mode });
    const { proposalId } = await awaitPush(ada, 'matchProposed');
    return proposalId;
  };
  const seatBoth = async (): Promise<[Seated, Seated, string]> => {
    const proposalId = await queueBoth();
    for (const { room } of [ada, bob]) await room.request('acceptMatch', { proposalId });
    const [first, second] = [await awaitPush(ada, 'matchReady'), await awaitPush(bob, 'matchReady')];
    return [await enter(ada, first.reservation), await enter(bob, second.reservation), first.matchId];
  };

  it('PL1 two players press play, accept, finish a game, and see the result and their ratings', async () => {
    const { ticketId } = await ada.room.request('joinQueue', { mode: 'connect-four' });
    assert.equal(await refusalOf(ada.room.request('joinQueue', { mode: 'cycles' })), 'queue/already');
    assert.equal((await awaitPush(ada, 'queueUpdated')).queue?.ticketId, ticketId);
    await eventually(() => assert.equal(statusOf(ada), 'queued'));
    assert.equal((await server.get<{ queued: number }>('/api/stats')).queued, 1);
    await ada.room.request('leaveQueue', {});
    await eventually(() => assert.equal(statusOf(ada), 'online'));

    const [first, second, matchId] = await seatBoth();
    await eventually(() => assert.deepEqual([statusOf(ada), statusOf(bob)], ['playing', 'playing']));
    await play([first, second]);
    const { results, isRated } = await awaitPush(bob, 'matchFinished');
    assert.equal(isRated, true);
    assert.deepEqual([results.map(({ place }) => place), results[0]?.ratingBefore], [[1, 2], 1_000]);
    assert.ok((results[0]?.ratingAfter ?? 0) > 1_000 && (results[1]?.ratingAfter ?? 9_999) <= 1_000);
    await eventually(() => assert.deepEqual([statusOf(ada), statusOf(bob)], ['online', 'online']));
    const board = await server.get<{ players: { id: string }[] }>('/api/leaderboard?mode=connect-four');
    assert.deepEqual(board.players?.[0]?.id, results[0]?.id);
    assert.equal(last(ada, 'matchFinished')?.matchId, matchId);

    await ada.room.request('rematch', { matchId });
    await bob.room.request('rematch', { matchId });
    const again = await awaitPush(ada, 'matchReady', (ready) => ready.matchId !== matchId);
    assert.equal(again.mode, 'connect-four');
  });

  it('PL7 new ratings appear in everybody’s roster and in the players’ profiles, and friendly matches change none', async () => {
    const eve = await server.join();
    const [first, second] = await seatBoth();
    await play([first, second]);
    const { results } = await awaitPush(bob, 'matchFinished');
    const ratingOf = (id: string) => results.find((one) => one.id === id)?.ratingAfter;
    assert.notEqual(ratingOf(ada.id), ratingOf(bob.id));
    await eventually(() => {
      for (const { id, heard } of [ada, bob]) {
        assert.equal(eve.room.state.players.get(id)?.rating, ratingOf(id));
        const self = heard.filter(({ type }) => type === 'selfUpdated').at(-1)?.payload;
        assert.equal((self as { rating: number }).rating, ratingOf(id));
      }
    });
    assert.equal(server.app.lobby.find(eve.id as never)?.rating, 0);
  });

  it('PL2 a decline and a time-out send the other player back to the queue, with the reason', async () => {
    const proposalId = await queueBoth();
    await ada.room.request('acceptMatch', { proposalId });
    assert.deepEqual(
      (await awaitPush(bob, 'matchProposed', ({ players }) => players.some(({ isReady }) => isReady))).players.length,
      2,
    );
    await bob.room.request('declineMatch', { proposalId });
    const { reason, isYourFault, isQueuedAgain } = await awaitPush(ada, 'matchCancelled');
    assert.deepEqual([reason, isYourFault, isQueuedAgain], ['declined', false, true]);
    assert.equal(await refusalOf(bob.room.request('acceptMatch', { proposalId })), 'proposal/unknown');
    await eventually(() => assert.deepEqual([statusOf(ada), statusOf(bob)], ['queued', 'online']));
  });

  it('PL3 a ticket survives a dropped connection and keeps its age', async () => {
    const { ticketId } = await ada.room.request('joinQueue', { mode: 'connect-four' });
    cut(ada.room);
    await eventually(() => assert.equal(statusOf(ada), 'reconnecting'));
    const seen = ada.heard.length;
    await eventually(() => assert.equal(statusOf(ada), 'queued'));
    await eventually(() =>
      assert.ok(
        ada.heard
          .slice(seen)
          .some(({ type, payload }) => type === 'queueUpdated' && JSON.stringify(payload).includes(ticketId)),
      ),
    );
  });

  it('PL4 a seat admits only its player, and nobody enters a match room without one', async () => {
    const proposalId = await queueBoth();
    for (const { room } of [ada, bob]) await room.request('acceptMatch', { proposalId });
    const { reservation } = await awaitPush(ada, 'matchReady');
    await awaitPush(bob, 'matchReady');
    await assert.rejects(enter(bob, reservation));
    for (const path of ['joinOrCreate/connect-four', `joinById/${reservation.roomId}`]) {
      const answer = await fetch(`${server.url}/matchmake/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${bob.token}` },
        body: '{}',
      });
      assert.notEqual(answer.status, 200, path);
    }
  });

  it('PL5 a private match is joined by its code and a public one from the list, and permitted players can watch both', async () => {
    const { matchId, code } = await ada.room.request('createMatch', { mode: 'connect-four', isPrivate: true });
    assert.match(code ?? '', /^[A-Z2-9]{6}$/);
    const eve = await server.join();
    await eve.room.request('followMatches', { on: true });
    assert.deepEqual((await awaitPush(eve, 'matchesUpdated')).put, []);
    assert.equal(await refusalOf(bob.room.request('joinMatch', { matchId })), 'match/unknown');
    assert.equal(await refusalOf(bob.room.request('watchMatch', { matchId })), 'match/unknown');
    await bob.room.request('joinMatch', { code: code ?? '' });
    const first = await enter(ada, (await awaitPush(ada, 'matchReady')).reservation);
    const second = await enter(bob, (await awaitPush(bob, 'matchReady')).reservation);
    await play([first, second]);
    const { results, isRated } = await awaitPush(bob, 'matchFinished');
    assert.deepEqual(
      [isRated, results.map(({ place, ratingAfter }) => [place, ratingAfter])],
      [
        false,
        [
          [1, undefined],
          [2, undefined],
        ],
      ],
    );

    const open = await ada.room.request('createMatch', { mode: 'connect-four', isPrivate: false });
    const row = (await awaitPush(eve, 'matchesUpdated', ({ put }) => put.length > 0)).put[0];
    assert.deepEqual([row?.matchId, row?.state, row?.players.map(({ id }) => id)], [open.matchId, 'open', [ada.id]]);
    await eve.room.request('watchMatch', { matchId: open.matchId });
    const watching = await awaitPush(eve, 'matchReady');
    assert.equal(watching.role, 'spectator');
    await enter(eve, watching.reservation);
  });

  it('DH22 strangers are told nothing of hidden players who queue, play and watch, and only of a visible one’s match', async () => {
    const [hana, hugo, ida] = [await server.join(), await server.join(), await server.join()];
    for (const { room } of [hana, hugo, ida]) await room.request('setVisibility', { visibility: 'nobody' });
    await bob.room.request('followMatches', { on: true });
    const followed = () => bob.heard.filter(({ type }) => type === 'matchesUpdated').length;
    await eventually(() => assert.equal(followed(), 1));
    const mode = 'connect-four';
    const ofHana = await hana.room.request('createMatch', { mode, isPrivate: false });
    assert.equal(await refusalOf(hana.room.request('challenge', { playerId: bob.id, mode })), 'invite/hidden');
    await bob.room.request('joinQueue', { mode: 'cycles-duel' });
    await hugo.room.request('joinQueue', { mode: 'cycles' });
    assert.equal((await awaitPush(hugo, 'queueUpdated', ({ queue }) => queue !== undefined)).queue?.playersInQueue, 1);
    await hugo.room.request('playBots', {});
    await awaitPush(hugo, 'matchReady');
    const matches = async () => (await server.get<{ matches: MatchRow[] }>('/api/matches')).matches;
    assert.deepEqual([await matches(), followed()], [[], 1]);

    assert.equal(await refusalOf(ada.room.request('joinMatch', ofHana)), 'match/unknown');
    const { matchId } = await ada.room.request('createMatch', { mode, isPrivate: false });
    await ida.room.request('joinMatch', { matchId });
    const unnamed = { id: null, name: null };
    const [row] = (await awaitPush(bob, 'matchesUpdated', ({ put }) => put[0]?.players.length === 2)).put;
    assert.deepEqual(
      row?.players.map(({ id }) => id),
      [ada.id, null],
    );
    assert.deepEqual((await matches())[0]?.players[1], unnamed);
    await enter(ida, (await awaitPush(ida, 'matchReady')).reservation);
    const seated = await enter(ada, (await awaitPush(ada, 'matchReady')).reservation);
    await bob.room.request('leaveQueue', {});
    await bob.room.request('watchMatch', { matchId });
    const watching = await enter(bob, (await awaitPush(bob, 'matchReady')).reservation);
    await eventually(() => {
      assert.deepEqual(
        watching.table?.seats.map(({ id }) => id),
        [ada.id, null],
      );
      assert.deepEqual(
        seated.table?.seats.map(({ id }) => id),
        [ada.id, ida.id],
      );
      assert.equal(watching.table?.spectators, 1);
    });
    await ida.room.request('setVisibility', { visibility: 'everyone' });
    await eventually(() =>
      assert.deepEqual(
        watching.table?.seats.map(({ id }) => id),
        [ada.id, ida.id],
      ),
    );
    assert.doesNotMatch(
      JSON.stringify(bob.heard.filter(({ type }) => type !== 'matchesUpdated')),
      new RegExp(`${hana.id}|${ida.id}`),
    );
  });

  it('PL6 an accepted challenge from a row becomes a match', async () => {
    await ada.room.request('challenge', { playerId: bob.id, mode: 'connect-four' });
    const { inviteId, kind, from } = await awaitPush(bob, 'invited');
    assert.deepEqual([kind, from.id], ['challenge', ada.id]);
    await bob.room.request('answerInvite', { inviteId, accept: true });
    assert.equal((await awaitPush(ada, 'matchReady')).matchId, (await awaitPush(bob, 'matchReady')).matchId);
    await ada.room.request('block', { playerId: bob.id });
    assert.equal(
      await refusalOf(bob.room.request('challenge', { playerId: ada.id, mode: 'cycles' })),
      'invite/notHere',
    );
  });

  it('PL8 an operator’s ban ends the match as well as the lobby session, and the other player wins', async () => {
    const [first, second, matchId] = await seatBoth();
    await eventually(() => assert.equal(first.board?.moves.length, 0));
    const closed = new Promise<number>((resolve) => second.room.onLeave(resolve));
    await server.order('ban', { playerId: bob.id, reason: 'cheating' });
    assert.equal(await closed, 4103);
    const { results } = await awaitPush(ada, 'matchFinished', (finished) => finished.matchId === matchId);
    assert.deepEqual(
      results.map(({ id, place }) => [id, place]),
      [
        [ada.id, 1],
        [bob.id, 2],
      ],
    );
    await eventually(() => first.isOver);
  });

  it('PL9 a player against bots chooses their strength, and the match seats such bots', async () => {
    await ada.room.request('joinQueue', { mode: 'cycles' });
    await assert.rejects(ada.room.request('playBots', { strength: 'godlike' } as never));
    await ada.room.request('playBots', { strength: 'hard' });
    const { reservation } = await awaitPush(ada, 'matchReady');
    const room = (await server.client(ada.token).consumeSeatReservation(reservation as never)) as Room;
    room.reconnection.enabled = false;
    const bots = await new Promise((resolve) =>
      room.onMessage('tableUpdated', ({ seats }: { seats: { bot?: string }[] }) =>
        resolve(seats.flatMap(({ bot }) => bot ?? [])),
      ),
    );
    assert.deepEqual(bots, ['hard', 'hard']);
  });

  it('PL3 a reload while queued keeps the ticket and its age', async () => {
    const { ticketId } = await ada.room.request('joinQueue', { mode: 'connect-four' });
    server.clock.advance(1_500);
    await ada.room.leave();
    const back = await server.join(undefined, ada.token);
    const { queue } = await awaitPush(back, 'queueUpdated');
    assert.equal(queue?.ticketId, ticketId);
    assert.ok((queue?.waitedMs ?? 0) >= 1_500);
    assert.equal(server.app.lobby.find(ada.id as never)?.status, 'queued');
  });
});

/** The first to move wins in the first column. */
async function play(seats: readonly Seated[]): Promise<void> {
  await eventually(async () => {
    for (const { room, you, board } of seats) {
      if (!board || you === undefined || board.turn !== you) continue;
      await room.request('dropDisc', { column: board.order[0] === you ? 0 : 1 }).catch(() => {});
    }
    return seats.every(({ isOver }) => isOver);
  }, 10_000);
}
