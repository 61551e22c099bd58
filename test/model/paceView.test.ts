import assert from 'node:assert/strict';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { paceOf } from '../../client/model/paceView.ts';
import type { Link } from '../../client/net/events.ts';
import { LIVE_PATCH_MS, PATCH_MAX_MS, PATCH_MIN_MS, PATCH_MS } from '../../shared/limits.ts';
import { row } from './rows.ts';

const online: Link = { kind: 'online' };

describe('how fresh the list is', () => {
  it('U27 a new interval is kept, and changes no rows', () => {
    const model = new LobbyModel(0);
    model.apply({ type: 'rosterReset', rows: [row('Ada'), row('Bob')] }, 0);
    const { moves } = model.roster;
    const ada = model.roster.row('ada');
    model.apply({ type: 'paceChanged', patchMs: 500 }, 0);
    assert.deepEqual([model.patchMs, model.roster.moves, model.roster.row('ada') === ada], [500, moves, true]);
  });

  it('U28 the list is live up to the limit, batched above it, with the interval in tenths of a second', () => {
    const words = (patchMs: number) => [paceOf(online, patchMs)?.text, paceOf(online, patchMs)?.short];
    for (const patchMs of [PATCH_MIN_MS, PATCH_MS, LIVE_PATCH_MS]) assert.deepEqual(words(patchMs), ['live', 'live']);
    assert.deepEqual(words(LIVE_PATCH_MS + 1), ['batched · every 0.3 s', 'batched']);
    assert.deepEqual(words(512), ['batched · every 0.5 s', 'batched']);
    assert.deepEqual(words(PATCH_MAX_MS), ['batched · every 1 s', 'batched']);
  });

  it('U28 live and batched are explained in words, with the interval', () => {
    assert.match(paceOf(online, 200)?.hint ?? '', /^Live: /);
    assert.match(paceOf(online, 480)?.hint ?? '', /^Batched: .* 0\.5 seconds apart/);
    assert.match(paceOf(online, 1_000)?.hint ?? '', / 1 second apart/);
  });

  it('U28 the list is neither live nor batched while the link is down, or if the server does not say', () => {
    const down: Link[] = [
      { kind: 'connecting', attempt: 1, sinceAt: 0 },
      { kind: 'reconnecting', attempt: 1, sinceAt: 0, heldUntilAt: 9, nextTryAt: 1 },
      { kind: 'waiting', why: 'network', nextTryAt: 1 },
      { kind: 'closed', code: 4100, why: 'idle' },
    ];
    assert.deepEqual(
      down.map((link) => paceOf(link, 200)),
      [undefined, undefined, undefined, undefined],
    );
    assert.deepEqual([paceOf(online, undefined), paceOf(online, 0)], [undefined, undefined]);
  });
});
