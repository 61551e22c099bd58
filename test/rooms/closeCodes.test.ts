import assert from 'node:assert/strict';
import { holdsSession, leaveReasonOf } from '../../server/colyseus/closeCodes.ts';
import { CLOSE } from '../../shared/protocol.ts';

describe('close codes', () => {
  const HELD = [1001, 1005, 1006, 4002, 4010];
  const FINAL = [undefined, 1000, 1002, 1009, 1011, 1012, 4000, 4001, 4003, 4100, 4101, 4102, 4103, 4104];
  it('R7 lost connections, errors and requests to come back hold the seat', () => {
    for (const code of HELD) assert.equal(holdsSession(code), true, `${code}`);
    for (const code of FINAL) assert.equal(holdsSession(code), false, `${code}`);
  });
  it('R7 a final code says why the session ended', () => {
    assert.deepEqual(
      [
        1000,
        CLOSE.consented,
        CLOSE.shutdown,
        CLOSE.idle,
        CLOSE.replaced,
        CLOSE.kicked,
        CLOSE.banned,
        CLOSE.cut,
        1009,
      ].map(leaveReasonOf),
      ['consented', 'consented', 'shutdown', 'idle', 'replaced', 'kicked', 'banned', 'cut', 'error'],
    );
  });
});
