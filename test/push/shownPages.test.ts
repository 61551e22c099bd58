import assert from 'node:assert/strict';
import { type Hub, MemoryBus } from '../../server/cluster/MemoryBus.ts';
import type { PlayerPresence } from '../../server/domain/presence/player.ts';
import { newSession } from '../../server/domain/presence/session.ts';
import { ShownPages } from '../../server/lobby/ShownPages.ts';
import { asPlayerId, asProcessId, asSessionId, asShardId } from '../../shared/ids.ts';
import { TestClock } from '../support/testClock.ts';

describe('whether a page shows the lobby', () => {
  const hub: Hub = new Set();
  const clock = new TestClock();
  const ada = asPlayerId('ada');
  const processes = ['p1', 'p2', 'p3'].map(asProcessId);
  const busOf = () => new MemoryBus((error) => assert.fail(String(error)), hub);

  const at = (name: string, sessions: readonly string[], timeoutMs = 20_000) => {
    const all = sessions.map((id) => newSession(asSessionId(id), asShardId('s'), false, 0));
    const player = { sessions: new Map(all.map((session) => [session.id, session])) } as unknown as PlayerPresence;
    const localPlayers = { find: (id: string) => (id === ada && all.length > 0 ? player : undefined) };
    const process = asProcessId(name);
    const others = () => processes.filter((other) => other !== process);
    return new ShownPages({ process, bus: busOf(), clock, others, localPlayers, timeoutMs });
  };

  it('WP3 the tabs of every process are asked about', async () => {
    hub.clear();
    const [first, second, third] = [at('p1', []), at('p2', ['a']), at('p3', ['b'])];
    assert.equal(await first.shows(ada), true);
    second.reported(ada, asSessionId('a'), true);
    assert.equal(await first.shows(ada), true);
    third.reported(ada, asSessionId('b'), true);
    assert.deepEqual(await Promise.all([first, second, third].map((pages) => pages.shows(ada))), [false, false, false]);
    second.reported(ada, asSessionId('a'), false);
    assert.equal(await third.shows(ada), true);
    assert.equal(await first.shows(asPlayerId('bob')), false);
  });

  it('WP3 a process that does not answer counts as showing nothing', async () => {
    hub.clear();
    const first = at('p1', ['a'], 50);
    first.reported(ada, asSessionId('a'), true);
    assert.equal(await first.shows(ada), false);
  });

  it('WP3 what a session said goes with it', async () => {
    hub.clear();
    const first = at('p1', ['a'], 50);
    first.reported(ada, asSessionId('a'), true);
    first.reported(ada, asSessionId('gone'), true);
    first.forgetGone(ada);
    first.forgetGone(asPlayerId('bob'));
    first.reported(ada, asSessionId('a'), false);
    assert.equal(await first.shows(ada), true);
  });
});
