/** The old recipe: every join, leave or change sends the whole list to everybody. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

type Player = { id: string; name: string; status: string; lastActive: number };

const players = new Map<string, Player>();
const http = createServer();
const io = new Server(http);
const tellEverybody = () => io.emit('players', [...players.values()]);

io.on('connection', (socket) => {
  const player = { id: socket.id, name: socket.handshake.auth.name, status: 'online', lastActive: Date.now() };
  players.set(socket.id, player);
  tellEverybody();
  socket.on('heartbeat', () => {
    player.lastActive = Date.now();
  });
  socket.on('setStatus', (status) => {
    player.status = status;
    player.lastActive = Date.now();
    tellEverybody();
  });
  socket.on('disconnect', () => {
    players.delete(socket.id);
    tellEverybody();
  });
});

http.listen(0, '127.0.0.1', () => console.log(`http://localhost:${(http.address() as AddressInfo).port}`));
