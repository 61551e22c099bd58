/**
 * From the decoded state to the roster's events: the whole once, then one batch a patch. A patch costs what it changes;
 * nothing is registered per row. Reads `decoder.triggerChanges`, which hands over all changes of a patch.
 */
import type { DataChange } from '@colyseus/schema';
import { isSameRosterRow, type RosterRow, readRow } from '../../shared/playerRow.ts';
import type { LobbyState, Player } from '../../shared/state.ts';
import type { RosterEvent } from './transport.ts';

/** The part of the SDK's decoder that is used. */
export type RosterDecoder = { state: LobbyState; triggerChanges?: (changes: DataChange[]) => void };

export class RosterSource {
  readonly #decoder: RosterDecoder;
  readonly #notify: (event: RosterEvent) => void;
  /** The row of each live instance: a field's change names the instance only. */
  readonly #rows = new Map<object, RosterRow>();
  #players: object;

  /** Call after the first full state is decoded; reports the whole roster at once. */
  constructor(decoder: RosterDecoder, notify: (event: RosterEvent) => void) {
    this.#decoder = decoder;
    this.#notify = notify;
    decoder.triggerChanges = (changes) => this.#apply(changes);
    const { players, online, patchMs, isPartial } = decoder.state;
    this.#players = players;
    players.forEach((player, id) => {
      this.#rows.set(player, readRow(id, player));
    });
    notify({ type: 'rosterReset', rows: [...this.#rows.values()] });
    notify({ type: 'onlineChanged', online });
    notify({ type: 'paceChanged', patchMs });
    notify({ type: 'partialChanged', isPartial: isPartial === true });
  }

  #apply(changes: DataChange[]): void {
    const { state } = this.#decoder;
    const { players } = state;
    const before = players === this.#players ? new Map<string, RosterRow | undefined>() : this.#everyId();
    const touched = new Set<object>();
    const ofState = new Set<string>();
    for (const { ref, field, dynamicIndex, previousValue } of changes) {
      if (ref === players) {
        const previous = this.#rows.get(previousValue);
        const id = previous?.id ?? String(dynamicIndex);
        if (!before.has(id)) before.set(id, previous);
        if (previous && players.get(id) !== previousValue) this.#rows.delete(previousValue);
      } else if (ref === state) {
        ofState.add(String(field));
      } else {
        touched.add(ref);
      }
    }
    this.#notifyRows(before, touched);
    if (ofState.has('online')) this.#notify({ type: 'onlineChanged', online: state.online });
    if (ofState.has('patchMs')) this.#notify({ type: 'paceChanged', patchMs: state.patchMs });
    if (ofState.has('isPartial')) this.#notify({ type: 'partialChanged', isPartial: state.isPartial === true });
  }

  /** The first patch of a room makes a new map of the same players, so every row is compared. */
  #everyId(): Map<string, RosterRow | undefined> {
    const { players } = this.#decoder.state;
    this.#players = players;
    const before = new Map<string, RosterRow | undefined>();
    players.forEach((_, id) => {
      before.set(id, undefined);
    });
    for (const row of this.#rows.values()) before.set(row.id, row);
    this.#rows.clear();
    return before;
  }

  /** `before`: earlier rows of the ids that came, went or were replaced. `touched`: instances with changes. */
  #notifyRows(before: Map<string, RosterRow | undefined>, touched: Set<object>): void {
    const added: RosterRow[] = [];
    const updated: RosterRow[] = [];
    const removed: string[] = [];
    for (const [id, previous] of before) {
      const player = this.#decoder.state.players.get(id);
      if (!player) {
        if (previous) removed.push(id);
        continue;
      }
      touched.delete(player);
      const row = readRow(id, player);
      this.#rows.set(player, row);
      if (!previous) added.push(row);
      else if (!isSameRosterRow(previous, row)) updated.push(row);
    }
    for (const player of touched) {
      const previous = this.#rows.get(player);
      if (!previous) continue;
      const row = readRow(previous.id, player as Player);
      this.#rows.set(player, row);
      if (!isSameRosterRow(previous, row)) updated.push(row);
    }
    if (added.length + updated.length + removed.length > 0)
      this.#notify({ type: 'rosterChanged', added, updated, removed });
  }
}
