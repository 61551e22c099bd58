/** The way of a tile from a room to the tabs that show it, between two processes that share a bus. */
import assert from 'node:assert/strict';
import { type Hub, MemoryBus } from '../../server/cluster/MemoryBus.ts';
import { TIES } from '../../server/lobby/Friends.ts';
import { WatchedTiles, type WatchedTilesDeps } from '../../server/lobby/WatchedTiles.ts';
import { MatchTiles } from '../../server/match/MatchTiles.ts';
import { TILES } from '../../server/play/tileMessages.ts';
import { asPlayerId, asProcessId, type PlayerId } from '../../shared/ids.ts';
import { TILE_FORGOTTEN_MS } from '../../shared/limits.ts';
import { eventually } from '../support/eventually.ts';
import { TestClock } from '../support/testClock.ts';

const [ADA, BOB, CARL] = ['ada', 'bob', 'carl'].map(asPlayerId) as [PlayerId, PlayerId, PlayerId];

class World {
  readonly clock = new TestClock();
  readonly failures: unknown[] = [];
  readonly published: unknown[] = [];
  readonly listed = new Set(['m1', 'm2']);
  readonly blocks = new Map<PlayerId, PlayerId[]>();
  readonly gone = new Set<string>();
  /** `session bytes`. */
  readonly frames: string[] = [];
  taken = 0;
  readonly rooms: MatchTiles;
  readonly tabs: WatchedTiles;
  readonly #failed = (error: unknown) => void this.failures.push(error);
  readonly #hub: Hub = new Set();

  constructor() {
    const buses = [new MemoryBus(this.#failed, this.#hub), new MemoryBus(this.#failed, this.#hub)] as const;
    buses[0].subscribe(TILES, (message) => void this.published.push(message));
    this.rooms = new MatchTiles({ bus: buses[0], clock: this.clock });
    const lobby = {
      pushFrame: (player: PlayerId, session: string, frame: Buffer) => {
        if (this.gone.has(session)) return false;
        this.frames.push(`${player} ${session} ${frame.toString('latin1').includes('tileUpdated')}`);
        return true;
      },
      isConnected: (_: PlayerId, session: string) => !this.gone.has(session),
    };
    this.tabs = new WatchedTiles({
      blocks: { of: async (ids: PlayerId[]) => new Map(ids.map((id) => [id, this.blocks.get(id) ?? []])) },
      bus: buses[1],
      failed: this.#failed,
      lobby,
      play: { lists: (id: string) => this.listed.has(id) },
      process: asProcessId('here'),
    } as unknown as WatchedTilesDeps);
    this.#tie = (players) => buses[0].publish(TIES, { players });
  }

  readonly #tie: (players: PlayerId[]) => void;

  watch(player: PlayerId, matchIds: string[], session = `tab of ${player}`) {
    return this.tabs.requests.watchTiles(player, { matchIds }, { client: { sessionId: session } } as never);
  }

  block(one: PlayerId, other: PlayerId): void {
    this.blocks.set(one, [other]);
    this.blocks.set(other, [one]);
    this.#tie([one, other]);
  }

  /** The room offers a tile; returns what came of it. */
  async offer(matchId: string, summary: unknown, players = [BOB]): Promise<string[]> {
    const before = this.frames.length;
    this.rooms.offer(matchId, () => {
      this.taken += 1;
      return { summary, players };
    });
    for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
    return this.frames.slice(before);
  }

  async told(count: number): Promise<void> {
    await eventually(() => assert.equal(this.published.length, count));
    await new Promise(setImmediate);
  }
}

describe('tiles of matches between processes', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.tabs.stop();
    assert.deepEqual(world.failures, []);
  });

  it('MV4 where nobody looks, no tile is made, and after the last look away the rooms forget it at once', async () => {
    assert.deepEqual(await world.offer('m1', 1), []);
    await world.watch(ADA, ['m1']);
    await world.told(1);
    assert.deepEqual([world.taken, await world.offer('m1', 1)], [0, ['ada tab of ada true']]);
    assert.deepEqual(await world.offer('m2', 1), []);
    await world.watch(ADA, []);
    await world.told(2);
    await world.offer('m1', 2);
    assert.equal(world.taken, 1);
  });

  it('MV4 rooms forget a process that says nothing any more', async () => {
    await world.watch(ADA, ['m1']);
    await world.told(1);
    world.clock.advance(TILE_FORGOTTEN_MS + 1);
    await world.offer('m1', 1);
    assert.equal(world.taken, 0);
  });

  it('MV1 an unchanged tile is not sent again; a second tab gets the last one at once, and each match is encoded once', async () => {
    await world.watch(ADA, ['m1']);
    await world.told(1);
    assert.equal((await world.offer('m1', [1])).length, 1);
    assert.equal((await world.offer('m1', [1])).length, 0);
    await world.watch(CARL, ['m1']);
    assert.equal(world.frames.at(-1), 'carl tab of carl true');
    assert.deepEqual(await world.offer('m1', [2]), ['ada tab of ada true', 'carl tab of carl true']);
    // Naming others: none of the first.
    await world.watch(CARL, ['m2']);
    assert.deepEqual(await world.offer('m1', [3]), ['ada tab of ada true']);
  });

  it('MV1 a tab that has gone is sent nothing, and is forgotten', async () => {
    await world.watch(ADA, ['m1'], 'one');
    await world.watch(ADA, ['m1'], 'two');
    await world.told(1);
    world.gone.add('one');
    assert.deepEqual(await world.offer('m1', 1), ['ada two true']);
    world.gone.delete('one');
    assert.deepEqual(await world.offer('m1', 2), ['ada two true']);
  });

  it('MV3 a match that is in no list is neither asked for nor shown, and comes back with its row', async () => {
    await world.watch(ADA, ['private', 'm1']);
    await world.told(1);
    assert.deepEqual(world.published, [{ process: 'here', matchIds: ['m1'] }]);
    world.listed.delete('m1');
    assert.deepEqual(await world.offer('m1', 1), []);
    world.listed.add('m1');
    assert.equal((await world.offer('m1', 2)).length, 1);
  });

  it('MV3 a tab that is sooner than the list gets the tile once the match is listed, and rooms hear nothing until then', async () => {
    world.listed.delete('m1');
    await world.watch(ADA, ['m1']);
    // Real time: longer than tabs are gathered.
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(world.published, []);
    world.listed.add('m1');
    await eventually(() => assert.equal(world.published.length, 1), 8_000);
    assert.equal((await world.offer('m1', 1)).length, 1);
  });

  it('MV8 a new block ends the tiles at once, also of players whom the list does not name, and its end brings them back', async () => {
    await world.watch(ADA, ['m1']);
    await world.watch(CARL, ['m1']);
    await world.told(1);
    assert.equal((await world.offer('m1', 1)).length, 2);
    world.block(BOB, ADA);
    for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
    assert.deepEqual(await world.offer('m1', 2), ['carl tab of carl true']);
    await world.watch(ADA, ['m1', 'm2']);
    assert.ok(!world.frames.slice(-1).includes('ada tab of ada true'));
    world.blocks.clear();
    world.block(CARL, CARL);
    world.blocks.clear();
    world.block(ADA, CARL);
    for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
    assert.deepEqual((await world.offer('m1', 3)).includes('ada tab of ada true'), true);
  });
});
