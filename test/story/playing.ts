/** Playing states for the story page, scripted as the server would send them. */
import type { LobbyModel } from '../../client/model/lobbyModel.ts';
import { enteredMatch, matchAfter } from '../../client/model/play/matchView.ts';
import type { LobbyEvent } from '../../client/net/events.ts';
import { emblemFromId } from '../../shared/emblem.ts';
import { packBoard } from '../../shared/games/connect-four/summary.ts';
import { cellAt } from '../../shared/games/cycles/arena.ts';
import { packSummary } from '../../shared/games/cycles/summary.ts';
import type { MatchPushes, SeatRow } from '../../shared/matchProtocol.ts';
import type { NamedPlayer } from '../../shared/playerRow.ts';
import type { MatchRow, PlayPushes, QueueView } from '../../shared/playProtocol.ts';

const person = (id: string, name: string): NamedPlayer => ({ id, name, emblem: emblemFromId(id) });
const [ADA, BO, CLEO] = [person('p0', 'Ada Lovelace'), person('p1', '山田太郎'), person('p2', 'ליאור')];
const ME = person('me', 'Zoë Ångström');

export const MATCHES: MatchRow[] = [
  { matchId: 'm1', mode: 'cycles', state: 'open', players: [ADA], seats: 4, spectators: 0 },
  { matchId: 'm2', mode: 'connect-four', state: 'open', players: [BO], seats: 2, spectators: 0 },
  {
    matchId: 'm3',
    mode: 'cycles',
    state: 'playing',
    players: [CLEO, person('p4', 'NeonDrake42'), person('p5', 'Solar')],
    seats: 4,
    bots: 1,
    spectators: 3,
    progress: { at: 2, scores: [1, 0, 0, 0] },
  },
  {
    matchId: 'm4',
    mode: 'cycles-duel',
    state: 'playing',
    players: [person('p6', 'Astra'), person('p7', 'IronKoala')],
    seats: 2,
    spectators: 12,
    progress: { at: 4, scores: [1, 2] },
  },
  {
    matchId: 'm6',
    mode: 'connect-four',
    state: 'playing',
    players: [person('x1', 'नमिता'), { id: null, name: null }],
    seats: 2,
    spectators: 1,
    progress: { at: 18, scores: [] },
  },
  {
    matchId: 'm5',
    mode: 'cycles',
    state: 'open',
    players: [person('p8', 'Ñandú'), person('p9', 'Zed')],
    seats: 4,
    spectators: 1,
  },
];

const trail = (corners: string, x: number, y: number) => ({
  ...{ x, y, dir: 0, wait: 0, isAlive: true, wins: 0, outlived: 0 },
  trail: corners.split(' ').map((corner) => {
    const [column = 0, row = 0] = corner.split(',').map(Number);
    return cellAt(column, row);
  }),
});
const DUEL = [trail('56,8 44,8 44,3 30,3 30,12 37,12 37,30 18,30', 18, 24), trail('12,34 12,26 34,26 34,14', 52, 14)];
const FOUR = [
  trail('50,32 40,32 40,12', 22, 12),
  trail('14,35 14,26 30,26 30,31', 50, 31),
  trail('55,15 36,15 36,4', 8, 4),
  trail('6,28 6,8 16,8', 16, 22),
];
/** The duel's summary with its first rider's head at a cell. */
export const ridden = (x: number, y: number): Uint8Array =>
  packSummary({
    stage: 'racing',
    tick: 520,
    riders: [{ ...(DUEL[0] as (typeof DUEL)[0]), x, y }, DUEL[1] as (typeof DUEL)[0]],
  });
/** What the tiles of the running matches show. */
export const TILES: PlayPushes['tileUpdated'][] = [
  { matchId: 'm3', summary: packSummary({ stage: 'racing', tick: 300, riders: FOUR }) },
  { matchId: 'm4', summary: packSummary({ stage: 'racing', tick: 520, riders: DUEL }) },
  { matchId: 'm6', summary: packBoard([3, 3, 2, 4, 4, 3, 2, 2, 5, 3, 3, 1, 4, 5, 2, 2, 1], 0) },
];

const queue = (more: Partial<QueueView>): QueueView => ({
  ticketId: 't1',
  mode: 'cycles',
  waitedMs: 6_000,
  playersInQueue: 12,
  window: null,
  waitRangeMs: { from: 9_000, to: 34_000 },
  canPlayBots: true,
  ...more,
});
const proposal = (ready: readonly string[], leftMs: number): PlayPushes['matchProposed'] => ({
  proposalId: 'p1',
  matchId: 'm9',
  mode: 'cycles',
  isRated: true,
  leftMs,
  players: [ME, ADA, BO, CLEO].map((player) => ({ ...player, isReady: ready.includes(player.id) })),
});
const PARTY = {
  partyId: 'y1',
  leaderId: 'me',
  members: [
    { ...ME, isHere: true },
    { ...ADA, isHere: true },
    { ...BO, isHere: false },
  ],
  invited: [{ inviteId: 'i1', ...CLEO, leftMs: 21_000 }],
};
const seat = (player: NamedPlayer, more: Partial<SeatRow> = {}): SeatRow => ({
  ...player,
  team: 0,
  is: 'here',
  ...more,
});
const bot = (name: string): SeatRow => ({
  ...{ name, emblem: emblemFromId(name) },
  ...{ team: 0, is: 'bot', bot: 'medium' },
});

type Push = <Type extends keyof PlayPushes>(type: Type, payload: PlayPushes[Type]) => void;

/** Returns false if no state has that name. */
export function showPlaying(state: string, model: LobbyModel, send: (event: LobbyEvent) => void): boolean {
  const push: Push = (type, payload) => send({ type, payload } as LobbyEvent);
  const scene = SCENES[state];
  scene?.(push, model);
  return scene !== undefined;
}

