import assert from 'node:assert/strict';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { RosterView } from '../../client/model/rosterView.ts';
import { ratingLabel, ratingText } from '../../client/model/views/ratingText.ts';
import { ListChoices } from '../../client/page/listChoices.ts';
import { ratingsText } from '../../shared/modeRatings.ts';
import { change, namesOf, row } from './rows.ts';

const offline = (name: string) => ({ ...row(name), status: null });
const groups = (view: RosterView): string[] =>
  view.sections.map(({ place, count, rows }) => `${place} ${count} ${rows}`);

describe('the groups of the roster', () => {
  let view: RosterView;
  beforeEach(() => {
    view = new RosterView();
    view.reset([
      row('Me'),
      row('Ada', 'playing'),
      row('Bob', 'away'),
      row('Cyd', 'busy'),
      row('Dan', 'reconnecting'),
      row('Eve', 'queued'),
      row('Flo'),
    ]);
    view.setSelf('me');
  });

  it('U1 you stand above all groups, then friends, party, online, in a match, away', () => {
    view.setParty(new Set(['me', 'flo']));
    view.setFriends([row('Dan', 'reconnecting')]);
    assert.deepEqual(groups(view), ['self 1 1', 'friends 1 1', 'party 1 1', 'online 2 2', 'playing 1 1', 'away 1 1']);
    assert.deepEqual(namesOf(view), ['Me', 'Dan', 'Flo', 'Cyd', 'Eve', 'Ada', 'Bob']);
  });

  it('U32 a closed group shows only its header, and a search finds players in it', () => {
    view.close('online', true);
    assert.deepEqual(groups(view), ['self 1 1', 'online 3 0', 'playing 1 1', 'away 2 2']);
    assert.deepEqual(namesOf(view), ['Me', 'Ada', 'Bob', 'Dan']);
    assert.equal(view.positionOf('cyd'), -1);
    view.search('c');
    assert.deepEqual([namesOf(view), groups(view)], [['Cyd'], ['online 1 1']]);
    view.search('');
    assert.equal(view.size, 4);
    view.close('online', false);
    assert.equal(view.size, 7);
  });

  it('U32 while the list is held, headers stay in place, counts update, and players joining a closed group do not wait', () => {
    view.close('online', true);
    view.hold(true);
    view.change(change({ added: [row('Gus')], updated: [row('Ada', 'away')] }));
    assert.deepEqual(groups(view), ['self 1 1', 'online 4 0', 'playing 0 1', 'away 3 2']);
    assert.deepEqual(namesOf(view), ['Me', 'Ada', 'Bob', 'Dan']);
    assert.equal(view.updates, 1);
    view.hold(false);
    assert.deepEqual(groups(view), ['self 1 1', 'online 4 0', 'away 3 3']);
  });

  it('U33 friends elsewhere or offline are listed, the offline ones last, and counted nowhere else', () => {
    view.setFriends([offline('Old'), row('Zoe', 'playing'), row('Bob', 'away')]);
    assert.deepEqual(namesOf(view).slice(1, 4), ['Zoe', 'Bob', 'Old']);
    assert.deepEqual([view.total, view.counts.playing, view.found], [7, 1, 9]);
    view.change(change({ added: [row('Old', 'online')] }));
    assert.deepEqual([view.row('old')?.status, view.total, view.last.joined], ['online', 8, 1]);
    view.change(change({ removed: ['old'] }));
    assert.deepEqual([view.row('old')?.status, view.total, view.isGone('old')], [null, 7, false]);
    view.reset([row('Bob')]);
    assert.deepEqual(namesOf(view), ['Bob', 'Zoe', 'Old']);
    view.setFriends([]);
    assert.deepEqual([namesOf(view), groups(view)], [['Bob'], ['online 1 1']]);
  });

  it('U33 a friend in the party is listed in the party', () => {
    view.setFriends([row('Flo')]);
    view.setParty(new Set(['flo']));
    assert.deepEqual(groups(view).slice(1, 2), ['party 1 1']);
    view.setParty(new Set());
    assert.deepEqual(groups(view).slice(1, 2), ['friends 1 1']);
  });

  it('U34 a group sorts by rank, by name without accents, or by latest activity', () => {
    view.reset([
      row('Zed', 'online', { rating: 9, lastActive: 5 }),
      row('Ëlla', 'online', { rating: 1, lastActive: 9 }),
      row('Eve', 'online', { rating: 2, lastActive: 7 }),
    ]);
    assert.deepEqual(namesOf(view), ['Zed', 'Eve', 'Ëlla']);
    view.sortBy('name');
    assert.deepEqual(namesOf(view), ['Ëlla', 'Eve', 'Zed']);
    view.sortBy('active');
    assert.deepEqual(namesOf(view), ['Ëlla', 'Eve', 'Zed']);
    view.change(change({ updated: [row('Zed', 'online', { rating: 9, lastActive: 10 })] }));
    assert.deepEqual(namesOf(view), ['Zed', 'Ëlla', 'Eve']);
  });

  it('U66 rows show and go by the rating in the mode that is chosen or queued for, marked where it has not settled', () => {
    const model = new LobbyModel(0);
    const ratings = (cycles: number, duel: number, isProvisional = false) =>
      ratingsText([
        { mode: 'cycles', rating: cycles, isProvisional: false },
        { mode: 'cycles-duel', rating: duel, isProvisional },
      ]);
    const rows = [
      row('Ada', 'online', { ratings: ratings(1_500, 900, true) }),
      row('Bob', 'online', { ratings: ratings(1_200, 1_400) }),
      // Another mode's latest rating is no rating here.
      row('Cyd', 'online', { rating: 2_000, ratings: ',,2000' }),
    ];
    model.apply({ type: 'rosterReset', rows }, 0);
    const shown = () =>
      model.roster.slice(0, 9).map(({ name, ratings }) => `${name} ${ratingText(ratings, model.roster.mode)}`);
    assert.deepEqual(shown(), ['Ada 1,500', 'Bob 1,200', 'Cyd ']);
    model.commit(() => model.play.choose('cycles-duel'));
    assert.deepEqual(shown(), ['Bob 1,400', 'Ada 900?', 'Cyd ']);
    assert.equal(ratingLabel(rows[0]?.ratings, 'cycles-duel'), 'Light-cycles duel rating 900, provisional');
    assert.equal(ratingLabel(rows[2]?.ratings, 'cycles-duel'), '');
    const queue = { ticketId: 't', mode: 'connect-four', waitedMs: 0, playersInQueue: 1 };
    const rest = { window: null, waitRangeMs: null, canPlayBots: false };
    model.apply({ type: 'queueUpdated', payload: { queue: { ...queue, ...rest } } }, 0);
    assert.deepEqual(shown(), ['Cyd 2,000', 'Ada ', 'Bob ']);
  });

  it('U34 sort order and closed groups are stored in the browser; invalid or unavailable storage does no harm', () => {
    let kept: string | null = null;
    const store = {
      getItem: () => kept,
      setItem: (_: string, value: string) => {
        kept = value;
      },
      removeItem() {},
    };
    const first = new ListChoices(() => store, new LobbyModel(0));
    first.sortBy('name');
    first.close('away', true);
    const again = new LobbyModel(0);
    new ListChoices(() => store, again);
    assert.deepEqual([again.roster.sort, [...again.roster.closed]], ['name', ['away']]);
    for (const odd of ['{"sort":"x","closed":["y"],"isPlain":3}', '[1', '7', 'null']) {
      kept = odd;
      const other = new LobbyModel(0);
      assert.equal(new ListChoices(() => store, other).isPlain, false);
      assert.deepEqual([other.roster.sort, other.roster.closed.size], ['relevance', 0]);
    }
    const shut = () => {
      throw new Error('storage is closed');
    };
    const unkept = new LobbyModel(0);
    new ListChoices(shut, unkept).sortBy('active');
    assert.equal(unkept.roster.sort, 'active');
  });
});
