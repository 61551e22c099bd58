import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PresenceEvent } from '../../server/domain/presence/player.ts';
import { asPlayerId, asSessionId, asShardId } from '../../shared/ids.ts';
import { VISIBILITIES } from '../../shared/playerRow.ts';
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
        model.choose(step.player, step.status, world.now);
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
    const sizes = PLAYERS.map((name) => world.find(name)?.sessions.size ?? 0);
    assert.equal(
      sizes.reduce((a, b) => a + b),
      model.sessions.length,
    );
  }
}

describe('presence, compared with a simple model', () => {
  it('P18 presence agrees after each of up to 60 commands, in 10,000 runs', () => {
    checked(
      fc.property(fc.array(command, { maxLength: 60, size: 'max' }), (commands) => run(commands)),
      10_000,
    );
  });

  it('V12 the hidden sessions of each shard are those that a walk over all players finds, in 2,000 runs', () => {
    const shard = fc.constantFrom('hall', 'attic');
    const visibility = fc.constantFrom(...VISIBILITIES);
    const act = fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: fc.constant('join' as const), player, session, shard, visibility }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('show' as const), player, visibility }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('drop', 'resume', 'leave', 'remove'), session }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), player }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(250, 1_000, 8_000) }) },
    );
    checked(
      fc.property(fc.array(act, { maxLength: 60, size: 'max' }), (acts) => {
        const world = new PresenceWorld();
        const { presence } = world;
        for (const one of acts) {
          if ('ms' in one) world.pass(one.ms);
          else if ('shard' in one) world.join(one.player, one.session, one.shard, one.visibility);
          else if ('visibility' in one) world.change(one.player, { visibility: one.visibility });
          else if ('player' in one) presence.end(asPlayerId(one.player), 'kicked', world.now);
          else if (one.do === 'drop') world.drop(one.session);
          else if (one.do === 'resume') world.resume(one.session);
          else if (one.do === 'leave') world.leave(one.session);
          else presence.remove(asSessionId(one.session), 'error', world.now);
          for (const place of ['hall', 'attic']) {
            const hidden = [...presence.players()].filter((each) => each.visibility !== 'everyone');
            const states = hidden.flatMap(({ sessions }) => [...sessions.values()]);
            const count = (state: string) =>
              states.filter((each) => each.state === state && each.shard === place).length;
            const { live, held } = presence.inShards.hiddenIn(asShardId(place));
            assert.deepEqual([live, held], [count('live'), count('held')], JSON.stringify(one));
          }
        }
      }),
      2_000,
    );
  });
});
