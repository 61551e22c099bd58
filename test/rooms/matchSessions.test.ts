import assert from 'node:assert/strict';
import type { Client, Deferred } from '@colyseus/core';
import type { LocalPlayers } from '../../server/lobby/LocalPlayers.ts';
import { type LiveMatch, LiveMatches } from '../../server/match/LiveMatches.ts';
import { MatchSessions } from '../../server/match/MatchSessions.ts';
import { systemClock } from '../../server/process/systemClock.ts';
import { CLOSE } from '../../shared/protocol.ts';

describe('the sessions of a match', () => {
  /** `isThere`: whether the process' players still have the session. */
  function begin(isThere: boolean) {
    const did: string[] = [];
    const note = (what: string) => (session: string) => void did.push(`${what} ${session}`);
    const localPlayers = {
      ...{ join: () => {}, endMatch: () => {}, leave: note('leave'), remove: note('remove') },
      drop: () => isThere,
      resume: () => isThere,
    } as unknown as LocalPlayers;
    const live = new LiveMatches(systemClock);
    const match = { endSession: note('end') } as unknown as LiveMatch;
    const sessions = new MatchSessions(match, { localPlayers, live }, () => {});
    const client = (sessionId: string, playerId = 'ada') =>
      ({
        sessionId,
        auth: { playerId, role: 'player' },
        leave: (code: number, why: string) => void did.push(`${code} ${why}`),
      }) as never;
    const resume = Object.assign(Promise.withResolvers<Client>().promise, { reject: () => {} }) as never;
    const expire = (sessionId: string) =>
      live.follow({ type: 'closed', sessionId: sessionId as never, shard: null, why: 'expired' });
    return { did, sessions, client, expire, allow: () => resume as Deferred<Client> };
  }

  it('MR6 a session that the sweep has ended is not held: nothing would end its window', () => {
    for (const isThere of [true, false]) {
      const { sessions, client, allow } = begin(isThere);
      sessions.enter(client('s1'), false);
      let allowed = 0;
      const counted = () => {
        allowed += 1;
        return allow();
      };
      assert.equal(
        sessions.hold('s1', counted, () => {}),
        isThere,
      );
      assert.equal(allowed, Number(isThere));
      assert.equal(sessions.close('s1', 1006), !isThere, 'whether its close is the end');
    }
  });

  it('MR6 a resume that comes too late is told so; one beside another session, that it was replaced', () => {
    const late = begin(false);
    late.sessions.enter(late.client('s1'), false);
    assert.equal(late.sessions.resume(late.client('s1')), false);
    assert.deepEqual(late.did, [`${CLOSE.error} window over`]);
    const { sessions, client, did, allow } = begin(true);
    sessions.enter(client('s1'), false);
    sessions.hold('s1', allow, () => {});
    assert.equal(sessions.resume(client('s1')), true);
    sessions.enter(client('s2'), false);
    assert.equal(sessions.resume(client('s1')), false);
    assert.deepEqual(did, [`${CLOSE.replaced} replaced`]);
  });

  it('MR6 the end of a window reaches the match of its session alone, and none once the session has ended', () => {
    const { sessions, client, did, expire } = begin(true);
    sessions.enter(client('s1'), false);
    sessions.enter(client('s2', 'ben'), false);
    expire('s1');
    expire('s3');
    assert.deepEqual(did, ['end s1']);
    sessions.close('s1', CLOSE.consented);
    sessions.stop(CLOSE.consented);
    did.length = 0;
    expire('s1');
    expire('s2');
    assert.deepEqual(did, ['end s2']);
  });
});
