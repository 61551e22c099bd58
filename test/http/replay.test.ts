import assert from 'node:assert/strict';
import type { MatchReplay } from '../../server/domain/play/playedMatch.ts';
import { packReplay, unpackReplay } from '../../shared/games/connect-four/replay.ts';
import type { PlayerId } from '../../shared/ids.ts';
import type { ReplayAnswer } from '../../shared/records.ts';
import { startHttp, type TestServer } from '../support/httpServer.ts';

const T0 = 1_700_000_000_000;
const GAME = { first: 1, moves: [3, 3, 2, 4] } as const;

describe('replays over HTTP', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.stop());

  const get = async (matchId: string, viewer?: PlayerId) => {
    const { token } = viewer ? await server.tokens.issue(viewer, 'session') : { token: '' };
    const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
    const response = await fetch(`${server.url}/api/matches/${matchId}/replay`, { headers });
    return { status: response.status, body: (await response.json()) as ReplayAnswer };
  };
  const add = (name: string, visibility: 'everyone' | 'nobody' = 'everyone'): PlayerId =>
    server.store.add(name, { visibility }).id;
  const record = async (matchId: string, seats: MatchReplay['seats'], isPrivate = false) => {
    const ids = seats.flatMap((seat) => ('id' in seat ? seat.id : []));
    const ranking = ids.map((playerId, at) => ({ playerId, place: at + 1, isAbandoned: false }));
    const times = { startedAt: T0, endedAt: T0 + 9_000 };
    const replay = { seats, inputs: packReplay(GAME), isPrivate };
    await server.store.matches.record({ matchId, mode: 'connect-four', ranking, withBots: false, ...times, replay });
  };
  const names = ({ body }: Awaited<ReturnType<typeof get>>) => body.seats.map(({ id, name }) => [id, name]);

  it('RL3 a replay has the inputs of its match, and its seats in the game’s order', async () => {
    const [ada, bo] = [add('Ada'), add('Bo')];
    await record('m1', [{ id: bo }, { bot: 'Bit Bot' }, { id: ada }]);
    const { status, body } = await get('m1');
    assert.equal(status, 200);
    const { seats, inputs, ...rest } = body;
    assert.deepEqual(rest, { matchId: 'm1', mode: 'connect-four', startedAtS: T0 / 1000, endedAtS: T0 / 1000 + 9 });
    assert.deepEqual(
      seats.map(({ name, isBot = false }) => [name, isBot]),
      [
        ['Bo', false],
        ['Bit Bot', true],
        ['Ada', false],
      ],
    );
    assert.deepEqual(unpackReplay(Buffer.from(inputs, 'base64')), GAME);
    for (const unknown of ['m2', '%27', 'x'.repeat(65)]) assert.equal((await get(unknown, ada)).status, 404);
  });

  it('RL4 players who hide are unnamed in a replay; one with hidden players alone is only theirs', async () => {
    const [ada, ghost, other] = [add('Ada'), add('Ghost', 'nobody'), add('Other', 'nobody')];
    await record('m1', [{ id: ada }, { id: ghost }]);
    await record('m2', [{ id: other }, { id: ghost }]);
    const hidden = [
      [ada, 'Ada'],
      [null, null],
    ];
    for (const viewer of [undefined, ada, add('Stranger')]) assert.deepEqual(names(await get('m1', viewer)), hidden);
    assert.deepEqual(names(await get('m1', ghost))[1], [ghost, 'Ghost']);
    assert.deepEqual(await get('m2', ada), await get('m3', ada));
    assert.equal((await get('m2', other)).status, 200);
  });

  it('RL6 a replay tells places and who gave up, and the ratings of those alone who are named', async () => {
    const [ada, ghost] = [add('Ada'), add('Ghost')];
    const times = { startedAt: T0, endedAt: T0 + 9_000 };
    const replay = { seats: [{ id: ghost }, { id: ada }, { bot: 'Bit' }], inputs: packReplay(GAME), isPrivate: false };
    const ranking = [
      { playerId: ada, place: 1, isAbandoned: false },
      { playerId: ghost, place: 2, isAbandoned: true },
    ];
    await server.store.matches.record({
      matchId: 'm1',
      mode: 'connect-four',
      ranking,
      withBots: false,
      ...times,
      replay,
    });
    const seen = async (viewer?: PlayerId) =>
      (await get('m1', viewer)).body.seats.map(({ place, isAbandoned, ratingBefore, ratingAfter }) => {
        const change = ratingBefore === undefined || ratingAfter === undefined ? undefined : ratingAfter - ratingBefore;
        return [place, isAbandoned, change && Math.sign(change)];
      });
    const whole = [
      [2, true, -1],
      [1, undefined, 1],
      [undefined, undefined, undefined],
    ];
    assert.deepEqual(await seen(), whole);
    server.store.run(`update players set visibility = 'nobody', public_name = null where id = '${ghost}'`);
    assert.deepEqual(await seen(ada), [[2, true, undefined], ...whole.slice(1)]);
    assert.deepEqual(await seen(ghost), whole);
  });

  it('RL5 the replay of a private match is for its players, and a block keeps others from each other’s', async () => {
    const [ada, bo, cy] = [add('Ada'), add('Bo'), add('Cy')];
    await record('m1', [{ id: ada }, { id: bo }], true);
    await record('m2', [{ id: ada }, { id: bo }]);
    const statuses = async (id: string) =>
      Promise.all([ada, bo, cy, undefined].map(async (v) => (await get(id, v)).status));
    assert.deepEqual(await statuses('m1'), [200, 200, 404, 404]);
    assert.deepEqual(await statuses('m2'), [200, 200, 200, 200]);
    await server.store.blocks.add(bo, cy, T0);
    assert.deepEqual(await statuses('m2'), [200, 200, 404, 200]);
  });
});
