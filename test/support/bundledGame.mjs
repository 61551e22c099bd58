/**
 * A game that is written with `colyseus`, the bundle, and played by two stock clients; prints one line of JSON. A process
 * of its own, because the bundle takes /etc/environment into the environment.
 */
import { Room as CoreRoom } from '@colyseus/core';
import { Room, ServerError } from 'colyseus';
import { MatchRoom } from '../../server/match/MatchRoom.ts';
import { eventually } from './eventually.ts';
import { MatchServer, playerSeat } from './matchServer.ts';

class CoinTossRoom extends MatchRoom {
  onMatchStart(seats) {
    if (seats.length !== 2) throw new ServerError(500, 'a coin has two sides');
    for (const client of this.clients) client.send('tossed', { side: 'heads' });
    this.finish(seats.map((seat) => [seat]));
  }
}

const server = await MatchServer.start({}, [{ room: 'coin-toss', Game: CoinTossRoom }]);
const id = await server.open('coin-toss', { seats: [playerSeat('ada', 0), playerSeat('ben', 1)] });
const seated = [await server.enter(id, 'ada'), await server.enter(id, 'ben')];
await eventually(() => seated.every((one) => one.last('matchEnded') !== undefined));
const ranking = server.results.get(id)?.ranking.map(({ playerId, place }) => [playerId, place]);
const sides = seated.map((one) => one.last('tossed')?.side);
console.log(
  JSON.stringify({ isOneClass: Room === CoreRoom, isRoom: CoinTossRoom.prototype instanceof Room, ranking, sides }),
);
await server.stop();
process.exit();
