import type { Client, Deferred } from '@colyseus/core';
import { asSessionId, type PlayerId } from '../../shared/ids.ts';
import { CLOSE } from '../../shared/protocol.ts';
import { leaveReasonOf } from '../colyseus/closeCodes.ts';
import type { Profile } from '../domain/presence/player.ts';
import type { LocalPlayers } from '../lobby/LocalPlayers.ts';
import type { SeatOwner } from './authorizeSeat.ts';
import type { LiveMatch, LiveMatches } from './LiveMatches.ts';

type CloseSocket = (session: string, code: number, why: string) => void;
type MatchClient = Client<{ auth: SeatOwner }>;
type SessionsDeps = { localPlayers: LocalPlayers; live: LiveMatches };
type Hold = { resume: Deferred<Client>; expired: () => void };

/**
 * The sessions of a match room: one for each player and spectator, live or held for the reconnection window. They are
 * among the sessions of the process' players (lobby/LocalPlayers.ts), and its sweep ends their windows.
 */
export class MatchSessions {
  readonly #localPlayers: LocalPlayers;
  readonly #byPlayer = new Map<PlayerId, string>();
  readonly #holds = new Map<string, Hold>();
  readonly #closeSocket: CloseSocket;
  readonly #match: LiveMatch;
  readonly #live: LiveMatches;

  constructor(match: LiveMatch, { localPlayers, live }: SessionsDeps, closeSocket: CloseSocket) {
    this.#match = match;
    this.#live = live;
    this.#localPlayers = localPlayers;
    this.#closeSocket = closeSocket;
  }

  get size(): number {
    return this.#byPlayer.size;
  }

  of(player: PlayerId): string | undefined {
    return this.#byPlayer.get(player);
  }

  /** Replaces the player's session before. `isOver`: the match has its result. */
  enter({ auth, sessionId: session }: MatchClient, isOver: boolean): void {
    const { playerId, profile, role } = auth as SeatOwner;
    this.#localPlayers.join(profile as Profile, asSessionId(session), null, role === 'player' && !isOver);
    this.#live.entered(session, this.#match);
    const before = this.#byPlayer.get(playerId);
    this.#byPlayer.set(playerId, session);
    if (before === undefined || before === session || this.#release(before, 'replaced')) return;
    this.#closeSocket(before, CLOSE.replaced, 'replaced');
  }

  /** False where the player has another session by now, or none. */
  leave(player: PlayerId, session: string): boolean {
    return this.#byPlayer.get(player) === session && this.#byPlayer.delete(player);
  }

  /** The socket was closed with `code`. False where the session is held. */
  close(session: string, code: number | undefined): boolean {
    if (this.#holds.has(session)) return false;
    this.#end(session, code);
    return true;
  }

  /** `allow`: gives Colyseus' promise of the return. `expired`: called at the end of the window. False: it is gone already. */
  hold(session: string, allow: () => Deferred<Client>, expired: () => void): boolean {
    // Nothing would end the window of one that the sweep has ended.
    if (!this.#localPlayers.drop(asSessionId(session))) return false;
    const resume = allow();
    this.#holds.set(session, { resume, expired });
    // Rejects at the end of the window, at the room's end, and at once where the socket had not acknowledged its join.
    resume.then(undefined, () => {});
    return true;
  }

  /** False where the window is over, or the player has another session by now: the socket is told which. */
  resume(client: MatchClient): boolean {
    const { sessionId, auth } = client;
    if (!this.#localPlayers.resume(asSessionId(sessionId))) {
      client.leave(CLOSE.error, 'window over');
      return false;
    }
    this.#holds.delete(sessionId);
    const isTheirs = auth !== undefined && this.of(auth.playerId) === sessionId;
    if (!isTheirs) client.leave(CLOSE.replaced, 'replaced');
    return isTheirs;
  }

  /** Ends the window now. False where the session is not held. */
  expire(session: string): boolean {
    const expired = this.#holds.get(session)?.expired;
    if (!this.#release(session, 'expired')) return false;
    expired?.();
    return true;
  }

  /** Of spectators for whom there is nothing to see any more. */
  dismiss(sessions: readonly string[]): void {
    for (const session of sessions) this.#closeSocket(session, CLOSE.consented, 'over');
  }

  /** Nobody plays here any more. */
  endMatch(): void {
    for (const session of this.#byPlayer.values()) this.#localPlayers.endMatch(asSessionId(session));
  }

  /** The room ends, and closes its sockets with `code`: no window ends any more. */
  stop(code: number): void {
    for (const session of this.#holds.keys()) this.#end(session, code);
  }

  #end(session: string, code: number | undefined): void {
    const reason = leaveReasonOf(code);
    this.#live.gone(session);
    // The leave itself is announced later; that the player plays no more is told at once.
    this.#localPlayers.endMatch(asSessionId(session));
    if (reason === 'consented') this.#localPlayers.leave(asSessionId(session));
    else this.#localPlayers.remove(asSessionId(session), reason);
  }

  #release(session: string, why: 'expired' | 'replaced'): boolean {
    const hold = this.#holds.get(session);
    if (!hold) return false;
    this.#holds.delete(session);
    this.#live.gone(session);
    this.#localPlayers.remove(asSessionId(session), why === 'replaced' ? 'replaced' : 'dropped');
    // A plain promise where the socket had not acknowledged its join.
    hold.resume.reject?.(new Error(why));
    return true;
  }
}
