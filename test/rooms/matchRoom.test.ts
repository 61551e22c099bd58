import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Seat } from '../../server/domain/play/matchSeats.ts';
import { GAMES } from '../../server/games/list.ts';
import { MatchRoom } from '../../server/match/MatchRoom.ts';
import { unpackReplay } from '../../shared/games/connect-four/replay.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { SPECTATORS_MAX } from '../../shared/limits.ts';
import { eventually, ownMs } from '../support/eventually.ts';
import { MatchServer, playerSeat, type Seated, WINDOWS } from '../support/matchServer.ts';

const TWO = [playerSeat('ada', 0), playerSeat('ben', 1)];
const THREE = [...TWO, playerSeat('cleo', 2)];

/** A game that records its callbacks, and ends or throws on demand. */
const noted: string[] = [];
class NotingRoom extends MatchRoom {
  override messages = {
    win: this.move(z.strictObject({}), { burst: 9, perMinute: 60 }, ({ seat }) => this.#win(seat)),
    fail: this.move(z.strictObject({}), { burst: 9, perMinute: 60 }, () => {
      throw new Error('a bug of the game');
    }),
    failLater: this.move(z.strictObject({}), { burst: 9, perMinute: 60 }, () => {
      this.clock.setTimeout(() => {
        throw new Error('a bug in a timer');
      }, 1);
      return {};
    }),
    begin: this.move(z.strictObject({}), { burst: 9, perMinute: 60 }, () => {
      this.played();
      return {};
    }),
    tick: this.move(z.strictObject({}), { burst: 9, perMinute: 60 }, () => {
      this.clock.setTimeout(() => noted.push('ticked'), 200);
      return {};
    }),
  };

  protected override onMatchStart(seats: readonly Seat[]): void {
    noted.push(`start ${seats.map(({ name }) => name)}`);
    if (this.mode === 'broken') throw new Error('a bug at the start');
  }
  protected override onSeatDropped(seat: Seat): void {
    noted.push(`dropped ${seat.name}`);
  }
  protected override onSeatResumed(seat: Seat): void {
    noted.push(`resumed ${seat.name}`);
  }
  protected override onSeatAbandoned(seat: Seat): void {
    noted.push(`abandoned ${seat.name}`);
  }

  #win(winner: Seat) {
    this.finish([[winner], this.seats.filter((seat) => seat !== winner)]);
    return {};
  }
}