const table = (seats: SeatRow[], more: Partial<MatchPushes['tableUpdated']> = {}): MatchPushes['tableUpdated'] => ({
  matchId: 'm9',
  mode: 'cycles',
  phase: 'running',
  seats,
  you: 0,
  spectators: 0,
  ...more,
});

function inMatch(model: LobbyModel, view: MatchPushes['tableUpdated'], code?: string): void {
  const role = view.you === null ? 'spectator' : 'player';
  const ticket = { matchId: view.matchId, mode: view.mode, role } as const;
  const entered = enteredMatch(ticket, { kind: 'seated' }, code);
  model.commit(() => {
    model.play.match = matchAfter(entered, { type: 'pushed', push: 'tableUpdated', payload: view }, 0);
  });
}

function ended(model: LobbyModel, places: number[]): void {
  const { match } = model.play;
  if (!match) return;
  const payload: MatchPushes['matchEnded'] = { places, closesInMs: 30_000 };
  model.commit(() => {
    model.play.match = matchAfter(match, { type: 'pushed', push: 'matchEnded', payload }, performance.now());
  });
}

const SCENES: Record<string, (push: Push, model: LobbyModel) => void> = {
  queued: (push) => push('queueUpdated', { queue: queue({}) }),
  'queued-ranked': (push) =>
    push('queueUpdated', {
      queue: queue({ mode: 'cycles-duel', waitedMs: 24_000, window: { from: 870, to: 1_190 }, canPlayBots: false }),
    }),
  'queued-long': (push) => push('queueUpdated', { queue: queue({ waitedMs: 47_000, playersInQueue: 1 }) }),
  proposed(push) {
    push('queueUpdated', { queue: queue({}) });
    push('matchProposed', proposal(['p0'], 17_400));
  },
  accepted(push) {
    push('queueUpdated', { queue: queue({}) });
    push('matchProposed', proposal(['me', 'p0'], 12_000));
  },
  'proposed-duel'(push) {
    push('queueUpdated', { queue: queue({ mode: 'cycles-duel' }) });
    const { players, ...rest } = proposal(['p0'], 11_000);
    push('matchProposed', { ...rest, mode: 'cycles-duel', players: players.slice(0, 2) });
  },
  entering(push) {
    push('queueUpdated', { queue: queue({}) });
    push('matchProposed', proposal(['me', 'p0', 'p1', 'p2'], 9_000));
  },
  cancelled(push) {
    push('queueUpdated', { queue: queue({}) });
    push('matchCancelled', {
      matchId: 'm9',
      reason: 'timedOut',
      isYourFault: true,
      penaltyMs: 300_000,
      isQueuedAgain: false,
    });
    push('queueUpdated', { why: 'timedOut' });
  },
  'queued-again'(push) {
    push('queueUpdated', { queue: queue({ waitedMs: 31_000 }) });
    push('matchCancelled', {
      matchId: 'm9',
      reason: 'declined',
      isYourFault: false,
      penaltyMs: 0,
      isQueuedAgain: true,
    });
  },
  party: (push) => push('partyUpdated', { party: PARTY }),
  'party-member': (push) => push('partyUpdated', { party: { ...PARTY, leaderId: 'p0', invited: [] } }),
  invited(push) {
    push('invited', { inviteId: 'i1', kind: 'party', from: CLEO, leftMs: 30_000 });
    push('invited', { inviteId: 'i2', kind: 'challenge', from: ADA, mode: 'connect-four', leftMs: 24_000 });
  },
  'no-matches': (push) => push('matchesUpdated', { isWhole: true, put: [], removed: [] }),
  playing: (_, model) => {
    const self = model.self.known;
    if (self) model.apply({ type: 'selfUpdated', payload: { ...self, status: 'playing' } }, performance.now());
  },
  waiting: (_, model) =>
    inMatch(model, table([seat(ME), seat(ADA, { rating: 1_240 })], { phase: 'seating' }), 'K7PQ4X'),
  'waiting-public': (_, model) => inMatch(model, table([seat(ME)], { phase: 'seating', mode: 'connect-four' })),
  'seats-taken': (_, model) =>
    inMatch(model, table([seat(ME), seat(ADA, { is: 'waiting' })], { phase: 'seating', mode: 'cycles-duel' })),
  running: (_, model) =>
    inMatch(model, table([seat(ME), seat(ADA), seat(BO, { is: 'dropped', leftMs: 40_000 })], { spectators: 2 })),
  result(push, model) {
    inMatch(model, table([seat(ME), seat(ADA)], { mode: 'cycles-duel', phase: 'over' }));
    ended(model, [1, 2]);
    const results = [
      { ...ME, place: 1, ratingBefore: 1_184, ratingAfter: 1_201 },
      { ...ADA, place: 2, ratingBefore: 1_240, ratingAfter: 1_224 },
    ];
    push('matchFinished', { matchId: 'm9', mode: 'cycles-duel', isRated: true, results });
  },
  'result-bots'(push, model) {
    inMatch(model, table([seat(ME), bot('Ada Bot'), bot('Bit Bot'), seat(BO)], { phase: 'over' }));
    ended(model, [3, 1, 4, 2]);
    push('matchFinished', {
      matchId: 'm9',
      mode: 'cycles',
      isRated: false,
      results: [
        { ...ME, place: 3 },
        { ...BO, place: 2 },
      ],
    });
  },
  watched(_, model) {
    inMatch(model, table([seat(ADA), seat(BO)], { you: null, phase: 'over', spectators: 3 }));
    ended(model, [2, 1]);
  },
};
