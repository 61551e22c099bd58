/**
 * Keeps the list's recent opponents up to date from the player's own history: once after the page has joined, and after
 * each of their matches. What it does not get it asks for after the next match.
 */
import type { LobbyModel } from '../model/lobbyModel.ts';
import { MATCHES_LOOKED_AT, opponentsOf } from '../model/people/opponents.ts';
import type { LobbyEvent } from '../net/events.ts';
import type { Timer } from '../net/timers.ts';
import type { RecordsCommands } from './recordsActions.ts';

/** After the first paint, and not with everybody else whom a restarted server lets in. */
const AFTER_JOIN_MS = { least: 300, spread: 2_000 };

type Parts = {
  records: Pick<RecordsCommands, 'matchesOf'>;
  model: LobbyModel;
  setTimeout: (callback: () => void, ms: number) => Timer;
  random: () => number;
};

export class OpponentsReader {
  readonly #parts: Parts;
  #readOf: string | undefined;
  #asked = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  handle(event: LobbyEvent): void {
    if (event.type === 'matchFinished') void this.#read();
    if (event.type !== 'welcomed' || event.payload.self.id === this.#readOf) return;
    this.#readOf = event.payload.self.id;
    this.#parts.setTimeout(() => void this.#read(), AFTER_JOIN_MS.least + this.#parts.random() * AFTER_JOIN_MS.spread);
  }

  /** Of several answers the one asked for last counts. */
  async #read(): Promise<void> {
    const { records, model } = this.#parts;
    const { selfId } = model.roster;
    if (selfId === undefined) return;
    this.#asked += 1;
    const asked = this.#asked;
    const reply = await records.matchesOf(selfId, undefined, MATCHES_LOOKED_AT);
    if (!reply.ok || asked !== this.#asked || selfId !== model.roster.selfId) return;
    model.commit(() => model.roster.setOpponents(opponentsOf(reply.matches)));
  }
}
