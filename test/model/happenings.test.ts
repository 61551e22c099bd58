import assert from 'node:assert/strict';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { HAPPENINGS_KEPT } from '../../client/model/social/happenings.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';
import type { Pushes } from '../../shared/pushes.ts';
import type { FriendRow, Happened } from '../../shared/socialProtocol.ts';

class World {
  readonly model = new LobbyModel(0);
  now = 0;

  constructor() {
    const self = { id: 'me', name: 'Zoë', status: 'online', chosenStatus: 'online', visibility: 'everyone' } as const;
    const payload = { self: { ...self, lastActive: 0, rating: 0 }, shard: 's', nowS: 1_000 };
    this.model.apply({ type: 'welcomed', payload: payload as unknown as Pushes['welcomed'] }, 0);
  }

  happened(id: string, more: Partial<Happened> = {}): void {
    const [winners, losers] = [[{ id: 'ada', name: 'Ada' }], [{ id: 'bob', name: 'Bob' }]];
    const payload = { id, mode: 'duel', winners, losers, seconds: 14, atS: 1_000, ...more };
    this.model.apply({ type: 'happened', payload }, this.now);
  }

  matches(put: readonly Partial<MatchRow>[], isWhole = false): void {
    const rows = put.map((row) => ({
      ...({ matchId: 'm', mode: 'cycles', state: 'open', seats: 4, spectators: 0 } as const),
      ...{ players: [{ id: 'ada', name: 'Ada', emblem: 0 }], ...row },
    }));
    this.model.apply({ type: 'matchesUpdated', payload: { isWhole, put: rows, removed: [] } }, this.now);
  }

  friends(put: Partial<FriendRow>[], isWhole = false): void {
    const rows = put.map((row) => ({
      emblem: 0,
      ...({
        id: 'ada',
        name: 'Ada',
        tie: 'friend',
        status: null,
        lastActiveAtS: null,
        shard: null,
        rating: 0,
      } as const),
      ...row,
    }));
    this.model.apply({ type: 'friendsUpdated', payload: { isWhole, put: rows, removed: [] } }, this.now);
  }

  get kinds(): string[] {
    return this.model.social.happenings.map(({ kind }) => kind);
  }
}

describe('what happens, in the model', () => {
  it('OP19 a win is one line and a streak another, each once however often it is told', () => {
    const world = new World();
    world.happened('a');
    world.happened('b', { streak: 7, atS: 990 });
    world.happened('a');
    assert.deepEqual(world.kinds, ['won', 'streak', 'won']);
    for (let n = 0; n < 2 * HAPPENINGS_KEPT; n++) world.happened(`n${n}`);
    assert.equal(world.kinds.length, HAPPENINGS_KEPT);
  });

  it('OP19 a table is told when it opens: not those of before, not one’s own, and not of blocked players', () => {
    const world = new World();
    world.matches([{ matchId: 'old' }], true);
    world.matches([{ matchId: 'old', spectators: 1 }]);
    world.matches([{ matchId: 'own', players: [{ id: 'me', name: 'Zoë', emblem: 0 }] }]);
    world.matches([
      { matchId: 'full', seats: 1 },
      { matchId: 'on', state: 'playing' },
    ]);
    world.matches([{ matchId: 'hidden', players: [{ id: null, name: null }] }]);
    world.friends([{ id: 'rude', tie: 'blocked' }], true);
    world.matches([{ matchId: 'rude', players: [{ id: 'rude', name: 'Rude', emblem: 0 }] }]);
    assert.deepEqual(world.kinds, []);
    world.matches([{ matchId: 'new' }]);
    const [opened] = world.model.social.happenings;
    assert.deepEqual(opened?.kind === 'opened' && [opened.matchId, opened.seats, opened.who.name], ['new', 3, 'Ada']);
  });

  it('OP19 a friend who comes is told, damped, and nobody else', () => {
    const world = new World();
    world.friends([{ status: null }, { id: 'bob', status: null }, { id: 'eve', tie: 'asked', status: null }], true);
    assert.deepEqual(world.kinds, []);
    world.friends([{ status: 'online' }, { id: 'eve', tie: 'asked', status: null }]);
    world.friends([{ status: 'queued' }]);
    assert.deepEqual(world.kinds, ['came']);
    world.friends([{ status: null }]);
    world.friends([{ status: 'online' }]);
    assert.deepEqual(world.kinds, ['came'], 'the same once in a while');
    world.friends([{ id: 'bob', status: 'away' }]);
    assert.equal(world.kinds.length, 2);
    world.friends([{ status: null }]);
    world.now += 600_000;
    world.friends([{ status: 'online' }]);
    assert.equal(world.kinds.length, 3);
  });

  it('OP19 at most six a minute of tables and friends', () => {
    const world = new World();
    world.matches([], true);
    for (let n = 0; n < 20; n++)
      world.matches([{ matchId: `m${n}`, players: [{ id: `p${n}`, name: `P${n}`, emblem: 0 }] }]);
    assert.equal(world.kinds.length, 6);
    world.now += 60_000;
    world.matches([{ matchId: 'later', players: [{ id: 'q', name: 'Q', emblem: 0 }] }]);
    assert.equal(world.kinds.length, 7);
  });
});
