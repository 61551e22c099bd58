import assert from 'node:assert/strict';
import { nextDeparture, nextHabit, nextHabitInMs, nextWords, SMALL_TALK } from '../../bots/habits.ts';
import { FIRST_NAMES, Names } from '../../bots/names.ts';
import { between, seeded } from '../../bots/random.ts';
import { checkName } from '../../server/domain/names/names.ts';
import { chatText } from '../../server/domain/social/chatText.ts';
import { LEAVE_DAMPING_MS, RECONNECT_WINDOW_MS } from '../../shared/limits.ts';

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe('bots’ names', () => {
  it('B1 the server accepts every name, and no two of them look alike', () => {
    const names = new Names(seeded(3));
    const checked = times(2_000, () => names.next()).map((name) => ({ name, checked: checkName(name) }));
    const refused = checked.filter(({ checked }) => 'refusal' in checked);
    assert.deepEqual(refused, []);
    const keys = new Set(checked.map(({ checked }) => 'nameKey' in checked && checked.nameKey));
    assert.equal(keys.size, 2_000);
  });

  it('B1 names come from many scripts', () => {
    const scripts = [
      'Latin',
      'Cyrillic',
      'Greek',
      'Han',
      'Hiragana',
      'Hangul',
      'Arabic',
      'Hebrew',
      'Devanagari',
      'Thai',
    ];
    for (const script of scripts) {
      assert.ok(
        FIRST_NAMES.some((name) => new RegExp(`\\p{Script=${script}}`, 'u').test(name)),
        script,
      );
    }
  });

  it('B4 the same seed gives the same names, and another seed others', () => {
    const of = (seed: number) => {
      const names = new Names(seeded(seed));
      return times(50, () => names.next());
    };
    assert.deepEqual(of(7), of(7));
    assert.notDeepEqual(of(7), of(8));
  });
});

describe('bots’ habits', () => {
  it('B2 bots give input, rest, choose every status and rename themselves, mostly the first', () => {
    const random = seeded(1);
    const habits = times(5_000, () => nextHabit(random));
    const kinds = new Set(habits.map((habit) => (habit.do === 'status' ? habit.status : habit.do)));
    assert.deepEqual([...kinds].sort(), ['away', 'busy', 'online', 'rename', 'rest', 'talk', 'touch']);
    const share = (kind: string) => habits.filter((habit) => habit.do === kind).length / habits.length;
    assert.ok(share('touch') > 0.45 && share('touch') < 0.55);
    assert.ok(share('rename') < 0.04);
  });

  it('B12 bots chat seldom, and only with permitted text', () => {
    const random = seeded(4);
    const habits = times(5_000, () => nextHabit(random));
    const share = habits.filter((habit) => habit.do === 'talk').length / habits.length;
    assert.ok(share > 0.01 && share < 0.03, `${share}`);
    const said = new Set(times(1_000, () => nextWords(random)));
    assert.deepEqual([...said].toSorted(), SMALL_TALK.toSorted());
    for (const words of said) assert.equal(chatText(words), words);
  });

  it('B2 bots drop within the window, reload within the damping, and leave for longer', () => {
    const random = seeded(2);
    const departures = times(3_000, () => nextDeparture(random));
    const of = (how: string) => departures.filter((departure) => departure.how === how).map(({ backInMs }) => backInMs);
    assert.ok(Math.max(...of('drop')) < RECONNECT_WINDOW_MS);
    assert.ok(Math.max(...of('reload')) < LEAVE_DAMPING_MS);
    assert.ok(Math.min(...of('leave')) > LEAVE_DAMPING_MS);
    for (const how of ['drop', 'reload', 'leave']) assert.ok(of(how).length > 900, how);
  });

  it('B4 the same seed gives the same choices', () => {
    const of = (seed: number) => {
      const random = seeded(seed);
      return times(100, () => [nextHabit(random), nextHabitInMs(random), nextDeparture(random)]);
    };
    assert.deepEqual(of(7), of(7));
    assert.notDeepEqual(of(7), of(8));
  });

  it('B4 random numbers are spread evenly, ends included', () => {
    const random = seeded(9);
    const counts = new Map<number, number>();
    for (const n of times(6_000, () => between(random, 1, 6))) counts.set(n, (counts.get(n) ?? 0) + 1);
    assert.deepEqual([...counts.keys()].sort(), [1, 2, 3, 4, 5, 6]);
    for (const count of counts.values()) assert.ok(count > 850 && count < 1_150, `${count}`);
  });
});
