import assert from 'node:assert/strict';
import { isLoopback, readArgs } from '../../bots/args.ts';

const read = (line: string) => readArgs(line.split(' ').filter(Boolean), 42);

describe('the arguments of the bots', () => {
  it('B7 the arguments have defaults', () => {
    assert.deepEqual(read(''), {
      kind: 'run',
      minutes: Number.POSITIVE_INFINITY,
      options: { count: 200, churn: 1, seed: 42, play: false, pace: 1, url: 'http://localhost:2567' },
    });
    assert.deepEqual(
      read('--count 3 --churn 0.5 --seed 1 --play --pace 2 --minutes 10 --url http://127.0.0.1:80/foyer/'),
      {
        kind: 'run',
        minutes: 10,
        options: { count: 3, churn: 0.5, seed: 1, play: true, pace: 2, url: 'http://127.0.0.1/foyer' },
      },
    );
    assert.equal(read('--help').kind, 'help');
  });

  it('B7 a bad argument is named in one line', () => {
    for (const [line, named] of [
      ['--count 0', '--count'],
      ['--count 1.5', '--count'],
      ['--count many', '--count'],
      ['--count 5001', '--count'],
      ['--churn 51', '--churn'],
      ['--churn=-1', '--churn'],
      ['--seed x', '--seed'],
      ['--minutes 0', '--minutes'],
      ['--pace 21', '--pace'],
      ['--url nowhere', '--url'],
      ['--url ftp://localhost', '--url'],
      ['--colour red', '--colour'],
      ['stray', 'stray'],
      ['--count', '--count'],
    ] as const) {
      const args = read(line);
      assert.ok(args.kind === 'bad', line);
      assert.ok(args.message.includes(named) && !args.message.includes('\n'), args.message);
    }
  });

  it('B6 a remote address needs explicit permission', () => {
    assert.equal(read('--url https://play.example.com').kind, 'bad');
    assert.equal(read('--url https://play.example.com --yes-i-own-this-server').kind, 'run');
    assert.equal(read('--url http://[::1]:2567').kind, 'run');
  });

  it('B6 a name that only resembles this machine is refused', () => {
    for (const host of ['localhost', '127.0.0.1', '127.9.9.9', '[::1]']) assert.ok(isLoopback(host), host);
    for (const host of [
      'localhost.example.com',
      '127.0.0.1.example.com',
      '10.0.0.1',
      '0.0.0.0',
      '[::2]',
      '128.0.0.1',
    ]) {
      assert.ok(!isLoopback(host), host);
    }
  });
});
