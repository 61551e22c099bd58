import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { Admission } from '../../server/http/admission.ts';
import type { Site } from '../../server/http/site.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { JOINS_BURST, JOINS_PER_S } from '../../shared/limits.ts';

let nowMs = 0;
const site = (limits: 'on' | 'off'): Site =>
  ({
    tokens: { verify: async (token: string) => ({ playerId: asPlayerId(token), claims: {} }) },
    isReady: () => [],
    clock: { now: () => nowMs },
    config: { LIMITS: limits },
  }) as unknown as Site;
const asking = (player: string, method = 'joinOrCreate'): IncomingMessage =>
  ({ url: `/matchmake/${method}/lobby`, headers: { authorization: `Bearer ${player}` } }) as unknown as IncomingMessage;
/** Requests come from different addresses, so limits per address do not interfere. */
const admission = (limits: 'on' | 'off' = 'on') => new Admission(site(limits));
const address = (i: number): string => `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;

describe('joins by a crowd', () => {
  beforeEach(() => {
    nowMs = 0;
  });

  it('F11 a crowd is admitted up to the burst; later players are told when, and are admitted at that time', async () => {
    const limited = admission();
    const waits: number[] = [];
    for (let i = 0; i < JOINS_BURST + 2 * JOINS_PER_S; i++) {
      const wait = await limited.ofRequest(asking(`p${i}`), address(i));
      waits.push(wait?.seconds ?? 0);
      if (wait) assert.equal(wait.code, 'request/tooMany');
    }
    assert.ok(waits.slice(0, JOINS_BURST).every((seconds) => seconds === 0));
    assert.deepEqual([...new Set(waits.slice(JOINS_BURST))], [1, 2]);
    const last = JOINS_BURST + 2 * JOINS_PER_S - 1;
    nowMs = 2_000;
    assert.equal(await limited.ofRequest(asking(`p${last}`), address(last)), undefined);
  });

  it('F11 resuming a held reservation needs no turn, and without limits no join does', async () => {
    const [limited, open] = [admission(), admission('off')];
    for (let i = 0; i < JOINS_BURST; i++) await limited.ofRequest(asking(`p${i}`), address(i));
    assert.ok(await limited.ofRequest(asking('late'), address(9_999)));
    assert.equal(await limited.ofRequest(asking('held', 'reconnect'), address(9_998)), undefined);
    for (let i = 0; i < 2 * JOINS_BURST; i++)
      assert.equal(await open.ofRequest(asking(`p${i}`), address(i)), undefined);
  });
});
