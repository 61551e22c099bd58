import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { cut, type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';
import { openRawSocket } from '../support/rawSocket.ts';

/** Ends only when the clock is moved. */
const WINDOW_MS = 60_000;
const EACH = 25;

describe('the reconnection window', () => {
  let server: LobbyServer;
  const rejections: unknown[] = [];
  const noteRejection = (reason: unknown) => rejections.push(reason);
  before(async () => {
    process.on('unhandledRejection', noteRejection);
    server = await LobbyServer.start({ RECONNECT_WINDOW_MS: String(WINDOW_MS) });
  });
  after(async () => {
    await server.stop();
    process.off('unhandledRejection', noteRejection);
  });

  /** Drops everybody at once. Resolves with the refusal of each return after `waitMs`; undefined is a resume. */
  async function returnAfter(players: Joined[], waitMs: number): Promise<unknown[]> {
    const tokens = players.map(({ room }) => room.reconnectionToken);
    for (const { room } of players) {
      room.reconnection.enabled = false;
      cut(room);
    }
    await eventually(() => assert.equal(server.app.lobby.localPlayers.numbers().held, players.length));
    await server.pass(waitMs);
    return Promise.all(players.map(({ token }, i) => refusalOf(server.client(token).reconnect(tokens[i] ?? ''))));
  }
  const joinMany = () => Promise.all(Array.from({ length: EACH }, () => server.join()));

  it('R8 everybody who returns before the window’s end resumes', async () => {
    const outcomes = await returnAfter(await joinMany(), WINDOW_MS / 2);
    assert.deepEqual(outcomes, Array(EACH).fill(undefined));
    assert.equal(server.app.lobby.stats().online, EACH);
  });

  it('R9 nobody who returns 100 ms after the window’s end resumes, and each player leaves once', async () => {
    const before = await leaves();
    const players = await joinMany();
    const outcomes = await returnAfter(players, WINDOW_MS + 100);
    assert.deepEqual(outcomes, Array(EACH).fill('request/unknown'));
    assert.equal((await leaves()) - before, EACH);
  });

  async function leaves(): Promise<number> {
    const { values } = await server.app.metrics.leaves.get();
    return values.find(({ labels }) => labels.reason === 'dropped')?.value ?? 0;
  }

  it('R29 a socket lost before it acknowledges its join leaves no seat, no row and no rejection', async () => {
    const { token, user } = await server.signIn();
    const raw = await openRawSocket(server.url, token, false);
    raw.socket.terminate();
    await raw.closed;
    await eventually(() => assert.equal(server.app.lobby.find(user.id as never), undefined));
    assert.deepEqual(rejections, []);
  });
});
