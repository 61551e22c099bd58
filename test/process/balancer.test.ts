import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/services/freePort.ts';
import { Guard } from '../../scripts/services/Guard.ts';
import { configurationFor, startHaproxy } from '../../scripts/services/haproxy.ts';
import type { Subprocess } from '../../scripts/services/Subprocess.ts';
import { haproxyPath } from '../../scripts/systemPrograms.ts';
import { eventually } from '../support/eventually.ts';
import { type Answer, FakeServer } from '../support/fakeServers.ts';
import { ROOT } from '../support/sources.ts';

const CONFIGURATION = join(ROOT, 'deploy/haproxy.cfg');

type Heard = { status: number | undefined; headers: IncomingHttpHeaders; body: Partial<Answer> & { error?: string } };

describe('the load balancer', () => {
  let servers: [FakeServer, FakeServer];
  let folder: string;
  let guard: Guard;
  let haproxy: Subprocess;
  let url: string;
  let port: number;
  const lines: string[] = [];

  /** On its own connection: on a kept one the client, not the balancer, would retry a failure. */
  const ask = async (path = '/api/stats', method = 'GET', headers: OutgoingHttpHeaders = {}): Promise<Heard> => {
    const asked = request(url + path, { method, headers, agent: false, timeout: 5_000 }).end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const body = JSON.parse(Buffer.concat(await response.toArray()).toString()) as Heard['body'];
    return { status: response.statusCode, headers: response.headers, body };
  };
  const names = async (count: number): Promise<string> =>
    (await Promise.all(Array.from({ length: count }, () => ask())))
      .map(({ body }) => body.name)
      .toSorted()
      .join(' ');

  before(async () => {
    servers = [new FakeServer('p1'), new FakeServer('p2')];
    for (const server of servers) await server.open();
    folder = mkdtempSync(join(tmpdir(), 'foyer-balancer-'));
    guard = new Guard(folder);
    port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const serverPorts = servers.map((server) => server.port);
    haproxy = await startHaproxy({ folder, guard, port, serverPorts, log: 'info', onLine: (line) => lines.push(line) });
  });
  beforeEach(async () => {
    await eventually(async () => {
      lines.length = 0;
      await names(4);
      await eventually(() => assert.ok(lines.length >= 4));
      for (const { name } of servers) assert.ok(lines.some((line) => line.includes(` 200 ready/${name} `)));
    });
    for (const server of servers) server.heard.length = 0;
  });
  afterEach(async () => {
    for (const server of servers) {
      Object.assign(server, { isReady: true, isHealthy: true, isCutting: false, missing: '', refused: '' });
      await server.open();
    }
  });
  after(async () => {
    await haproxy.end('SIGTERM');
    for (const server of servers) await server.close();
    await guard.dismiss();
  });

  it('X10 requests rotate among the ready processes', async () => {
    servers[0].isReady = false;
    await eventually(async () => assert.equal(await names(4), 'p2 p2 p2 p2'));
    servers[0].isReady = true;
    await eventually(async () => assert.equal(await names(4), 'p1 p1 p2 p2'));
  });

  it('X10 requests rotate among all live processes if none is ready', async () => {
    for (const server of servers) server.isReady = false;
    servers[1].isHealthy = false;
    await eventually(async () => assert.equal(await names(4), 'p1 p1 p1 p1'));
    servers[1].isHealthy = true;
    await eventually(async () => assert.equal(await names(4), 'p1 p1 p2 p2'));
  });

  it('X11 a dead process costs no request, even before its death is detected', async () => {
    await servers[0].close();
    const asked = Array.from({ length: 20 }, (_, at) => ask('/auth', at % 2 === 0 ? 'GET' : 'POST'));
    const all = await Promise.all(asked);
    assert.deepEqual(new Set(all.map(({ body }) => body.name)), new Set(['p2']));
  });

  it('X11 an unanswered request is retried if it only reads', async () => {
    servers[0].isCutting = true;
    assert.equal(await names(4), 'p2 p2 p2 p2');
    const posts = await Promise.all(Array.from({ length: 4 }, () => ask('/auth', 'POST')));
    assert.deepEqual(posts.map(({ status }) => status).toSorted(), [200, 200, 502, 502]);
    assert.equal(servers.flatMap(({ heard }) => heard).filter((each) => each === 'POST /auth').length, 4);
    assert.equal(posts.find(({ status }) => status === 502)?.body.error, 'server/error');
  });

  it('X17 a file of the page comes from a process that has it while versions change', async () => {
    const path = '/assets/page-C8tLrc6A.js';
    servers[0].missing = path;
    for (let time = 0; time < 4; time++) {
      const { status, body } = await ask(path);
      assert.deepEqual([status, body.name], [200, 'p2']);
    }
    servers[1].missing = path;
    assert.equal((await ask(path)).status, 404);
    const elsewhere = '/api/players/nobody';
    for (const server of servers) Object.assign(server, { missing: elsewhere, heard: [] });
    assert.equal((await ask(elsewhere)).status, 404);
    assert.equal(servers.flatMap(({ heard }) => heard).length, 1);
  });

  it('X18 a resume tries the other processes if one cannot answer it, and any other reservation does not', async () => {
    const path = '/matchmake/reconnect/aRoom';
    servers[0].refused = path;
    for (let time = 0; time < 4; time++) {
      const { status, body } = await ask(path, 'POST');
      assert.deepEqual([status, body.name], [200, 'p2']);
    }
    servers[1].refused = path;
    assert.equal((await ask(path, 'POST')).status, 503);
    for (const server of servers) Object.assign(server, { refused: '/matchmake/joinOrCreate/lobby', heard: [] });
    assert.equal((await ask('/matchmake/joinOrCreate/lobby', 'POST')).status, 503);
    assert.equal(servers.flatMap(({ heard }) => heard).length, 1);
  });

  it('X12 a client is told when to retry if there is no process at all', async () => {
    for (const server of servers) await server.close();
    const { status, headers, body } = await ask();
    assert.equal(status, 503);
    assert.equal(headers['retry-after'], '2');
    assert.equal(body.error, 'server/draining');
  });

  it('X13 a process gets the address that the load balancer sees, and nothing that the caller claims', async () => {
    const claims = {
      'X-Forwarded-For': ['1.2.3.4', '5.6.7.8, 9.9.9.9'],
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'evil.test',
      'X-Real-IP': '1.2.3.4',
      Forwarded: 'for=1.2.3.4',
    };
    const { headers = {} } = (await ask('/api/stats', 'GET', claims)).body;
    assert.deepEqual(headers['x-forwarded-for'], ['127.0.0.1']);
    assert.deepEqual(headers['x-forwarded-proto'], ['http']);
    for (const name of ['x-forwarded-host', 'x-real-ip', 'forwarded']) assert.equal(headers[name], undefined, name);
  });

  it('X14 a socket goes to the process named in its path, ready or not, and to no other', async () => {
    for (const server of servers) server.isReady = false;
    servers[0].isHealthy = false;
    await eventually(async () => assert.equal(await names(2), 'p2 p2'));
    for (const { name } of servers) {
      assert.match(
        await socketTo(`/${name}/aProcess/aRoom?sessionId=x`),
        new RegExp(`^HTTP/1.1 101.*${name} hello$`, 's'),
      );
    }
    const upgrades = servers.map(({ heard }) => heard.filter((each) => each.startsWith('upgrade ')));
    const target = 'aProcess/aRoom?sessionId=x';
    assert.deepEqual(upgrades, [[`upgrade /p1/${target}`], [`upgrade /p2/${target}`]]);
    for (const name of ['p3', 'p12', 'p0']) assert.match(await socketTo(`/${name}/aProcess/aRoom`), /^HTTP\/1.1 503/);
    await servers[0].close();
    assert.match(await socketTo('/p1/aProcess/aRoom'), /^HTTP\/1.1 503/);
  });

  it('X15 the log contains no query, because tokens travel in it', async () => {
    await ask('/api/players?secret=1');
    await socketTo('/p1/aProcess/aRoom?_authToken=secret');
    await eventually(() => assert.ok(lines.some((line) => line.includes('GET /p1/aProcess/aRoom '))));
    assert.ok(lines.some((line) => line.includes('GET /api/players ')));
    assert.deepEqual(
      lines.filter((line) => line.includes('secret')),
      [],
    );
  });

  it('X16 deploy/haproxy.cfg is valid as it stands, and with any number of processes', () => {
    const text = readFileSync(CONFIGURATION, 'utf8');
    assert.match(check(folder, text.replace(/^ +(user|group) .*$/gm, '')), /valid/);
    for (const count of [1, 3, 16]) {
      const made = configurationFor(count, text);
      assert.equal(made.match(/^ +server p\d+ /gm)?.length, 5 * count);
      assert.equal(made.match(/^ +presetenv P\d+ /gm)?.length, count);
      assert.match(check(folder, made), /valid/);
    }
    assert.deepEqual(
      configurationFor(3, text).replaceAll(/127\.0\.0\.1:\d+/g, ''),
      text.replace(/^ +(user|group) .*\n/gm, '').replaceAll(/127\.0\.0\.1:\d+/g, ''),
    );
  });

  /** The reply to an upgrade and, once it stands, to a message. */
  function socketTo(path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let said = '';
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: lobby.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
            'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
        );
      });
      socket.setTimeout(3_000, () => socket.destroy(new Error(`silence after ${said}`)));
      socket.on('error', reject).on('data', (data) => {
        said += data;
        if (said.endsWith('\r\n\r\n') && said.startsWith('HTTP/1.1 101')) socket.write('hello');
        else socket.destroy();
      });
      socket.on('close', () => resolve(said));
    });
  }
});

/** HAProxy's verdict on a configuration. */
function check(folder: string, text: string): string {
  const file = join(folder, 'checked.cfg');
  writeFileSync(file, text);
  return execFileSync(haproxyPath() ?? '', ['-c', '-f', file], { encoding: 'utf8' });
}
