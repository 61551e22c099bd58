import assert from 'node:assert/strict';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { cancelledText, penaltyLeft } from '../../client/model/play/cancelledView.ts';
import { checkView } from '../../client/model/play/checkView.ts';
import { secondsLeft, shownInvites } from '../../client/model/play/invites.ts';
import { listed, matchActionOf, matchOf, playersText } from '../../client/model/play/matchList.ts';
import { partyNews, partyRows } from '../../client/model/play/partyView.ts';
import { answered, linkedUp, NO_PLAY, type PlayState, played, putAway } from '../../client/model/play/playState.ts';
import { queueText } from '../../client/model/play/queueView.ts';
import { refusalText } from '../../client/model/refusals.ts';
import type { PlayEvent } from '../../client/net/events.ts';
import type { CancelReason, MatchRow, PlayPushes, QueueView } from '../../shared/playProtocol.ts';
import { PLAY_REFUSALS } from '../../shared/refusals.ts';

const QUEUE: QueueView = {
  ticketId: 't1',
  mode: 'cycles-duel',
  waitedMs: 4_000,
  playersInQueue: 7,
  window: { from: 900, to: 1_100 },
  waitRangeMs: { from: 9_000, to: 31_000 },
  canPlayBots: false,
};
const CHECK: PlayPushes['matchProposed'] = {
  proposalId: 'p1',
  matchId: 'm1',
  mode: 'cycles',
  isRated: true,
  leftMs: 20_000,
  players: ['ada', 'bob', 'cleo'].map((id) => ({ id, name: id, emblem: 0, isReady: false })),
};
const PARTY = {
  partyId: 'y1',
  leaderId: 'ada',
  members: [
    { id: 'ada', name: 'Ada', emblem: 0, isHere: true },
    { id: 'bob', name: 'Bob', emblem: 0, isHere: false },
  ],
  invited: [{ inviteId: 'i1', id: 'cleo', name: 'Cleo', emblem: 9, leftMs: 12_000 }],
};
const invited = (inviteId: string, leftMs = 30_000): PlayEvent => ({
  type: 'invited',
  payload: { inviteId, kind: 'party', from: { id: inviteId, name: inviteId, emblem: 0 }, leftMs },
});
const matchRow = (matchId: string, more: Partial<MatchRow> = {}): MatchRow => ({
  matchId,
  mode: 'cycles',
  state: 'open',
  players: [{ id: 'ada', name: 'Ada', emblem: 0 }],
  seats: 4,
  spectators: 0,
  ...more,
});
/** Applies all events at the same moment. */
const stateAfter = (events: readonly PlayEvent[], now = 0, state: PlayState = NO_PLAY): PlayState =>
  events.reduce((each, event) => played(each, event, now), state);
const finished = (matchId: string): PlayEvent => ({
  type: 'matchFinished',
  payload: { matchId, mode: 'cycles', isRated: false, results: [] },
});
const ready = (...ids: string[]): PlayPushes['matchProposed'] => ({
  ...CHECK,
  players: CHECK.players.map((player) => ({ ...player, isReady: ids.includes(player.id ?? '') })),
});
const queued = (queue: QueueView): PlayEvent => ({ type: 'queueUpdated', payload: { queue } });

