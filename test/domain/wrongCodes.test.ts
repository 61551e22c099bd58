import assert from 'node:assert/strict';
import { WrongCodes } from '../../server/domain/play/wrongCodes.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { WRONG_CODES_MAX, WRONG_CODES_MS } from '../../shared/limits.ts';
import { DeskWorld } from '../support/deskWorld.ts';

const WRONG = { type: 'joinMatch', code: 'AAAAAA' } as const;

describe('wrong invite codes', () => {
  it('QU31 after ten wrong codes in ten minutes a player waits, also with the right code; others do not', () => {
    const world = new DeskWorld();
    world.come('host', 'mallory', 'bob');
    const made = world.ask('host', { type: 'createMatch', mode: 'connect-four', isPrivate: true });
    assert.ok(typeof made === 'object' && 'code' in made);
    const right = { type: 'joinMatch', code: String(made.code) } as const;
    for (let n = 0; n < WRONG_CODES_MAX; n++) {
      assert.equal(world.ask('mallory', WRONG), 'match/unknown');
      world.now += 1_000;
    }
    assert.equal(world.ask('mallory', WRONG), 'match/wrongCodes');
    assert.equal(world.ask('mallory', right), 'match/wrongCodes');
    assert.equal(world.ask('mallory', { type: 'joinMatch', matchId: 'none' }), 'match/unknown');
    assert.equal(typeof world.ask('bob', right), 'object');
    world.now += WRONG_CODES_MS;
    assert.equal(world.ask('mallory', right), 'match/full');
  });

  it('QU31 a refusal for another reason does not count, nor does a try while waiting', () => {
    const codes = new WrongCodes();
    const ada = asPlayerId('ada');
    for (let n = 0; n < 3 * WRONG_CODES_MAX; n++)
      assert.equal(
        codes.tryCode(ada, n, () => 'match/full'),
        'match/full',
      );
    for (let n = 0; n < WRONG_CODES_MAX; n++) codes.tryCode(ada, n, () => 'match/unknown');
    for (let n = 0; n < 50; n++)
      assert.equal(
        codes.tryCode(ada, 5_000 + n, () => ({})),
        'match/wrongCodes',
      );
    assert.deepEqual(
      codes.tryCode(ada, WRONG_CODES_MS + WRONG_CODES_MAX, () => ({})),
      {},
    );
  });
});
