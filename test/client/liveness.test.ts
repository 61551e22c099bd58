import assert from 'node:assert/strict';
import { activityOf, Heartbeat } from '../../client/net/heartbeat.ts';
import { settled } from '../support/fakeTime.ts';
import { LinkWorld, WELCOME } from '../support/linkWorld.ts';

describe('activity', () => {
  const limits = { idleAfterMs: 180_000, hiddenIdleMs: 60_000 };

  it('L17 a player becomes idle exactly when the time without input is over, to the millisecond', () => {
    const times = { lastInputAt: 1_000, hiddenSinceAt: undefined };
    assert.deepEqual(activityOf(times, limits, 5_000), { active: true, inputAgoMs: 4_000, flipsAt: 181_000 });
    assert.equal(activityOf(times, limits, 180_999).active, true);
    assert.deepEqual(activityOf(times, limits, 181_000), { active: false, inputAgoMs: 180_000, flipsAt: undefined });
  });

  it('L17 a hidden page becomes idle sooner; once visible, the next input makes it active', () => {
    const hidden = { lastInputAt: 1_000, hiddenSinceAt: 2_000 };
    assert.deepEqual(activityOf(hidden, limits, 3_000), { active: true, inputAgoMs: 2_000, flipsAt: 62_000 });
    assert.equal(activityOf(hidden, limits, 62_000).active, false);
    assert.equal(activityOf({ ...hidden, hiddenSinceAt: undefined }, limits, 62_000).active, true);
  });

  it('L17 the reported idle time fits a heartbeat, however long ago the input was', () => {
    const { inputAgoMs } = activityOf({ lastInputAt: 0.25, hiddenSinceAt: undefined }, limits, 1e12);
    assert.equal(inputAgoMs, 86_400_000);
    assert.equal(activityOf({ lastInputAt: 9, hiddenSinceAt: undefined }, limits, 8.5).inputAgoMs, 0);
  });
});

