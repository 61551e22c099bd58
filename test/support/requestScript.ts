/** A script in which players send every request of the table, so that it succeeds where it can. */
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { RequestName } from '../../shared/requests.ts';
import { type Connection, MODE, type Player, type Stage } from './hiddenDiffer.ts';

/**
 * Hana and Hugo hide. Strangers: Ada and Bob send every request; Eve follows the list of matches and is invited, asked and
 * reported; Fay waits in the queue, and blocks those that would be matched with her; Carl waits at an open table.
 */
export type Cast = Record<'ada' | 'bob' | 'carl' | 'eve' | 'fay' | 'hana' | 'hugo', Player> & {
  stage: Stage;
  /** Of Carl's table. */
  matchId: string;
};
/** Two players, strangers or hidden ones, send the request so that it succeeds where it can, and again so that it may not. */
type Act = (a: Player, b: Player, cast: Cast) => Promise<void>;

export const SCRIPT: Record<RequestName, Act> = {
  heartbeat: async (a) => {
    await a.ask('heartbeat', { active: true, inputAgoMs: 10, isHidden: true });
    await a.ask('heartbeat', { active: true, inputAgoMs: 10 });
  },
  setStatus: async (a, _, { stage }) => {
    await a.ask('setStatus', { status: 'busy' });
    await stage.beat();
    await a.ask('setStatus', { status: 'online' });
  },
  setVisibility: async (a) => {
    if (!a.isStranger) await a.ask('setVisibility', { visibility: 'nobody' });
    await a.ask('setVisibility', { visibility: a.visibility });
  },
  setName: async (a) => void (await a.ask('setName', { name: `${a.name} Anew` })),
  setEmblem: async (a) => void (await a.ask('setEmblem', { emblem: 551 })),
  joinQueue: async (a, _, { stage }) => {
    await a.ask('joinQueue', { mode: MODE });
    await stage.beat();
    await a.ask('leaveQueue', {});
  },
  leaveQueue: async (a, b, { stage }) => {
    for (const player of [a, b]) await player.ask('joinQueue', { mode: MODE });
    for (const player of [a, b]) await player.ask('leaveQueue', {});
    await stage.beat();
  },
  playBots: async (a, _, { stage }) => {
    await a.ask('joinQueue', { mode: 'cycles' });
    await a.ask('playBots', { strength: 'easy' });
    const seat = await a.enter(false);
    await stage.beat();
    await leave(stage, seat);
  },
  acceptMatch: async (a, b, { stage }) => {
    const proposalId = await propose(a, b);
    for (const player of [a, b]) await player.ask('acceptMatch', { proposalId });
    const seats = [await a.enter(), await b.enter()];
    await stage.beat();
    await playOut(stage, seats);
    for (const seat of seats) await leave(stage, seat);
  },
  declineMatch: async (a, b, { stage }) => {
    const proposalId = await propose(a, b);
    await a.ask('acceptMatch', { proposalId });
    await b.ask('declineMatch', { proposalId });
    await stage.beat();
    await a.ask('leaveQueue', {});
  },
  createMatch: async (a, b, { stage }) => {
    await a.ask('createMatch', { mode: MODE, isPrivate: false });
    const seat = await a.enter();
    await stage.beat();
    await leave(stage, seat);
    await b.ask('createMatch', { mode: MODE, isPrivate: true });
    const other = await b.enter();
    await stage.beat();
    await leave(stage, other);
  },
  joinMatch: async (a, b, { stage }) => {
    const open = await a.ask('createMatch', { mode: MODE, isPrivate: false });
    const first = await a.enter();
    await b.ask('joinMatch', { matchId: open?.matchId ?? 'none' });
    const second = await b.enter();
    await stage.beat();
    await playOut(stage, [first, second]);
    for (const seat of [first, second]) await leave(stage, seat);
  },
  watchMatch: async (a, _, { stage, matchId }) => {
    await a.ask('watchMatch', { matchId });
    const place = await a.enter();
    await stage.beat();
    await leave(stage, place);
  },
  rematch: async (a, b, { stage }) => {
    const { code = 'AAAAAA', matchId = '' } = (await a.ask('createMatch', { mode: MODE, isPrivate: true })) ?? {};
    const first = await a.enter();
    await b.ask('joinMatch', { code });
    const second = await b.enter();
    await playOut(stage, [first, second]);
    for (const player of [a, b]) await player.ask('rematch', { matchId });
    const seats = [first, second, await a.enter(), await b.enter()];
    await stage.beat();
    for (const seat of seats) await leave(stage, seat);
  },
  challenge: async (a, b, cast) => {
    for (const other of targets(a, b, cast)) await a.ask('challenge', { playerId: other.id, mode: MODE });
    await cast.stage.beat();
    for (const other of targets(a, b, cast)) await answerInvite(a, other, false);
  },
  followMatches: async (a) => {
    await a.ask('followMatches', { on: true });
    await a.ask('followMatches', { on: false });
  },
  watchTiles: async (a, _, { stage, matchId }) => {
    await a.ask('watchTiles', { matchIds: [matchId, 'none'] });
    await stage.beat();
    await a.ask('watchTiles', { matchIds: [] });
  },
  createParty: async (a, _, { stage }) => {
    await a.ask('createParty', {});
    await stage.beat();
    await a.ask('leaveParty', {});
  },
  inviteToParty: async (a, b, cast) => {
    for (const other of targets(a, b, cast)) await a.ask('inviteToParty', { playerId: other.id });
    await cast.stage.beat();
    // A "no" of the own side would keep away the invites that follow.
    for (const other of targets(a, b, cast)) await answerInvite(a, other, other === b);
    for (const player of [b, a]) await player.ask('leaveParty', {});
  },
  answerInvite: async (a, b, { stage }) => {
    await a.ask('inviteToParty', { playerId: b.id });
    await answerInvite(a, b, true);
    await a.ask('joinQueue', { mode: 'cycles' });
    await stage.beat();
    await a.ask('leaveQueue', {});
    for (const player of [b, a]) await player.ask('leaveParty', {});
  },
  leaveParty: async (a) => {
    await a.ask('createParty', {});
    await a.ask('leaveParty', {});
  },
  promote: async (a, b) => {
    await a.ask('inviteToParty', { playerId: b.id });
    await answerInvite(a, b, true);
    await a.ask('promote', { playerId: b.id });
    for (const player of [b, a]) await player.ask('leaveParty', {});
  },
  removeFromParty: async (a, b) => {
    await a.ask('inviteToParty', { playerId: b.id });
    await answerInvite(a, b, true);
    await a.ask('removeFromParty', { playerId: b.id });
    await a.ask('leaveParty', {});
  },
  addFriend: async (a, b, cast) => {
    for (const other of targets(a, b, cast)) await a.ask('addFriend', { playerId: other.id });
  },
  // Ada has asked Hana by then, and Hana cannot take that away, not even by a block.
  removeFriend: async (a, _, { ada, eve }) => {
    for (const { id } of a.isStranger ? [eve] : [eve, ada]) await a.ask('removeFriend', { playerId: id });
  },
  block: async (a, b, cast) => {
    for (const { id } of targets(a, b, cast).slice(1)) await a.ask('block', { playerId: id });
  },
  unblock: async (a, b, cast) => {
    for (const { id } of targets(a, b, cast).slice(1)) await a.ask('unblock', { playerId: id });
  },
  sendChat: async (a, b, cast) => {
    for (const to of targets(a, b, cast)) await a.ask('sendChat', { channel: 'direct', to: to.id, text: 'hello' });
    await a.ask('createParty', {});
    await a.ask('sendChat', { channel: 'party', text: 'hello' });
    await a.ask('leaveParty', {});
    for (const player of a.isStranger ? [a, b, cast.eve, cast.carl] : [a, b]) {
      for (const text of ['one', 'two', 'three', 'four']) await player.ask('sendChat', { channel: 'shard', text });
    }
  },
  chatHistory: async (a) => {
    for (const channel of ['shard', 'direct', 'party'] as const) await a.ask('chatHistory', { channel });
  },
  readWhispers: async (a, b) => void (await a.ask('readWhispers', { playerId: b.id, messageId: 'none' })),
  report: async (a, b, cast) => {
    for (const { id } of targets(a, b, cast)) await a.ask('report', { playerId: id, reason: 'other' });
  },
};

