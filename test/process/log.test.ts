import assert from 'node:assert/strict';
import { createColyseusLogger, createLog, errorLog, SampledLog, withoutSecrets } from '../../server/log.ts';
import { rawRequest, startHttp } from '../support/httpServer.ts';
import { TestClock } from '../support/testClock.ts';

describe('the log', () => {
  const collect = () => {
    const lines: Record<string, unknown>[] = [];
    return {
      lines,
      log: createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) }),
      clock: new TestClock(),
    };
  };

  it('G14 each kind of message gets one line a second, and the next line counts those left out', () => {
    const { lines, log, clock } = collect();
    const sampled = new SampledLog(log, clock.now);
    for (let i = 0; i < 100; i++) sampled.write('warn', 'bad frame', { i });
    sampled.write('info', 'another kind');
    clock.advance(1_000);
    sampled.write('warn', 'bad frame', { i: 100 });
    assert.deepEqual(
      lines.map(({ msg, i, more }) => ({ msg, i, more })),
      [
        { msg: 'bad frame', i: 0, more: undefined },
        { msg: 'another kind', i: undefined, more: undefined },
        { msg: 'bad frame', i: 100, more: 99 },
      ],
    );
  });

  it('G14 kinds beyond the known limit share one entry', () => {
    const { lines, log, clock } = collect();
    const sampled = new SampledLog(log, clock.now);
    for (let i = 0; i < 10_000; i++) sampled.write('warn', `kind ${i}`);
    assert.ok(lines.length <= 201);
  });

  it('G25 an error that repeats is logged at once, and then once a minute with its number', () => {
    const { lines, log, clock } = collect();
    const write = errorLog(log, clock.now);
    const away = () => Object.assign(new Error(`connect to port ${clock.now()}`), { code: 'ECONNREFUSED' });
    for (let second = 0; second <= 120; second++) {
      write('unexpected', away(), 'chat');
      write('unexpected', away(), 'rename');
      if (second === 70) write('unexpected', new TypeError('another error'), 'chat');
      clock.advance(1_000);
    }
    assert.deepEqual(
      lines.map(({ msg, where, more }) => [msg, where, more]),
      [
        ['unexpected', 'chat', undefined],
        ['unexpected', 'rename', undefined],
        ['unexpected', 'chat', 59],
        ['unexpected', 'rename', 59],
        ['unexpected', 'chat', undefined],
        ['unexpected', 'chat', 59],
        ['unexpected', 'rename', 59],
      ],
    );
    assert.ok(lines.every(({ err }) => typeof (err as { stack?: unknown }).stack === 'string'));
  });

  it('G14 Colyseus’ console-style messages of any kind are logged, and its warnings are sampled', () => {
    const { lines, log, clock } = collect();
    const logger = createColyseusLogger(log, clock.now);
    logger.info('room', { id: 7 }, [1]);
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    logger.warn(circular, undefined, Symbol('x'), new Error('oh'));
    for (let i = 0; i < 50; i++) logger.error(`bad frame ${i}`);
    assert.deepEqual(
      lines.map(({ level }) => level),
      [30, 40, 50],
    );
    assert.match(String(lines[0]?.colyseus), /^room \{ id: 7 \} \[ 1 \]$/);
  });

  it('G14 tokens are removed from what other libraries log', () => {
    const text = withoutSecrets('GET /a/b?_authToken=eyJ.a.b&reconnectionToken=r:t Authorization: Bearer eyJ.c.d');
    assert.equal(text, 'GET /a/b?_authToken=…&reconnectionToken=… Authorization: Bearer …');
  });

  it('G14 requests and upgrades leave no token and no query in the log', async () => {
    const server = await startHttp();
    try {
      const secret = (await server.tokens.issue(server.store.add('Ada').id, 'session')).token;
      const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' };
      await fetch(`${server.url}/api/players?q=private&_authToken=${secret}`, { headers });
      await fetch(`${server.url}/auth/anonymous`, { method: 'POST', headers, body: '{"name":"private"}' });
      await fetch(`${server.url}/matchmake/joinOrCreate/small`, { method: 'POST', headers, body: '{"fail":"bug"}' });
      const upgrade =
        'Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
      for (const target of ['/a/b', '/nothing', '/a/b%']) {
        await rawRequest(
          server.port,
          `GET ${target}?_authToken=${secret}&sessionId=private HTTP/1.1\r\n${upgrade}\r\n\r\n`,
          200,
        );
      }
      const text = JSON.stringify(server.logged);
      assert.ok(server.logged.length >= 4);
      assert.match(text, /"path":"\/api\/players"/);
      assert.doesNotMatch(text, /private/);
      assert.ok(!text.includes(secret.slice(-20)));
    } finally {
      await server.stop();
    }
  });

  it('G14 a flood of bad requests writes a few lines', async () => {
    const server = await startHttp();
    try {
      await Promise.all(
        Array.from({ length: 200 }, () => rawRequest(server.port, 'DELETE / HTTP/1.1\r\nHost: x\r\n\r\n')),
      );
      const lines = server.logged.filter(({ level }) => Number(level) >= 30);
      assert.ok(lines.length >= 1 && lines.length <= 2, `${lines.length} lines`);
    } finally {
      await server.stop();
    }
  });
});
