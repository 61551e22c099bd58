/** Connects to the bare server: the upgrade is the join. */
import { randomBytes } from 'node:crypto';
import { CHOSEN_STATUSES, type ChosenStatus } from '../../../shared/status.ts';
import { MESSAGE, REQUEST, setStatusMessage } from '../wire/bareFormat.ts';
import { clientFrame, OPCODE } from '../wire/clientFrame.ts';
import type { Connector } from './connector.ts';
import { openConnection } from './openConnection.ts';

const HEARTBEAT = clientFrame(OPCODE.binary, Uint8Array.of(REQUEST.heartbeat));
const SET_STATUS = Object.fromEntries(
  CHOSEN_STATUSES.map((status) => [status, clientFrame(OPCODE.binary, setStatusMessage(status))]),
) as Record<ChosenStatus, Buffer>;

export const bareConnector = (port: number): Connector => ({
  signIn: async (name) => ({ id: randomBytes(15).toString('base64url'), name, token: '' }),
  async enter({ id, name }, hooks) {
    const path = `/?id=${id}&name=${encodeURIComponent(name)}`;
    const socket = await openConnection(port, path, hooks, true, (buffer, at) => buffer[at] === MESSAGE.list);
    return {
      connection: {
        id,
        shard: '',
        heartbeat: () => socket.send(HEARTBEAT),
        setStatus: (status) => socket.send(SET_STATUS[status]),
        leave: () => socket.close(1000),
      },
    };
  },
});
