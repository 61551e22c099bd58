/**
 * Players who do everything that players do, at random, while one thing after another breaks, at random too. Afterwards
 * every list must be right, and every match that could be finished must have one result.
 */
import assert from 'node:assert/strict';
import { setTimeout as passed } from 'node:timers/promises';
import { PlayWatch } from '../../../bots/play/PlayWatch.ts';
import { between, pick, seeded } from '../../../bots/random.ts';
import { eventually } from '../../support/eventually.ts';
import { Availability } from '../Availability.ts';
import { converged, NO_INVITE } from '../converged.ts';
import { countedWrongly } from '../Duelist.ts';
import { Faults } from '../Faults.ts';
import { ModelPlayer } from '../ModelPlayer.ts';
import { type Player, Players } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';
import { compareStored, storedPlayers } from '../stored.ts';

export type MixedSize = {
  players: number;
  arrivalsPerS: number;
  forMs: number;
  /** Of the faults and of what players do. */
  seed: number;
  /** How many times faster than people the players play. */
  pace: number;
  actsPerS: number;
  triesPerS: number;
  leaseMs: number;
  faultMs: readonly [from: number, to: number];
  /** From the end of a fault to the next. */
  pauseMs: readonly [from: number, to: number];
  healMs: number;
  /** The bar; a single try is more than one percent of a few seconds. */
  availablePercent: number;
};

const CONVERGED_MS = 30_000;
/** A player who comes back is in the lobby within this time. */
const BACK_MS = 5_000;
/** After an outage, everything is stored within this time. */
const STORED_MS = 10_000;
/** Refusals for the state of the server. */
const UNSERVED = /^(network|play\/away|store\/away|cluster\/away|server\/)/;

export const mixed: Scenario<MixedSize> = {
  id: 'mixed',
  title:
    '200 players at 2 processes do everything for 10 minutes, while kills, stalls and outages of Redis and the database follow each other',
  isLong: true,
  small: {
    players: 24,
    arrivalsPerS: 60,
    forMs: 16_000,
    seed: 1,
    pace: 6,
    actsPerS: 4,
    triesPerS: 20,
    leaseMs: 2_000,
    faultMs: [500, 1_500],
    pauseMs: [3_000, 4_000],
    healMs: 2_000,
    availablePercent: 90,
  },
  full: {
    players: 200,
    arrivalsPerS: 60,
    forMs: 600_000,
    seed: 1,
    pace: 1,
    actsPerS: 8,
    triesPerS: 20,
    leaseMs: 10_000,
    faultMs: [1_000, 8_000],
    pauseMs: [5_000, 15_000],
    healMs: 5_000,
    availablePercent: 99,
  },
  run,
};

