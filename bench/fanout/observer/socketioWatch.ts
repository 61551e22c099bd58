/** An observer of a socket.io lobby: the client's framing, and JSON. */
import WebSocket from 'ws';
import { LEFT } from '../match.ts';
import type { GivenRow } from '../truth.ts';
import type { Saw, Watch, WatchStart } from './watch.ts';

type Event = [name: string, ...args: unknown[]];
/** Applies an event to the rows and reports each change. */
type Reader = (rows: Map<string, GivenRow>, event: Event, saw: Saw) => void;

export const watchRecipe = (start: WatchStart): Promise<Watch> => watch(start, readWholeList);
export const watchDeltas = (start: WatchStart): Promise<Watch> => watch(start, readDelta);

function readWholeList(rows: Map<string, GivenRow>, [, players]: Event, saw: Saw): void {
  const gone = new Map(rows);
  for (const player of players as GivenRow[]) {
    if (gone.get(player.id)?.status !== player.status) saw(player.name, player.status);
    gone.delete(player.id);
    rows.set(player.id, player);
  }
  for (const { id, name } of gone.values()) {
    rows.delete(id);
    saw(name, LEFT);
  }
}

function readDelta(rows: Map<string, GivenRow>, event: Event, saw: Saw): void {
  const [type, first] = event;
  if (type === 'players') return readWholeList(rows, event, saw);
  if (type === 'joined') {
    const player = first as GivenRow;
    rows.set(player.id, player);
    return saw(player.name, player.status);
  }
  const row = rows.get(first as string);
  if (!row) return;
  if (type === 'changed') row.status = event[2] as string;
  else rows.delete(row.id);
  saw(row.name, type === 'changed' ? row.status : LEFT);
}

function watch({ port, name, saw }: WatchStart, read: Reader): Promise<Watch> {
  const rows = new Map<string, GivenRow>();
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
  let id = '';
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('0')) return socket.send(`40${JSON.stringify({ name })}`);
      if (text === '2') return socket.send('3');
      if (text.startsWith('40')) id = (JSON.parse(text.slice(2)) as { sid: string }).sid;
      if (!text.startsWith('42')) return;
      read(rows, JSON.parse(text.slice(2)) as Event, saw);
      resolve({
        id,
        name,
        shard: '',
        rows: () => [...rows.values()],
        heartbeat: () => socket.send('42["heartbeat"]'),
        patchMs: () => undefined,
      });
    });
  });
}