describe('the heartbeat', () => {
  it('L16 a heartbeat goes out every interval, the first after a random part of it', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(7_499);
    assert.equal(connection.beats.length, 0);
    await world.time.pass(1);
    assert.deepEqual(connection.beats, [{ active: true, inputAgoMs: 7_500 }]);
    await world.time.pass(45_000);
    assert.equal(connection.beats.length, 4);
  });

  it('L16 a heartbeat goes out at once when the player becomes idle or active', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(179_999);
    assert.ok(connection.beats.every(({ active }) => active));
    await world.time.pass(1);
    assert.deepEqual(connection.beats.at(-1), { active: false, inputAgoMs: 180_000 });
    await world.time.pass(1_000);
    world.client.inputSeen();
    assert.deepEqual(connection.beats.at(-1), { active: true, inputAgoMs: 0 });
    const count = connection.beats.length;
    world.client.inputSeen();
    assert.equal(connection.beats.length, count, 'more input is no news');
  });

  it('L16 a timer that fires slightly early skips nothing', () => {
    let now = 0;
    const HEARTBEAT_MS = 1e9;
    let idle: (() => void) | undefined;
    const beats: boolean[] = [];
    const heartbeat = new Heartbeat({
      // Time passes while the heartbeat decides, as on a slow page.
      now: () => now++,
      timers: {
        setTimeout: (callback, ms) => {
          if (ms < HEARTBEAT_MS) idle = callback;
          return ms;
        },
        clearTimeout: (ms) => {
          if (ms !== HEARTBEAT_MS) idle = undefined;
        },
      },
      random: () => 1,
      send: ({ active }) => beats.push(active),
    });
    heartbeat.start(HEARTBEAT_MS, { idleAfterMs: 1_000, hiddenIdleMs: 1_000 });
    now = 999;
    idle?.();
    assert.deepEqual(beats, [], 'still active');
    now = 1_002;
    idle?.();
    assert.deepEqual(beats, [false]);
  });

  it('L16 a hidden page reports itself after a while, and again once visible', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    world.client.pageHidden();
    await world.time.pass(60_000);
    assert.equal(connection.beats.at(-1)?.active, false);
    world.client.pageVisible();
    assert.equal(connection.beats.at(-1)?.active, true);
  });

  it('WP12 a page says at once that it is hidden or shown, and after an outage as soon as the link is up', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    world.client.pageHidden();
    assert.deepEqual(connection.beats, [{ active: true, inputAgoMs: 0, isHidden: true }]);
    world.client.pageHidden();
    world.client.pageVisible();
    assert.deepEqual(connection.beats.slice(1), [{ active: true, inputAgoMs: 0 }]);
    world.client.pageHidden();
    connection.drop(1006);
    world.client.inputSeen();
    await world.time.pass(100);
    assert.deepEqual(world.welcome().beats, [{ active: true, inputAgoMs: 100, isHidden: true }]);
  });

  it('L16 activity during an outage is reported as soon as the link is up', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(200_000);
    assert.equal(connection.beats.at(-1)?.active, false);
    connection.drop(1006);
    world.client.inputSeen();
    await world.time.pass(100);
    assert.deepEqual(world.welcome().beats, [{ active: true, inputAgoMs: 100 }]);
  });

  it('L16 activity can be reported from outside, without a page', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    world.client.reportActivity(false, 4_000);
    assert.deepEqual(connection.beats, [{ active: false, inputAgoMs: 4_000 }]);
    world.client.reportActivity(false, 4_000);
    assert.equal(connection.beats.length, 1);
    world.client.reportActivity(true, 0);
    assert.deepEqual(connection.beats[1], { active: true, inputAgoMs: 0 });
    await world.time.pass(200_000);
    assert.equal(connection.beats.at(-1)?.active, true, 'a report holds');
  });

  it('L18 a warning to an active player is answered at once; to an idle one it is only shown', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    connection.push({ type: 'idleWarned', payload: { kickAtS: 1, inMs: 60_000 } });
    assert.deepEqual(connection.beats, [{ active: true, inputAgoMs: 0 }]);
    assert.deepEqual(world.events.at(-1), { type: 'idleWarned', payload: { kickAtS: 1, inMs: 60_000 } });
    await world.time.pass(200_000);
    const count = connection.beats.length;
    connection.push({ type: 'idleWarned', payload: { kickAtS: 1, inMs: 60_000 } });
    assert.equal(connection.beats.length, count);
  });
});

