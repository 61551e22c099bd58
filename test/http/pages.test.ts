import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compressFiles } from '../../scripts/compressFiles.ts';
import { startHttp, type TestServer } from '../support/httpServer.ts';

describe('the pages', () => {
  let server: TestServer | undefined;
  let distDir: string;
  before(() => {
    distDir = mkdtempSync(join(tmpdir(), 'foyer-dist-'));
    mkdirSync(join(distDir, 'assets'));
    writeFileSync(join(distDir, 'index.html'), '<!doctype html><title>Foyer</title>');
    writeFileSync(join(distDir, 'assets/main-abc123.js'), `export default ${JSON.stringify('x'.repeat(4_000))};`);
    writeFileSync(join(distDir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(distDir, '.secret'), 'secret');
  });
  after(() => rmSync(distDir, { recursive: true }));
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  it('H12 the page is never cached, hashed files are cached for a year', async () => {
    server = await startHttp({}, { distDir });
    const kept = async (path: string): Promise<(string | number | null)[]> => {
      const response = await fetch(server?.url + path);
      return [
        response.status,
        response.headers.get('cache-control'),
        (response.headers.get('content-type') ?? '').split(';')[0] ?? '',
      ];
    };
    assert.deepEqual(await kept('/'), [200, 'no-cache', 'text/html']);
    assert.deepEqual(await kept('/index.html'), [200, 'no-cache', 'text/html']);
    assert.deepEqual(await kept('/favicon.svg'), [200, 'no-cache', 'image/svg+xml']);
    assert.deepEqual(await kept('/assets/main-abc123.js'), [
      200,
      'public, max-age=31536000, immutable',
      'text/javascript',
    ]);
    for (const path of [
      '/.secret',
      '/assets/',
      '/assets',
      '/nothing',
      '/assets/../../x',
      '/%2e%2e/%2e%2e/etc/passwd',
    ]) {
      assert.equal((await kept(path))[0], 404, path);
    }
  });

  it('H12 the page has a strict policy and allows no frame', async () => {
    server = await startHttp({}, { distDir });
    const { headers } = await fetch(server.url);
    const policy = Object.fromEntries(
      (headers.get('content-security-policy') ?? '').split(';').map((rule) => {
        const [name, ...values] = rule.trim().split(' ');
        return [name, values.join(' ')];
      }),
    );
    assert.deepEqual(policy, {
      'default-src': "'self'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data: blob:",
      'connect-src': "'self'",
      'worker-src': "'self' blob:",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    });
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('x-powered-by'), null);
  });

  it('H12 with PUBLIC_ADDRESS the page may open sockets to the other processes', async () => {
    server = await startHttp({ PUBLIC_ADDRESS: 'p1.lobby.test' }, { distDir });
    const policy = (await fetch(server.url)).headers.get('content-security-policy') ?? '';
    assert.match(policy, /connect-src 'self' ws: wss:;/);
  });

  it('H12 without a build the server prints the build command and goes on', async () => {
    server = await startHttp({}, { distDir: join(distDir, 'nowhere') });
    const response = await fetch(server.url);
    assert.equal(response.status, 503);
    assert.match(await response.text(), /npm start/);
    assert.equal((await fetch(`${server.url}/api/stats`)).status, 200);
  });

  it('H13 HSTS is sent over https only, and only a trusted proxy may claim https', async () => {
    const hsts = async (trusted: string[], proto: string): Promise<string | null> => {
      server = await startHttp({ TRUSTED_PROXIES: trusted }, { distDir });
      const { headers } = await fetch(server.url, { headers: { 'X-Forwarded-Proto': proto } });
      await server.stop();
      server = undefined;
      return headers.get('strict-transport-security');
    };
    assert.equal(await hsts([], 'https'), null);
    assert.equal(await hsts(['127.0.0.1'], 'http'), null);
    assert.equal(await hsts(['127.0.0.1'], 'https'), 'max-age=31536000');
  });

  it('H14 files compressed at build time are sent as such, in the encoding that the browser accepts', async () => {
    const path = join(distDir, 'assets/main-abc123.js');
    await compressFiles(distDir);
    server = await startHttp({}, { distDir });
    const { port } = server;
    const asked = async (accepted: string) => {
      const request = get({ port, path: '/assets/main-abc123.js', headers: { 'Accept-Encoding': accepted } });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      return { headers: response.headers, body: await buffer(response) };
    };
    for (const [accepted, coding, file] of [
      ['gzip, deflate, br, zstd', 'br', `${path}.br`],
      ['gzip', 'gzip', `${path}.gz`],
    ] as const) {
      const { headers, body } = await asked(accepted);
      assert.equal(headers['content-encoding'], coding);
      assert.match(headers['content-type'] ?? '', /^text\/javascript; charset=utf-8$/i);
      assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
      assert.match(headers.vary ?? '', /accept-encoding/i);
      assert.deepEqual(body, readFileSync(file));
    }
    const plain = await asked('identity');
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.deepEqual(plain.body, readFileSync(path));
    assert.deepEqual(gunzipSync(readFileSync(`${path}.gz`)), readFileSync(path));
    assert.deepEqual(brotliDecompressSync(readFileSync(`${path}.br`)), readFileSync(path));
  });

  it('H14 small files and pictures are sent uncompressed', async () => {
    await compressFiles(distDir);
    assert.deepEqual(readdirSync(distDir).toSorted(), ['.secret', 'assets', 'favicon.svg', 'index.html']);
  });
});
