import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { LANGUAGES } from '../../client/i18n/languages.ts';
import { buildClient } from '../../scripts/buildClient.ts';
import { BUDGETS } from './budgets.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const compressed = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length;
const sum = (numbers: number[]): number => numbers.reduce((all, each) => all + each, 0);

describe('the built client', () => {
  let root: string;
  before(() => {
    root = `${mkdtempSync(join(tmpdir(), 'foyer-build-'))}/`;
    const parts = [
      'client',
      'shared',
      'package-lock.json',
      'package.json',
      'vite.config.ts',
      'scripts/phaserBuild.ts',
      'scripts/serviceWorker.ts',
    ];
    for (const part of parts) cpSync(join(ROOT, part), join(root, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  });
  after(() => rmSync(root, { recursive: true }));

  it('W21 the client is rebuilt only when one of its sources has changed', async () => {
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

  it('W20 the page has nothing inline, loads its files from beside it, and runs little script before the first paint', () => {
    const dist = join(root, 'dist');
    const html = readFileSync(join(dist, 'index.html'), 'utf8');
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon[a-z]+=|data:/);
    const scripts = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
    const files = readdirSync(join(dist, 'assets'));
    // The page paints only after its language is loaded.
    const languages = files.filter((file) => /^[a-z]{2}-.{8}\.js$/.test(file));
    assert.equal(languages.length, Object.keys(LANGUAGES).length - 1);
    const language = Math.max(...languages.map((file) => compressed(join(dist, 'assets', file))));
    const bytes = sum(scripts.map((path) => compressed(join(dist, path)))) + language;
    assert.ok(scripts.length > 0 && bytes <= BUDGETS.firstPaintBytes, `${scripts}: ${bytes} bytes`);
    assert.ok(!scripts.some((path) => path.includes('phaser')));
    console.log(`      ${(bytes / 1024).toFixed(0)} KB of script before the first paint`);
    for (const wanted of [/^phaser-.+\.js$/, /^inter-latin-wght-.+\.woff2$/, /^favicon-.+\.svg$/, /\.css$/]) {
      assert.ok(
        files.some((file) => wanted.test(file)),
        String(wanted),
      );
    }
    // Loaded in parallel with the scripts, in time for the first paint.
    assert.match(html, /<link rel="preload" as="fetch"[^>]* href="\.\/api\/bootstrap"/);
    assert.match(html, /<link rel="preload" as="font"[^>]* href="\.\/assets\/inter-latin-wght-normal-[^"]+\.woff2">/);
    const css = files
      .filter((file) => file.endsWith('.css'))
      .map((file) => readFileSync(join(dist, 'assets', file), 'utf8'));
    assert.doesNotMatch(css.join(), /url\((?!\.\/|"\.\/)/, 'fonts come from our own address only');
  });

  it('W166 what is loaded before one can play is at most 300 KB compressed, and nothing that a press or a game loads', () => {
    const assets = join(root, 'dist', 'assets');
    const files = readdirSync(assets).filter((file) => file.endsWith('.js'));
    const loaded = new Set<string>();
    const load = (file: string): void => {
      if (loaded.has(file)) return;
      loaded.add(file);
      const code = readFileSync(join(assets, file), 'utf8');
      for (const [, each = ''] of code.matchAll(/(?:from|import) ?"\.\/([^"]+\.js)"/g)) load(each);
    };
    for (const name of ['index', 'enterLobby', 'lobby']) {
      load(files.find((file) => file.startsWith(`${name}-`)) ?? assert.fail(name));
    }
    const bytes = sum([...loaded].map((file) => compressed(join(assets, file))));
    console.log(`      ${(bytes / 1024).toFixed(0)} KB of script before one can play`);
    const names = [...loaded].map((file) => file.replace(/-.{8}\.js$/, ''));
    assert.ok(names.includes('phaser') && names.includes('firstPaint'), names.join());
    for (const later of ['askedDialogs', 'phaser-games', 'plainView', 'de']) assert.ok(!names.includes(later), later);
    assert.ok(bytes <= BUDGETS.beforePlayBytes, [...loaded].join());
  });

  it('W95 all scripts together are at most 480 KB compressed, without the message schemas', () => {
    const assets = join(root, 'dist', 'assets');
    const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
    const sizes = scripts.map((file) => compressed(join(assets, file)));
    const bytes = sum(sizes);
    console.log(`      ${(bytes / 1024).toFixed(0)} KB of script in all`);
    assert.ok(bytes <= BUDGETS.scriptBytes, scripts.map((file, i) => `${file}: ${sizes[i]}`).join('\n'));
    const schemas = scripts.filter((file) =>
      /discriminatedUnion|ZodError/.test(readFileSync(join(assets, file), 'utf8')),
    );
    assert.deepEqual(schemas, []);
  });
});
