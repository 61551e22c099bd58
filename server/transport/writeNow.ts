/**
 * Writes to a socket below its stream: a quarter of what a small write costs in Node is the stream's bookkeeping, and a
 * lobby makes ten thousand of them a second. Only where nothing waits for the reader; else the stream queues and counts.
 *
 * Leans on Node's `stream_wrap` binding and on `_handle.writeBuffer`. Where a Node has them no more, and for TLS, it is
 * `socket.write`, which is right in any case and costs that quarter.
 */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** A request that libuv fills in when the kernel does not take all bytes at once. */
type WriteRequest = { oncomplete?: (status: number) => void; bytes?: Buffer };
type Binding = {
  WriteWrap: new () => WriteRequest;
  streamBaseState: Int32Array;
  kLastWriteWasAsync: number;
};
type Handle = { writeBuffer(request: WriteRequest, bytes: Buffer): number };

const IS_WAITING = Symbol('bytes of ours wait in libuv');
type DirectSocket = Socket & { _handle?: Handle | null; [IS_WAITING]?: boolean };

const binding = bindingOfNode();
let request = binding && new binding.WriteWrap();

/** In order with everything that was written before. The bytes must not change afterwards. */
export function writeNow(socket: Socket, bytes: Buffer): void {
  const { _handle: handle } = socket as DirectSocket;
  if (!binding || !request || !handle || !isIdle(socket)) {
    socket.write(bytes);
    return;
  }
  const error = handle.writeBuffer(request, bytes);
  if (error !== 0) socket.destroy();
  else if (binding.streamBaseState[binding.kLastWriteWasAsync]) {
    finishLater(socket, request, bytes);
    request = new binding.WriteWrap();
  }
}

const isIdle = (socket: DirectSocket): boolean =>
  socket.writableLength === 0 && !socket[IS_WAITING] && !(socket instanceof TLSSocket);

/** The request is libuv's until then, and keeps the bytes. */
function finishLater(socket: DirectSocket, pending: WriteRequest, bytes: Buffer): void {
  socket[IS_WAITING] = true;
  pending.bytes = bytes;
  pending.oncomplete = (status) => {
    socket[IS_WAITING] = false;
    if (status < 0) socket.destroy();
  };
}

function bindingOfNode(): Binding | undefined {
  try {
    const found = (process as unknown as { binding(name: string): Partial<Binding> }).binding('stream_wrap');
    const isWhole = found.WriteWrap && found.streamBaseState && found.kLastWriteWasAsync !== undefined;
    return isWhole ? (found as Binding) : undefined;
  } catch {
    return undefined;
  }
}
