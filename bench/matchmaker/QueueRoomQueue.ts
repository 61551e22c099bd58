/**
 * Colyseus' built-in QueueRoom without sockets. Its own code forms the groups, cycle by cycle, with its own options. Rooms,
 * reservations and messages are left out, as they are for Foyer.
 */
import { type Client, type QueueMatchGroup, type QueueOptions, QueueRoom } from '@colyseus/core';
import type { Ticket, TicketPlayer } from '../../server/domain/matchmaking/ticket.ts';
import type { Mode } from '../../shared/modes.ts';
import { type Formed, type MatchQueue, pointsOf } from './matchQueue.ts';

export type QueueRoomSettings = {
  /** Maximum distance in points from the group's mean. By default the room compares itself and hardly ever refuses. */
  within?: number;
  /** Makes each solo player a team of one. By default they name no team, so they all share one. */
  isSoloTeam?: boolean;
};

class Cycles extends QueueRoom {
  override setTimestep(): void {
    // The bench runs each cycle itself.
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
        // The bench opens no room.
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

  /** Removes the clients, as happens once they have a reservation. */
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
