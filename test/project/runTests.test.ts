import assert from 'node:assert/strict';
import { counted, failures } from '../../scripts/mochaSummary.ts';

const LANE = `
  a lane
    ✔ passes
    1) fails

\u001b[92m \u001b[0m\u001b[32m 12 passing\u001b[0m\u001b[90m (5ms)\u001b[0m
\u001b[36m \u001b[0m\u001b[36m 2 pending\u001b[0m
\u001b[31m  1 failing\u001b[0m

\u001b[0m  1) a lane
       fails:
\u001b[0m\u001b[31m     Error: 3 passing by\u001b[0m
`;

describe('the runs of mocha', () => {
  it('A21 mocha’s counts are read in any colours', () => {
    assert.equal(counted(LANE, 'passing'), 12);
    assert.equal(counted(LANE, 'pending'), 2);
    assert.equal(counted(LANE, 'failing'), 1);
    assert.equal(counted('\n  3 passing (1s)\n\n', 'failing'), 0);
    assert.equal(counted('it never came to that', 'passing'), 0);
  });

  it('A21 only the last summary counts, because a test may have run mocha itself', () => {
    assert.equal(counted(`  99 passing (1s)\n  98 failing\n${LANE}`, 'failing'), 1);
  });

  it('A21 each failure is reported with its error, and a clean run reports nothing', () => {
    assert.equal(failures(LANE), '1) a lane\n       fails:\n     Error: 3 passing by');
    assert.equal(failures('\n  3 passing (1s)\n\n'), '');
    assert.equal(failures('it never came to that'), '');
  });
});
