import assert from 'node:assert/strict';
import { listed, matchesAfter, mostWatchedFirst } from '../../client/model/play/matchList.ts';
import { Tiles } from '../../client/model/play/tiles.ts';
import { tileView } from '../../client/model/play/tileView.ts';
import { tilesIn } from '../../client/ui/layout/tilesLayout.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';

const nobody = () => false;
const plain = (label: string): string => label.replace(/[\u2068\u2069]/g, '');
const row = (more: Partial<MatchRow>): MatchRow => ({
  ...{ matchId: 'm1', mode: 'cycles-duel', state: 'playing', seats: 2, spectators: 0 },
  players: [
    { id: 'k', name: 'Kostas', emblem: 1 },
    { id: 'n', name: 'Nuria', emblem: 2 },
  ],
  ...more,
});

describe('tiles of the list of matches', () => {
  it('TL2 a tile says its game, players with scores, where it stands, and how many watch', () => {
    const view = tileView(row({ spectators: 12, progress: { at: 4, scores: [1, 2] } }), nobody);
    assert.equal(plain(view.label), 'Light-cycles duel, Kostas 1, Nuria 2, round 4, 12 watching');
    assert.deepEqual([view.foot, view.watchers, view.free], ['Duel · round 4', 12, 0]);
    assert.deepEqual(
      view.seats.map(({ score, isBehind }) => [score, isBehind]),
      [
        [1, true],
        [2, false],
      ],
    );
  });

  it('TL2 an open match tells its free seats and friends, a running one has none to take, bots and unnamed players have words', () => {
    const open = tileView(row({ mode: 'cycles', state: 'open', seats: 4 }), (id) => id === 'n');
    assert.equal(plain(open.label), 'Light-cycles, Kostas, Nuria, 2 seats free');
    assert.deepEqual([open.free, open.hasFriend, open.foot], [2, true, 'Light-cycles · 2 seats free']);
    const players = [{ id: 'k', name: 'Kostas', emblem: 1 }, { id: null, name: null } as const];
    const mixed = tileView(
      row({ mode: 'cycles', players, seats: 3, bots: 1, progress: { at: 5, scores: [0, 1, 0] } }),
      nobody,
    );
    assert.equal(plain(mixed.label), 'Light-cycles, Kostas 0, Someone 1, Bot 0, last round');
    assert.deepEqual([mixed.free, mixed.seats.map(({ id }) => id)], [0, ['k', null, undefined]]);
    const board = tileView(row({ mode: 'connect-four', progress: { at: 18, scores: [] } }), nobody);
    assert.deepEqual([board.foot, board.seats[0]?.score], ['Connect four · move 18', undefined]);
  });

  it('TL4 the most watched running match comes first on a phone, and nothing else moves', () => {
    const rows = [
      row({ matchId: 'a', state: 'open', spectators: 9 }),
      row({ matchId: 'b', spectators: 1 }),
      row({ matchId: 'c', spectators: 7 }),
      row({ matchId: 'd' }),
    ];
    assert.deepEqual(
      mostWatchedFirst(rows).map(({ matchId }) => matchId),
      ['c', 'a', 'b', 'd'],
    );
    assert.deepEqual(mostWatchedFirst(rows.slice(0, 1)).length, 1);
  });

  it('TL4 three tiles of 212 stand in a row of 660, more in wider lists, two on a phone below a large one, and none overlap', () => {
    const columns = (width: number, hasLarge = false) =>
      tilesIn(width, 12, hasLarge).places.filter(({ y }, _, all) => y === all.at(-1)?.y).length;
    assert.deepEqual([columns(660), columns(884), columns(366, true)], [3, 4, 1]);
    assert.deepEqual(tilesIn(660, 6, false).places[4], {
      x: 224,
      y: 206,
      width: 212,
      height: 196,
      picture: 132,
      isLarge: false,
    });
    const [large, small] = tilesIn(366, 3, true).places;
    assert.deepEqual([large?.isLarge, large?.width, small?.width], [true, 366, 177]);
    for (const width of [286, 366, 660, 700, 1_108]) {
      for (const hasLarge of [false, true]) {
        const { places, height } = tilesIn(width, 11, hasLarge);
        for (const [i, a] of places.entries()) {
          assert.ok(a.x >= 0 && a.x + a.width <= width + 0.01 && a.y + a.height <= height);
          for (const b of places.slice(i + 1)) {
            const isBeside = b.x >= a.x + a.width || a.x >= b.x + b.width;
            assert.ok(isBeside || b.y >= a.y + a.height, `${width} ${i}`);
          }
        }
      }
    }
  });

  it('TL7 the list can be that of friends, and where a match stands changes its row alone', () => {
    const rows = [row({ matchId: 'a' }), row({ matchId: 'b', players: [{ id: 'x', name: 'Xena', emblem: 3 }] })];
    const all = matchesAfter(undefined, { isWhole: true, put: rows, removed: [] });
    assert.deepEqual(
      listed(all, 'friends', undefined, (id) => id === 'x').map(({ matchId }) => matchId),
      ['b'],
    );
    const progress = { at: 2, scores: [1, 0] };
    const progressed = [
      { matchId: 'a', progress },
      { matchId: 'gone', progress },
    ];
    const next = matchesAfter(all, { isWhole: false, put: [], removed: [], progressed });
    assert.deepEqual([next.get('a')?.progress, next.get('b'), next.size], [progress, rows[1], 2]);
  });

  it('TL6 a picture is kept until its match leaves the list', () => {
    const tiles = new Tiles();
    for (const matchId of ['a', 'b']) tiles.put({ matchId, summary: matchId });
    tiles.keep(new Map([['a', row({ matchId: 'a' })]]));
    assert.deepEqual([tiles.of('a'), tiles.of('b')], ['a', undefined]);
  });
});
