/**
 * The limit: what a roster costs with nothing around it. `ws`, binary changes collected in a tick and written to every
 * socket as one frame that is made once; the list, encoded at most once a tick, for who joins. No sign-in, no rooms, no
 * pings, nothing held, nothing stored.
 *
 * `TICK_MS`: how often; the bench gives it the interval that Foyer had with as many players.
 */
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { LAST_ACTIVE_STEP_S } from '../../../shared/limits.ts';
import { type BareRow, type Change, encode, MESSAGE, WORD } from '../wire/bareFormat.ts';

type Member = { socket: Socket; number: number; row: BareRow };

const tickMs = Number(process.env.TICK_MS);
const members = new Map<WebSocket, Member>();
const freeNumbers: number[] = [];
let nextNumber = 0;
let changes: Change[] = [];
/** Made for the first who joins after a tick, and the same for all who do. */
let list: Buffer | undefined;

const nowS = (): number => Math.floor(Date.now() / 1000);
/** A frame as a server writes it: no mask, so it is the same for everybody. */
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
  // What ws does per message, queueing, headers and callbacks, is what this peer is without.
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
  if (data[0] === WORD.heartbeat) {
    if (nowS() - member.row.lastActive >= LAST_ACTIVE_STEP_S) touch(member);
  } else if (data[0] === WORD.setStatus) {
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

/** As it is now: what changed since the last tick comes once more with the next, and changes nothing then. */
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
  // Only now: a number that is given anew in the same tick would mean two rows.
  for (const change of news) if (change.op === 'remove') freeNumbers.push(change.number);
}

setInterval(tick, tickMs);
