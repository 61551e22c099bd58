import assert from 'node:assert/strict';
import { ServerError } from '@colyseus/core';
import type { Ban } from '../../server/domain/operators/ban.ts';
import type { PlayerNetworks } from '../../server/identity/PlayerNetworks.ts';
import { Tokens } from '../../server/identity/tokens.ts';
import { authorizeJoin, resumeTokenFor } from '../../server/lobby/authorizeJoin.ts';
import type { Players, StoredPlayer } from '../../server/ports.ts';
import { asPlayerId } from '../../shared/ids.ts';

const ADA = asPlayerId('ada');
const ADDRESS = '203.0.113.9';
const stored: StoredPlayer = {
  id: ADA,
  name: 'Ada',
  visibility: 'nobody',
  rating: 0,
  emblem: 0,
  isOnline: false,
  lastActiveAt: 0,
  createdAt: 0,
  bannedAt: null,
  bannedUntil: null,
  kickedUntil: null,
  mutedUntil: null,
  lastPublic: null,
};

describe('a join', () => {
  let nowMs = 1_700_000_000_000;
  const tokens = new Tokens('x'.repeat(32), { wall: () => nowMs });
  const failures: unknown[] = [];
  let networkBan: Ban | undefined;
  const seen: unknown[] = [];
  const depsWith = (find: Players['find']) => ({
    tokens,
    players: { find } as Players,
    networks: {
      banOf: async () => networkBan,
      seen: async (...from: unknown[]) => void seen.push(from),
    } as object as PlayerNetworks,
    clock: { now: () => nowMs, wall: () => nowMs },
    failed: (error: unknown) => failures.push(error),
  });
  const refusal = async (found: Promise<unknown>) => {
    const error = await found.then(
      () => undefined,
      (reason) => reason,
    );
    assert.ok(error instanceof ServerError);
    return error.message;
  };

  it('R1 a join is refused without a token, with a bad, expired or wrong-purpose token, and for a banned player', async () => {
    const deps = depsWith(async () => stored);
    assert.equal(await refusal(authorizeJoin(undefined, {}, ADDRESS, deps)), 'auth/required');
    assert.equal(await refusal(authorizeJoin('x.y.z', {}, ADDRESS, deps)), 'auth/invalid');
    const { token } = await tokens.issue(ADA, 'session');
    const { token: resume } = await tokens.issue(ADA, 'resume');
    assert.equal(await refusal(authorizeJoin(resume, {}, ADDRESS, deps)), 'auth/invalid');
    assert.equal(
      await refusal(
        authorizeJoin(
          token,
          {},
          ADDRESS,
          depsWith(async () => ({ ...stored, bannedAt: 1 })),
        ),
      ),
      'auth/banned',
    );
    assert.equal(
      await refusal(
        authorizeJoin(
          token,
          {},
          ADDRESS,
          depsWith(async () => undefined),
        ),
      ),
      'auth/invalid',
    );
    nowMs += 16 * 60_000;
    assert.equal(await refusal(authorizeJoin(token, {}, ADDRESS, deps)), 'auth/expired');
  });

  it('R1 a join takes everything but the chosen status from the store', async () => {
    const { token } = await tokens.issue(ADA, 'session', { name: 'Eve', rating: 9_999 });
    const self = { ...stored, status: 'busy', chosenStatus: 'busy', lastActive: 0 } as const;
    const resumeToken = await resumeTokenFor(self, tokens);
    const { profile } = await authorizeJoin(
      token,
      { resumeToken },
      ADDRESS,
      depsWith(async () => stored),
    );
    assert.deepEqual(profile, {
      id: ADA,
      name: 'Ada',
      visibility: 'nobody',
      rating: 0,
      emblem: 0,
      chosenStatus: 'busy',
      chosenAt: 0,
      mutedUntil: 0,
    });
  });

  it('R1 a join during a store outage gets store/away, never the driver’s message', async () => {
    const { token } = await tokens.issue(ADA, 'session');
    const away = depsWith(() => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.1')));
    assert.equal(await refusal(authorizeJoin(token, {}, ADDRESS, away)), 'store/away');
    assert.equal(failures.length, 1);
  });
});
