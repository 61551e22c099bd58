import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { FAILURES_MAX } from '../../server/domain/push/HostCircuits.ts';
import { createLog } from '../../server/log.ts';
import { Metrics } from '../../server/metrics.ts';
import {
  PushSender,
  type PushWorld,
  SENDS_AT_ONCE,
  UNPROVEN_AT_ONCE,
  WAITING_MAX,
} from '../../server/push/PushSender.ts';
import { VapidKeys } from '../../server/push/VapidKeys.ts';
import { eventually } from '../support/eventually.ts';
import { type Browser, PushService, vapidOf } from '../support/pushService.ts';
import { TestClock } from '../support/testClock.ts';

describe('sending to push services', () => {
  let service: PushService;
  let clock: TestClock;
  let metrics: Metrics;
  let logged: string[];
  const senders: PushSender[] = [];
  beforeEach(async () => {
    [service, clock, metrics, logged] = [await PushService.start(), new TestClock(), new Metrics(), []];
  });
  afterEach(async () => {
    for (const sender of senders.splice(0)) sender.stop();
    metrics.stop();
    await service.stop();
  });

  const senderIn = (world: PushWorld = {}): PushSender => {
    const keys = new VapidKeys({
      privateKey: undefined,
      secret: 'a secret of tests',
      contact: 'mailto:ops@example.com',
    });
    const log = createLog('debug', { write: (line) => void logged.push(line) });
    const sender = new PushSender({ keys, clock, log, metrics, world: { ...service.world, ...world } });
    senders.push(sender);
    return sender;
  };
  const send = (sender: PushSender, { subscription }: Browser, text = 'hello', ttlMs = 20_000) =>
    sender.send(subscription, text, ttlMs);
  const answering = (status: number, headers: Record<string, string> = {}) => {
    service.answer = (_req, res) => void res.writeHead(status, headers).end('why');
  };

  it('WP5 a note arrives encrypted, with its time to live, signed for that service', async () => {
    const browser = service.browser();
    assert.equal(await send(senderIn(), browser, '{"kind":"match"}', 19_400), 'sent');
    const [note = assert.fail('nothing was delivered')] = service.delivered;
    assert.equal(browser.read(note.body), '{"kind":"match"}');
    const { headers, path } = note;
    assert.deepEqual(
      [path, headers['content-encoding'], headers.ttl, headers.urgency, headers.host],
      [browser.path, 'aes128gcm', '20', 'high', `push.test:${service.port}`],
    );
    const { claims, isSigned } = vapidOf(headers.authorization);
    assert.deepEqual([isSigned, claims.aud], [true, `https://push.test:${service.port}`]);
    assert.ok(!note.body.includes('match'));
  });

  it('WP6 a name is resolved once, and the socket goes to what was checked, under the name', async () => {
    const checked: string[] = [];
    const isPublic = (address: string) => checked.push(address) > 0;
    assert.equal(await send(senderIn({ isPublic }), service.browser('a.push.test')), 'sent');
    assert.deepEqual([service.resolved, checked], [['a.push.test'], ['127.0.0.1']]);
    assert.equal(service.delivered[0]?.servername, 'a.push.test');
  });

  it('WP6 one closed address among the name’s is enough: nothing is connected to', async () => {
    service.addresses = [
      { address: '127.0.0.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    assert.equal(await send(senderIn(), service.browser()), 'closed');
    service.addresses = [];
    assert.equal(await send(senderIn(), service.browser()), 'closed');
    assert.equal(service.delivered.length, 0);
  });

  it('WP6 by default this machine is closed', async () => {
    const { resolve, ca } = service.world;
    let connections = 0;
    const listening = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const keys = new VapidKeys({ privateKey: undefined, secret: 'a secret of tests', contact: undefined });
    const sender = new PushSender({ keys, clock, log: createLog('silent'), metrics, world: { resolve, ca } });
    const { port } = listening.address() as { port: number };
    const { subscription } = service.browser();
    assert.equal(
      await sender.send({ ...subscription, endpoint: `https://push.test:${port}/x` }, 'hello', 1_000),
      'closed',
    );
    assert.equal(connections, 0);
    listening.close();
  });

  it('WP6 a certificate of another name, or of nobody known, ends it', async () => {
    assert.equal(await send(senderIn(), service.browser('elsewhere.test')), 'failed');
    assert.equal(await send(senderIn({ ca: undefined as never }), service.browser()), 'failed');
    assert.equal(service.delivered.length, 0);
  });

  it('WP7 a redirect is not followed', async () => {
    answering(307, { Location: `https://push.test:${service.port}/elsewhere` });
    assert.equal(await send(senderIn(), service.browser()), 'refused');
    assert.equal(service.delivered.length, 1);
  });

  it('WP7 a silent service, an endless answer and a look-up without an end are given up', async () => {
    const sender = senderIn({ timeoutMs: 300 });
    service.answer = () => {};
    assert.equal(await send(sender, service.browser()), 'failed');
    let isClosed = false;
    service.answer = (_req, res) => {
      res.on('close', () => {
        isClosed = true;
      });
      res.writeHead(201).write('x'.repeat(100_000));
    };
    assert.equal(await send(sender, service.browser()), 'sent');
    await eventually(() => isClosed);
    assert.equal(
      await send(senderIn({ timeoutMs: 300, resolve: () => new Promise(() => {}) }), service.browser()),
      'failed',
    );
  });

  it('WP7 sixteen run at once, others wait their turn, and what is late or too many is dropped', async () => {
    const sender = senderIn({ timeoutMs: 60_000 });
    const browser = service.browser();
    assert.equal(await send(sender, browser), 'sent');
    const held: (() => void)[] = [];
    service.answer = (_req, res) => void held.push(() => res.writeHead(201).end());
    const first = Array.from({ length: SENDS_AT_ONCE }, () => send(sender, browser));
    await eventually(() => held.length === SENDS_AT_ONCE);
    const [soon, late] = [send(sender, browser, 'soon'), send(sender, browser, 'late', 1_000)];
    const more = Array.from({ length: WAITING_MAX - 2 }, () => send(sender, browser));
    assert.equal(await send(sender, browser), 'late', 'too many wait');
    assert.equal(held.length, SENDS_AT_ONCE);
    clock.advance(2_000);
    service.answer = (_req, res) => void res.writeHead(201).end();
    for (const release of held) release();
    assert.deepEqual([...new Set(await Promise.all([...first, soon, ...more]))], ['sent']);
    assert.equal(await late, 'late');
  });

  it('WP8 a host that fails rests, while others are sent to', async () => {
    const sender = senderIn();
    answering(503);
    for (let n = 0; n < FAILURES_MAX; n++) assert.equal(await send(sender, service.browser()), 'failed');
    answering(201);
    assert.equal(await send(sender, service.browser()), 'resting');
    assert.equal(await send(sender, service.browser('a.push.test')), 'sent');
    clock.advance(30_000);
    assert.equal(await send(sender, service.browser()), 'sent');
    answering(503, { 'Retry-After': '120' });
    assert.equal(await send(sender, service.browser()), 'failed');
    answering(201);
    clock.advance(119_000);
    assert.equal(await send(sender, service.browser()), 'resting');
    clock.advance(1_000);
    assert.equal(await send(sender, service.browser()), 'sent');
  });

  it('WP7 hosts that have taken nothing yet share four places, and hold up no other', async () => {
    const sender = senderIn({ timeoutMs: 60_000 });
    assert.equal(await send(sender, service.browser('known.push.test')), 'sent');
    const held: (() => void)[] = [];
    service.answer = (req, res) => {
      if (req.headers.host?.startsWith('known')) res.writeHead(201).end();
      else held.push(() => res.writeHead(201).end());
    };
    const strangers = Array.from({ length: UNPROVEN_AT_ONCE + 2 }, (_, n) =>
      send(sender, service.browser(`s${n}.push.test`)),
    );
    await eventually(() => held.length === UNPROVEN_AT_ONCE);
    assert.equal(await send(sender, service.browser('known.push.test')), 'sent');
    assert.equal(held.length, UNPROVEN_AT_ONCE);
    service.answer = (_req, res) => void res.writeHead(201).end();
    for (const release of held) release();
    assert.deepEqual([...new Set(await Promise.all(strangers))], ['sent']);
  });

  it('WP8 a browser whose keys are none, and a service that is asked too much by one, make no host rest', async () => {
    const sender = senderIn();
    const { subscription } = service.browser();
    const broken = { ...subscription, p256dh: `B${'A'.repeat(86)}` };
    for (let n = 0; n < FAILURES_MAX; n++) assert.equal(await sender.send(broken, 'hello', 1_000), 'gone');
    answering(429, { 'Retry-After': '120' });
    for (let n = 0; n < FAILURES_MAX; n++) assert.equal(await send(sender, service.browser()), 'refused');
    answering(201);
    assert.equal(await send(sender, service.browser()), 'sent');
  });

  it('WP10 lines that strangers cause are one a second', async () => {
    const sender = senderIn();
    answering(403);
    for (let n = 0; n < 5; n++) await send(sender, service.browser());
    assert.equal(logged.length, 1);
    clock.advance(1_000);
    await send(sender, service.browser());
    assert.match(logged[1] ?? '', /"more":4/);
  });

  it('WP9 404 and 410 are the end of a subscription, other refusals are not', async () => {
    const results: string[] = [];
    for (const status of [404, 410, 400, 401, 403, 413, 201]) {
      answering(status);
      results.push(await send(senderIn(), service.browser()));
    }
    assert.deepEqual(results, ['gone', 'gone', 'refused', 'refused', 'refused', 'refused', 'sent']);
  });

  it('WP10 a log line names the host alone, and results are counted', async () => {
    const [browser, sender] = [service.browser(), senderIn()];
    answering(403);
    await send(sender, browser);
    answering(201);
    await send(sender, browser);
    const text = logged.join('');
    assert.ok(text.includes(`push.test:${service.port}`) && !text.includes(browser.path.slice(6)), text);
    const counted = await metrics.registry.getSingleMetricAsString('foyer_web_pushes_total');
    assert.match(counted, /\{result="sent"\} 1$/m);
    assert.match(counted, /\{result="refused"\} 1$/m);
    assert.ok(!counted.includes('push.test'));
  });
});
