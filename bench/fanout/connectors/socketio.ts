/** Connects to the two socket.io lobbies: an engine.io socket; the namespace's connect packet carries the name. */
import { clientFrame, OPCODE } from '../wire/clientFrame.ts';
import type { ConnectionHooks, Connector } from './connector.ts';
import { openConnection } from './openConnection.ts';

const text = (payload: string): Buffer => clientFrame(OPCODE.text, payload);
const PONG = text('3');
const HEARTBEAT = text('42["heartbeat"]');
const DISCONNECT = text('41');

export const socketioConnector = (port: number): Connector => ({
  signIn: async (name) => ({ id: '', name, token: '' }),
  async enter(who, hooks) {
    let id = '';
    const socket = await openConnection(
      port,
      '/socket.io/?EIO=4&transport=websocket',
      hooks,
      false,
      (buffer, at, length, s) => {
        // engine.io: 0 open, 2 ping, 4 message; inside it, socket.io: 0 connected, 2 event.
        const [engine, packet] = [String.fromCharCode(buffer[at] ?? 0), String.fromCharCode(buffer[at + 1] ?? 0)];
        if (engine === '0') connect(who.name, hooks, (frame) => s.send(frame));
        else if (engine === '2') s.send(PONG);
        else if (engine === '4' && packet === '0') id = sidOf(buffer.toString('latin1', at + 2, at + length));
        // The first event after the connect is the list.
        return engine === '4' && packet === '2';
      },
    );
    return {
      connection: {
        id,
        shard: '',
        heartbeat: () => socket.send(HEARTBEAT),
        setStatus: (status) => socket.send(text(`42["setStatus","${status}"]`)),
        leave() {
          socket.send(DISCONNECT);
          socket.close(1000);
        },
      },
    };
  },
});

function connect(name: string, hooks: ConnectionHooks, send: (frame: Buffer) => void): void {
  hooks.announcing();
  send(text(`40${JSON.stringify({ name })}`));
}

const sidOf = (json: string): string => (JSON.parse(json) as { sid: string }).sid;
