import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { foyerDoor } from '../../bench/fanout/connectors/colyseus.ts';
import type { Door, Entry, Identity, Seat, SeatHooks } from '../../bench/fanout/connectors/connector.ts';
import { Loader } from '../../bench/fanout/loader/Loader.ts';
import { playerName } from '../../bench/lib/playerNames.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyServer } from '../support/lobbyServer.ts';

/** A door of this process: each entry goes as it is told, then as it pleases. */
class FakeDoor implements Door {
  readonly entered: string[] = [];
  readonly acts: string[] = [];
  readonly hooks = new Map<string, SeatHooks>();
  readonly answers: (Entry | Error)[] = [];
  atOnce = 0;
  most = 0;

  async signIn(name: string): Promise<Identity> {
    return { id: `id of ${name}`, name, token: '' };
  }

  async enter({ id, name }: Identity, hooks: SeatHooks): Promise<Entry> {
    this.most = Math.max(this.most, ++this.atOnce);
    // Real time: an entry takes some, so that several are under way.
    await sleep(1);
    this.atOnce -= 1;
    const answer = this.answers.shift();
    if (answer instanceof Error) throw answer;
    if (answer) return answer;
    hooks.announcing();
    this.entered.push(name);
    this.hooks.set(name, hooks);
    const seat: Seat = {
      id,
      shard: 'one',
      heartbeat: () => this.acts.push('heartbeat'),
      setStatus: (status) => this.acts.push(status),
      leave: () => this.acts.push('leave'),
    };
    return { seat };
  }
}

describe('the loader', () => {
  it('K8 lets everybody in once, at most 64 at a time', async () => {
    const door = new FakeDoor();
    const loader = new Loader(door);
    await loader.signIn(200);
    await loader.join({ from: 0, to: 150 });
    await loader.join({ from: 150, to: 200 });
    assert.deepEqual(door.entered.toSorted(), Array.from({ length: 200 }, (_, at) => playerName(at)).toSorted());
    assert.equal(door.most, 64);
    assert.ok(loader.truth().every(({ is, shard, status }) => is === 'in' && shard === 'one' && status === 'online'));
  });

  it('K8 waits as long as a refusal says, tries again after a failure, and counts both', async () => {
    const door = new FakeDoor();
    door.answers.push({ retryAfterMs: 300 }, new Error('cut'));
    const loader = new Loader(door, 20);
    await loader.signIn(1);
    const startedAt = performance.now();
    await loader.join({ from: 0, to: 1 });
    assert.ok(performance.now() - startedAt >= 300);
    assert.deepEqual(loader.troubles(), { isIn: 1, refused: 1, failed: 1, lost: {} });
  });

  it('K8 gives up with the reason when it fails five times', async () => {
    const door = new FakeDoor();
    door.answers.push(...Array.from({ length: 5 }, () => new Error('seat reservation expired')));
    const loader = new Loader(door, 20);
    await loader.signIn(1);
    await assert.rejects(loader.join({ from: 0, to: 1 }), /5 times: seat reservation expired/);
  });

  it('K9 who leaves is out, who comes back is in, and whose socket is closed is lost', async () => {
    const door = new FakeDoor();
    const loader = new Loader(door);
    await loader.signIn(200);
    await loader.join({ from: 0, to: 200 });
    door.hooks.get(playerName(7))?.closed('closed with 4010 too-slow');
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
    assert.equal(door.acts.filter((act) => act === 'heartbeat').length, 40 - 1, 'of those who are there');
  });

  it('K9 the old socket of a player who has come back loses nobody', async () => {
    const door = new FakeDoor();
    const loader = new Loader(door);
    await loader.signIn(200);
    await loader.join({ from: 0, to: 200 });
    const first = new Map(door.hooks);
    const { events } = await loader.steady(2);
    const back = events.find(({ kind }) => kind === 'join')?.name ?? '';
    assert.notEqual(door.hooks.get(back), first.get(back), 'came back');
    first.get(back)?.closed('closed with 4000');
    assert.deepEqual(loader.troubles().lost, {});
    assert.equal(loader.truth().find(({ name }) => name === back)?.is, 'in');
  });

  it("K10 comes in by Foyer's front door, and is shown with what it does", async () => {
    const server = await LobbyServer.start();
    try {
      const door = foyerDoor(server.app.port);
      const who = await door.signIn('');
      const closes: string[] = [];
      let announced = 0;
      const hooks = { announcing: () => announced++, closed: (why: string) => closes.push(why) };
      const entry = await door.enter(who, hooks);
      assert.ok('seat' in entry);
      assert.equal(announced, 1);
      assert.equal(entry.seat.id, who.id);
      const shown = async () =>
        (await server.get<{ players: { id: string; name: string; status: string; shard: string }[] }>('/api/players'))
          .players;
      const [row] = await shown();
      assert.deepEqual([row?.id, row?.name, row?.status, row?.shard], [who.id, who.name, 'online', entry.seat.shard]);
      entry.seat.heartbeat();
      entry.seat.setStatus('busy');
      await eventually(async () => (await shown())[0]?.status === 'busy');
      entry.seat.leave();
      await eventually(async () => (await shown()).length === 0);
      await eventually(() => closes.length === 1);
      assert.match(closes[0] ?? '', /4000/);
    } finally {
      await server.stop();
    }
  });
});
