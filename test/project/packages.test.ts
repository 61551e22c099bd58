import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { projectFiles, ROOT } from '../support/sources.ts';

type Manifest = Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string> | undefined>;
type Locked = { packages: Record<string, { dev?: boolean; license?: string; version?: string; resolved?: string }> };

const readJson = <T>(path: string): T => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as T;

/** Licences that allow use, change and redistribution; MPL-2.0 only covers changes to its own files. */
const FREE = new Set([
  '0BSD',
  'Apache-2',
  'Apache-2.0',
  'Apache-2.0 AND BSL-1.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
]);
const REGISTRY = /registry\.[a-z]+\.[a-z]+|npm\.pkg\.|:_authToken|"resolved": "/i;
const MACHINE = new RegExp(`(?<![\\w./])(/home/\\w|/Users/\\w|/work/|${homedir()}/)`);

describe('the packages', () => {
  it('A11 dependencies are pinned to exact versions', () => {
    for (const path of ['package.json', 'runtime/package.json', 'codegen/package.json']) {
      const { dependencies, devDependencies, optionalDependencies } = readJson<Manifest>(path);
      const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
      assert.ok(all.length > 0, path);
      for (const [name, version] of all) assert.match(version, /^(npm:.+@)?\d+\.\d+\.\d+$/, `${path}: ${name}`);
    }
  });

  it('A12 everything installed for production has a free licence', () => {
    const { packages } = readJson<Locked>('package-lock.json');
    const installed = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);
    assert.ok(installed.length > 100, `${installed.length} packages`);
    const other = installed
      .map(([path, { license }]) => [path.replace(/^.*node_modules\//, ''), license ?? 'none'] as const)
      .filter(([, license]) => !FREE.has(license));
    assert.deepEqual(other, []);
  });

  it('A13 no tracked text names a package registry or a machine path', () => {
    const files = projectFiles().filter(({ path }) => !path.startsWith('test/project/'));
    for (const { path, text } of files) {
      if (text.includes('\0')) continue;
      assert.equal(REGISTRY.exec(text)?.[0], undefined, path);
      assert.equal(MACHINE.exec(text)?.[0], undefined, path);
    }
    for (const bad of ['https://registry.example.org/a', '"resolved": "https://a"']) assert.match(bad, REGISTRY);
    for (const bad of ['see /home/sam/a.ts', '"/work/main"']) assert.match(bad, MACHINE);
    assert.doesNotMatch('GET /api/work/ and ./home/x', MACHINE);
  });
});
