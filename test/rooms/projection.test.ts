import assert from 'node:assert/strict';
import { RATED_MODES } from '../../shared/modes.ts';
import type { Visibility } from '../../shared/playerRow.ts';
import { REQUESTS, type RequestName } from '../../shared/requests.ts';
import { codeRoutes } from '../support/codeRoutes.ts';
import { differences } from '../support/differences.ts';
import { MODE, type Player, type Received, Stage } from '../support/hiddenDiffer.ts';
import { type Cast, playOut, SCRIPT } from '../support/requestScript.ts';

/** The paths to read of each route. Operators see everybody: their routes are in a folder of their own. */
const ROUTES: Record<string, (cast: Cast) => readonly string[]> = {
  '/healthz': () => ['/healthz'],
  '/readyz': () => ['/readyz'],
  // Load is no secret, and behind a password.
  '/metrics': () => [],
  '/': () => ['/'],
  '/auth/userdata': () => ['/auth/userdata'],
  '/api/players': () => ['', '?limit=3', '?q=an', '?status=playing'].map((query) => `/api/players${query}`),
  '/api/players/:id': (cast) => everybody(cast).map(({ id }) => `/api/players/${id}`),
  '/api/players/:id/matches': (cast) => everybody(cast).map(({ id }) => `/api/players/${id}/matches`),
  '/api/matchup': (cast) =>
    RATED_MODES.map(({ id }) => `/api/matchup?mode=${id}&players=${everybody(cast).map((player) => player.id)}`),
  '/api/modes': () => ['/api/modes'],
  '/api/matches': () => ['/api/matches'],
  '/api/leaderboard': () => RATED_MODES.map(({ id }) => `/api/leaderboard?mode=${id}`),
  '/api/bootstrap': () => ['/api/bootstrap'],
  '/api/stats': () => ['/api/stats'],
  '/api/push': () => ['/api/push'],
  '/api/matches/:id/replay': ({ matchId }) => [matchId, 'none'].map((id) => `/api/matches/${id}/replay`),
  '/join/:code': () => ['/join/ABCDEF'],
  '/match/:id': ({ matchId }) => [matchId, 'none'].map((id) => `/match/${id}`),
  '/replay/:id': ({ matchId }) => [matchId, 'none'].map((id) => `/replay/${id}`),
};
const everybody = ({ ada, hana, hugo }: Cast): Player[] => [ada, hana, hugo];

async function readRoutes(cast: Cast): Promise<void> {
  for (const path of Object.values(ROUTES).flatMap((of) => of(cast))) {
    await cast.stage.get(path);
    await cast.stage.get(path, cast.eve);
  }
}

/** `left`: Hana and Hugo leave instead of hiding, and do nothing more. `beats`: of each request; a run that follows keeps them. */
async function perform(
  visibility: Exclude<Visibility, 'everyone'> | 'left',
  beats: Map<string, number>,
): Promise<Stage> {
  const stage = await Stage.start({ SHARD_CAPACITY: '7', JWT_SECRET: 'of all runs, as keys come from it' });
  try {
    const cast = await setTheScene(stage);
    const { hana, hugo, ada, bob } = cast;
    stage.read = () => readRoutes(cast);
    stage.at = 'before they hide';
    await SCRIPT.acceptMatch(hana, hugo, cast);
    await hana.ask('joinQueue', { mode: MODE });
    await hugo.ask('challenge', { playerId: cast.eve.id, mode: MODE });
    await stage.beat();
    stage.at = 'they hide';
    stage.outcomes.hidden.clear();
    for (const player of [hana, hugo]) {
      if (visibility === 'left') await player.lobby.room.leave();
      else await player.ask('setVisibility', { visibility });
      player.visibility = visibility === 'left' ? 'everyone' : visibility;
      await stage.settle();
    }
    for (let ticks = 0; ticks < 6; ticks++) {
      stage.at = `they hide, tick ${ticks}`;
      await stage.advance(100);
    }
    // Longer than the place of a player who has left is kept.
    for (let seconds = 0; seconds < 33; seconds += 3) await stage.beat();
    stage.at = 'hidden queue';
    if (visibility !== 'left') await hana.ask('leaveQueue', {});
    await stage.beat();
    for (const name of Object.keys(REQUESTS) as RequestName[]) {
      stage.at = `hidden ${name}`;
      const before = stage.beats;
      if (visibility !== 'left') await SCRIPT[name](hana, hugo, cast);
      else for (let left = beats.get(name) ?? 0; left > 0; left--) await stage.beat();
      beats.set(name, stage.beats - before);
      stage.at = `strangers ${name}`;
      await SCRIPT[name](ada, bob, cast);
      await stage.beat();
    }
    stage.at = 'a stranger comes';
    await stage.join('Zoe', true, { beside: hana.id });
    await stage.read();
    stage.at = 'hidden connections';
    if (visibility !== 'left') await connectAgain(hana, stage);
    await stage.beat();
    stage.at = 'another stranger comes';
    await stage.join('Yan');
    await stage.read();
    return stage;
  } finally {
    await stage.stop();
  }
}