describe('playing in the model', () => {
  it('PL11 a result that is told again is shown once', () => {
    const shown = stateAfter([finished('m1')]);
    assert.equal(shown.result?.matchId, 'm1');
    const dismissed = putAway(shown, 'result');
    assert.equal(stateAfter([finished('m1')], 9, dismissed).result, undefined);
    assert.equal(stateAfter([finished('m2')], 9, dismissed).result?.matchId, 'm2');
  });

  it('U40 the time in the queue counts up from the server’s value, and each message corrects it', () => {
    const first = stateAfter([queued(QUEUE)], 50_000);
    assert.ok(first.queue);
    assert.equal(queueText(first.queue, 50_000).elapsed, '0:04');
    assert.equal(queueText(first.queue, 111_500).elapsed, '1:05');
    const second = stateAfter([queued({ ...QUEUE, waitedMs: 70_000 })], 112_000, first);
    assert.ok(second.queue);
    assert.equal(queueText(second.queue, 112_000).elapsed, '1:10');
  });

  it('U41 the queue shows its length, the usual wait and the ratings searched, and only what is known', () => {
    const [queue] = [stateAfter([queued(QUEUE)]).queue];
    assert.ok(queue);
    assert.equal(queueText(queue, 0).title, 'Looking for Light-cycles duel…');
    assert.equal(queueText(queue, 0).details, '7 players in queue · usually 0:09 to 0:31 · ratings 900 to 1,100');
    const casual = { ...queue, window: null, waitRangeMs: null, playersInQueue: 1 };
    assert.equal(queueText(casual, 0).details, '1 player in queue');
  });

  it('U44 a penalty counts down even after a reload, and ends when the server says so', () => {
    const says = (payload: PlayPushes['queueUpdated']): PlayEvent => ({ type: 'queueUpdated', payload });
    const reloaded = stateAfter([says({ penaltyMs: 65_000 })]);
    assert.equal(penaltyLeft(reloaded, 0), '1:05');
    assert.equal(penaltyLeft(reloaded, 65_000), undefined);
    assert.equal(penaltyLeft(stateAfter([says({})], 1_000, reloaded), 1_000), '1:04');
    assert.equal(penaltyLeft(stateAfter([says({ penaltyMs: 0 })], 1_000, reloaded), 1_000), undefined);
  });

  it('U41 widening is explained after 20 s, and in modes with bots they are offered after 30 s', () => {
    const { queue } = stateAfter([queued({ ...QUEUE, waitedMs: 0 })]);
    assert.ok(queue);
    assert.equal(queueText(queue, 19_999).hint, '');
    assert.match(queueText(queue, 20_000).hint, /further from your rating/);
    assert.equal(queueText(queue, 40_000).isBotsOffered, false);
    const withBots = { ...queue, canPlayBots: true };
    assert.deepEqual(
      [queueText(withBots, 29_999).isBotsOffered, queueText(withBots, 30_000).isBotsOffered],
      [false, true],
    );
    assert.match(queueText(withBots, 30_000).hint, /play with bots/);
    assert.match(queueText({ ...queue, playersInQueue: 1 }, 0).hint, /first in this queue/);
  });

  it('U42 a ready check counts down, shows a pip for each player, and says what happens next', () => {
    const asked = stateAfter([{ type: 'matchProposed', payload: CHECK }], 1_000);
    const view = checkView(asked.check, 'ada', 6_000);
    assert.ok(view);
    assert.deepEqual([view.stage, view.seconds, view.share], ['asked', 15, 0.75]);
    assert.equal(view.mode, 'Light-cycles · Open to all');
    assert.deepEqual(
      view.pips.map(({ isYou, isReady }) => `${isYou} ${isReady}`),
      ['true false', 'false false', 'false false'],
    );
    const one = stateAfter([{ type: 'matchProposed', payload: { ...ready('ada'), leftMs: 13_000 } }], 8_000, asked);
    const waiting = checkView(one.check, 'ada', 8_000);
    // A share of the whole time, although this push had less left.
    assert.deepEqual([waiting?.stage, waiting?.share], ['waiting', 0.65]);
    assert.match(waiting?.text ?? '', /2 more players/);
    const full = stateAfter([{ type: 'matchProposed', payload: ready('ada', 'bob', 'cleo') }], 9_000, one);
    assert.equal(checkView(full.check, 'ada', 9_000)?.stage, 'entering');
    assert.equal(stateAfter([{ type: 'matchReady', payload: {} as never }], 9_500, full).check, undefined);
  });

  it('U57 a ready check calls a player who hides someone, and counts their answer', () => {
    const hidden = { id: null, name: null, isReady: true };
    const players = [...CHECK.players.slice(0, 2), hidden];
    const { check } = stateAfter([{ type: 'matchProposed', payload: { ...CHECK, players } }], 1_000);
    const pips = checkView(check, 'ada', 1_000)?.pips;
    assert.deepEqual(
      pips?.map(({ name, isReady, isYou }) => [name, isReady, isYou]),
      [
        ['ada', false, true],
        ['bob', false, false],
        ['Someone', true, false],
      ],
    );
  });

  it('U57 the list of matches counts players who hide after the names, and their seats are taken', () => {
    const hidden = { id: null, name: null };
    const row = matchRow('m1', { players: [hidden, { id: 'ada', name: 'Ada', emblem: 0 }, hidden], seats: 3 });
    assert.equal(playersText(row).replace(/[\u2068\u2069]/g, ''), 'Ada, 2 more');
    assert.deepEqual([matchActionOf(row, 'eve'), matchActionOf(row, 'eve', 'm1')], ['watch', 'rejoin']);
  });

  it('U42 a ready check that is never ended closes by itself', () => {
    const { check } = stateAfter([{ type: 'matchProposed', payload: CHECK }]);
    assert.ok(checkView(check, 'ada', 24_000));
    assert.equal(checkView(check, 'ada', 25_001), undefined);
    const { check: full } = stateAfter([{ type: 'matchProposed', payload: ready('ada', 'bob', 'cleo') }]);
    assert.ok(checkView(full, 'ada', 39_000));
    assert.equal(checkView(full, 'ada', 40_001), undefined);
  });

  it('U43 an answer to a ready check shows at once, and is taken back if it was not delivered', () => {
    const asked = stateAfter([{ type: 'matchProposed', payload: CHECK }]);
    const stage = (state: PlayState) => checkView(state.check, 'ada', 0)?.stage;
    const accepted = answered(asked, 'p1', 'accepted');
    assert.deepEqual([stage(accepted), stage(answered(asked, 'p1', 'declined'))], ['waiting', 'declining']);
    // This push was under way when the button was pressed.
    assert.equal(stage(stateAfter([{ type: 'matchProposed', payload: ready('bob') }], 0, accepted)), 'waiting');
    assert.equal(stage(answered(accepted, 'p1', undefined)), 'asked');
    assert.equal(answered(asked, 'another', 'accepted'), asked);
  });

  it('U44 a failed match is explained: the reason, the player at fault, and what happens next', () => {
    const cancelled = (reason: CancelReason, more: Partial<PlayPushes['matchCancelled']> = {}) =>
      cancelledText({ matchId: 'm1', reason, isYourFault: false, penaltyMs: 0, isQueuedAgain: true, at: 0, ...more });
    for (const reason of ['declined', 'timedOut', 'dropped', 'seatMissed', 'party', 'failed'] as const) {
      assert.match(cancelled(reason).text, /back in the queue and kept your place/);
      const yours = cancelled(reason, { isYourFault: true, isQueuedAgain: false, penaltyMs: 300_000 });
      assert.match(yours.text, /^You|^The match/);
      assert.match(yours.text, /again in 5:00/);
    }
    assert.match(cancelled('declined', { isYourFault: true, isQueuedAgain: false }).text, /No penalty this time/);
    assert.match(cancelled('failed', { isQueuedAgain: false }).text, /our fault. You’re no longer in the queue/);
  });

  it('U44 the penalty counts down to the moment at which the player may queue again', () => {
    const payload = {
      matchId: 'm1',
      reason: 'timedOut',
      isYourFault: true,
      penaltyMs: 60_000,
      isQueuedAgain: false,
    } as const;
    const state = stateAfter(
      [
        { type: 'matchProposed', payload: CHECK },
        { type: 'matchCancelled', payload },
      ],
      5_000,
    );
    assert.equal(state.check, undefined);
    assert.deepEqual(
      [5_000, 64_001, 64_999, 65_000].map((now) => penaltyLeft(state, now)),
      ['1:00', '0:01', '0:01', undefined],
    );
    const again = stateAfter([queued(QUEUE)], 70_000, state);
    assert.equal(again.cancelled, undefined);
  });

  it('U45 after a resume, whatever the server’s party message does not name again is over', () => {
    const before = stateAfter([queued(QUEUE), { type: 'matchProposed', payload: CHECK }, invited('i1')]);
    const none: PlayEvent = { type: 'partyUpdated', payload: {} };
    const lost = stateAfter([none], 10, linkedUp(before));
    assert.deepEqual([lost.queue, lost.check], [undefined, undefined]);
    const kept = stateAfter([queued(QUEUE), { type: 'matchProposed', payload: CHECK }, none], 10, linkedUp(before));
    assert.ok(kept.queue && kept.check);
    // A later change of the party says nothing about the queue.
    assert.ok(stateAfter([none], 20, kept).queue);
  });

  it('U46 the match list follows its deltas, keeps every row in place, and shows joinable matches first', () => {
    const update = (payload: PlayPushes['matchesUpdated']): PlayEvent => ({ type: 'matchesUpdated', payload });
    const [a, b, c] = ['a', 'b', 'c'].map((id) => matchRow(id)) as [MatchRow, MatchRow, MatchRow];
    let state = stateAfter([update({ isWhole: true, put: [a, b, c], removed: [] })]);
    const ids = (filter: 'all' | 'open' = 'all') =>
      listed(state.matches, filter)
        .map(({ matchId }) => matchId)
        .join('');
    assert.equal(ids(), 'abc');
    state = stateAfter(
      [update({ isWhole: false, put: [matchRow('d'), { ...a, spectators: 3 }], removed: ['b'] })],
      0,
      state,
    );
    assert.equal(ids(), 'acd');
    assert.equal(state.matches?.get('a')?.spectators, 3);
    state = stateAfter(
      [update({ isWhole: false, put: [{ ...a, state: 'playing' }], removed: ['never there'] })],
      0,
      state,
    );
    assert.deepEqual([ids(), ids('open')], ['cda', 'cd']);
    state = stateAfter([update({ isWhole: true, put: [matchRow('e'), c], removed: [] })], 0, state);
    assert.equal(ids(), 'ce');
    assert.equal(listed(undefined, 'all').length, 0);
  });

  it('U46 a match with a free seat is joined, a match with your own seat is returned to, others are watched', () => {
    assert.equal(matchActionOf(matchRow('a'), 'bob'), 'join');
    assert.equal(matchActionOf(matchRow('a'), 'ada'), 'rejoin');
    assert.equal(matchActionOf(matchRow('a', { seats: 1 }), 'bob'), 'watch');
    assert.equal(matchActionOf(matchRow('a', { state: 'playing' }), 'bob'), 'watch');
    const matches = new Map([['a', matchRow('a')]]);
    assert.equal(matchOf(matches, 'ada')?.matchId, 'a');
    assert.equal(matchOf(matches, 'bob'), undefined);
  });

  it('U47 invites are listed oldest first, three at a time, each until it expires', () => {
    let state = stateAfter(['i1', 'i2', 'i3', 'i4'].map((id) => invited(id)));
    const shown = (now: number) =>
      shownInvites(state.invites, now)
        .map(({ inviteId }) => inviteId)
        .join();
    assert.equal(shown(0), 'i1,i2,i3');
    state = stateAfter([{ type: 'inviteEnded', payload: { inviteId: 'i2' } }], 0, state);
    assert.equal(shown(0), 'i1,i3,i4');
    // Sent again after a resume.
    state = stateAfter([invited('i1', 12_000)], 20_000, state);
    assert.equal(state.invites.length, 3);
    assert.deepEqual([secondsLeft(state.invites[0]?.until ?? 0, 20_000), state.invites[0]?.heldMs], [12, 30_000]);
    assert.equal(shown(30_001), 'i1');
    assert.equal(shown(32_001), '');
  });

  it('U48 the party shows its leader, members and invites; a change is announced to screen readers', () => {
    const { party } = stateAfter([{ type: 'partyUpdated', payload: { party: PARTY } }], 1_000);
    assert.ok(party);
    const rows = partyRows(party, 'bob', 4_000);
    assert.deepEqual(
      rows.members.map(({ name, isLeader, isYou, isHere }) => [name, isLeader, isYou, isHere]),
      [
        ['Ada', true, false, true],
        ['Bob', false, true, false],
      ],
    );
    assert.deepEqual([rows.isLeader, rows.invited], [false, [{ id: 'cleo', name: 'Cleo', emblem: 9, seconds: 9 }]]);
    assert.equal(partyRows(party, 'ada', 14_000).invited.length, 0);
    const other = (why: Parameters<typeof partyNews>[0]) => partyNews(why, { name: 'Bob', isYou: false });
    for (const why of ['joined', 'left', 'removed', 'promoted', 'gone', 'declined', 'expired'] as const)
      assert.match(other(why) ?? '', /Bob/, why);
    assert.equal(partyNews('left', { name: 'Ada', isYou: true }), undefined);
    assert.equal(partyNews('removed', { name: 'Ada', isYou: true }), 'You were removed from the party.');
  });

  it('U48 changes to party and queue made by others show as toasts', () => {
    const model = new LobbyModel(0);
    model.roster.setSelf('ada');
    const toasts = () => model.toasts.shown(0).map(({ text }) => text);
    model.apply({ type: 'partyUpdated', payload: { party: PARTY, why: 'joined', whoId: 'ada' } }, 0);
    model.apply(queued(QUEUE), 0);
    assert.deepEqual(toasts(), []);
    model.apply({ type: 'partyUpdated', payload: { party: PARTY, why: 'declined', whoId: 'cleo' } }, 0);
    model.apply({ type: 'queueUpdated', payload: { why: 'party' } }, 0);
    assert.deepEqual(toasts(), [
      '\u2068Cleo\u2069 declined your party invite.',
      'Your party changed, so the search stopped.',
    ]);
    model.apply({ type: 'queueUpdated', payload: { why: 'left' } }, 0);
    assert.equal(toasts().length, 2);
  });

  it('U19 every refusal of playing has its own sentence', () => {
    const sentences = PLAY_REFUSALS.map((code) => refusalText(code));
    assert.equal(new Set(sentences).size, PLAY_REFUSALS.length);
    for (const sentence of sentences) assert.doesNotMatch(sentence, /server refused/);
  });
});
