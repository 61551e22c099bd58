import assert from 'node:assert/strict';
import { FriendBook, friendRowOf, isSameFriend, type StoredTie } from '../../server/domain/social/friendBook.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { PlayerRow } from '../../shared/playerRow.ts';

const [ADA, BOB, CAROL] = ['ada', 'bob', 'carol'].map(asPlayerId) as [
  StoredTie['id'],
  StoredTie['id'],
  StoredTie['id'],
];
const tie = (id: StoredTie['id'], kind: StoredTie['tie'], more: Partial<StoredTie> = {}): StoredTie => ({
  id,
  name: id,
  tie: kind,
  rating: 0,
  emblem: 3,
  lastActiveAt: 5_999,
  ...more,
});
const seen: PlayerRow = {
  id: BOB,
  name: 'Bobby',
  status: 'playing',
  lastActiveAtS: 9,
  shard: 's',
  rating: 1_100,
  emblem: 7,
};

describe('the friend book', () => {
  it('FR6 only players with a tie to this player are told about them', () => {
    const book = new FriendBook();
    book.set(ADA, [tie(BOB, 'friend'), tie(CAROL, 'asked')]);
    book.set(CAROL, [tie(BOB, 'friend'), tie(ADA, 'asking')]);
    assert.deepEqual([...book.watchersOf(BOB)], [ADA, CAROL]);
    assert.deepEqual([...book.watchersOf(CAROL)], [ADA]);
    book.forget(ADA);
    assert.deepEqual([...book.watchersOf(BOB)], [CAROL]);
    assert.deepEqual([...book.watchersOf(CAROL)], []);
    book.set(CAROL, [tie(BOB, 'blocked')]);
    assert.deepEqual([...book.watchersOf(BOB)], [CAROL]);
    assert.deepEqual([book.othersOf(ADA), book.othersOf(CAROL)], [[], [BOB]]);
  });

  it('FR1 storing friends again reports only the differences', () => {
    const book = new FriendBook();
    assert.deepEqual(book.set(ADA, [tie(BOB, 'asked'), tie(CAROL, 'asking')]), { put: [BOB, CAROL], removed: [] });
    assert.deepEqual(book.set(ADA, [tie(BOB, 'friend')]), { put: [BOB], removed: [CAROL] });
    assert.deepEqual(book.set(ADA, [tie(BOB, 'friend', { lastActiveAt: 7 })]), { put: [], removed: [] });
    assert.deepEqual(book.friendsOf(ADA), [BOB]);
  });

  it('FR2 a friend’s visible status is sent in full, and other players’ names only', () => {
    const { id: _, ...shown } = seen;
    assert.deepEqual(friendRowOf(tie(BOB, 'friend'), seen, undefined), { id: BOB, tie: 'friend', ...shown });
    for (const kind of ['asked', 'asking', 'blocked'] as const)
      assert.deepEqual(friendRowOf(tie(BOB, kind), seen, undefined), {
        ...{ id: BOB, name: 'Bobby', tie: kind, status: null, lastActiveAtS: null, shard: null, rating: 0, emblem: 7 },
      });
  });

  it('FR4 a hidden player looks like one who left, with the time they were last seen', () => {
    const told = friendRowOf(tie(BOB, 'friend'), seen, undefined);
    const gone = friendRowOf(tie(BOB, 'friend', { lastActiveAt: null }), undefined, told);
    assert.deepEqual(gone, { ...told, status: null, shard: null });
    assert.deepEqual(friendRowOf(tie(BOB, 'friend'), undefined, told), gone);
    assert.equal(friendRowOf(tie(BOB, 'friend'), undefined, undefined).lastActiveAtS, 5);
    assert.equal(friendRowOf(tie(BOB, 'friend', { lastActiveAt: null }), undefined, undefined).lastActiveAtS, null);
  });

  it('FR6 a change that the reader cannot see is no change', () => {
    const told = friendRowOf(tie(BOB, 'friend'), seen, undefined);
    assert.equal(isSameFriend(told, { ...told }), true);
    assert.equal(isSameFriend(undefined, told), false);
    for (const change of [{ name: 'B' }, { status: null }, { lastActiveAtS: 1 }, { shard: 't' }, { rating: 1 }])
      assert.equal(isSameFriend(told, { ...told, ...change }), false, JSON.stringify(change));
  });
});
