import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { addressOf, deepLinkOf } from '../../client/page/deepLink.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';
import { startHttp, type TestServer } from '../support/httpServer.ts';

const client = new URL('../../client/', import.meta.url);
const PLAYERS = [
  { id: 'ada', name: 'Ada Lovelace' },
  { id: null, name: null },
];
const LISTED = { matchId: 'm1', mode: 'connect-four', state: 'playing', players: PLAYERS, seats: 2, spectators: 0 };

describe('links that a server can see', () => {
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });
  const start = async (env = {}) => {
    server = await startHttp(env);
    server.lobby.matches.push(LISTED as unknown as MatchRow);
  };
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server?.url}${path}`, { headers, redirect: 'manual' });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const tag = (html: string, name: string) =>
    new RegExp(`<meta (?:property|name|http-equiv)="${name}" content="([^"]*)">`).exec(html)?.[1];

  it('H45 they say what they are, in words that fit a chat, and lead on to the page, below a path too', async () => {
    await start({ PUBLIC_ADDRESS: 'play.example.com/lobby' });
    for (const [path, title, to] of [
      ['/join/K7PQ4X', 'You are invited to a match · Foyer', '../#join/K7PQ4X'],
      ['/join/k7pq4x', 'You are invited to a match · Foyer', '../#join/K7PQ4X'],
      ['/match/m1', 'A match of Connect four · Foyer', '../#match/m1'],
      ['/match/private-one', 'A match · Foyer', '../#match/private-one'],
    ] as const)
      for (const prefix of ['', '/lobby']) {
        const { status, text, headers } = await read(prefix + path);
        assert.equal(status, 200, path);
        assert.equal(tag(text, 'og:title'), title);
        assert.equal(tag(text, 'refresh'), `0; url=${to}`);
        assert.equal(new URL(to, `https://play.example.com/lobby${path}`).pathname, '/lobby/');
        assert.equal(tag(text, 'og:url'), `http://play.example.com/lobby${path}`);
        assert.equal(tag(text, 'og:image'), 'http://play.example.com/lobby/preview.png');
        assert.equal(tag(text, 'twitter:card'), 'summary_large_image');
        assert.match(headers.get('content-security-policy') ?? '', /default-src 'self'/);
        assert.doesNotMatch(text, /<script|<style|style=|Ada/);
      }
  });

  it('H45 a code or an id that leads nowhere looks like any other, and what is neither is not there', async () => {
    await start();
    const bare = ({ text }: { text: string }, what: string) => text.replaceAll(what, 'X');
    assert.equal(bare(await read('/join/AAAAAA'), 'AAAAAA'), bare(await read('/join/K7PQ4X'), 'K7PQ4X'));
    assert.equal(bare(await read('/match/nothing'), 'nothing'), bare(await read('/match/hidden'), 'hidden'));
    for (const path of ['/join/', '/join/x', '/join/AAAAAA/x', '/match/', '/match/a%22b', `/match/${'a'.repeat(65)}`])
      assert.equal((await read(path)).status, 404, path);
  });

  it('RL7 the link of a replay leads to the page and names nobody, whether or not there is one', async () => {
    await start({ PUBLIC_ADDRESS: 'play.example.com/lobby' });
    const { status, text } = await read('/replay/m1');
    assert.deepEqual([status, tag(text, 'og:title')], [200, 'A match to watch again · Foyer']);
    assert.equal(tag(text, 'refresh'), '0; url=../#replay/m1');
    assert.doesNotMatch(text, /<script|Ada|Connect/);
    const bare = ({ text: html }: { text: string }, what: string) => html.replaceAll(what, 'X');
    assert.equal(bare(await read('/replay/nothing'), 'nothing'), bare(await read('/replay/m1'), 'm1'));
    for (const path of ['/replay/', '/replay/a%22b', `/replay/${'a'.repeat(65)}`])
      assert.equal((await read(path)).status, 404, path);
    assert.equal(
      addressOf({ kind: 'replay', matchId: 'm1' }, 'https://play.example.com/lobby/#match/old'),
      'https://play.example.com/lobby/replay/m1',
    );
  });

  it('H45 the links that are copied are these, and the hash links go on working', () => {
    const page = 'https://play.example.com/lobby/#match/old';
    assert.equal(addressOf({ kind: 'join', code: 'K7PQ4X' }, page), 'https://play.example.com/lobby/join/K7PQ4X');
    assert.equal(addressOf({ kind: 'match', matchId: 'm1' }, page), 'https://play.example.com/lobby/match/m1');
    assert.deepEqual(deepLinkOf('#join/k7pq4x'), { kind: 'join', code: 'K7PQ4X' });
    assert.deepEqual(deepLinkOf('#match/m1'), { kind: 'match', matchId: 'm1' });
  });

  it('H46 the manifest names icons that are there, in the sizes that it says', () => {
    const html = readFileSync(new URL('index.html', client), 'utf8');
    const { icons, start_url, scope, display } = JSON.parse(
      readFileSync(new URL('public/manifest.webmanifest', client), 'utf8'),
    ) as { icons: { src: string; sizes: string; type: string; purpose?: string }[] } & Record<string, unknown>;
    assert.deepEqual([start_url, scope, display], ['./', './', 'standalone']);
    const sizeOf = (name: string) => {
      const png = readFileSync(new URL(`public/${name}`, client));
      assert.ok(png.byteLength < 40_000, `${name}: ${png.byteLength} bytes`);
      return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
    };
    for (const { src, sizes, type } of icons) if (type === 'image/png') assert.equal(sizeOf(src.slice(2)), sizes, src);
    assert.ok(icons.some(({ purpose }) => purpose === 'maskable'));
    assert.equal(sizeOf('icon-touch.png'), '180x180');
    assert.equal(sizeOf('preview.png'), '1200x630');
    assert.match(html, /rel="manifest" href="\.\/manifest\.webmanifest"/);
    assert.match(html, /rel="apple-touch-icon" href="\.\/icon-touch\.png"/);
    for (const [, url = ''] of html.matchAll(/(?:href|src|content)="([^"]*\/[^"]*)"/g))
      assert.doesNotMatch(url, /^https?:|^\/\//);
  });
});
