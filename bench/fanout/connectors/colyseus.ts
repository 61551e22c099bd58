/** The doors of Foyer and of a plain Colyseus room: a seat over HTTP, then a socket. */
import type { SignedIn } from '../../../shared/protocol.ts';
import { CHOSEN_STATUSES, type ChosenStatus } from '../../../shared/status.ts';
import { clientFrame, OPCODE } from '../wire/clientFrame.ts';
import { CODE, codeOf, message, roomRequest } from '../wire/colyseusMessage.ts';
import { type HttpAnswer, post } from '../wire/http.ts';
import type { Door, Entry, Identity, SeatHooks } from './connector.ts';
import { openSeat } from './openConnection.ts';

type Reservation = { sessionId: string; roomId: string; processId: string };
type Words = { heartbeat: Buffer; setStatus: Record<ChosenStatus, Buffer> };

const binary = (payload: Uint8Array): Buffer => clientFrame(OPCODE.binary, payload);
const JOINED = binary(Uint8Array.of(CODE.joinRoom));
const LEAVE = binary(Uint8Array.of(CODE.leaveRoom));

const statusFrames = (frameOf: (status: ChosenStatus) => Buffer): Words['setStatus'] =>
  Object.fromEntries(CHOSEN_STATUSES.map((status) => [status, binary(frameOf(status))])) as Words['setStatus'];

const FOYER_WORDS: Words = {
  heartbeat: binary(roomRequest('heartbeat', { active: true })),
  setStatus: statusFrames((status) => roomRequest('setStatus', { status })),
};
const PLAIN_WORDS: Words = {
  heartbeat: binary(message('heartbeat', {})),
  setStatus: statusFrames((status) => message('setStatus', status)),
};

const bodyOf = <Body>({ status, body }: HttpAnswer): Body => {
  if (status !== 200) throw new Error(`${status} ${body.slice(0, 200)}`);
  return JSON.parse(body) as Body;
};

export function foyerDoor(port: number): Door {
  return {
    async signIn() {
      const { user, token } = bodyOf<SignedIn>(await post(port, '/auth/anonymous', {}));
      return { ...user, token };
    },
    async enter(who, hooks) {
      const answer = await post(port, '/matchmake/joinOrCreate/lobby', {}, who.token);
      return enterRoom(port, answer, `&_authToken=${who.token}`, () => who.id, FOYER_WORDS, hooks);
    },
  };
}

export function plainColyseusDoor(port: number): Door {
  return {
    signIn: async (name): Promise<Identity> => ({ id: '', name, token: '' }),
    async enter(who, hooks) {
      const answer = await post(port, '/matchmake/joinOrCreate/lobby', { name: who.name });
      return enterRoom(port, answer, '', ({ sessionId }) => sessionId, PLAIN_WORDS, hooks);
    },
  };
}

async function enterRoom(
  port: number,
  answer: HttpAnswer,
  query: string,
  idOf: (seat: Reservation) => string,
  words: Words,
  hooks: SeatHooks,
): Promise<Entry> {
  const { status, retryAfterMs } = answer;
  if ((status === 429 || status === 503) && retryAfterMs !== undefined) return { retryAfterMs };
  const reservation = bodyOf<Reservation>(answer);
  const { sessionId, roomId, processId } = reservation;
  const path = `/${processId}/${roomId}?sessionId=${sessionId}${query}`;
  const socket = await openSeat(port, path, hooks, true, (buffer, at, length, opened) => {
    const code = codeOf(buffer[at]);
    if (code === CODE.error) throw new Error(buffer.toString('latin1', at, at + Math.min(length, 100)));
    if (code === CODE.joinRoom) opened.send(JOINED);
    return code === CODE.roomState;
  });
  return {
    seat: {
      id: idOf(reservation),
      shard: roomId,
      heartbeat: () => socket.send(words.heartbeat),
      setStatus: (chosen) => socket.send(words.setStatus[chosen]),
      leave: () => socket.send(LEAVE),
    },
  };
}
