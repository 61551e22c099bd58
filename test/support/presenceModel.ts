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
type ModelPlayer = { chosen: ChosenStatus; shown: Status };

export class PresenceModel {
  sessions: ModelSession[] = [];
  readonly players = new Map<string, ModelPlayer>();

  of = (player: string): ModelSession[] => this.sessions.filter((session) => session.player === player);
  get = (id: string): ModelSession | undefined => this.sessions.find((session) => session.id === id);

  join(player: string, id: string, now: number): void {
    if (this.get(id)) return;
    if (!this.players.has(player)) this.players.set(player, { chosen: 'online', shown: 'online' });
    this.sessions = this.sessions.filter((session) => session.player !== player || session.state !== 'leaving');
    const own = this.of(player);
    if (own.length >= TIMING.sessionsPerPlayer) this.sessions = this.sessions.filter((session) => session !== own[0]);
    this.sessions.push({ id, player, state: 'live', since: now, heardAt: now, inputAt: now, idleAt: undefined });
    this.settle();
  }

  beat(id: string, active: boolean, ago: number, now: number): void {
    const session = this.get(id);
    if (session?.state !== 'live') return;
    const inputAt = Math.max(session.inputAt, now - ago);
    session.heardAt = now;
    if (!active || now - inputAt >= TIMING.idleAfterMs) session.idleAt ??= now;
    else session.idleAt = undefined;
    if (active) session.inputAt = inputAt;
    this.settle();
  }

  drop(id: string, now: number): void {
    const session = this.get(id);
    if (session?.state === 'live') Object.assign(session, { state: 'held', since: now });
    this.settle();
  }

  resume(id: string, now: number): void {
    const session = this.get(id);
    if (session?.state !== 'held') return;
    Object.assign(session, { state: 'live', heardAt: now, idleAt: session.idleAt === undefined ? undefined : now });
    this.settle();
  }

  leave(id: string, now: number): void {
    const session = this.get(id);
    if (!session || session.state === 'leaving') return;
    if (this.of(session.player).length > 1) this.sessions = this.sessions.filter((other) => other !== session);
    else Object.assign(session, { state: 'leaving', since: now });
    this.settle();
  }

  choose(player: string, chosen: ChosenStatus): void {
    const found = this.players.get(player);
    if (found) found.chosen = chosen;
    this.settle();
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
    for (const player of [...this.players.keys()]) {
      const live = this.of(player).filter((session) => session.state === 'live');
      const since = Math.max(...live.map((session) => session.idleAt ?? Number.POSITIVE_INFINITY));
      if (live.length > 0 && now >= since + TIMING.kickAfterMs) {
        this.sessions = this.sessions.filter((session) => session.player !== player);
      }
    }
    this.settle();
  }

  status(player: string): Status | 'gone' {
    return this.players.get(player)?.shown ?? 'gone';
  }

  private settle(): void {
    for (const [id, player] of this.players) {
      const own = this.of(id);
      const live = own.filter((session) => session.state === 'live');
      if (own.length === 0) this.players.delete(id);
      else if (live.length > 0) {
        const idle = live.every((session) => session.idleAt !== undefined);
        player.shown = player.chosen === 'busy' ? 'busy' : idle ? 'away' : player.chosen;
      } else if (own.some((session) => session.state === 'held')) player.shown = 'reconnecting';
    }
  }
}
