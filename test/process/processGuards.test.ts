import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { isOfTheNetwork, STOP_DEADLINE_MS } from '../../server/process/processGuards.ts';

const MODULE = new URL('../../server/process/processGuards.ts', import.meta.url).href;

/** A process with the guards; `script` may use `stop`, `app` and `say`. */
function run(script: string): ChildProcess & { said: () => string } {
  const code = `
    import { installProcessGuards } from ${JSON.stringify(MODULE)};
    const say = (text) => process.stdout.write(text + '\\n');
    const line = (level) => (facts, text) => say(level + ' ' + (text ?? facts));
    // Real time: a stop takes some.
    let stop = async () => { await new Promise((r) => setTimeout(r, 20)); say('stopped'); };
    let drain = async () => {};
    const app = {
      log: { info: line('info'), error: line('error'), fatal: line('fatal') },
      metrics: { errors: { inc: ({ where }) => say('counted ' + where) } },
      drain: (hurry) => drain(hurry),
      stop: () => stop(),
    };
    installProcessGuards(app, 300);
    const alive = setInterval(() => {}, 1000);
    ${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout?.on('data', (chunk) => {
    said += String(chunk);
  });
  return Object.assign(child, { said: () => said });
}

const ended = async (child: ReturnType<typeof run>): Promise<[number | null, string[]]> => {
  const [code] = await once(child, 'close');
  return [code as number | null, child.said().trim().split('\n')];
};

describe('process guards', () => {
  it('G16 an unhandled rejection or a socket error is counted and does not end the process', async () => {
    const [code, said] = await ended(
      run(`Promise.reject(new Error('forgotten'));
        setTimeout(() => { throw Object.assign(new Error('reset'), { code: 'ECONNRESET' }); }, 10);
        setTimeout(() => { say('alive'); process.exit(7); }, 60);`),
    );
    assert.equal(code, 7);
    assert.deepEqual(said, [
      'counted unhandledRejection',
      'error a rejection that nobody handled',
      'counted uncaughtException',
      'error a socket error that nobody handled',
      'alive',
    ]);
  });

  it('G17 an uncaught exception ends the process once, in order, with 1', async () => {
    const [code, said] = await ended(
      run(
        `setTimeout(() => { throw new Error('a bug'); }, 5); setTimeout(() => { throw new TypeError('another'); }, 10);`,
      ),
    );
    assert.equal(code, 1);
    assert.equal(said.filter((line) => line === 'stopped').length, 1);
    assert.equal(said.filter((line) => line === 'counted uncaughtException').length, 2);
  });

  it('G17 SIGTERM and SIGINT end the process in order with 0, however often they arrive', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const child = run(`say('up');`);
      await once(child.stdout as NodeJS.ReadableStream, 'data');
      child.kill(signal);
      child.kill(signal);
      const [code, said] = await ended(child);
      assert.deepEqual([code, said.filter((line) => line === 'stopped')], [0, ['stopped']]);
    }
  });

  it('G20 SIGTERM waits for running matches, and SIGINT does not, before or after it', async () => {
    const waits = `drain = (hurry) => new Promise((done) => { say('waits'); hurry.addEventListener('abort', done); });`;
    const child = run(`${waits} process.kill(process.pid, 'SIGTERM');`);
    while (!child.said().includes('waits')) await once(child.stdout as NodeJS.ReadableStream, 'data');
    child.kill('SIGTERM');
    child.kill('SIGINT');
    const [code, said] = await ended(child);
    assert.deepEqual([code, said.filter((line) => line === 'stopped')], [0, ['stopped']]);
    const [atOnce, words] = await ended(run(`${waits} process.kill(process.pid, 'SIGINT');`));
    assert.deepEqual([atOnce, words.includes('waits')], [0, false]);
  });

  it('G17 a failed shutdown exits with 1', async () => {
    const [code, said] = await ended(
      run(`stop = async () => { throw new Error('no'); }; process.kill(process.pid, 'SIGTERM');`),
    );
    assert.equal(code, 1);
    assert.ok(said.includes('fatal the shutdown failed'));
  });

  it('G17 a hanging shutdown is cut short before a supervisor would kill the process', async () => {
    const [code, said] = await ended(run(`stop = () => new Promise(() => {}); process.kill(process.pid, 'SIGTERM');`));
    assert.equal(code, 1);
    assert.ok(said.includes('fatal the shutdown took too long'));
    assert.equal(STOP_DEADLINE_MS, 9_500);
  });

  it('G16 network errors are recognised', () => {
    assert.ok(isOfTheNetwork(Object.assign(new Error('x'), { code: 'EPIPE' })));
    for (const other of [
      new Error('x'),
      Object.assign(new Error('x'), { code: 'ENOENT' }),
      { code: 'EPIPE' },
      null,
      'EPIPE',
    ]) {
      assert.ok(!isOfTheNetwork(other));
    }
  });
});