describe('the probe', () => {
  it('L14 the probe asks every 5 s while the page is visible, and reports the round trip', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(15_000);
    assert.equal(connection.pings, 3);
    assert.equal(world.events.filter((event) => event.type === 'probed' && event.ms === 7).length, 3);
    world.client.pageHidden();
    await world.time.pass(50_000);
    assert.equal(connection.pings, 3);
    world.client.pageVisible();
    assert.equal(connection.pings, 4, 'at once');
  });

  it('L14 the probe asks at once on online and on the first input after a quiet spell', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(1_000);
    world.client.networkOnline();
    assert.equal(connection.pings, 1);
    await world.time.pass(4_000);
    world.client.inputSeen();
    assert.equal(connection.pings, 2);
    world.client.inputSeen();
    await settled();
    world.client.inputSeen();
    assert.equal(connection.pings, 2);
  });

  it('L14 a press probes after 0.4 s without an answer, a move after 1.5 s, and neither more often', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    for (let i = 0; i < 80; i++) {
      world.client.pressed();
      await world.time.pass(50);
    }
    assert.equal(connection.pings, 10);
    for (let i = 0; i < 8; i++) {
      world.client.inputSeen();
      await world.time.pass(1_000);
    }
    assert.equal(connection.pings, 15);
    await world.time.pass(7_000);
    assert.ok(connection.pings <= 17, 'nobody is there: every 5 s again');
  });

  it('L14 a pending answer prevents further probes', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    connection.isDead = true;
    await world.time.pass(5_000);
    for (let i = 0; i < 20; i++) {
      world.client.pressed();
      world.client.inputSeen();
      await world.time.pass(100);
    }
    assert.equal(connection.pings, 1);
  });

  /** Ms until the loss is noticed, if the link dies at `diesAt` and a key is pressed `pressedAfter` later. */
  async function noticedIn(diesAt: number, pressedAfter: number | undefined): Promise<number> {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(diesAt);
    connection.isDead = true;
    await world.time.pass(pressedAfter ?? 0);
    if (pressedAfter !== undefined) world.client.pressed();
    for (let ms = 0; ms <= 10_000; ms += 50) {
      if (connection.closedWith !== undefined) return ms;
      await world.time.pass(50);
    }
    return Number.POSITIVE_INFINITY;
  }

  it('L40 a link that dies is noticed in under 8 s at any time, and in under 3 s after a press', async () => {
    for (let diesAt = 0; diesAt < 5_500; diesAt += 550) {
      const alone = await noticedIn(diesAt, undefined);
      assert.ok(alone < 8_000, `died at ${diesAt}: ${alone}`);
      for (const after of [0, 100, 399, 401, 1_500, 3_000, 4_900]) {
        const pressed = await noticedIn(diesAt, after);
        assert.ok(pressed < 3_000, `died at ${diesAt}, pressed ${after} later: ${pressed}`);
      }
    }
  });

  it('L40 the player is back in under 3 s, whenever the network heals', async () => {
    for (const plan of ['hang', { kind: 'network' }] as const) {
      for (const random of [0.1, 0.5, 0.999]) {
        for (let healsAt = 8_000; healsAt < 45_000; healsAt += 1_300) {
          const world = new LinkWorld();
          world.random = random;
          const connection = await world.online();
          await world.time.pass(20_000);
          world.transport.always = plan;
          connection.isDead = true;
          await world.time.pass(healsAt);
          world.transport.heal();
          await world.time.pass(2_900);
          assert.equal(world.client.link.kind, 'online', JSON.stringify({ plan, random, healsAt }));
        }
      }
    }
  });

  it('L15 without an answer in 2.5 s the link is dropped and resumed', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(6_000);
    connection.isDead = true;
    await world.time.pass(6_499);
    assert.equal(connection.closedWith, undefined);
    await world.time.pass(1);
    assert.equal(connection.closedWith, 4010);
    assert.equal(world.client.link.kind, 'reconnecting');
  });

  it('L15 after sleep, the machine asks once more before giving the link up', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    await world.time.pass(4_000);
    connection.isDead = true;
    await world.time.pass(1_500);
    world.time.sleep(600_000);
    connection.isDead = false;
    await world.time.pass(1_000);
    assert.equal(world.client.link.kind, 'online');
    assert.equal(connection.closedWith, undefined);
  });

  it('L15 offline drops the link at once', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    world.client.networkOffline();
    assert.equal(connection.closedWith, 4010);
    assert.equal(world.client.link.kind, 'reconnecting');
  });
});

describe('requests', () => {
  it('L19 requests return the reply or the refusal as a value', async () => {
    const world = new LinkWorld();
    await world.online();
    assert.deepEqual(await world.client.request('setStatus', { status: 'busy' }), { ok: true, status: 'busy' });
    assert.deepEqual(await world.client.request('setVisibility', { visibility: 'nobody' }), {
      ok: true,
      visibility: 'nobody',
    });
    assert.deepEqual(await world.client.request('setName', { name: 'Taken' }), { ok: false, refusal: 'name/taken' });
    assert.deepEqual(await world.client.request('setName', { name: 'Slow' }), { ok: false, refusal: 'network' });
    assert.equal(world.kept?.user.name, WELCOME.self.name);
  });

  it('L19 offline, requests are refused, and not sent later', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    connection.drop(1006);
    assert.deepEqual(await world.client.request('setName', { name: 'Later' }), { ok: false, refusal: 'network' });
    await world.time.pass(1_100);
    assert.equal(world.client.link.kind, 'online');
    assert.deepEqual(world.transport.connection.asked, []);
  });
});
