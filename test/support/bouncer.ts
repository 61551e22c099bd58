/**
 * A PgBouncer in transaction mode, as far as its clients meet it at the start: it refuses parameters of a session that it
 * cannot keep apart, with PgBouncer's own words, and passes on everything else.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Those that PgBouncer sets anew for each transaction. */
const KNOWN = new Set(['user', 'database', 'client_encoding', 'application_name', 'DateStyle', 'TimeZone']);
const LENGTH_BYTES = 4;
const HEAD_BYTES = 8;

export type Bouncer = {
  port: number;
  /** The parameters that were refused, in order. */
  refused: string[];
  stop(): Promise<void>;
};

/** `port`: PostgreSQL's, on 127.0.0.1. */
export async function startBouncer(port: number): Promise<Bouncer> {
  const refused: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    sockets.add(near.on('error', () => near.destroy()));
    let packet = Buffer.alloc(0);
    near.on('data', function read(chunk: Buffer) {
      packet = Buffer.concat([packet, chunk]);
      if (packet.length < LENGTH_BYTES || packet.length < packet.readInt32BE()) return;
      near.off('data', read);
      const unknown = parametersOf(packet).find((name) => !KNOWN.has(name));
      if (unknown !== undefined) {
        refused.push(unknown);
        near.end(refusal(`unsupported startup parameter: ${unknown}`));
        return;
      }
      const far = connect(port, '127.0.0.1');
      sockets.add(far.on('error', () => near.destroy()));
      far.write(packet);
      near.pipe(far).pipe(near);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { port: (server.address() as { port: number }).port, refused, stop };
}

/** Names and values in turn, each with a zero byte at its end. */
function parametersOf(packet: Buffer): string[] {
  const texts = packet.subarray(HEAD_BYTES, packet.readInt32BE()).toString('latin1').split('\0');
  return texts.filter((text, at) => at % 2 === 0 && text !== '');
}

function refusal(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C08P01\0M${message}\0\0`, 'latin1');
  const head = Buffer.alloc(1 + LENGTH_BYTES);
  head.write('E');
  head.writeInt32BE(LENGTH_BYTES + fields.length, 1);
  return Buffer.concat([head, fields]);
}
