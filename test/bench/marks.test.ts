import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { betweenMarks } from '../../bench/lib/marks.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const mark = (name: string, ts: number, tts?: number) => ({ name, ts, ...(tts !== undefined && { tts }) });

describe('the bench of the screen', () => {
  it('K40 the span between two marks is measured in the thread’s own time, in clock order', () => {
    const marks = [
      mark('step-to', 30_000, 8_500),
      mark('step-from', 10_000, 7_000),
      mark('search-from', 31_000, 8_600),
      mark('step-from', 40_000, 9_000),
      mark('step-to', 60_000, 9_250),
      mark('search-to', 90_000, 20_600),
    ];
    assert.deepEqual(betweenMarks(marks, 'step'), [1.5, 0.25]);
    assert.deepEqual(betweenMarks(marks, 'search'), [12]);
  });

  it('K40 an end without a beginning, and a mark without thread time, are ignored', () => {
    assert.deepEqual(betweenMarks([mark('step-to', 1, 1), mark('step-from', 2, 2)], 'step'), []);
    assert.deepEqual(betweenMarks([mark('step-from', 1), mark('step-to', 2, 2)], 'step'), []);
  });

  it('K40 a bad argument gives one line that names it, and code 2', () => {
    for (const args of [
      ['--seconds', '0'],
      ['--seconds', 'long'],
      ['--minutes', '1'],
    ]) {
      const said = spawnSync(process.execPath, ['bench/screen/main.ts', ...args], { cwd: ROOT, encoding: 'utf8' });
      assert.equal(said.status, 2);
      assert.match(said.stderr, new RegExp(`^[^\\n]*${args[0]}[^\\n]*\\n$`));
      assert.equal(said.stdout, '');
    }
  });
});
