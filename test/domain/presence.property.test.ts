import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PresenceEvent } from '../../server/domain/presence/player.ts';
import { CHOSEN_STATUSES } from '../../shared/status.ts';
import { PresenceModel } from '../support/presenceModel.ts';
import { PresenceWorld, TIMING } from '../support/presenceWorld.ts';
import { checked } from '../support/property.ts';

const PLAYERS = ['ada', 'bob', 'cyd'] as const;
const session = fc.integer({ min: 0, max: 11 }).map((n) => `s${n}`);
const player = fc.constantFrom(...PLAYERS);

/** Time passes in steps of the sweep, past every window, but never in stalls; those are P17's stories. */
const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('join' as const), player, session }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('beat' as const),
      session,
      active: fc.boolean(),
      ago: fc.integer({ min: 0, max: 2 * TIMING.idleAfterMs }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('drop' as const), session }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume' as const), session }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), session }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('choose' as const), player, status: fc.constantFrom(...CHOSEN_STATUSES) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pass' as const), steps: fc.integer({ min: 1, max: 40 }) }) },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** Tracks the players who are here and checks that no one joins or leaves twice. */
class Attendance {
  readonly here = new Set<string>();

  hear(events: PresenceEvent[]): void {
    for (const event of events) {
      if (event.type === 'joined') {
        assert.ok(!this.here.has(event.playerId), 'joined twice');
        this.here.add(event.playerId);
      }
      if (event.type === 'left') assert.ok(this.here.delete(event.playerId), 'left without having joined');
    }
  }
}

function run(commands: Command[]): void {
  const world = new PresenceWorld();
  const model = new PresenceModel();
  const attendance = new Attendance();
  const act = (step: Command): PresenceEvent[] => {
    switch (step.do) {
      case 'join':
        // One shard; V6 covers leaving and returning across shards.
        model.join(step.player, step.session, world.now);
        return world.join(step.player, step.session);
      case 'beat':
        model.beat(step.session, step.active, step.ago, world.now);
        return world.beat(step.session, step.active, step.ago);
      case 'drop':
        model.drop(step.session, world.now);
        return world.drop(step.session);
      case 'resume':
        model.resume(step.session, world.now);
        return world.resume(step.session);
      case 'leave':
        model.leave(step.session, world.now);
        return world.leave(step.session);
      case 'choose':
        model.choose(step.player, step.status);
        return world.choose(step.player, step.status);
      case 'pass': {
        const events: PresenceEvent[] = [];
        for (let i = 0; i < step.steps; i++) {
          events.push(...world.pass(500, 500));
          model.sweep(world.now);
        }
        return events;
      }
    }
  };
  for (const step of commands) {
    attendance.hear(act(step));
    for (const name of PLAYERS) {
      assert.equal(world.status(name), model.status(name), `${name} after ${JSON.stringify(step)}`);
      assert.equal(attendance.here.has(name), model.status(name) !== 'gone');
      assert.deepEqual(
        [...(world.find(name)?.sessions.keys() ?? [])].sort(),
        model
          .of(name)
          .map(({ id }) => id)
          .sort(),
      );
    }
    assert.equal(world.presence.sessionCount, model.sessions.length);
  }
}

describe('presence, compared with a simple model', () => {
  it('P18 presence agrees after each of up to 60 commands, in 10,000 runs', () => {
    checked(
      fc.property(fc.array(command, { maxLength: 60, size: 'max' }), (commands) => run(commands)),
      10_000,
    );
  });
});
