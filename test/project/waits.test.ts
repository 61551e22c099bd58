import assert from 'node:assert/strict';
import { projectFiles } from '../support/sources.ts';

/** Fixed real-time waits: the page's, and a promise of a timer, including Node's own. */
const WAIT = /waitForTimeout\(|(?<!\.)setTimeout\((?:resolve|r)\b|(?:await|=>) (?:sleep|passed)\(/;
const WHY = /\/\/ Real time: \S/;
/** Its wait is the pause between two attempts. */
const LOOKS = 'test/support/eventually.ts';
const unexplained = (text: string): string[] => {
  const lines = text.split('\n');
  return lines.filter((line, at) => WAIT.test(line) && !WHY.test(lines[at - 1] ?? ''));
};

describe('fixed waits', () => {
  it('A22 no test waits a fixed time without stating why', () => {
    const files = projectFiles().filter(({ path }) => /^test\/.*\.ts$/.test(path) && path !== LOOKS);
    const own = 'test/project/waits.test.ts';
    const found = files
      .filter(({ path }) => path !== own)
      .flatMap(({ path, text }) => unexplained(text).map((line) => `${path}: ${line.trim()}`));
    assert.deepEqual(found, []);
  });

  it('A22 a fixed wait and its reason are found', () => {
    const waits = ['await page.waitForTimeout(5);', 'await new Promise((resolve) => setTimeout(resolve, 5));'];
    for (const wait of [...waits, 'await sleep(1);', 'await passed(1_000);']) {
      assert.deepEqual(unexplained(`  a();\n  ${wait}`), [`  ${wait}`]);
      assert.deepEqual(unexplained(`  // Real time: a pace.\n  ${wait}`), []);
    }
  });
});
