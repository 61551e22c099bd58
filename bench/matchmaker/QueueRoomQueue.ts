/**
 * Colyseus' built-in QueueRoom without its sockets: its own code forms the groups, cycle by cycle, set by the options that
 * it has for that. Rooms, seats and messages are left out, as they are of ours.
 */
import { type Client, type QueueMatchGroup, type QueueOptions, QueueRoom } from '@colyseus/core';
import type { Ticket, TicketPlayer } from '../../server/domain/matchmaking/ticket.ts';
import type { Mode } from '../../shared/modes.ts';
import { type Formed, type MatchQueue, pointsOf } from './matchQueue.ts';

export type QueueRoomSettings = {
  /** Points that a client may be off the mean of its group; left out: the room's own comparison, which hardly ever refuses. */
  within?: number;
  /** Each who queues alone is a team of one; left out: they name no team, and are all of the same one. */
  isSoloTeam?: boolean;
};

class Cycles extends QueueRoom {
  override setTimestep(): void {
    // Run by hand.
  }
}

export class QueueRoomQueue implements MatchQueue {
  readonly #room = new Cycles();
  readonly #settings: QueueRoomSettings;
  readonly #owners = new Map<unknown, { ticket: Ticket; player: TicketPlayer }>();
  #ready: QueueMatchGroup[] = [];

  constructor(mode: Mode, settings: QueueRoomSettings) {
    this.#settings = settings;
    const { within } = settings;
    const options: QueueOptions = {
      matchRoomName: mode.room,
      maxPlayers: mode.players.max,
      ...(mode.teams !== undefined && { maxTeamSize: mode.players.max / mode.teams }),
      ...(within !== undefined && { compare: ({ rank }, group) => Math.abs(rank - group.averageRank) <= within }),
      onGroupReady: (group) => {
        this.#ready.push(group);
        // There is no room to come.
        return new Promise<never>(() => {});
      },
    };
    this.#room.onCreate(options);
  }

  add(tickets: readonly Ticket[]): void {
    for (const ticket of tickets)
      for (const player of ticket.players) {
        const client = { sessionId: player.id, send: () => {}, userData: undefined } as unknown as Client;
        const isTeam = ticket.players.length > 1 || this.#settings.isSoloTeam === true;
        const rank = pointsOf(player);
        this.#owners.set(client, { ticket, player });
        this.#room.clients.push(client);
        this.#room.addToQueue(client as never, { rank, ...(isTeam && { teamId: ticket.id }) });
      }
  }

  pass(): () => Formed[] {
    this.#ready = [];
    this.#room.reassignMatchGroups();
    return () => this.#ready.map((group) => this.#formedOf(group));
  }

  /** Its clients leave, as they do once they have their seat. */
  #formedOf(group: QueueMatchGroup): Formed {
    const owners = group.clients.map((client) => {
      const owner = this.#owners.get(client)!;
      this.#owners.delete(client);
      this.#room.clients.delete(client);
      return owner;
    });
    return { tickets: [...new Set(owners.map(({ ticket }) => ticket))], players: owners.map(({ player }) => player) };
  }
}