async function run(size: MixedSize, tools: Tools): Promise<Figure[]> {
  const { seed, pace, leaseMs, faultMs, pauseMs, healMs } = size;
  const crashes: string[] = [];
  const cluster = await tools.cluster({
    processes: 2,
    env: { SHARD_CAPACITY: String(Math.ceil(size.players * 0.6)), LEASE_MS: String(leaseMs) },
    onExit: ({ name, ending, output }) => {
      if (ending?.signal !== 'SIGKILL') crashes.push(`${name} ended with ${JSON.stringify(ending)}: ${output}`);
    },
  });
  const players = new Players(cluster.url, 'Ada');
  tools.atEnd(() => players.stop());
  await players.arrive(size.players, size.arrivalsPerS);
  const random = seeded(seed);
  const faults = new Faults(cluster, seeded(seed + 1), { leaseMs, lastMs: faultMs, healMs });
  const availability = new Availability();
  const models: ModelPlayer[] = [];
  const watch = new PlayWatch(cluster.url, pace, () => models);
  const { ledger } = watch;
  const returned = ({ player }: ModelPlayer) => {
    const isBack = () => eventually(() => player.isOnline, BACK_MS).catch(() => false);
    void availability.note('come back', isBack);
  };
  /** The process and time of each match's room. */
  const rooms = new Map<string, { process: string; at: number }>();
  for (const [n, player] of players.all.entries()) {
    noteRooms(player, rooms);
    const own = seeded(seed + 2 + n);
    const peer = () => pick(own, players.all).id;
    models.push(new ModelPlayer(player, { watch, random: own, pace, peer, returned }));
  }
  const stopPlaying = () => {
    watch.stop();
    for (const model of models) model.stop();
  };
  tools.atEnd(stopPlaying);

  const acting = setInterval(() => pick(random, models).act(), 1_000 / size.actsPerS);
  const trying = setInterval(
    () => tryOne(pick(random, models), pick(random, ['process', 'desk']), availability),
    1_000 / size.triesPerS,
  );
  tools.atEnd(() => {
    clearInterval(acting);
    clearInterval(trying);
  });
  tools.say(`seed ${seed}`);
  const until = performance.now() + size.forMs;
  while (performance.now() < until) {
    // Real time: the pace of the faults.
    await passed(between(faults.random, ...pauseMs));
    const from = performance.now();
    const kind = await faults.one();
    tools.say(`${kind}, over after ${Math.round(performance.now() - from)} ms; ${players.online.length} are online`);
  }
  clearInterval(acting);
  clearInterval(trying);

  const convergedMs = await converged(cluster, models, tools);
  const countWrong = async () => {
    const here = new Set(players.online.map(({ id }) => id));
    const { stuck, missed } = compareStored(await storedPlayers(cluster.postgresUrl), here);
    return stuck.length + missed.length;
  };
  await eventually(async () => assert.equal(await countWrong(), 0), STORED_MS, 200).catch(() => undefined);
  const wronglyStored = await countWrong();

  await Promise.all(models.map((model) => model.show()));
  const findings = await watch.finish();
  const wasKilled = (matchId = '') => {
    const room = rooms.get(matchId);
    return room !== undefined && faults.kills.some(({ name, at }) => name === room.process && at > room.at);
  };
  const of = (...rules: string[]) => findings.filter(({ rule }) => rules.includes(rule));
  const lost = new Set(of('noResult').flatMap(({ matchId }) => (wasKilled(matchId) ? [] : matchId)));
  const wrongRatings = await countedWrongly(cluster.postgresUrl);
  const twice = of('twoResults', 'resultsDiffer').length + wrongRatings.length;
  // What lasts for seconds while a killed process counts as alive is no fault.
  const stranded = of('leftOver', 'inTwoMatches');
  const begun = [...ledger.matches.values()].filter(({ hasBegun }) => hasBegun).length;
  const { percent, tries, failed } = availability.outside(faults);
  tools.say(`${faults.count} faults, ${begun} matches; of ${tries} tries outside faults ${JSON.stringify(failed)}`);
  for (const { rule, says, matchId } of findings) if (!wasKilled(matchId)) tools.say(`${rule}: ${says}`);
  for (const says of [...wrongRatings, ...crashes]) tools.say(says);

  return [
    figure({
      id: 'converged',
      name: 'time until everything is right after the last fault',
      value: convergedMs,
      unit: 'ms',
      bar: { atMost: CONVERGED_MS },
      how: 'from the end of the last fault until all players are online, both processes take newcomers, list exactly the visible players with the same status and count them, and the queue answers',
    }),
    figure({
      id: 'available',
      name: 'availability outside faults',
      value: percent,
      unit: '%',
      bar: { atLeast: size.availablePercent },
      how: `of ${tries} tries of random players (a request to their process or to the queue, a return within ${BACK_MS / 1_000} s), those that worked while no fault had been in force for ${healMs / 1_000} s, nor a process killed for a lease and that`,
    }),
    figure({
      id: 'twice',
      name: 'matches counted twice',
      value: twice,
      of: begun,
      unit: 'matches',
      bar: { atMost: 0 },
      how: 'results told or stored twice or differently, and ratings that count other matches than those stored',
    }),
    figure({
      id: 'lost',
      name: 'matches without a result whose process was not killed',
      value: lost.size,
      of: begun,
      unit: 'matches',
      bar: { atMost: 0 },
      how: 'matches that began and are in no player’s history at the end',
    }),
    figure({
      id: 'stranded',
      name: 'players stuck in a queue or match, or in two matches',
      value: stranded.length,
      unit: 'players',
      bar: { atMost: 0 },
      how: 'queued, playing or in a listed match after everybody has left, or in two matches at once by the lists or the histories',
    }),
    figure({
      id: 'stored',
      name: 'players with a wrong stored state',
      value: wronglyStored + of('unknownResult').length,
      of: size.players,
      unit: 'players',
      bar: { atMost: 0 },
      how: `is_online, at most ${STORED_MS / 1_000} s after everything is right, and results of matches that they had no seat in`,
    }),
    figure({
      id: 'exits',
      name: 'processes that ended by themselves',
      value: crashes.length,
      unit: 'exits',
      bar: { atMost: 0 },
      how: 'other than by kill -9',
    }),
  ];
}

/** Asks for something that changes nothing: the player's own process, or the desk. */
function tryOne({ player, inSince }: ModelPlayer, what: 'process' | 'desk', availability: Availability): void {
  // Players who have just come back are tried by their return.
  if (inSince === undefined || performance.now() - inSince < BACK_MS) return;
  const ask = () =>
    what === 'process' ? player.client.request('followMatches', { on: false }) : player.client.request(...NO_INVITE);
  void availability.note(what, async () => {
    const answer = await ask();
    return answer.ok || !UNSERVED.test(answer.refusal);
  });
}

function noteRooms({ client }: Player, rooms: Map<string, { process: string; at: number }>): void {
  client.subscribe((event) => {
    if (event.type !== 'matchReady') return;
    const { matchId, reservation } = event.payload;
    const process = reservation.publicAddress?.split('/').at(-1) ?? '';
    if (!rooms.has(matchId)) rooms.set(matchId, { process, at: performance.now() });
  });
}
