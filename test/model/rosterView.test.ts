import assert from 'node:assert/strict';
import { RosterView } from '../../client/model/rosterView.ts';
import { foldName } from '../../shared/rosterOrder.ts';
import { makePlayers, seeded } from '../story/players.ts';
import { change, namesOf, row } from './rows.ts';

describe('the roster as one player sees it', () => {
  let view: RosterView;
  beforeEach(() => {
    view = new RosterView();
    view.reset([row('Cyd'), row('Ada'), row('Bob', 'away'), row('Eve', 'online', { rating: 1500 })]);
  });

  it('U1 you stand first, then comes the order that client and server share', () => {
    assert.deepEqual(namesOf(view), ['Eve', 'Ada', 'Cyd', 'Bob']);
    view.setSelf('bob');
    assert.deepEqual(namesOf(view), ['Bob', 'Eve', 'Ada', 'Cyd']);
    view.setSelf('cyd');
    assert.deepEqual(namesOf(view), ['Cyd', 'Eve', 'Ada', 'Bob']);
  });

  it('U2 a roster sent anew keeps the rows it repeats, and drops those it lacks', () => {
    const before = view.row('ada');
    view.reset([row('Ada'), row('Zoe'), row('Bob', 'online')]);
    assert.equal(view.row('ada'), before);
    assert.deepEqual(namesOf(view), ['Ada', 'Bob', 'Zoe']);
    assert.deepEqual(view.counts, { online: 3, away: 0, queued: 0, playing: 0, reconnecting: 0, busy: 0 });
  });

  it('U3 a search finds parts of names, ignoring case, accents and width', () => {
    view.reset([
      row('Zoë Ångström', 'online', { id: 'z' }),
      row('Ａｄａ', 'online', { id: 'a' }),
      row('Владимир', 'online', { id: 'v' }),
    ]);
    const found = (query: string): string[] => {
      view.search(query);
      return namesOf(view);
    };
    assert.deepEqual(found('ANG'), ['Zoë Ångström']);
    assert.deepEqual(found('zoe'), ['Zoë Ångström']);
    assert.deepEqual(found(' ada '), ['Ａｄａ']);
    assert.deepEqual(found('МИР'), ['Владимир']);
    assert.deepEqual(found('nobody'), []);
    assert.equal(found('').length, 3);
  });

  it('U4 a filter shows one status; the counts still include everyone', () => {
    view.filter('away');
    assert.deepEqual(namesOf(view), ['Bob']);
    assert.deepEqual([view.counts.online, view.counts.away], [3, 1]);
    view.change(change({ updated: [row('Ada', 'away')] }));
    assert.deepEqual(namesOf(view), ['Ada', 'Bob']);
    view.search('b');
    assert.deepEqual(namesOf(view), ['Bob']);
    view.filter(undefined);
    view.search('');
    assert.equal(view.size, 4);
  });

  it('U5 a held list does not move: leavers stay, new players wait, and the updates are counted', () => {
    view.hold(true);
    const standing = namesOf(view);
    view.change(change({ added: [row('Dan')], removed: ['ada'], updated: [row('Eve', 'away', { rating: 1500 })] }));
    assert.deepEqual(namesOf(view), standing);
    assert.equal(view.isGone('ada'), true);
    assert.equal(view.row('ada')?.name, 'Ada');
    assert.equal(view.row('eve')?.status, 'away');
    assert.equal(view.updates, 3);
    assert.equal(view.positionOf('dan'), -1);
  });

  it('U5 a change that was undone is no update', () => {
    view.hold(true);
    view.change(change({ added: [row('Dan')], removed: ['ada'], updated: [row('Bob', 'online')] }));
    assert.equal(view.updates, 3);
    view.change(change({ added: [row('Ada')], removed: ['dan'], updated: [row('Bob', 'away')] }));
    assert.equal(view.updates, 0);
    assert.equal(view.isGone('ada'), false);
    view.change(change({ updated: [row('Cyd', 'busy')] }));
    assert.equal(view.updates, 0);
    assert.equal(view.at(view.positionOf('cyd'))?.status, 'busy');
  });

  it('U6 on release everything takes its place; a refresh lets in what waits and keeps holding', () => {
    view.hold(true);
    view.change(change({ added: [row('Dan')], removed: ['ada'] }));
    view.refresh();
    assert.deepEqual(namesOf(view), ['Eve', 'Cyd', 'Dan', 'Bob']);
    assert.equal(view.updates, 0);
    view.change(change({ removed: ['eve'] }));
    assert.equal(namesOf(view)[0], 'Eve');
    view.hold(false);
    assert.deepEqual(namesOf(view), ['Cyd', 'Dan', 'Bob']);
    assert.equal(view.row('eve'), undefined);
  });

  it('U6 a new search applies at once to a held list', () => {
    view.hold(true);
    view.change(change({ added: [row('Adam')], removed: ['ada'] }));
    view.search('ad');
    assert.deepEqual(namesOf(view), ['Adam']);
    assert.equal(view.isHeld, true);
    view.change(change({ added: [row('Adele')] }));
    assert.deepEqual([namesOf(view), view.updates], [['Adam'], 1]);
    view.change(change({ added: [row('Zed')] }));
    assert.equal(view.updates, 1);
  });

  it('U7 the same change a second time changes nothing', () => {
    const twice = change({ added: [row('Dan')], updated: [row('Ada', 'busy')], removed: ['bob'] });
    view.change(twice);
    const once = [namesOf(view), { ...view.counts }];
    view.change(twice);
    assert.deepEqual([namesOf(view), view.counts], once);
  });

  it('U8 among 10,000 players a search finds the same as a plain filter', () => {
    const players = makePlayers(10_000, 1_000, seeded(7), true);
    view.reset(players);
    const times = ['a', 'am', 'amb', 'zoë', '77', 'q', 'ver', 'Владимир', 'otter9', 'nobody'].map((query) => {
      view.search('');
      const from = performance.now();
      view.search(query);
      view.slice(0, 20);
      const tookMs = performance.now() - from;
      const expected = players.filter(({ name }) => foldName(name).includes(foldName(query)));
      assert.equal(view.size, expected.length, query);
      return tookMs;
    });
    // Only reported, because a time depends on the machine.
    console.log(`      median ${(times.toSorted((a, b) => a - b)[times.length >> 1] as number).toFixed(1)} ms`);
  });
});
