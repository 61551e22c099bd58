import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planInstall, runAll } from '../../scripts/systemInstall.ts';
import { missingPrograms, type SystemProgram } from '../../scripts/systemPrograms.ts';
import { ROOT } from '../support/sources.ts';

const program = (name: string, debianPackage: string, found?: string): SystemProgram => ({
  name,
  debianPackage,
  find: () => found,
});
const MISSING = [program('Chromium', 'chromium'), program('Noto emoji', 'fonts-noto-color-emoji')];
const BARE = { hasApt: false, isRoot: false, canSudo: false };

describe('system programs for tests', () => {
  it('A18 a program that is found is not missing', () => {
    const programs = [...MISSING, program('PostgreSQL', 'postgresql', '/usr/lib/postgresql/15/bin')];
    assert.deepEqual(missingPrograms(programs), MISSING);
  });

  it("A18 root and sudoers get Debian's packages without a question", () => {
    const asRoot = planInstall(MISSING, { ...BARE, hasApt: true, isRoot: true });
    const quiet = 'env DEBIAN_FRONTEND=noninteractive apt-get';
    const install = 'install -y --no-install-recommends chromium fonts-noto-color-emoji';
    assert.deepEqual(lines(asRoot), [`${quiet} update`, `${quiet} ${install}`]);
    const asSudoer = planInstall(MISSING, { ...BARE, hasApt: true, canSudo: true });
    assert.deepEqual(lines(asSudoer), [`sudo -n ${quiet} update`, `sudo -n ${quiet} ${install}`]);
  });

  it('A18 others are told what to install', () => {
    for (const machine of [BARE, { ...BARE, hasApt: true }, { ...BARE, isRoot: true }]) {
      const plan = planInstall(MISSING, machine);
      assert.ok(plan.kind === 'tell');
      assert.match(plan.text, /lacks: Chromium, Noto emoji\.\n.*chromium fonts-noto-color-emoji$/);
    }
  });

  it('A18 a failed installation shows its output and stops', () => {
    const say = (text: string, status: number) => ({ command: 'sh', args: ['-c', `echo ${text} >&2; exit ${status}`] });
    assert.equal(runAll([say('fine', 0)]), undefined);
    const failure = runAll([say('fine', 0), say('no such package', 100), say('later', 100)]);
    assert.match(failure ?? '', /no such package/);
    assert.doesNotMatch(failure ?? '', /fine\n|later/);
    assert.match(runAll([{ command: 'no-such-command', args: [] }]) ?? '', /ENOENT/);
  });

  it('A18 nothing missing means nothing installed and nothing printed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'foyer-apt-'));
    try {
      for (const name of ['apt-get', 'sudo']) {
        writeFileSync(join(folder, name), '#!/bin/sh\necho called\nexit 1\n');
        chmodSync(join(folder, name), 0o755);
      }
      const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/testSystem.ts'], {
        cwd: ROOT,
        encoding: 'utf8',
        env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
      });
      assert.deepEqual({ status, said: stdout + stderr }, { status: 0, said: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const lines = (plan: ReturnType<typeof planInstall>): string[] =>
  plan.kind === 'install' ? plan.commands.map(({ command, args }) => [command, ...args].join(' ')) : [];
