import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failureOfAnswer, failureOfSocket, type JoinFailure } from '../../client/net/joinFailure.ts';
import { postJson } from '../../client/net/json.ts';
import { REFUSALS } from '../../shared/refusals.ts';

const NETWORK: JoinFailure = { kind: 'network' };
const GONE: JoinFailure = { kind: 'gone' };

describe('why a join failed', () => {
  it('L9 Colyseus reports that a reservation, its room or its process is gone', () => {
    for (const status of [520, 521, 522, 523, 524]) {
      assert.deepEqual(
        failureOfAnswer({
          status,
          body: { code: status, error: 'room "x" has been disposed.' },
          retryAfterMs: undefined,
        }),
        GONE,
      );
    }
    for (const status of [520, 522, 524]) {
      assert.deepEqual(
        failureOfAnswer({ status, body: { code: status, error: 'request/unknown' }, retryAfterMs: undefined }),
        GONE,
      );
      assert.deepEqual(failureOfSocket(status, 'request/unknown'), GONE);
    }
    assert.deepEqual(
      failureOfAnswer({ status: 523, body: { code: 523, error: 'server/error' }, retryAfterMs: undefined }),
      {
        kind: 'refused',
        code: 'server/error',
      },
    );
    for (const code of [524, 1000, 4000, 4002, 4003]) assert.deepEqual(failureOfSocket(code, 'expired'), GONE);
  });

  it('L5 an answer that is not the lobby’s counts as the network: gateways, pages, cut sockets', () => {
    for (const status of [400, 404, 418, 500, 502, 504, 525, 526]) {
      assert.deepEqual(failureOfAnswer({ status, body: undefined, retryAfterMs: undefined }), NETWORK);
    }
    for (const code of [0, 1001, 1005, 1006, 4010]) assert.deepEqual(failureOfSocket(code, undefined), NETWORK);
    assert.deepEqual(failureOfSocket(4010, 'server/error'), NETWORK);
    assert.deepEqual(failureOfAnswer({ status: 502, body: '<html>', retryAfterMs: 1_000 }), NETWORK);
  });

  it('L5 every refusal of the contract is read, in either place, with the wait that the server asks for', () => {
    for (const code of REFUSALS) {
      assert.deepEqual(
        failureOfAnswer({ status: 400, body: { error: code, message: 'words' }, retryAfterMs: undefined }),
        { kind: 'refused', code },
      );
      assert.deepEqual(failureOfAnswer({ status: 525, body: { code: 525, error: code }, retryAfterMs: 2_000 }), {
        kind: 'refused',
        code,
        retryAfterMs: 2_000,
      });
      assert.deepEqual(failureOfSocket(4002, code), { kind: 'refused', code });
    }
    assert.deepEqual(failureOfAnswer({ status: 429, body: undefined, retryAfterMs: undefined }), {
      kind: 'refused',
      code: 'request/tooMany',
    });
    assert.deepEqual(failureOfAnswer({ status: 503, body: {}, retryAfterMs: 0 }), {
      kind: 'refused',
      code: 'server/draining',
      retryAfterMs: 0,
    });
  });

  it('L5 Retry-After is read from a real answer; a truncated or missing one is ignored', async () => {
    const server = createServer((req, res) => {
      if (req.url === '/hang') return;
      res.writeHead(429, { 'Retry-After': req.url === '/date' ? 'Tue, 01 Dec 2026 00:00:00 GMT' : '7' });
      res.end(req.url === '/html' ? '<html>' : '{"error":"request/tooMany"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const ask = (path: string, signal = AbortSignal.timeout(5_000)) => postJson(fetch, url + path, {}, 't', signal);
    try {
      assert.deepEqual(await ask('/'), { status: 429, body: { error: 'request/tooMany' }, retryAfterMs: 7_000 });
      assert.equal((await ask('/date'))?.retryAfterMs, undefined);
      assert.equal((await ask('/html'))?.body, undefined);
      assert.equal(await ask('/hang', AbortSignal.timeout(50)), undefined);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    assert.equal(await ask('/'), undefined);
  });
});