/** The players that `a` sends a request to: those of the own side, and one of the other. */
const targets = (a: Player, b: Player, { ada, eve, hana }: Cast): readonly Player[] =>
  a.isStranger ? [b, eve, hana] : [b, eve, ada];

/** Both queue until they are found for each other. Those that met lately wait for it. */
async function propose(a: Player, b: Player): Promise<string> {
  for (const player of [a, b]) await player.ask('joinQueue', { mode: MODE });
  for (let beats = 0; beats < 8; beats++) await a.stage.beat();
  return a.lobby.last<PlayPushes['matchProposed']>('matchProposed')?.proposalId ?? 'none';
}

/** Answers the invite of `from`, where one has come. */
async function answerInvite(from: Player, to: Player, accept: boolean): Promise<void> {
  const invite = to.lobby.last<PlayPushes['invited']>('invited');
  const isOver = to.lobby.pushes.some(
    ({ type, payload }) =>
      type === 'inviteEnded' && (payload as PlayPushes['inviteEnded']).inviteId === invite?.inviteId,
  );
  if (invite?.from.id === from.id && !isOver) await to.ask('answerInvite', { inviteId: invite.inviteId, accept });
}

async function leave(stage: Stage, place: Connection | undefined): Promise<void> {
  await place?.room.leave();
  await stage.settle();
}

/** The player who begins wins in the first column. */
export async function playOut(stage: Stage, seats: readonly (Connection | undefined)[]): Promise<void> {
  for (let moves = 0; moves < 8; moves++) {
    for (const seat of seats) {
      const { you } = seat?.last<{ you: number }>('tableUpdated') ?? {};
      const { turn } = seat?.last<{ turn: number | null }>('boardUpdated') ?? {};
      if (!seat || you === undefined || turn !== you) continue;
      await seat.room.request('dropDisc', { column: you });
      await stage.settle();
    }
  }
}
