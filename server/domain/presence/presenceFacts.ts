/** All that a process knows of one of its players, in words and times for operators. Pure. */
import { noneOfEach } from '../../../shared/status.ts';
import { kickAtOf } from './kicks.ts';
import { isMuted } from './mute.ts';
import { localStatusOf, type PlayerPresence, type PresenceTiming, playStatusOf, standingOf } from './player.ts';
import { type LiveSession, type Session, type SessionTiming, silentMs } from './session.ts';

/** `noInput`: for IDLE_AFTER_MS. `hiddenTab`: the client says idle in spite of input, as ours does in a hidden tab. */
export type IdleBy = 'noInput' | 'hiddenTab' | 'noHeartbeat';

export type PresenceFacts = ReturnType<typeof presenceFacts>;

/** The latencies of two heartbeats may differ by this much. */
const SLACK_MS = 1_000;

/** `at`: steady ms of now, `wall`: epoch ms of now. In the facts, `…AtS` are unix seconds. */
export function presenceFacts(player: PlayerPresence, timing: PresenceTiming, at: number, wall: number) {
  const atS = (steady: number): number => Math.floor((wall - (at - steady)) / 1000);
  const { chosenStatus, isActiveElsewhere, isWarned, mutedUntil, friends } = player;
  const kickAt = standingOf(player) === 'active' ? undefined : kickAtOf(player, timing);
  return {
    /** As this process alone would show it. */
    status: localStatusOf(player),
    chosenStatus,
    activity: playStatusOf(player),
    inputAtS: atS(player.inputAt),
    /** Players who are active at another process are not kicked here. */
    isActiveElsewhere,
    /** Null where the player is not idle. `isWarned`: the player has been told. */
    kick: kickAt === undefined ? null : { leftMs: kickAt - at, isWarned },
    /** Null: may chat. */
    mutedUntilS: isMuted(player, wall) ? Math.floor(mutedUntil / 1000) : null,
    /** How many friends are known here: those who see a player visible to friends. */
    friends: friends.length,
    sessions: [...player.sessions.values()].map((session) => sessionFacts(session, timing, at, atS)),
  };
}

/** `leftMs`: until the reservation is given up, or the leave is announced. */
function sessionFacts(session: Session, timing: SessionTiming, at: number, atS: (steady: number) => number) {
  const { id, shard, state, sinceAt } = session;
  const common = { id, shard, sinceAtS: atS(sinceAt) };
  switch (state) {
    case 'live': {
      const { heardAt, inputAt, idleSinceAt } = session;
      const idle = idleSinceAt === undefined ? null : { sinceAtS: atS(idleSinceAt), by: idleBy(session, timing) };
      return { ...common, state, heardAtS: atS(heardAt), inputAtS: atS(inputAt), idle };
    }
    case 'held': {
      const { untilAt, wasIdle, inputAt } = session;
      return { ...common, state, leftMs: Math.max(0, untilAt - at), wasIdle, inputAtS: atS(inputAt) };
    }
    case 'leaving':
      return { ...common, state, leftMs: Math.max(0, session.untilAt - at) };
  }
}

function idleBy({ heardAt, inputAt, idleSinceAt = 0 }: LiveSession, timing: SessionTiming): IdleBy {
  if (idleSinceAt - heardAt >= silentMs(timing)) return 'noHeartbeat';
  return idleSinceAt - inputAt >= timing.idleAfterMs - SLACK_MS ? 'noInput' : 'hiddenTab';
}

/** Walks all players. */
export function presenceNumbers(players: Iterable<PlayerPresence>) {
  const playersByStatus = noneOfEach();
  let [sessions, held] = [0, 0];
  for (const player of players) {
    playersByStatus[localStatusOf(player)] += 1;
    sessions += player.sessions.size;
    for (const { state } of player.sessions.values()) if (state === 'held') held += 1;
  }
  return { playersByStatus, sessions, held };
}
