/** A Colyseus room as its documentation shows one, with defaults. ENCODER_BYTES sets the buffer size its warning suggests. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, Room, Server } from '@colyseus/core';
import { Encoder, type SchemaType, schema, t } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';

if (process.env.ENCODER_BYTES) Encoder.BUFFER_SIZE = Number(process.env.ENCODER_BYTES);

const Player = schema({ name: t.string(), status: t.string(), lastActive: t.number() }, 'Player');
const State = schema({ players: t.map(Player) }, 'State');
export type PlainState = SchemaType<typeof State>;

class PlainRoom extends Room<{ state: PlainState }> {
  override state = new State();
  override messages = {
    heartbeat: (client: Client) => {
      const player = this.state.players.get(client.sessionId);
      if (player) player.lastActive = Date.now();
    },
    setStatus: (client: Client, status: string) => {
      const player = this.state.players.get(client.sessionId);
      if (!player) return;
      player.status = status;
      player.lastActive = Date.now();
    },
  };

  override onJoin(client: Client, { name }: { name: string }): void {
    const player = new Player();
    player.name = name;
    player.status = 'online';
    player.lastActive = Date.now();
    this.state.players.set(client.sessionId, player);
  }

  override onLeave(client: Client): void {
    this.state.players.delete(client.sessionId);
  }
}

const http = createServer();
const server = new Server({ transport: new WebSocketTransport({ server: http }), greet: false });
server.define('lobby', PlainRoom);
await server.listen(0, '127.0.0.1');
console.log(`http://localhost:${(http.address() as AddressInfo).port}`);
