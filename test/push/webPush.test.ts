import assert from 'node:assert/strict';
import { MemoryBus } from '../../server/cluster/MemoryBus.ts';
import { PUSH_EVERY_MS } from '../../server/domain/push/pushRule.ts';
import type { Subscription } from '../../server/domain/push/subscription.ts';
import type { Sent } from '../../server/push/PushSender.ts';
import { WebPush } from '../../server/push/WebPush.ts';
import type { PlayerId } from '../../shared/ids.ts';
import type { ChosenStatus } from '../../shared/status.ts';
import { eventually } from '../support/eventually.ts';
import { memoryStore } from '../support/memoryStore.ts';
import { Browser } from '../support/pushService.ts';
import { TestClock } from '../support/testClock.ts';

const TOPIC = 'news';

describe('the desk’s news, outside the page', () => {
  const world = () => {
    const [clock, store] = [new TestClock(), memoryStore()];
    const failures: unknown[] = [];
    const bus = new MemoryBus((error) => failures.push(error));
    const sent: { endpoint: string; note: { kind: string }; ttlMs: number }[] = [];
    const [ada, bob] = [store.add('Ada').id, store.add('Bob').id];
    const state = {
      ...{ clock, store, bus, sent, failures, ada, bob, isActing: true, isShown: false, asks: 0 },
      status: 'online' as ChosenStatus | undefined,
      answer: 'sent' as Sent,
      /** Resolves before the page's answer does. */
      delayMs: 0,
    };
    new WebPush({
      ...{ bus, clock, store, topic: TOPIC },
      sender: {
        async send({ endpoint }: Subscription, text: string, ttlMs: number) {
          sent.push({ endpoint, note: JSON.parse(text), ttlMs });
          return state.answer;
        },
      },
      isActing: () => state.isActing,
      chosenStatusOf: () => state.status,
      async isShown() {
        state.asks += 1;
        clock.advance(state.delayMs);
        return state.isShown;
      },
      failed: (error) => void failures.push(error),
    });
    return state;
  };
  type World = ReturnType<typeof world>;

  const subscribe = async ({ store, clock }: World, id: PlayerId, path: string): Promise<Subscription> => {
    const { subscription } = new Browser(`https://push.test/${path}`, 'en');
    await store.subscriptions.keep(id, subscription, clock.wall());
    return subscription;
  };
  const propose = ({ bus }: World, to: PlayerId, isReady = false, leftMs = 20_000) => {
    const payload = {
      proposalId: 'p',
      matchId: 'm',
      mode: 'cycles',
      isRated: false,
      leftMs,
      players: [{ id: to, name: 'X', isReady }],
    };
    bus.publish(TOPIC, { items: [{ type: 'push', to, push: 'matchProposed', payload }] });
  };
  const invite = ({ bus }: World, to: PlayerId, from: PlayerId) => {
    const payload = { inviteId: 'i', kind: 'party', from: { id: from, name: 'Bob' }, leftMs: 30_000 };
    bus.publish(TOPIC, {
      items: [
        { type: 'push', to, push: 'invited', payload },
        { type: 'activity', playerId: to },
      ],
    });
  };
  /** Until everything that was published has been decided. */
  const settled = async () => {
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  };

  it('WP3 only the process that runs the desk sends, and only to those with a browser', async () => {
    const state = world();
    propose(state, state.ada);
    await settled();
    assert.equal(state.asks, 0, 'nobody is asked for nothing');
    await subscribe(state, state.ada, 'a');
    state.isActing = false;
    propose(state, state.ada);
    await settled();
    assert.equal(state.sent.length, 0);
    state.isActing = true;
    propose(state, state.ada);
    await eventually(() => state.sent.length === 1);
    assert.deepEqual(state.failures, []);
  });

  it('WP3 it is worth as long as the check can still be answered, and nothing afterwards', async () => {
    const state = world();
    await subscribe(state, state.ada, 'a');
    state.delayMs = 800;
    propose(state, state.ada);
    await eventually(() => state.sent.length === 1);
    assert.equal(state.sent[0]?.ttlMs, 19_200);
    state.clock.advance(PUSH_EVERY_MS);
    propose(state, state.ada, false, 700);
    await settled();
    assert.equal(state.sent.length, 1);
  });

  it('WP4 busy, gone, seen, answered: nothing is sent, and it does not count as sent', async () => {
    const state = world();
    await subscribe(state, state.ada, 'a');
    for (const [change, isReady] of [
      [{ status: 'busy' as const }, false],
      [{ status: undefined }, false],
      [{ status: 'online' as const, isShown: true }, false],
      [{ isShown: false }, true],
    ] as const) {
      Object.assign(state, change);
      propose(state, state.ada, isReady);
      await settled();
    }
    assert.equal(state.sent.length, 0);
    propose(state, state.ada);
    await eventually(() => state.sent.length === 1);
  });

  it('WP4 an invite of a stranger or across a block is not sent, whichever of the two blocks', async () => {
    const state = world();
    const { store, ada, bob } = state;
    await subscribe(state, ada, 'a');
    invite(state, ada, bob);
    await settled();
    await store.friendships.add(ada, bob);
    invite(state, ada, bob);
    await settled();
    await store.friendships.add(bob, ada);
    for (const [one, other] of [
      [ada, bob],
      [bob, ada],
    ] as const) {
      await store.blocks.add(one, other, 0);
      invite(state, ada, bob);
      await settled();
      await store.blocks.remove(one, other);
    }
    assert.equal(state.sent.length, 0);
    invite(state, ada, bob);
    await eventually(() => state.sent.length === 1);
    assert.deepEqual(state.sent[0]?.note, {
      kind: 'invite',
      inviteId: 'i',
      invite: 'party',
      from: 'Bob',
      language: 'en',
    });
  });

  it('WP4 the same news many times is sent once, and again after a minute; each kind and player by itself', async () => {
    const state = world();
    const { ada, bob, store } = state;
    for (const [id, path] of [
      [ada, 'a'],
      [bob, 'b'],
    ] as const)
      await subscribe(state, id, path);
    await store.friendships.add(ada, bob);
    await store.friendships.add(bob, ada);
    for (let n = 0; n < 5; n++) propose(state, ada);
    propose(state, bob);
    invite(state, ada, bob);
    await eventually(() => state.sent.length === 3);
    state.clock.advance(PUSH_EVERY_MS - 1);
    propose(state, ada);
    await settled();
    assert.equal(state.sent.length, 3);
    state.clock.advance(1);
    propose(state, ada);
    await eventually(() => state.sent.length === 4);
  });

  it('WP9 what is gone is deleted, and what was refused is kept', async () => {
    const state = world();
    await subscribe(state, state.ada, 'a');
    state.answer = 'refused';
    propose(state, state.ada);
    await eventually(() => state.sent.length === 1);
    await settled();
    assert.ok((await state.store.subscriptions.of([state.ada])).has(state.ada));
    state.answer = 'gone';
    state.clock.advance(PUSH_EVERY_MS);
    propose(state, state.ada);
    await eventually(async () => !(await state.store.subscriptions.of([state.ada])).has(state.ada));
  });

  it('WP3 a store that is away is one failure, and the next news is sent', async () => {
    const state = world();
    await subscribe(state, state.ada, 'a');
    state.store.isAway = true;
    propose(state, state.ada);
    await eventually(() => state.failures.length === 1);
    state.store.isAway = false;
    propose(state, state.ada);
    await eventually(() => state.sent.length === 1);
  });
});
