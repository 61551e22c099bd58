import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Deadlines } from '../../server/domain/presence/deadlines.ts';
import { checked } from '../support/property.ts';

describe('deadlines', () => {
  it('P20 due items come in order, compared with a plain map', () => {
    const command = fc.oneof(
      fc.record({ do: fc.constant('set'), key: fc.nat(20), at: fc.nat(1_000) }),
      fc.record({ do: fc.constant('delete'), key: fc.nat(20), at: fc.constant(0) }),
      fc.record({ do: fc.constant('take'), key: fc.constant(0), at: fc.nat(1_000) }),
    );
    checked(
      fc.property(fc.array(command, { maxLength: 80 }), (commands) => {
        const deadlines = new Deadlines<number>();
        const model = new Map<number, number>();
        for (const { do: act, key, at } of commands) {
          if (act === 'set') {
            deadlines.set(key, at);
            model.set(key, at);
          } else if (act === 'delete') {
            deadlines.delete(key);
            model.delete(key);
          } else {
            const taken = deadlines.takeDue(at);
            const first = Math.min(...model.values());
            if (taken === undefined) assert.ok(first > at);
            else {
              assert.equal(model.get(taken), first);
              model.delete(taken);
            }
          }
          assert.equal(deadlines.size, model.size);
        }
      }),
      2_000,
    );
  });
});
