import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { foyerConnector } from '../../bench/fanout/connectors/colyseus.ts';
import type {
  Connection,
  ConnectionHooks,
  Connector,
  Entry,
  Identity,
} from '../../bench/fanout/connectors/connector.ts';
import { Loader } from '../../bench/fanout/loader/Loader.ts';
import { playerName } from '../../bench/lib/playerNames.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyServer } from '../support/lobbyServer.ts';

/** A connector without a network: the first entries get the given replies, later ones succeed. */
class FakeConnector implements Connector {
  readonly entered: string[] = [];
  readonly acts: string[] = [];
  readonly hooks = new Map<string, ConnectionHooks>();
  readonly answers: (Entry | Error)[] = [];
  atOnce = 0;
  most = 0;

  async signIn(name: string): Promise<Identity> {
    return { id: `id of ${name}`, name, token: '' };
  }

  async enter({ id, name }: Identity, hooks: ConnectionHooks): Promise<Entry> {
    this.most = Math.max(this.most, ++this.atOnce);
    // Real time: entering takes a while, so several overlap.
    await sleep(1);
    this.atOnce -= 1;
    const answer = this.answers.shift();
    if (answer instanceof Error) throw answer;
    if (answer) return answer;
    hooks.announcing();
    this.entered.push(name);
    this.hooks.set(name, hooks);
    const connection: Connection = {
      id,
      shard: 'one',
      heartbeat: () => this.acts.push('heartbeat'),
      setStatus: (status) => this.acts.push(status),
      leave: () => this.acts.push('leave'),
    };
    return { connection };
  }
}

describe('the loader', () => {
  it('K8 the loader admits everybody once, at most 64 at a time', async () => {
    const connector = new FakeConnector();
    const loader = new Loader(connector);
    await loader.signIn(200);
    await loader.join({ from: 0, to: 150 });
    await loader.join({ from: 150, to: 200 });
    assert.deepEqual(connector.entered.toSorted(), Array.from({ length: 200 }, (_, at) => playerName(at)).toSorted());
    assert.equal(connector.most, 64);
    assert.ok(loader.truth().every(({ is, shard, status }) => is === 'in' && shard === 'one' && status === 'online'));
  });

  it('K8 the loader waits as long as a refusal says, retries after a failure, and counts both', async () => {
    const connector = new FakeConnector();
    connector.answers.push({ retryAfterMs: 300 }, new Error('cut'));
    const loader = new Loader(connector, 20);
    await loader.signIn(1);
    const startedAt = performance.now();
    await loader.join({ from: 0, to: 1 });
    assert.ok(performance.now() - startedAt >= 300);
    assert.deepEqual(loader.troubles(), { isIn: 1, refused: 1, failed: 1, lost: {} });
  });

  it('K8 the loader gives up after five failures, with the reason', async () => {
    const connector = new FakeConnector();
    connector.answers.push(...Array.from({ length: 5 }, () => new Error('seat reservation expired')));
    const loader = new Loader(connector, 20);
    await loader.signIn(1);
    await assert.rejects(loader.join({ from: 0, to: 1 }), /5 times: seat reservation expired/);
  });

  it('K9 a player who leaves is out, one who returns is in, and one with a closed socket is lost', async () => {
    const connector = new FakeConnector();
    const loader = new Loader(connector);
    await loader.signIn(200);
    await loader.join({ from: 0, to: 200 });
    connector.hooks.get(playerName(7))?.closed('closed with 4010 too-slow');
    const { events } = await loader.steady(2);
    const leaves = events.filter(({ kind }) => kind === 'leave');
    const joins = events.filter(({ kind }) => kind === 'join');
    assert.equal(leaves.length, 2);
    assert.deepEqual(
      joins.map(({ name }) => name),
      leaves.slice(0, 1).map(({ name }) => name),
    );
    const truth = new Map(loader.truth().map((player) => [player.name, player]));
    assert.equal(truth.get(leaves[0]?.name ?? '')?.is, 'in');
    assert.equal(truth.get(leaves[1]?.name ?? '')?.is, 'out');
    assert.equal(truth.get(playerName(7))?.is, 'lost');
    assert.deepEqual(loader.troubles().lost, { 'closed with 4010 too-slow': 1 });
    const changes = events.filter(({ kind }) => kind === 'status');
    assert.equal(changes.length, 4);
    for (const { name, value } of changes) assert.equal(truth.get(name)?.status, value);
    assert.equal(connector.acts.filter((act) => act === 'heartbeat').length, 40 - 1, 'of those who are there');
  });

  it('K9 closing the old socket of a returned player loses nobody', async () => {
    const connector = new FakeConnector();
    const loader = new Loader(connector);
    await loader.signIn(200);
    await loader.join({ from: 0, to: 200 });
    const first = new Map(connector.hooks);
    const { events } = await loader.steady(2);
    const back = events.find(({ kind }) => kind === 'join')?.name ?? '';
    assert.notEqual(connector.hooks.get(back), first.get(back), 'came back');
    first.get(back)?.closed('closed with 4000');
    assert.deepEqual(loader.troubles().lost, {});
    assert.equal(loader.truth().find(({ name }) => name === back)?.is, 'in');
  });

  it('K10 a Foyer player comes in through the front connector and shows their actions', async () => {
    const server = await LobbyServer.start();
    try {
      const connector = foyerConnector(server.app.port);
      const who = await connector.signIn('');
      const closes: string[] = [];
      let announced = 0;
      const hooks = { announcing: () => announced++, closed: (why: string) => closes.push(why) };
      const entry = await connector.enter(who, hooks);
      assert.ok('connection' in entry);
      assert.equal(announced, 1);
      assert.equal(entry.connection.id, who.id);
      const shown = async () =>
        (await server.get<{ players: { id: string; name: string; status: string; shard: string }[] }>('/api/players'))
          .players;
      const [row] = await shown();
      assert.deepEqual(
        [row?.id, row?.name, row?.status, row?.shard],
        [who.id, who.name, 'online', entry.connection.shard],
      );
      entry.connection.heartbeat();
      entry.connection.setStatus('busy');
      await eventually(async () => (await shown())[0]?.status === 'busy');
      entry.connection.leave();
      await eventually(async () => (await shown()).length === 0);
      await eventually(() => closes.length === 1);
      assert.match(closes[0] ?? '', /4000/);
    } finally {
      await server.stop();
    }
  });
});
