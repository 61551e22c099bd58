import assert from 'node:assert/strict';
import { RESUME_BACKOFF } from '../../client/net/backoff.ts';
import { REQUEST_TIMEOUT_MS } from '../../client/net/sdkEntry.ts';
import { ANSWER_MS } from '../../server/colyseus/reservations.ts';
import { SEATED_WITHIN_MS } from '../../server/domain/play/deskMatches.ts';
import { LOST_AFTER_MS } from '../../server/domain/play/lostRooms.ts';
import { ROOMS_EVERY_MS } from '../../server/play/DeskHost.ts';
import { DESK_TIMEOUT_MS, REPORT_AGAIN_MS } from '../../server/play/Play.ts';
import { GONE_GRACE_MS } from '../../server/play/PlayState.ts';
import { KEEP_EVERY_MS } from '../../server/redis/upkeep.ts';
import * as limits from '../../shared/limits.ts';

describe('relations between the limits', () => {
  it('P19 missed heartbeats are noticed before idleness, and idleness before the kick', () => {
    assert.ok(limits.HEARTBEAT_MS * (limits.MISSED_HEARTBEATS + 1) < limits.IDLE_AFTER_MS);
    assert.ok(limits.HIDDEN_IDLE_MS < limits.IDLE_AFTER_MS);
    assert.ok(limits.IDLE_AFTER_MS < limits.KICK_AFTER_MS);
    assert.ok(limits.KICK_WARNING_MS * 2 <= limits.KICK_AFTER_MS);
  });

  it('P19 the sweep is finer than what it expires, and a stall is coarser than the sweep', () => {
    assert.ok(limits.SWEEP_MS < limits.LEAVE_DAMPING_MS);
    assert.ok(limits.SWEEP_MS < limits.STALL_MS);
    assert.ok(limits.STALL_MS < limits.HEARTBEAT_MS);
  });

  it('P19 the client notices and retries well within the window', () => {
    const noticed = limits.PROBE_EVERY_MS + limits.PROBE_TIMEOUT_MS;
    assert.ok(noticed < 8_000);
    assert.ok(limits.PROBE_PRESSED_MS + limits.PROBE_TIMEOUT_MS < 3_000);
    assert.ok(RESUME_BACKOFF.capMs + 500 < 3_000);
    assert.ok(noticed + 4 * limits.CONNECT_TIMEOUT_MS < limits.RECONNECT_WINDOW_MS);
  });

  it('P19 a storage interval spans several heartbeats, and a lastActive step spans two', () => {
    assert.ok(limits.STORE_EVERY_MS >= 2 * limits.HEARTBEAT_MS);
    assert.ok(limits.LAST_ACTIVE_STEP_S * 1_000 >= 2 * limits.HEARTBEAT_MS);
  });

  it('P19 a player arriving as late as a client may still has their turn', () => {
    assert.ok(limits.RETRY_SPREAD_MAX_MS + limits.CONNECT_TIMEOUT_MS < limits.TURN_KEPT_MS);
  });

  it('P19 a room that resumes a player answers within the client’s attempt', () => {
    assert.ok(ANSWER_MS < limits.CONNECT_TIMEOUT_MS);
  });

  it('P19 the room calls off a match with missed seats and reports it twice before the desk gives up on it', () => {
    assert.ok(limits.MATCH_SEAT_MS > 2 * limits.CONNECT_TIMEOUT_MS);
    assert.ok(SEATED_WITHIN_MS > limits.MATCH_SEAT_MS + DESK_TIMEOUT_MS + REPORT_AGAIN_MS);
  });

  it('P19 a player hears that the desk is away before their request times out', () => {
    assert.ok(DESK_TIMEOUT_MS + 1_000 < REQUEST_TIMEOUT_MS);
  });

  it('P19 a lost listing is written and read again before its room counts as lost', () => {
    assert.ok(LOST_AFTER_MS > KEEP_EVERY_MS + ROOMS_EVERY_MS);
  });

  it('P19 players of a killed process come back before the desk lets them go', () => {
    assert.ok(GONE_GRACE_MS > limits.LEASE_MS + 2 * limits.CONNECT_TIMEOUT_MS + limits.RETRY_SPREAD_MAX_MS);
    assert.ok(GONE_GRACE_MS < limits.RECONNECT_WINDOW_MS);
  });
});
