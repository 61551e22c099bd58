import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildClient } from '../../scripts/buildClient.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BEFORE_FIRST_PAINT_MAX_BYTES = 60 * 1024;

describe('the built client', function () {
  this.timeout(60_000);
  let root: string;
  before(() => {
    root = `${mkdtempSync(join(tmpdir(), 'foyer-build-'))}/`;
    for (const part of ['client', 'shared', 'package-lock.json', 'package.json', 'vite.config.ts']) {
      cpSync(join(ROOT, part), join(root, part), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  });
  after(() => rmSync(root, { recursive: true }));

  it('W21 is built when something that it is made from has changed, and else not', async () => {
    assert.equal(await buildClient(root), true);
    const builtAt = statSync(join(root, 'dist/index.html')).mtimeMs;
    assert.equal(await buildClient(root), false);
    assert.equal(statSync(join(root, 'dist/index.html')).mtimeMs, builtAt);
    writeFileSync(
      join(root, 'shared/limits.ts'),
      `${readFileSync(join(root, 'shared/limits.ts'), 'utf8')}\n// Changed.\n`,
    );
    assert.equal(await buildClient(root), true);
    rmSync(join(root, 'dist/index.html'));
    assert.equal(await buildClient(root), true);
  });

  it('W20 has nothing inline, its files beside it, and little script before the first paint', () => {
    const dist = join(root, 'dist');
    const html = readFileSync(join(dist, 'index.html'), 'utf8');
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon[a-z]+=|data:/);
    const scripts = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
    const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0);
    assert.ok(scripts.length > 0 && bytes <= BEFORE_FIRST_PAINT_MAX_BYTES, `${scripts}: ${bytes} bytes`);
    assert.ok(!scripts.some((path) => path.includes('phaser')));
    const files = readdirSync(join(dist, 'assets'));
    for (const wanted of [/^phaser-.+\.js$/, /^inter-latin-wght-.+\.woff2$/, /^favicon-.+\.svg$/, /\.css$/]) {
      assert.ok(
        files.some((file) => wanted.test(file)),
        String(wanted),
      );
    }
    const css = files
      .filter((file) => file.endsWith('.css'))
      .map((file) => readFileSync(join(dist, 'assets', file), 'utf8'));
    assert.doesNotMatch(css.join(), /url\((?!\.\/|"\.\/)/, 'fonts come from our own address only');
  });
});
