import assert from 'node:assert/strict';
import { TileWatch } from '../../client/actions/TileWatch.ts';
import type { Link } from '../../client/net/events.ts';
import { TILES_MAX } from '../../shared/limits.ts';

describe('the tiles that a page shows', () => {
  let at = 0;
  let sent: string[][] = [];
  let waiting: { callback: () => void; due: number }[] = [];
  let tiles: TileWatch;
  const online: Link = { kind: 'online' };
  const pass = (ms: number): void => {
    at += ms;
    const due = waiting.filter((each) => each.due <= at);
    waiting = waiting.filter((each) => each.due > at);
    for (const { callback } of due) callback();
  };
  beforeEach(() => {
    [at, sent, waiting] = [10_000, [], []];
    tiles = new TileWatch({
      send: async (ids) => void sent.push(ids),
      now: () => at,
      setTimeout: (callback, ms) => void waiting.push({ callback, due: at + ms }),
    });
  });

  it('TL5 tiles are named at once, then at most once a second, and only where they changed', () => {
    for (const ids of [['a'], ['a'], ['a', 'b'], ['a', 'b', 'c']]) tiles.show(ids, online);
    assert.deepEqual(sent, [['a']]);
    pass(999);
    assert.equal(sent.length, 1);
    pass(1);
    assert.deepEqual(sent, [['a'], ['a', 'b', 'c']]);
    pass(5_000);
    tiles.show(['a', 'b', 'c'], online);
    assert.equal(sent.length, 2);
  });

  it('TL5 none are named while the page is hidden, and all again after it, and after a resume', () => {
    tiles.show(['a'], online);
    pass(2_000);
    tiles.pageShown(false);
    assert.deepEqual(sent.at(-1), []);
    tiles.show(['b'], online);
    pass(2_000);
    assert.equal(sent.length, 2);
    tiles.pageShown(true);
    assert.deepEqual(sent.at(-1), ['b']);
    pass(2_000);
    tiles.show(['b'], { kind: 'reconnecting', attempt: 1, sinceAt: 0, heldUntilAt: 0, nextTryAt: 0 });
    assert.equal(sent.length, 3);
    tiles.show(['b'], { kind: 'online' });
    assert.deepEqual(sent.slice(3), [['b']]);
  });

  it('TL5 no more are named than the server takes', () => {
    const many = Array.from({ length: TILES_MAX + 5 }, (_, i) => `m${i}`);
    tiles.show(many, online);
    assert.deepEqual(sent, [many.slice(0, TILES_MAX)]);
  });
});
