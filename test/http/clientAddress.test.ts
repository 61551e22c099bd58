import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { networkOf } from '../../server/domain/admission/network.ts';
import { CallerResolver, callerOf, hopAddress, plainAddress } from '../../server/http/clientAddress.ts';

/** Only the parts of a request that tell its origin. */
const from = (remoteAddress: string, headers: Record<string, string> = {}, encrypted = false): IncomingMessage =>
  ({ socket: { remoteAddress, encrypted }, headers: { host: 'lobby.test', ...headers } }) as unknown as IncomingMessage;

describe("the caller's address", () => {
  const proxied = new CallerResolver(['10.0.0.1', '192.168.0.0/16', 'fd00::/8']);
  const forwarded = (chain: string, socket = '10.0.0.1') =>
    proxied.resolve(from(socket, { 'x-forwarded-for': chain })).address;

  it('G6 the caller’s address is the socket’s where no proxy is trusted, whatever the headers say', () => {
    const headers = { 'x-forwarded-for': '1.2.3.4', 'x-real-ip': '1.2.3.4', 'x-forwarded-proto': 'https' };
    const caller = new CallerResolver([]).resolve(from('203.0.113.9', { ...headers, 'x-forwarded-host': 'evil.test' }));
    assert.deepEqual(caller, { address: '203.0.113.9', host: 'lobby.test', protocol: 'http' });
    assert.equal(forwarded('1.2.3.4', '203.0.113.9'), '203.0.113.9');
  });

  it('G6 the caller’s address is the rightmost one that is not a trusted proxy', () => {
    assert.equal(forwarded('198.51.100.7'), '198.51.100.7');
    assert.equal(forwarded('1.1.1.1, 198.51.100.7'), '198.51.100.7', 'a client that wrote a chain of its own');
    assert.equal(forwarded('1.1.1.1, 198.51.100.7, 192.168.3.4'), '198.51.100.7', 'two proxies of ours');
    assert.equal(forwarded('192.168.3.4'), '192.168.3.4', 'a client inside');
    assert.equal(forwarded('2001:db8::1, fd00::5'), '2001:db8::1');
    assert.equal(forwarded('127.0.0.1, 198.51.100.7'), '198.51.100.7', 'loopback can not be claimed');
  });

  it('G6 an invalid address stops the search at the last certain one', () => {
    assert.equal(forwarded(''), '10.0.0.1');
    assert.equal(forwarded('unknown'), '10.0.0.1');
    assert.equal(forwarded('1.1.1.1, garbage, 192.168.3.4'), '192.168.3.4');
    assert.equal(forwarded(Array(10_000).fill('192.168.0.1').join(',')), '192.168.0.1');
  });

  /** As proxies write an address: with ports, brackets and quotes. */
  const HOPS: [text: string, address: string | undefined][] = [
    ['198.51.100.7', '198.51.100.7'],
    ['198.51.100.7:52101', '198.51.100.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:52101', '2001:db8::1'],
    ['"[2001:db8::1]:52101"', '2001:db8::1'],
    ['"198.51.100.7:52101"', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['[::ffff:198.51.100.7]:52101', '198.51.100.7'],
    [' 198.51.100.7 ', '198.51.100.7'],
    ['unknown', undefined],
    ['_hidden', undefined],
    ['', undefined],
    ['198.51.100.7:http', undefined],
    ['198.51.100.777', undefined],
    ['[2001:db8::1', undefined],
    ['[198.51.100.7]:1:2', undefined],
    ['proxy.local', undefined],
  ];
  it('G31 addresses are read however proxies write them, in X-Forwarded-For and in Forwarded', () => {
    for (const [text, address] of HOPS) {
      assert.equal(hopAddress(text), address, text);
      assert.equal(forwarded(`1.1.1.1, ${text}`), address ?? '10.0.0.1', text);
      for (const header of [`for=1.1.1.1, for=${text}`, `For=${text};proto=https;by=10.0.0.1`, `by=_x; for=${text}`])
        assert.equal(proxied.resolve(from('10.0.0.1', { forwarded: header })).address, address ?? '10.0.0.1', header);
    }
  });

  it('G31 Forwarded is read where X-Forwarded-For is missing, from trusted proxies, with scheme and host', () => {
    const header = 'for="[2001:db8::1]:9";proto=http;host="a.test", for=198.51.100.7;host="play.test:8443";proto=HTTPS';
    assert.deepEqual(proxied.resolve(from('10.0.0.1', { forwarded: header })), {
      address: '198.51.100.7',
      host: 'play.test:8443',
      protocol: 'https',
    });
    // A caller's open quote does not swallow what the proxy appends.
    for (const forged of ['for=6.6.6.6;x="', 'for=6.6.6.6;host="evil.test', '"for=6.6.6.6']) {
      const behind = { forwarded: `${forged}, for=198.51.100.7` };
      assert.deepEqual(
        proxied.resolve(from('10.0.0.1', behind)),
        { address: '198.51.100.7', host: 'lobby.test', protocol: 'http' },
        forged,
      );
    }
    const both = { forwarded: 'for=1.2.3.4;host=evil.test;proto=https', 'x-forwarded-for': '198.51.100.7' };
    const caller = { address: '198.51.100.7', host: 'lobby.test', protocol: 'http' };
    assert.deepEqual(proxied.resolve(from('10.0.0.1', both)), caller);
    assert.deepEqual(proxied.resolve(from('198.51.100.7', { forwarded: both.forwarded })), caller);
    for (const odd of ['"', 'for="', ',,,', '=;=', 'for', 'for=1.2.3.4"', '"'.repeat(15_000), ',"'.repeat(7_000)])
      assert.equal(proxied.resolve(from('10.0.0.1', { forwarded: odd })).address, '10.0.0.1', odd.slice(0, 20));
  });

  it('G6 only trusted proxies set scheme and host, and the nearest one counts', () => {
    const headers = { 'x-forwarded-proto': 'http, https', 'x-forwarded-host': 'a.test, play.test' };
    assert.deepEqual(proxied.resolve(from('10.0.0.1', headers)), {
      address: '10.0.0.1',
      host: 'play.test',
      protocol: 'https',
    });
    assert.equal(proxied.resolve(from('10.0.0.1', { 'x-forwarded-proto': 'gopher:' })).protocol, 'http');
    assert.equal(proxied.resolve(from('203.0.113.9', {}, true)).protocol, 'https');
  });

  it('G6 the address is remembered after the headers are gone', () => {
    const req = from('203.0.113.9');
    assert.throws(() => callerOf(req), /guard/);
    const caller = proxied.resolve(req);
    assert.equal(callerOf(req), caller);
  });

  it('G6 the address has no mapping, brackets or zone', () => {
    const mapped =
      '::ffff:10.0.0.1,::FFFF:10.0.0.1,::ffff:a00:1,[::ffff:0a00:0001],0:0:0:0:0:ffff:10.0.0.1,0::ffff:a00:1';
    for (const address of mapped.split(',')) assert.equal(plainAddress(address), '10.0.0.1', address);
    for (const address of ['2001:db8::ffff:a00:1', '::ffff:0:a00:1', 'ffff::1', '::ffff']) {
      assert.equal(plainAddress(address), address);
    }
    assert.equal(plainAddress(' [2001:db8::1] '), '2001:db8::1');
    assert.equal(plainAddress('fe80::1%eth0'), 'fe80::1');
  });

  it('G8 an IPv6 /64 is one caller, however it is written', () => {
    assert.equal(networkOf('203.0.113.9'), '203.0.113.9');
    const network = networkOf('2001:db8:1:2::1');
    assert.equal(networkOf('2001:db8:1:2:ffff:ffff:ffff:ffff'), network);
    assert.equal(networkOf('2001:0DB8:0001:0002::9'), network);
    assert.notEqual(networkOf('2001:db8:1:3::1'), network);
    assert.equal(networkOf('::1'), '0:0:0:0::/64');
    assert.equal(networkOf('2001:db8::'), networkOf('2001:db8:0:0:1::'));
  });
});
