/** Connects to Foyer and to a plain Colyseus room: a reservation over HTTP, then a socket. */
import type { SignedIn } from '../../../shared/protocol.ts';
import { CHOSEN_STATUSES, type ChosenStatus } from '../../../shared/status.ts';
import { clientFrame, OPCODE } from '../wire/clientFrame.ts';
import { CODE, codeOf, message, roomRequest } from '../wire/colyseusMessage.ts';
import { type HttpAnswer, post } from '../wire/http.ts';
import type { ConnectionHooks, Connector, Entry, Identity } from './connector.ts';
import { openConnection } from './openConnection.ts';

type Reservation = { sessionId: string; roomId: string; processId: string };
type Frames = { heartbeat: Buffer; setStatus: Record<ChosenStatus, Buffer> };

const binary = (payload: Uint8Array): Buffer => clientFrame(OPCODE.binary, payload);
const JOINED = binary(Uint8Array.of(CODE.joinRoom));
const LEAVE = binary(Uint8Array.of(CODE.leaveRoom));

const statusFrames = (frameOf: (status: ChosenStatus) => Buffer): Frames['setStatus'] =>
  Object.fromEntries(CHOSEN_STATUSES.map((status) => [status, binary(frameOf(status))])) as Frames['setStatus'];

const FOYER_FRAMES: Frames = {
  heartbeat: binary(roomRequest('heartbeat', { active: true })),
  setStatus: statusFrames((status) => roomRequest('setStatus', { status })),
};
const PLAIN_FRAMES: Frames = {
  heartbeat: binary(message('heartbeat', {})),
  setStatus: statusFrames((status) => message('setStatus', status)),
};

const bodyOf = <Body>({ status, body }: HttpAnswer): Body => {
  if (status !== 200) throw new Error(`${status} ${body.slice(0, 200)}`);
  return JSON.parse(body) as Body;
};

export function foyerConnector(port: number): Connector {
  return {
    async signIn() {
      const { user, token } = bodyOf<SignedIn>(await post(port, '/auth/anonymous', {}));
      return { ...user, token };
    },
    async enter(who, hooks) {
      const answer = await post(port, '/matchmake/joinOrCreate/lobby', {}, who.token);
      return enterRoom(port, answer, `&_authToken=${who.token}`, () => who.id, FOYER_FRAMES, hooks);
    },
  };
}

export function plainColyseusConnector(port: number): Connector {
  return {
    signIn: async (name): Promise<Identity> => ({ id: '', name, token: '' }),
    async enter(who, hooks) {
      const answer = await post(port, '/matchmake/joinOrCreate/lobby', { name: who.name });
      return enterRoom(port, answer, '', ({ sessionId }) => sessionId, PLAIN_FRAMES, hooks);
    },
  };
}

async function enterRoom(
  port: number,
  answer: HttpAnswer,
  query: string,
  idOf: (reservation: Reservation) => string,
  frames: Frames,
  hooks: ConnectionHooks,
): Promise<Entry> {
  const { status, retryAfterMs } = answer;
  if ((status === 429 || status === 503) && retryAfterMs !== undefined) return { retryAfterMs };
  const reservation = bodyOf<Reservation>(answer);
  const { sessionId, roomId, processId } = reservation;
  const path = `/${processId}/${roomId}?sessionId=${sessionId}${query}`;
  const socket = await openConnection(port, path, hooks, true, (buffer, at, length, opened) => {
    const code = codeOf(buffer[at]);
    if (code === CODE.error) throw new Error(buffer.toString('latin1', at, at + Math.min(length, 100)));
    if (code === CODE.joinRoom) opened.send(JOINED);
    return code === CODE.roomState;
  });
  return {
    connection: {
      id: idOf(reservation),
      shard: roomId,
      heartbeat: () => socket.send(frames.heartbeat),
      setStatus: (chosen) => socket.send(frames.setStatus[chosen]),
      leave: () => socket.send(LEAVE),
    },
  };
}
