import assert from 'node:assert/strict';
import { NODE_ARGS, nodeArgsOf } from '../../bench/fanout/peers/peers.ts';

describe('the peers', () => {
  it('K25 servers run with the Node flags of npm start', () => {
    assert.deepEqual(nodeArgsOf('node build.ts && exec node --one --two=2 server/main.ts'), ['--one', '--two=2']);
    assert.deepEqual(nodeArgsOf('exec node server/main.ts'), []);
    assert.throws(() => nodeArgsOf('vite preview'));
    assert.ok(NODE_ARGS.every((flag) => flag.startsWith('--')) && NODE_ARGS.length > 0);
  });
});
