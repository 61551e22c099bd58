/**
 * Clients of another minor version get one line instead of an error of their SDK. SDKs before 0.17 read where to connect
 * from `room`, which later ones do not know: it leads them to a place where each socket is told. One of 0.17 asks as ours
 * does and cannot read the join that it gets, so it is told when it has not acknowledged it (slowReaders.ts).
 */
import { getMessageBytes, Protocol } from '@colyseus/core';
import { COLYSEUS, VERSION } from '../../shared/protocol.ts';
import type { RefusalCode } from '../../shared/refusals.ts';

type Reservation = { name: string; roomId: string; processId: string; publicAddress?: string | undefined };

/** In place of a room's id, which is never so long. */
export const OLD_SDK_ROOM = 'for-sdks-before-0_17';
const CODE: RefusalCode = 'client/version';
/** As in HTTP: Upgrade Required. */
const STATUS = 426;
/** For whoever develops the client; it also fits into the reason of a close. */
export const VERSION_LINE = `${CODE}: the server speaks Colyseus ${COLYSEUS}: use an SDK of that version (npm: @colyseus/sdk@${COLYSEUS})`;

/** Also says which page this server goes with (client/net/sdkEntry.ts). */
export function withVersions(reservation: Reservation): object {
  const { name, processId, publicAddress } = reservation;
  return { ...reservation, version: VERSION, room: { name, processId, publicAddress, roomId: OLD_SDK_ROOM } };
}

/** What the join of such a client rejects with. */
export const versionFrame = (): Uint8Array => getMessageBytes[Protocol.ERROR](STATUS, VERSION_LINE);