/** A second tab, a drop with a resume, and a reload. */
async function connectAgain(player: Player, stage: Stage): Promise<void> {
  const tab = player.lobby;
  await player.join();
  await tab.room.leave();
  player.lobby.room.connection.close(4010);
  await stage.settle();
  await player.resume();
  await player.lobby.room.leave();
  await stage.settle();
  await player.join();
}

/** Hugo hides and plays with Carl: that is Carl's own row, and Hugo's seat has no name. */
async function playHidden(visibility: Visibility): Promise<{ received: readonly Received[]; secrets: string[] }> {
  const stage = await Stage.start({});
  try {
    const { hugo, carl, eve, ada, matchId } = await setTheScene(stage);
    await hugo.ask('setVisibility', { visibility });
    await hugo.ask('setName', { name: 'Hugo Anew' });
    await stage.advance();
    stage.at = 'they play';
    stage.read = async () => {
      for (const path of ['/api/matches', '/api/bootstrap', `/api/players/${carl.id}/matches`]) await stage.get(path);
    };
    const first = carl.table;
    await hugo.ask('joinMatch', { matchId });
    const second = await hugo.enter();
    await eve.ask('watchMatch', { matchId });
    await eve.enter();
    await stage.beat();
    await playOut(stage, [first, second]);
    await stage.beat();
    // Matches from the queue are rated, and a stranger has not accepted yet.
    await hugo.ask('joinQueue', { mode: 'cycles-duel' });
    await ada.ask('joinQueue', { mode: 'cycles-duel' });
    await stage.beat();
    const received = stage.received.filter(({ at, surface }) => at === stage.at && !/^Carl/.test(surface));
    return { received, secrets: [hugo.id, 'Hugo'] };
  } finally {
    await stage.stop();
  }
}

async function setTheScene(stage: Stage): Promise<Cast> {
  const [ada, bob, carl, eve, fay] = [
    await stage.join('Ada'),
    await stage.join('Bob'),
    await stage.join('Carl'),
    await stage.join('Eve'),
    await stage.join('Fay'),
  ];
  const [hana, hugo] = [await stage.join('Hana', false), await stage.join('Hugo', false)];
  await hana.ask('addFriend', { playerId: hugo.id });
  await hugo.ask('addFriend', { playerId: hana.id });
  for (const { id } of [ada, bob, hana, hugo]) await fay.ask('block', { playerId: id });
  await fay.ask('joinQueue', { mode: MODE });
  await eve.ask('followMatches', { on: true });
  const created = await carl.ask('createMatch', { mode: MODE, isPrivate: false });
  carl.table = await carl.enter();
  return { ...{ ada, bob, carl, eve, fay, hana, hugo }, stage, matchId: created?.matchId ?? '' };
}

/** What hidden players of a pair cannot do: those visible to nobody do not see each other either. */
const REFUSED: Record<Exclude<Visibility, 'everyone'>, readonly RequestName[]> = {
  friends: ['removeFriend'],
  nobody: ['challenge', 'inviteToParty', 'answerInvite', 'promote', 'removeFromParty', 'removeFriend'],
};
const neverDone = (outcomes: ReadonlyMap<string, ReadonlySet<unknown>>): string[] =>
  Object.keys(REQUESTS).filter((name) => !outcomes.get(name)?.has('ok'));

describe('hidden players', () => {
  const { random } = Math;
  const beats = new Map<string, number>();
  let left: Stage;
  before(() => {
    // Which side begins a match of connect four.
    Math.random = () => 0.25;
  });
  after(() => {
    Math.random = random;
  });

  it('R25 the script has every request of the table and every route of the code', () => {
    assert.deepEqual(Object.keys(SCRIPT).toSorted(), Object.keys(REQUESTS).toSorted());
    assert.deepEqual(codeRoutes().toSorted(), Object.keys(ROUTES).toSorted());
  });

  for (const visibility of ['friends', 'nobody'] as const) {
    it(`R25 strangers receive the same bytes whether players hide (${visibility}) or have left`, async () => {
      const hidden = await perform(visibility, beats);
      left ??= await perform('left', beats);
      assert.deepEqual(differences(left, hidden), []);
      assert.deepEqual(neverDone(hidden.outcomes.strangers), []);
      assert.deepEqual(neverDone(hidden.outcomes.hidden), REFUSED[visibility]);
    });

    it(`R25 no stranger is told with whom a player plays, where that player hides (${visibility})`, async () => {
      const { received, secrets } = await playHidden(visibility);
      const telling = received.filter(({ bytes }) => secrets.some((secret) => bytes.includes(secret)));
      assert.deepEqual(
        telling.map(({ surface, value }) => `${surface}: ${JSON.stringify(value)}`),
        [],
      );
    });
  }
});
