import assert from 'node:assert/strict';
import type { PlayedMatch } from '../../server/domain/play/playedMatch.ts';
import type { PlayerId } from '../../shared/ids.ts';
import type { PlayerRow } from '../../shared/playerRow.ts';
import type { Matchup } from '../../shared/records.ts';
import { startHttp, type TestServer } from '../support/httpServer.ts';

const DUEL = 'cycles-duel';
const T0 = 1_700_000_000_000;

describe('who plays against whom', () => {
  let server: TestServer;
  let recorded = 0;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.stop());

  const get = async (path: string, viewer?: PlayerId) => {
    const { token } = viewer ? await server.tokens.issue(viewer, 'session') : { token: '' };
    const response = await fetch(server.url + path, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
    return { status: response.status, body: await response.json() };
  };
  const matchup = async (viewer: PlayerId, others: readonly PlayerId[], mode = DUEL): Promise<Matchup> => {
    const { status, body } = await get(`/api/matchup?mode=${mode}&players=${others}`, viewer);
    assert.equal(status, 200);
    return body;
  };
  const add = (name: string, visibility: 'everyone' | 'friends' | 'nobody' = 'everyone'): PlayerId =>
    online(server.store.add(name, { visibility }).id, visibility);
  const online = (id: PlayerId, visibility = 'everyone'): PlayerId => {
    const row: PlayerRow = { id, name: id, status: 'online', lastActiveAtS: 0, shard: 's', emblem: 0, rating: 0 };
    (visibility === 'everyone' ? server.lobby.rows : server.lobby.hidden).push(row);
    return id;
  };
  /** `ids`: best first. */
  const record = async (ids: readonly PlayerId[], more: Partial<PlayedMatch> = {}) => {
    const ranking = ids.map((playerId, at) => ({ playerId, place: at + 1, isAbandoned: false }));
    const at = T0 + ++recorded * 60_000;
    const match = { matchId: `m${recorded}`, mode: DUEL, ranking, withBots: false, startedAt: at, endedAt: at + 999 };
    return (await server.store.matches.record({ ...match, ...more })) ?? assert.fail('recorded before');
  };

  it('H40 a matchup gives ratings, form and the record against each, of one mode and without bots', async () => {
    const [ada, bo, cy] = [add('Ada'), add('Bo'), add('Cy')];
    await record([ada, bo]);
    await record([bo, ada]);
    await record([ada, bo], { mode: 'connect-four' });
    await record([ada, bo], { withBots: true });
    const tie = [ada, bo].map((playerId) => ({ playerId, place: 1, isAbandoned: false }));
    await record([], { ranking: tie });
    await record([ada, bo]);
    const { players } = await matchup(ada, [bo, cy]);
    assert.deepEqual(
      players.map(({ id, form, met }) => [id, form, met]),
      [
        [ada, ['won', 'lost', 'drawn', 'won'], { won: 0, drawn: 0, lost: 0 }],
        [bo, ['lost', 'won', 'drawn', 'lost'], { won: 2, drawn: 1, lost: 1 }],
        [cy, [], { won: 0, drawn: 0, lost: 0 }],
      ],
    );
    assert.deepEqual(
      players.map(({ rating, isProvisional }) => [rating !== null, isProvisional]),
      [
        [true, true],
        [true, true],
        [false, true],
      ],
    );
    for (let n = 0; n < 6; n++) await record([bo, ada]);
    assert.deepEqual((await matchup(ada, [bo])).players[0]?.form, ['lost', 'lost', 'lost', 'lost', 'lost']);
  });

  it('H41 what a matchup says is at stake is what the result then changes', async () => {
    const [ada, bo, cy] = [add('Ada'), add('Bo'), add('Cy')];
    // All are established, so that matches count in full.
    for (let n = 0; n < 12; n++)
      for (const order of [
        [ada, bo],
        [bo, cy],
        [cy, ada],
        [bo, ada],
        [cy, bo],
        [ada, cy],
      ])
        await record(order.map((id) => id));
    server.store.run('update reputations set is_established = 1');
    const { stake } = await matchup(ada, [bo]);
    assert.ok(stake && stake.best > 0 && stake.worst < 0);
    const { ranking } = await record([ada, bo]);
    const own = ranking.find(({ playerId }) => playerId === ada);
    assert.equal((own?.ratingAfter ?? 0) - (own?.ratingBefore ?? 0), stake.best);
    const next = (await matchup(ada, [bo])).stake;
    const lost = (await record([bo, ada])).ranking.find(({ playerId }) => playerId === ada);
    assert.equal((lost?.ratingAfter ?? 0) - (lost?.ratingBefore ?? 0), next?.worst);
    const three = (await matchup(ada, [bo, cy], 'cycles')).stake;
    assert.ok(three && three.best > 0 && three.worst < 0);
  });

  it('H42 a matchup leaves out who is hidden or offline, and then nothing is at stake', async () => {
    const [ada, bo, ghost] = [add('Ada'), add('Bo'), add('Ghost', 'nobody')];
    await record([ada, ghost]);
    await record([bo, ghost]);
    const nobody = await matchup(ada, [bo, 'nobody' as PlayerId]);
    assert.deepEqual(await matchup(ada, [bo, ghost]), nobody);
    const away = server.store.add('Away', { visibility: 'everyone' }).id;
    assert.deepEqual(await matchup(ada, [bo, away]), nobody);
    assert.deepEqual([nobody.stake, nobody.players.map(({ id }) => id)], [null, [ada, bo]]);
    assert.ok((await matchup(ada, [bo])).stake);
    // To themself a player who hides is told as ever.
    assert.ok((await matchup(ghost, [bo])).stake);
  });

  it('H43 a matchup is for players, of a mode and of at most seven others', async () => {
    const ada = add('Ada');
    assert.equal((await get(`/api/matchup?mode=${DUEL}&players=bo`)).status, 401);
    const eight = Array.from({ length: 8 }, (_, n) => `p${n}`).join();
    for (const query of [
      '',
      `mode=${DUEL}`,
      'mode=chess&players=bo',
      `mode=${DUEL}&players=${eight}`,
      `mode=${DUEL}&players=%27`,
    ])
      assert.equal((await get(`/api/matchup?${query}`, ada)).status, 400, query);
  });
});
