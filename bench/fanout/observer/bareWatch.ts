/** An observer of the bare server. */
import { randomBytes } from 'node:crypto';
import WebSocket from 'ws';
import { CHOSEN_STATUSES } from '../../../shared/status.ts';
import { LEFT } from '../match.ts';
import { type BareRow, type Change, decode, MESSAGE, REQUEST } from '../wire/bareFormat.ts';
import type { Saw, Watch, WatchStart } from './watch.ts';

const wordOf = (status: number): string => CHOSEN_STATUSES[status] ?? `status ${status}`;

export function watchBare({ port, name, saw }: WatchStart): Promise<Watch> {
  const id = randomBytes(15).toString('base64url');
  const rows = new Map<number, BareRow>();
  const socket = new WebSocket(`ws://127.0.0.1:${port}/?id=${id}&name=${encodeURIComponent(name)}`);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
    socket.on('message', (data: Buffer) => {
      if (data[0] === MESSAGE.reply) return;
      for (const change of decode(data)) apply(rows, change, saw);
      resolve({
        id,
        name,
        shard: '',
        rows: () => [...rows.values()].map((row) => ({ id: row.id, name: row.name, status: wordOf(row.status) })),
        heartbeat: () => socket.send(Uint8Array.of(REQUEST.heartbeat)),
        patchMs: () => undefined,
      });
    });
  });
}

function apply(rows: Map<number, BareRow>, change: Change, saw: Saw): void {
  if (change.op === 'put') {
    rows.set(change.number, change.row);
    return saw(change.row.name, wordOf(change.row.status));
  }
  const row = rows.get(change.number);
  if (!row) return;
  if (change.op === 'remove') {
    rows.delete(change.number);
    saw(row.name, LEFT);
  } else if (change.op === 'status') {
    row.status = change.status;
    saw(row.name, wordOf(row.status));
  } else {
    row.lastActive = change.lastActive;
  }
}
