import assert from 'node:assert/strict';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { enteredMatch, type MatchView, matchAfter } from '../../client/model/play/matchView.ts';
import { hasTalk, isNamed, messageAtTable, shownEmotes, talkKeyOf, talkOf } from '../../client/model/play/tableTalk.ts';
import type { MatchPushes, SeatRow, TalkLine } from '../../shared/matchProtocol.ts';

const SEATS: SeatRow[] = [
  { id: 'me', name: 'Zoë', emblem: 5, team: 0, is: 'here' },
  { id: 'ada', name: 'Ada', emblem: 7, team: 1, is: 'here' },
];
const BOT: SeatRow = { name: 'Volt', team: 1, is: 'bot', bot: 'easy' };

function viewOf(role: 'player' | 'spectator', table: Partial<MatchPushes['tableUpdated']> = {}): MatchView {
  const ticket = { matchId: 'm1', mode: 'connect-four', role, resumeKey: 'key' };
  const view = enteredMatch(ticket, { kind: 'seated' }, undefined);
  const you = role === 'player' ? 0 : null;
  const payload = { matchId: 'm1', mode: 'connect-four', phase: 'running', seats: SEATS, you, spectators: 0, ...table };
  return matchAfter(view, { type: 'pushed', push: 'tableUpdated', payload }, 0);
}
const emoted = (view: MatchView, seat: number, at: number): MatchView =>
  matchAfter(view, { type: 'pushed', push: 'emoted', payload: { seat, emote: 'clap' } }, at);
const line = (n: number, by: { seat: number } | { from: { id: string; name: string; emblem: number } }): TalkLine => ({
  ...{ messageId: `t${n}`, text: `line ${n}`, atS: 100 + n },
  ...by,
});

describe('what is said at a match', () => {
  it('W177 there is talk where somebody else can hear it: not alone against bots, nor before it begins', () => {
    assert.equal(hasTalk(viewOf('player')), true);
    assert.equal(hasTalk(viewOf('player', { seats: [SEATS[0] as SeatRow, BOT] })), false);
    assert.equal(hasTalk(viewOf('player', { phase: 'seating' })), false);
    assert.equal(hasTalk(viewOf('spectator', { seats: [BOT, BOT] })), true);
    assert.equal(talkOf({ ...viewOf('player'), isTalkOpen: true }), 'open');
    assert.deepEqual([talkKeyOf(viewOf('player')), talkKeyOf(viewOf('spectator'))], ['match', 'watchers']);
  });

  it('W178 an emote stands for 2.5 s; a second one of the same player replaces it', () => {
    const both = emoted(emoted(viewOf('player'), 1, 1_000), 0, 1_500);
    assert.deepEqual(
      shownEmotes(both, 3_499).map(({ seat }) => seat),
      [1, 0],
    );
    assert.deepEqual(
      shownEmotes(both, 3_500).map(({ seat }) => seat),
      [0],
    );
    const again = emoted(both, 1, 2_000);
    assert.deepEqual(
      shownEmotes(again, 2_000).map(({ seat, at }) => [seat, at]),
      [
        [0, 1_500],
        [1, 2_000],
      ],
    );
  });

  it('W181 of a muted table one sees the own emotes alone', () => {
    const muted = { ...emoted(emoted(viewOf('player'), 1, 0), 0, 0), isMuted: true };
    assert.deepEqual(
      shownEmotes(muted, 1).map(({ seat }) => seat),
      [0],
    );
  });

  it('W182 lines of seats and of spectators are two conversations; a seat that hides has a place and no name', () => {
    const { table } = viewOf('spectator', {
      seats: [SEATS[0] as SeatRow, { ...(SEATS[1] as SeatRow), id: null, name: null }],
    });
    const said = [0, 1].map((seat) => messageAtTable(line(seat, { seat }), 'm1', table));
    assert.deepEqual(
      said.map(({ channel, from }) => [channel, from.id, isNamed({ from })]),
      [
        ['match', 'me', true],
        ['match', 'seat 1', false],
      ],
    );
    const watcher = messageAtTable(line(2, { from: { id: 'bob', name: 'Bob', emblem: 1 } }), 'm1', table);
    assert.deepEqual([watcher.channel, watcher.from.name], ['watchers', 'Bob']);
  });

  it('W182 what is read again after a reload stands once, is counted once, and goes with the match', () => {
    const model = new LobbyModel(0);
    const { table } = viewOf('player');
    const said = [1, 2].map((n) => messageAtTable(line(n, { seat: 1 }), 'm1', table));
    model.social.enterTable('m1');
    model.social.hearAtTable(said.slice(0, 1), 'me', false);
    model.social.hearAtTable(said, 'me', false);
    const heard = model.social.conversations.get('match');
    assert.deepEqual([heard?.messages.map(({ text }) => text), heard?.unread], [['line 1', 'line 2'], 2]);
    // The button of the match counts them, not that of messages.
    assert.equal(model.social.unread, 0);
    model.social.hearAtTable([messageAtTable(line(3, { seat: 1 }), 'm1', table)], 'me', true);
    assert.equal(model.social.conversations.get('match')?.unread, 0);
    model.social.leaveTable();
    assert.equal(model.social.conversations.size, 0);
  });
});
