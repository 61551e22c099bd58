import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { resolveName } from '../../server/push/resolveName.ts';

const [A, AAAA] = [1, 28];
const NO_SUCH_NAME = 3;

describe('the addresses of a name', () => {
  let dns: Socket;
  let servers: string[];
  /** What is answered: addresses by type, a code, or nothing at all. */
  let answers: Record<number, Buffer[]> | number | undefined;
  const asked: number[] = [];
  beforeEach(async () => {
    asked.length = 0;
    dns = createSocket('udp4').bind(0, '127.0.0.1');
    dns.on('message', (question, { port, address }) => {
      const type = question.readUInt16BE(question.indexOf(0, 12) + 1);
      asked.push(type);
      if (answers !== undefined) dns.send(answered(question, type), port, address);
    });
    await once(dns, 'listening');
    servers = [`127.0.0.1:${dns.address().port}`];
  });
  afterEach(() => dns.close());

  /** RFC 1035, 4.1. */
  function answered(question: Buffer, type: number): Buffer {
    const end = question.indexOf(0, 12) + 5;
    const found = typeof answers === 'object' ? (answers[type] ?? []) : [];
    const head = Buffer.from(question.subarray(0, 12));
    head.writeUInt16BE(0x8180 | (typeof answers === 'number' ? answers : 0), 2);
    head.writeUInt16BE(found.length, 6);
    head.writeUInt32BE(0, 8);
    const records = found.map((data) => {
      const record = Buffer.alloc(12);
      record.writeUInt16BE(0xc00c, 0);
      record.writeUInt16BE(type, 2);
      record.writeUInt16BE(1, 4);
      record.writeUInt16BE(data.length, 10);
      return Buffer.concat([record, data]);
    });
    return Buffer.concat([head, question.subarray(12, end), ...records]);
  }
  const find = (signal: AbortSignal = AbortSignal.timeout(30_000)) => resolveName('push.test', signal, servers);

  it('WP6 addresses of both kinds are found, with one question for each', async () => {
    answers = {
      [A]: [Buffer.from([10, 0, 0, 1]), Buffer.from([8, 8, 8, 8])],
      [AAAA]: [Buffer.from('2600'.padEnd(32, '0'), 'hex')],
    };
    assert.deepEqual(await find(), [
      { address: '10.0.0.1', family: 4 },
      { address: '8.8.8.8', family: 4 },
      { address: '2600::', family: 6 },
    ]);
    assert.deepEqual(asked.toSorted(), [A, AAAA]);
  });

  it('WP6 a name with addresses of one kind, or none, or that does not exist, is no error', async () => {
    answers = { [A]: [Buffer.from([8, 8, 8, 8])] };
    assert.deepEqual(await find(), [{ address: '8.8.8.8', family: 4 }]);
    answers = {};
    assert.deepEqual(await find(), []);
    answers = NO_SUCH_NAME;
    assert.deepEqual(await find(), []);
  });

  it('WP7 a silent name server is broken off', async () => {
    answers = undefined;
    const cut = new AbortController();
    const found = find(cut.signal);
    dns.once('message', () => cut.abort());
    await assert.rejects(found);
    await assert.rejects(find(AbortSignal.abort()));
  });
});