describe('a match room', () => {
  let server: MatchServer;
  beforeEach(async () => {
    noted.length = 0;
    server = await MatchServer.start({}, [...GAMES, { room: 'noting', Game: NotingRoom }]);
  });
  afterEach(() => server.stop());

  const begin = async (seats = TWO, mode = 'noting'): Promise<[id: string, ...Seated[]]> => {
    const id = await server.open('noting', { seats, mode });
    const seated: Seated[] = [];
    for (const { name } of seats) seated.push(await server.enter(id, name));
    return [id, ...seated];
  };

  it('MR22 the player in the first seat of an open match begins it once there are enough, and nobody else can', async () => {
    const id = await server.open('noting', {
      mode: 'cycles',
      seats: [playerSeat('ada', 0)],
      maxSeats: 4,
      startsWhen: 'full',
    });
    const ada = await server.enter(id, 'ada');
    const start = ({ room }: Seated) =>
      room.request('startMatch', {}).then(
        () => 'started',
        ({ reason }) => reason,
      );
    assert.equal(await start(ada), 'request/notAllowed');
    const ben = await server.enter(id, 'ben');
    const wim = await server.enter(id, 'wim', 'spectator');
    assert.deepEqual([await start(ben), await start(wim)], ['request/notAllowed', 'request/notAllowed']);
    assert.equal(await start(ada), 'started');
    await server.hears(id, 'started ada ben');
    await eventually(() => assert.equal(ben.table?.phase, 'running'));
    assert.deepEqual(noted, ['start ada,ben']);
    await assert.rejects(server.reserve(id, 'cleo'), /match\/full/);
    assert.equal(await start(ada), 'request/notAllowed');
  });

  it('MR6 a dropped player’s seat is held while the game goes on, and they return to it', async () => {
    const [id, ada, ben] = (await begin()) as [string, Seated, Seated];
    ada.room.connection.close(4010);
    await eventually(() => assert.equal(noted.at(-1), 'resumed ada'));
    await ben.sees('here here');
    assert.ok(ben.heard.some(({ payload }) => JSON.stringify(payload).includes('"dropped"')));
    assert.deepEqual(noted, ['start ada,ben', 'dropped ada', 'resumed ada']);
    assert.deepEqual(server.reportsOf(id).slice(2), ['started']);
    await ada.sees('here here');
  });

  it('MR6 a player returns after a page reload with a new reservation', async () => {
    const [id, ada, ben] = (await begin()) as [string, Seated, Seated];
    await ada.cut();
    await ben.sees('dropped here');
    const again = await server.enter(id, 'ada');
    await again.sees('here here');
    server.clock.advance(WINDOWS.reconnectWindowMs);
    await server.looks(id);
    assert.deepEqual(noted.slice(1), ['dropped ada', 'resumed ada']);
    assert.equal(server.reportsOf(id).length, 3);
    assert.equal(again.seats, 'here here');
  });

  it('MR6 a socket lost before it acknowledges its join leaves the seat to its player for the window', async () => {
    const id = await server.open('noting', { seats: TWO });
    const { sessionId } = await server.reserve(id, 'ada');
    const url = `${server.url.replace('http', 'ws')}/x/${id}?sessionId=${sessionId}&_authToken=${await server.tokenOf('ada')}`;
    const socket = new WebSocket(url.replace('/x/', '/process/'));
    await server.hears(id, 'seated ada');
    socket.close();
    await eventually(() => assert.deepEqual(noted, ['dropped ada']));
    await server.enter(id, 'ada');
    assert.deepEqual(noted, ['dropped ada', 'resumed ada']);
    assert.deepEqual(server.reportsOf(id), ['seated ada']);
  });

  it('MR7 a player who leaves or outlasts the window has abandoned the match, and it goes on for the others', async () => {
    const [id, ada, ben, cleo] = (await begin(THREE)) as [string, Seated, Seated, Seated];
    await ben.cut();
    await cleo.sees('here dropped here');
    server.clock.advance(WINDOWS.reconnectWindowMs);
    await server.hears(id, 'left ben');
    await ada.sees('here gone here');
    await ada.room.leave();
    await cleo.sees('gone gone here');
    await cleo.room.request('win', {});
    assert.deepEqual(server.reportsOf(id).slice(-2), ['left ada', 'finished ada:2! ben:3! cleo:1']);
    await assert.rejects(server.enter(id, 'ben'), /match\/unknown/);
  });

  it('MR7 the last remaining player wins, and the match ends', async () => {
    const [id, ada, ben] = (await begin()) as [string, Seated, Seated];
    await ada.room.leave();
    await server.hears(id, 'left ada');
    await ben.room.leave();
    await server.hears(id, 'closed');
    assert.deepEqual(server.reportsOf(id).slice(3), ['left ada', 'left ben', 'finished ada:2! ben:1!', 'closed']);
  });

  it('MR7 a kicked player has abandoned the match, present or dropped', async () => {
    const [id, ada, ben] = (await begin(THREE)) as [string, Seated, Seated];
    assert.equal(server.live.endPlayer('ada' as never, 'kicked'), true);
    await ada.closes();
    assert.equal(ada.closed, 4102);
    await ben.cut();
    await eventually(() => assert.equal(noted.at(-1), 'dropped ben'));
    server.live.endPlayer('ben' as never, 'banned');
    await server.hears(id, 'left ben');
    assert.deepEqual(server.reportsOf(id).slice(4), ['left ada', 'left ben']);
    assert.deepEqual(noted.slice(1), ['abandoned ada', 'dropped ben', 'abandoned ben']);
    assert.equal(server.live.endPlayer('eve' as never, 'banned'), false);
  });

  it('MR7 a ban frees a seat that is still waited for', async () => {
    const id = await server.open('noting', { seats: [playerSeat('ada', 0), playerSeat('ben', 1)] });
    const reservation = await server.reserve(id, 'ben');
    await server.enter(id, 'ada');
    assert.equal(server.live.endPlayer('ben' as never, 'banned'), true);
    await server.hears(id, 'seatMissed ben');
    await server.hears(id, 'closed');
    await assert.rejects(server.take(reservation, 'ben'));
    const open = await server.open('noting', { seats: [playerSeat('ada', 0)], maxSeats: 2, startsWhen: 'full' });
    await server.enter(open, 'ada');
    await server.reserve(open, 'ben');
    assert.equal(server.live.endPlayer('ben' as never, 'banned'), true);
    await server.hears(open, 'left ben');
  });

  it('MR8 a result is reported once with its times, and the room stays for a while and closes with 4000', async () => {
    const before = Date.now();
    const [id, ada, ben] = (await begin()) as [string, Seated, Seated];
    const watcher = await server.enter(id, 'eve', 'spectator');
    await ada.room.request('win', {});
    await assert.rejects(ada.room.request('win', {}), { reason: 'request/notAllowed' });
    await eventually(() =>
      assert.deepEqual(watcher.last('matchEnded'), { places: [1, 2], closesInMs: WINDOWS.resultMs }),
    );
    assert.equal(ben.table?.phase, 'over');
    const { startedAt, endedAt, ...result } = server.results.get(id) ?? assert.fail();
    assert.ok(before <= startedAt && startedAt <= endedAt && endedAt <= Date.now());
    assert.deepEqual(result, {
      matchId: id,
      mode: 'noting',
      withBots: false,
      isFriendly: false,
      ranking: [
        { playerId: 'ada', place: 1, isAbandoned: false },
        { playerId: 'ben', place: 2, isAbandoned: false },
      ],
    });
    assert.equal(ada.closed, undefined);
    server.clock.advance(WINDOWS.resultMs);
    for (const seated of [ada, ben, watcher]) await seated.closes();
    assert.deepEqual([ada.closed, ben.closed, watcher.closed], [4000, 4000, 4000]);
    assert.deepEqual(server.reportsOf(id).slice(-2), ['finished ada:1 ben:2', 'closed']);
  });

  it('MR8 a player who leaves after the end has abandoned nothing, and the last to leave closes the room', async () => {
    const [id, ada, ben] = (await begin()) as [string, Seated, Seated];
    await ada.room.request('win', {});
    await Promise.all([ada.room.leave(), ben.room.leave()]);
    await server.hears(id, 'closed');
    const reports = server.reportsOf(id).filter((line) => !line.startsWith('leftTable'));
    assert.deepEqual(reports.slice(-2), ['finished ada:1 ben:2', 'closed']);
  });

  it('MR30 a result says who left before the game had called `played`', async () => {
    const [id, ada, ben, cleo] = (await begin(THREE)) as [string, Seated, Seated, Seated];
    await ben.room.leave();
    await server.hears(id, 'left ben');
    await ada.room.request('begin', {});
    await cleo.room.leave();
    await server.hears(id, 'left cleo');
    await ada.room.request('win', {});
    await server.hears(id, 'finished ada:1 ben:3! cleo:2!');
    const { ranking, isUnplayed } = server.results.get(id) ?? assert.fail();
    assert.deepEqual(
      [isUnplayed, ranking.map(({ hasLeftEarly }) => hasLeftEarly)],
      [undefined, [undefined, true, undefined]],
    );
  });

  it('MR32 connect four is worth a rating once both players have moved', async () => {
    for (const moves of [0, 1, 2]) {
      const id = await server.open('connect-four', { seats: TWO });
      const both = [await server.enter(id, 'ada'), await server.enter(id, 'ben')];
      for (let made = 0; made < moves; made++) {
        const mover = await eventually(() => {
          const board = both[0]?.last<{ moves: number[]; turn: number }>('boardUpdated');
          assert.equal(board?.moves.length, made);
          return both[board.turn] ?? assert.fail();
        });
        await mover.room.request('dropDisc', { column: 3 });
      }
      await both[1]?.room.leave();
      await server.hears(id, 'finished ada:1 ben:2!');
      assert.equal(server.results.get(id)?.isUnplayed, moves < 2 ? true : undefined, `${moves} moves`);
    }
  });

  it('MR33 a match of a ranked mode ends when its last opponent leaves, whatever the game; the one who stayed wins', async () => {
    const leave = async (seats: typeof TWO, mode: string, ...leaving: number[]) => {
      const [id, ...seated] = await begin(seats, mode);
      for (const at of leaving) {
        await seated[at]?.room.leave();
        await server.hears(id, `left ${seats[at]?.name}`);
      }
      await server.looks(id);
      return { id, seated, reports: server.reportsOf(id).filter((line) => line.startsWith('finished')) };
    };
    const duel = await leave(TWO, 'cycles-duel', 0);
    assert.deepEqual(duel.reports, ['finished ada:2! ben:1']);
    await eventually(() => assert.deepEqual(duel.seated[1]?.last<{ places: number[] }>('matchEnded')?.places, [2, 1]));
    assert.equal(server.results.get(duel.id)?.isUnplayed, true);
    assert.deepEqual((await leave(THREE, 'cycles-duel', 1)).reports, []);
    assert.deepEqual((await leave(THREE, 'cycles-duel', 1, 2)).reports, ['finished ada:1 ben:3! cleo:2!']);
    assert.deepEqual((await leave(TWO, 'cycles', 0)).reports, []);
  });

  it('MR33 a window that ends and an operator’s kick end a ranked match as leaving does', async () => {
    const [dropped, ada, ben] = (await begin(TWO, 'connect-four')) as [string, Seated, Seated];
    await ada.room.request('begin', {});
    await ada.cut();
    await ben.sees('dropped here');
    server.clock.advance(WINDOWS.reconnectWindowMs);
    await server.hears(dropped, 'finished ada:2! ben:1');
    assert.equal(server.results.get(dropped)?.isUnplayed, undefined);
    const [kicked] = await begin(TWO, 'connect-four');
    server.live.endPlayer(asPlayerId('ben'), 'kicked');
    await server.hears(kicked, 'finished ada:1 ben:2!');
  });

  it('V15 everybody at a table is told a player’s new name; who may not know the player is not', async () => {
    const [id, ada, ben] = (await begin()) as [string, Seated, Seated];
    const eve = await server.enter(id, 'eve', 'spectator');
    const names = (seated: Seated) => seated.table?.seats.map(({ name }) => name);
    const rename = (name: string, more: object = {}) =>
      server.hiding.set(asPlayerId('ada'), { visibility: 'everyone', persona: { name, emblem: 0 }, ...more });
    const expectNames = (mates: string, stranger: string | null) =>
      eventually(() =>
        assert.deepEqual(
          [ada, ben, eve].map((each) => names(each)?.[0]),
          [mates, mates, stranger],
        ),
      );
    rename('Anna');
    await expectNames('Anna', 'Anna');
    rename('Agnes', { visibility: 'nobody', isFading: true, fadingPersona: { name: 'Anna', emblem: 0 } });
    await expectNames('Agnes', 'Anna');
    rename('Agnes', { visibility: 'nobody' });
    await expectNames('Agnes', null);
    const before = eve.heard.length;
    rename('Amy', { visibility: 'nobody' });
    await expectNames('Amy', null);
    assert.equal(eve.heard.length, before);
    assert.doesNotMatch(JSON.stringify(eve.heard), /"(Agnes|Amy)"/);
  });

  it('QU32 the desk is told of players who leave the table after the end', async () => {
    const [id, ada, ben] = (await begin()) as [string, Seated, Seated];
    await ada.room.request('win', {});
    await ben.room.leave();
    await server.hears(id, 'leftTable ben');
    assert.equal(ada.closed, undefined);
  });

  it('MR9 spectators see the table, cannot act, are counted, and number at most 20', async () => {
    const [id, ada] = (await begin()) as [string, Seated];
    const watchers: Seated[] = [];
    for (let at = 0; at < SPECTATORS_MAX; at++) watchers.push(await server.enter(id, `eve${at}`, 'spectator'));
    const [first] = watchers as [Seated];
    assert.equal(first.table?.you, null);
    await assert.rejects(first.room.request('win', {}), { reason: 'request/notAllowed' });
    await assert.rejects(server.enter(id, 'late', 'spectator'), /match\/full/);
    await eventually(() => assert.equal(ada.table?.spectators, SPECTATORS_MAX));
    await first.room.leave();
    await server.hears(id, `spectators ${SPECTATORS_MAX - 1}`);
    await server.enter(id, 'late', 'spectator');
    assert.ok(!server.reportsOf(id).some((line) => line.startsWith('left')));
  });

  it('MR24 spectators are told the names of players whom they may know, as that changes; players know each other', async () => {
    const hide = (name: string, ...friends: string[]) =>
      server.hiding.set(asPlayerId(name), {
        visibility: friends.length > 0 ? 'friends' : 'nobody',
        friends: friends.map(asPlayerId),
      });
    hide('ada', 'fay');
    const [id, ada, ben] = (await begin()) as [string, Seated, Seated];
    const stella = await server.enter(id, 'stella', 'spectator');
    const fay = await server.enter(id, 'fay', 'spectator');
    const told = ({ table }: Seated) => table?.seats.map(({ name, id: player }) => `${name} ${player}`);
    const tellAll = (unnamed: (readonly [Seated, readonly string[]])[]) =>
      eventually(() => {
        for (const [seated, names] of unnamed) assert.deepEqual(told(seated), names);
      });
    const all = ['ada ada', 'ben ben'];
    await tellAll([[stella, ['null null', 'ben ben']], ...[fay, ada, ben].map((each) => [each, all] as const)]);
    assert.doesNotMatch(JSON.stringify(stella.heard), /"ada"/);
    hide('ben', 'stella');
    await tellAll([
      [stella, ['null null', 'ben ben']],
      [fay, ['ada ada', 'null null']],
      ...[ada, ben].map((each) => [each, all] as const),
    ]);
    server.hiding.clear();
    await tellAll([stella, fay, ada, ben].map((each) => [each, all] as const));
    server.hiding.set(asPlayerId('ada'), { visibility: 'nobody', isFading: true });
    await server.looks(id);
    const late = await server.enter(id, 'late', 'spectator');
    await tellAll([stella, late].map((each) => [each, all] as const));
  });

  it('MR34 the match is over for spectators once they may know nobody who plays in it, and goes on for the others', async () => {
    const [id, ada, ben, cleo] = (await begin(THREE)) as [string, Seated, Seated, Seated];
    const stella = await server.enter(id, 'stella', 'spectator');
    const fay = await server.enter(id, 'fay', 'spectator');
    const hide = (name: string, more: object) => server.hiding.set(asPlayerId(name), { visibility: 'nobody', ...more });
    hide('ada', { visibility: 'friends', friends: [asPlayerId('fay')] });
    hide('ben', { isFading: true });
    await server.looks(id);
    hide('ben', {});
    await server.looks(id);
    assert.equal(stella.closed, undefined, 'cleo is there');
    await cleo.room.leave();
    await eventually(() => assert.equal(stella.closed, 4000));
    assert.deepEqual([fay.closed, ada.closed, ben.closed], [undefined, undefined, undefined]);
    await ada.room.request('win', {});
    await server.enter(id, 'stella', 'spectator');
    await server.looks(id);
    await eventually(() => assert.equal(fay.table?.phase, 'over'));
  });

  it('MR25 hidden spectators are not counted, nobody hears of them, and they take no place from others', async () => {
    const [id, ada] = (await begin()) as [string, Seated];
    const stella = await server.enter(id, 'stella', 'spectator');
    for (const each of [ada, stella]) await eventually(() => assert.equal(each.table?.spectators, 1));
    const before = [ada.heard.length, stella.heard.length, server.reportsOf(id).length];
    const hidden = Array.from({ length: SPECTATORS_MAX }, (_, at) => `hidden${at}`);
    for (const name of hidden) server.hiding.set(asPlayerId(name), { visibility: 'nobody' });
    const watching: Seated[] = [];
    for (const name of hidden) watching.push(await server.enter(id, name, 'spectator'));
    assert.equal(watching[0]?.table?.spectators, 1);
    server.hiding.set(asPlayerId('more'), { visibility: 'nobody' });
    await assert.rejects(server.enter(id, 'more', 'spectator'), /match\/full/);
    await watching.pop()?.cut();
    await watching.pop()?.room.leave();
    await server.looks(id);
    assert.deepEqual([ada.heard.length, stella.heard.length, server.reportsOf(id).length], before);
    await server.enter(id, 'tom', 'spectator');
    await eventually(() => assert.equal(ada.table?.spectators, 2));
    server.hiding.delete(asPlayerId('hidden0'));
    await eventually(() => assert.equal(stella.table?.spectators, 3));
    assert.deepEqual(server.reportsOf(id).slice(before[2]), ['spectators 2', 'spectators 3']);
    server.hiding.set(asPlayerId('stella'), { visibility: 'nobody' });
    await eventually(() => assert.equal(ada.table?.spectators, 2));
  });

  it('MR10 an unknown message of any length, bad input and a flood disturb nobody else', async () => {
    const [id, ada, ben] = (await begin()) as [string, Seated, Seated];
    ada.room.send('x'.repeat(200), {});
    ada.room.send('win', { not: 'wanted' });
    await assert.rejects(ada.room.request('win', 7), { reason: 'request/invalid' });
    ada.room.reconnection.enabled = false;
    for (let at = 0; at < 400; at++) ada.room.send('nothing');
    await ada.closes();
    assert.equal(ada.closed, 4104);
    await server.hears(id, 'left ada');
    await assert.rejects(server.enter(id, 'ada'), /player\/coolingDown|match\/unknown/);
    await ben.room.request('tick', {});
    assert.deepEqual(server.failures, []);
  });

  it('MR11 a bug in the game’s message handler is a refusal, and one at the start, in a hook or a timer ends only that match', async () => {
    const [, ada] = (await begin()) as [string, Seated];
    await assert.rejects(ada.room.request('fail', {}), { reason: 'server/error' });
    const [other, ben] = (await begin([playerSeat('dan', 0)])) as [string, Seated];
    await ben.room.request('failLater', {});
    await ben.closes();
    const [broken, cleo] = (await begin([playerSeat('cleo', 0)], 'broken')) as [string, Seated];
    await cleo.closes();
    assert.equal(cleo.closed, 4002);
    for (const id of [other, broken]) assert.deepEqual(server.reportsOf(id).slice(1), ['started', 'closed']);
    assert.deepEqual(
      server.failures.map(({ where }) => where),
      ['match.', 'match.setTimeout', 'match.game'],
    );
    await ada.room.request('tick', {});
  });

  it('MR13 timers use the monotonic clock, and a jump of the wall clock neither ends nor delays anything', async () => {
    const [id, ada] = (await begin()) as [string, Seated];
    await ada.room.request('tick', {});
    server.clock.jump(-3_600_000);
    await eventually(() => assert.ok(noted.includes('ticked')));
    server.clock.jump(7_200_000);
    await server.looks(id);
    assert.equal(ada.closed, undefined);
  });

  it('MR15 a shutdown closes every match with 4001, and promised seats hold nothing up', async () => {
    const [id, ada, ben] = (await begin()) as [string, Seated, Seated];
    await server.reserve(id, 'eve', 'spectator');
    await ben.cut();
    await eventually(() => assert.equal(noted.at(-1), 'dropped ben'));
    const took = await ownMs(() => server.stop());
    assert.ok(took < WINDOWS.seatMs / 2, `${took} ms`);
    await ada.closes();
    assert.equal(ada.closed, 4001);
    assert.equal(server.reportsOf(id).at(-1), 'closed');
    server = await MatchServer.start();
  });

  it('MR12 connect four is played to its end, and both players see every move', async () => {
    const id = await server.open('connect-four', { seats: TWO });
    const [ada, ben] = [await server.enter(id, 'ada'), await server.enter(id, 'ben')];
    const eve = await server.enter(id, 'eve', 'spectator');
    type Board = { moves: number[]; turn: number | null; order: number[] };
    const turn = () => ada.last<Board>('boardUpdated')?.turn;
    await eventually(() => assert.equal(typeof turn(), 'number'));
    const [first, second] = turn() === ada.table?.you ? [ada, ben] : [ben, ada];
    await assert.rejects(second.room.request('dropDisc', { column: 3 }), { reason: 'request/notAllowed' });
    await assert.rejects(first.room.request('dropDisc', { column: 7 }), { reason: 'request/invalid' });
    await assert.rejects(eve.room.request('dropDisc', { column: 3 }), { reason: 'request/notAllowed' });
    for (const [at, column] of [3, 3, 4, 4, 5, 5].entries()) {
      const mover = turn() === ada.table?.you ? ada : ben;
      await mover.room.request('dropDisc', { column });
      await eventually(() => assert.equal(ada.last<Board>('boardUpdated')?.moves.length, at + 1));
    }
    await first.room.request('dropDisc', { column: 6 });
    await eventually(() => assert.equal(eve.last<Board>('boardUpdated')?.turn, null));
    assert.deepEqual(eve.last<Board>('boardUpdated')?.moves, [3, 3, 4, 4, 5, 5, 6]);
    const winner = first === ada ? 'ada:1 ben:2' : 'ada:2 ben:1';
    assert.equal(server.reportsOf(id).at(-1), `finished ${winner}`);
    // RL1: what is stored has the same moves, from the seat that began.
    const { inputs, seats, isPrivate } = server.results.get(id)?.replay ?? assert.fail('no replay');
    const [began] = eve.last<Board>('boardUpdated')?.order ?? [];
    assert.deepEqual(unpackReplay(inputs), { first: began, moves: [3, 3, 4, 4, 5, 5, 6] });
    assert.deepEqual([seats.length, isPrivate], [2, false]);
  });

  it('MR12 a player who abandons connect four loses', async () => {
    const id = await server.open('connect-four', { seats: TWO });
    const ada = await server.enter(id, 'ada');
    const ben = await server.enter(id, 'ben');
    await ada.room.leave();
    await eventually(() => assert.deepEqual(ben.last<{ places: number[] }>('matchEnded')?.places, [2, 1]));
    assert.deepEqual(server.reportsOf(id).slice(3, 5), ['left ada', 'finished ada:2! ben:1']);
  });

  it('MR12 a player who does not move for a minute loses', async () => {
    const id = await server.open('connect-four', { seats: TWO });
    const ada = await server.enter(id, 'ada');
    await server.enter(id, 'ben');
    await eventually(() => assert.equal(typeof ada.last<{ turn: number | null }>('boardUpdated')?.turn, 'number'));
    const mover = ada.last<{ turn: number }>('boardUpdated')?.turn;
    server.clock.advance(59_000);
    await server.looks(id);
    assert.ok(!server.results.has(id));
    server.clock.advance(1_000);
    await server.hears(id, mover === 0 ? 'finished ada:2 ben:1' : 'finished ada:1 ben:2');
  });
});
