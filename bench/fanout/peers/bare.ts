/**
 * The lower bound: what a roster alone costs. It runs on `ws`, collects binary changes for a tick and writes them to every
 * socket as one shared frame. Newcomers get the list, which is encoded at most once a tick. There is no sign-in, room or
 * ping; nothing is held or stored.
 *
 * `TICK_MS`: the interval. The bench passes Foyer's interval at the same number of players.
 */
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { LAST_ACTIVE_STEP_S } from '../../../shared/limits.ts';
import { type BareRow, type Change, encode, MESSAGE, REQUEST } from '../wire/bareFormat.ts';

type Member = { socket: Socket; number: number; row: BareRow };

const tickMs = Number(process.env.TICK_MS);
const members = new Map<WebSocket, Member>();
const freeNumbers: number[] = [];
let nextNumber = 0;
let changes: Change[] = [];
/** Made for the first newcomer after a tick and shared by the others. */
let list: Buffer | undefined;

const nowS = (): number => Math.floor(Date.now() / 1000);
/** A server's frame has no mask, so all clients can share it. */
function framed(message: Buffer): Buffer {
  const head = Buffer.allocUnsafe(10);
  head.writeUInt8(0x82, 0);
  if (message.length < 126) return Buffer.concat([head.subarray(0, head.writeUInt8(message.length, 1)), message]);
  if (message.length <= 0xffff) {
    head.writeUInt8(126, 1);
    return Buffer.concat([head.subarray(0, head.writeUInt16BE(message.length, 2)), message]);
  }
  head.writeUInt8(127, 1);
  return Buffer.concat([head.subarray(0, head.writeBigUInt64BE(BigInt(message.length), 2)), message]);
}
const REPLY = framed(Buffer.from([MESSAGE.reply, 0, 0, 0, 0]));

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, maxPayload: 4096 });
server.on('listening', () => console.log(`http://localhost:${(server.address() as AddressInfo).port}`));
server.on('connection', (client, request) => {
  const query = new URL(request.url ?? '/', 'http://bare').searchParams;
  const row = {
    id: query.get('id') ?? '',
    name: query.get('name') ?? '',
    status: 0,
    lastActive: nowS(),
    rating: 1000,
  };
  // Writes to the raw socket, to avoid ws' queueing, headers and callbacks per message.
  const { _socket: socket } = client as unknown as { _socket: Socket };
  const member: Member = { socket, number: freeNumbers.pop() ?? nextNumber++, row };
  members.set(client, member);
  changes.push({ op: 'put', number: member.number, row });
  list ??= wholeList();
  socket.write(list);
  client.on('message', (data: Buffer) => onMessage(member, data));
  client.on('error', () => {});
  client.on('close', () => onClose(client, member));
});

function onMessage(member: Member, data: Buffer): void {
  if (data[0] === REQUEST.heartbeat) {
    if (nowS() - member.row.lastActive >= LAST_ACTIVE_STEP_S) touch(member);
  } else if (data[0] === REQUEST.setStatus) {
    member.row.status = data[1] ?? 0;
    changes.push({ op: 'status', number: member.number, status: member.row.status });
  }
  member.socket.write(REPLY);
}

function touch({ row, number }: Member): void {
  row.lastActive = nowS();
  changes.push({ op: 'lastActive', number, lastActive: row.lastActive });
}

function onClose(client: WebSocket, { number }: Member): void {
  members.delete(client);
  changes.push({ op: 'remove', number });
}

/** The current rows. The next tick repeats changes since the last one; they then have no effect. */
const wholeList = (): Buffer =>
  framed(
    encode(
      MESSAGE.list,
      [...members.values()].map(({ number, row }): Change => ({ op: 'put', number, row })),
    ),
  );

function tick(): void {
  const news = changes;
  if (news.length === 0) return;
  changes = [];
  list = undefined;
  const frame = framed(encode(MESSAGE.changes, news));
  for (const [client, { socket }] of members) if (client.readyState === WebSocket.OPEN) socket.write(frame);
  // Only now: a number reused within the same tick would stand for two rows.
  for (const change of news) if (change.op === 'remove') freeNumbers.push(change.number);
}

setInterval(tick, tickMs);
