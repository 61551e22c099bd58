import assert from 'node:assert/strict';
import { type LiveMatch, LiveMatches } from '../../server/match/LiveMatches.ts';
import { drain } from '../../server/process/drain.ts';
import { systemClock } from '../../server/process/systemClock.ts';
import { eventually, ownMs } from '../support/eventually.ts';

/** Effectively forever. */
const LONG_MS = 20_000;

/** A process with these matches; `did` lists the calls to its parts in order. */
function processWith(stages: LiveMatch['stage'][], hasOthers: boolean, drainMs = LONG_MS) {
  const did: string[] = [];
  const matches = new LiveMatches(systemClock);
  const rooms = stages.map((stage) => ({
    stage,
    standing: undefined,
    disconnect: async () => void did.push(`broke off ${stage}`),
    endPlayer: () => false,
    endSession: () => {},
  }));
  for (const room of rooms) matches.add(room);
  const deps = {
    cluster: { setOpen: () => void did.push('closed'), hasOthers } as never,
    desk: { close: () => void did.push('desk closed'), stop: async () => void did.push('desk left') } as never,
    matches,
    drainLobby: async () => void did.push('lobby moved'),
    drainMs,
    log: { info() {}, warn: () => void did.push('cut short') } as never,
  };
  return { did, rooms, drain: (hurry = new AbortController().signal) => drain(deps, hurry) };
}

describe('draining a process', () => {
  it('G21 running matches end first, and the queue and the lobby move to the others at once', async () => {
    const { did, rooms, drain } = processWith(['busy', 'over', 'gathering'], true);
    const isDone = drain().then(() => did.push('done'));
    const atOnce = ['closed', 'desk closed', 'broke off gathering', 'desk left', 'lobby moved'];
    await eventually(() => assert.deepEqual(did, atOnce));
    Object.assign(rooms[0] as object, { stage: 'over' });
    await isDone;
    assert.equal(did.at(-1), 'done');
  });

  it('G21 a lone process keeps its lobby, and does not wait for players outside matches', async () => {
    const lone = processWith(['busy'], false, 100);
    const isDone = lone.drain();
    lone.rooms.length = 0;
    await isDone;
    assert.deepEqual(lone.did, ['closed', 'desk closed', 'cut short']);
    const idle = processWith(['over'], true);
    await idle.drain();
    assert.deepEqual(idle.did, ['closed', 'desk closed']);
  });

  it('G21 the drain waits at most DRAIN_MS, and the signal cuts it short', async () => {
    const hurry = new AbortController();
    const { did, drain } = processWith(['busy'], true);
    hurry.abort();
    const took = await ownMs(() => drain(hurry.signal));
    assert.ok(took < LONG_MS / 4, `${took} ms`);
    assert.equal(did.at(-1), 'cut short');
  });
});
