/** The improved recipe: newcomers get the list, then everybody gets one event per change. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

type Player = { id: string; name: string; status: string; lastActive: number };

const players = new Map<string, Player>();
const http = createServer();
const io = new Server(http);

io.on('connection', (socket) => {
  const player = { id: socket.id, name: socket.handshake.auth.name, status: 'online', lastActive: Date.now() };
  players.set(socket.id, player);
  socket.emit('players', [...players.values()]);
  socket.broadcast.emit('joined', player);
  socket.on('heartbeat', () => {
    player.lastActive = Date.now();
  });
  socket.on('setStatus', (status) => {
    player.status = status;
    player.lastActive = Date.now();
    io.emit('changed', player.id, status, player.lastActive);
  });
  socket.on('disconnect', () => {
    players.delete(socket.id);
    io.emit('left', socket.id);
  });
});

http.listen(0, '127.0.0.1', () => console.log(`http://localhost:${(http.address() as AddressInfo).port}`));
