/**
 * Presence written without a thought for cost: every question walks all players. The real one must agree with it. Times
 * are steady ms; the caller sweeps after each step, so nothing stays due.
 */
import type { ChosenStatus, Status } from '../../shared/status.ts';
import { TIMING } from './presenceWorld.ts';

type ModelSession = {
  id: string;
  player: string;
  state: 'live' | 'held' | 'leaving';
  since: number;
  heardAt: number;
  inputAt: number;
  idleAt: number | undefined;
};
type ModelPlayer = {
  chosen: ChosenStatus;
  shown: Status;
  inputAt: number;
  isWarned: boolean;
  kickableAt: number | undefined;
};

export class PresenceModel {
  sessions: ModelSession[] = [];
  readonly players = new Map<string, ModelPlayer>();

  of = (player: string): ModelSession[] => this.sessions.filter((session) => session.player === player);
  get = (id: string): ModelSession | undefined => this.sessions.find((session) => session.id === id);

  join(player: string, id: string, now: number): void {
    if (this.get(id)) return;
    const known = this.players.get(player);
    if (known) known.inputAt = now;
    else
      this.players.set(player, { chosen: 'online', shown: 'online', inputAt: now, isWarned: false, kickableAt: now });
    this.sessions = this.sessions.filter((session) => session.player !== player || session.state !== 'leaving');
    const own = this.of(player);
    if (own.length >= TIMING.sessionsPerPlayer) this.sessions = this.sessions.filter((session) => session !== own[0]);
    this.sessions.push({ id, player, state: 'live', since: now, heardAt: now, inputAt: now, idleAt: undefined });
    this.settle(now);
  }

  beat(id: string, active: boolean, ago: number, now: number): void {
    const session = this.get(id);
    if (session?.state !== 'live') return;
    const inputAt = Math.max(session.inputAt, now - ago);
    session.heardAt = now;
    if (!active || now - inputAt >= TIMING.idleAfterMs) session.idleAt ??= now;
    else session.idleAt = undefined;
    if (active) session.inputAt = inputAt;
    const player = this.players.get(session.player);
    if (player && active) player.inputAt = Math.max(player.inputAt, inputAt);
    this.settle(now);
  }

  drop(id: string, now: number): void {
    const session = this.get(id);
    if (session?.state === 'live') Object.assign(session, { state: 'held', since: now });
    this.settle(now);
  }

  resume(id: string, now: number): void {
    const session = this.get(id);
    if (session?.state !== 'held') return;
    Object.assign(session, { state: 'live', heardAt: now, idleAt: session.idleAt === undefined ? undefined : now });
    this.settle(now);
  }

  leave(id: string, now: number): void {
    const session = this.get(id);
    if (!session || session.state === 'leaving') return;
    if (this.of(session.player).length > 1) this.sessions = this.sessions.filter((other) => other !== session);
    else Object.assign(session, { state: 'leaving', since: now });
    this.settle(now);
  }

  choose(player: string, chosen: ChosenStatus, now: number): void {
    const found = this.players.get(player);
    if (found) found.chosen = chosen;
    this.settle(now);
  }

  sweep(now: number): void {
    for (const session of this.sessions) {
      const isSilent = now >= session.heardAt + TIMING.heartbeatMs * 2.5 || now >= session.inputAt + TIMING.idleAfterMs;
      if (session.state === 'live' && session.idleAt === undefined && isSilent) session.idleAt = now;
    }
    this.sessions = this.sessions.filter(
      (session) =>
        (session.state !== 'held' || now < session.since + TIMING.reconnectWindowMs) &&
        (session.state !== 'leaving' || now < session.since + TIMING.leaveDampingMs),
    );
    this.settle(now);
    for (const [id, player] of this.players) {
      const kickAt = this.kickAt(player);
      if (kickAt === undefined) continue;
      if (now >= kickAt - TIMING.kickWarningMs) player.isWarned = true;
      if (player.isWarned && now >= kickAt) this.sessions = this.sessions.filter((session) => session.player !== id);
    }
    this.settle(now);
  }

  status(player: string): Status | 'gone' {
    return this.players.get(player)?.shown ?? 'gone';
  }

  private kickAt({ inputAt, kickableAt }: ModelPlayer): number | undefined {
    if (kickableAt === undefined) return undefined;
    return Math.max(inputAt + TIMING.kickAfterMs, kickableAt + TIMING.kickWarningMs);
  }

  private settle(now: number): void {
    for (const [id, player] of this.players) {
      const own = this.of(id);
      const live = own.filter((session) => session.state === 'live');
      player.kickableAt = live.length === 0 ? undefined : (player.kickableAt ?? now);
      const kickAt = this.kickAt(player);
      if (kickAt === undefined || kickAt - TIMING.kickWarningMs > now) player.isWarned = false;
      if (own.length === 0) this.players.delete(id);
      else if (live.length > 0) {
        const idle = live.every((session) => session.idleAt !== undefined);
        player.shown = player.chosen === 'busy' ? 'busy' : idle ? 'away' : player.chosen;
      } else if (own.some((session) => session.state === 'held')) player.shown = 'reconnecting';
    }
  }
}
