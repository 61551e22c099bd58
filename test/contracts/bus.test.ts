/** The contract of every bus: one suite, run against memory and a real Redis. */
import assert from 'node:assert/strict';
import type { Bus } from '../../server/ports.ts';
import { type ClusterPlace, type ClusterPlaceKind, memoryPlaces, redisPlaces } from '../support/clusterPlaces.ts';
import { eventually } from '../support/eventually.ts';

for (const kind of [memoryPlaces(), redisPlaces()]) describe(`bus: ${kind.name}`, () => suite(kind));

function suite(kind: ClusterPlaceKind): void {
  let place: ClusterPlace;
  before(() => kind.start());
  after(() => kind.stop());
  beforeEach(async () => {
    place = await kind.fresh();
  });
  afterEach(() => place.close());

  const heardBy = (bus: Bus, topic: string): unknown[] => {
    const heard: unknown[] = [];
    bus.subscribe(topic, (message) => heard.push(message));
    return heard;
  };
  /** Messages arrive in order, so a bus with the last one has received all before it. */
  const settled = async (...buses: Bus[]) => {
    const marks = buses.map((bus) => heardBy(bus, 'mark'));
    await eventually(() => {
      for (const bus of buses) bus.publish('mark', 0);
      return marks.every((mark) => mark.length >= buses.length);
    });
  };

  it('J1 a message reaches every listener of its topic in every process, including the sender’s, and no other topic', async () => {
    const [{ bus: one }, { bus: two }] = [await place.bus(), await place.bus()];
    const heard = [heardBy(one, 'topic'), heardBy(one, 'topic'), heardBy(two, 'topic')];
    const others = [heardBy(one, 'topi'), heardBy(two, 'topics'), heardBy(two, '*')];
    await settled(one, two);
    one.publish('topic', { from: 'one' });
    assert.deepEqual(heard, [[], [], []], 'nobody hears it before the call returns');
    await eventually(() => heard.every((words) => words.length === 1));
    two.publish('topic', null);
    await eventually(() => heard.every((words) => words.length === 2));
    await settled(one, two);
    assert.deepEqual(heard, Array(3).fill([{ from: 'one' }, null]));
    assert.deepEqual(others, [[], [], []]);
  });

  it('J2 the messages of one sender arrive in order, each once', async () => {
    const [{ bus: one }, { bus: two }] = [await place.bus(), await place.bus()];
    const heard = heardBy(two, 'topic');
    await settled(one, two);
    const words = Array.from({ length: 500 }, (_, n) => n);
    for (const word of words) one.publish('topic', word);
    await eventually(() => heard.length >= words.length);
    await settled(one, two);
    assert.deepEqual(heard, words);
  });

  it('J3 each listener gets its own copy of the message, as JSON carries it', async () => {
    const { bus } = await place.bus();
    const message = { list: [1, 'ä\u0000😀', null], gone: undefined, inner: { deep: true } };
    bus.subscribe('topic', (heard) => Object.assign(heard as object, { list: 'changed' }));
    const heard = heardBy(bus, 'topic');
    bus.publish('topic', message);
    message.inner.deep = false;
    await eventually(() => heard.length === 1);
    assert.deepEqual(heard, [{ list: [1, 'ä\u0000😀', null], inner: { deep: true } }]);
  });

  it('J4 an error in a listener is reported, and the other listeners still get the message', async () => {
    const { bus, told } = await place.bus();
    const error = new Error('of the test');
    bus.subscribe('topic', () => {
      throw error;
    });
    const heard = heardBy(bus, 'topic');
    bus.publish('topic', 1);
    bus.publish('topic', 2);
    await eventually(() => heard.length === 2);
    assert.deepEqual(told, Array(2).fill({ error, where: 'bus: topic' }));
  });

  it('J4 a message that JSON cannot carry is reported and not sent', async () => {
    const { bus, told } = await place.bus();
    const heard = heardBy(bus, 'topic');
    const circle: unknown[] = [];
    circle.push(circle);
    for (const message of [circle, 1n, undefined, () => 1]) bus.publish('topic', message);
    await settled(bus);
    assert.deepEqual(heard, []);
    assert.deepEqual(
      told.map(({ where }) => where),
      Array(4).fill('bus: publish topic'),
    );
  });

  it('J5 a listener that subscribes and then publishes gets the answer', async () => {
    const [{ bus: one }, { bus: two }] = [await place.bus(), await place.bus()];
    two.subscribe('question', (topic) => two.publish(String(topic), 'answer'));
    await settled(one, two);
    for (let n = 0; n < 50; n++) {
      const [own, answers] = [heardBy(one, `answers-${n}`), heardBy(one, `answers-${n}`)];
      one.publish('question', `answers-${n}`);
      await eventually(() => own.length === 1 && answers.length === 1, 1_000);
    }
  });

  it('J6 nothing arrives after closing', async () => {
    const [{ bus: one }, { bus: two }] = [await place.bus(), await place.bus()];
    const heard = heardBy(one, 'topic');
    const others = heardBy(two, 'topic');
    await settled(one, two);
    await one.close();
    two.publish('topic', 1);
    await eventually(() => others.length === 1);
    await settled(two);
    assert.deepEqual(heard, []);
  });
}
