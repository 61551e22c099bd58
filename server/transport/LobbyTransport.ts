/** The WebSocket transport, ended for good: sockets that do not answer a close are cut, so that a stop is one. */
import { WebSocketTransport } from '@colyseus/ws-transport';

/** How long a client has to answer the close. */
const CLOSE_ANSWER_MS = 1_000;

export class LobbyTransport extends WebSocketTransport {
  override shutdown(): void {
    super.shutdown();
    this.server?.closeIdleConnections();
    setTimeout(() => {
      for (const socket of this.wss.clients) socket.terminate();
      this.server?.closeAllConnections();
    }, CLOSE_ANSWER_MS).unref();
  }
}
