import assert from 'node:assert/strict';
import { DOWN, LEFT, RIGHT, STRAIGHT, UP } from '../../shared/games/cycles/arena.ts';
import { Lead } from '../../shared/games/cycles/lead.ts';
import { Prediction } from '../../shared/games/cycles/prediction.ts';
import { AHEAD_MAX_TICKS, Steer, TimedTurns } from '../../shared/games/cycles/timedTurns.ts';

const free = () => false;
const rider = { x: 10, y: 10, dir: RIGHT, wait: 0, isAlive: true, ackSeq: 0 };

describe('turns with a timestamp', () => {
  it('MR17 turns are made at their stamped step, and report how early they came', () => {
    const turns = new TimedTurns();
    assert.ok(turns.add({ seq: 1, clock: 12, turn: UP }, 10));
    assert.deepEqual([turns.take(10), turns.take(11), turns.ackSeq], [STRAIGHT, STRAIGHT, 0]);
    assert.equal(turns.take(12), UP);
    assert.deepEqual([turns.ackSeq, turns.ackClock, turns.slack], [1, 12, 2]);
    assert.equal(turns.take(13), STRAIGHT);
  });

  it('MR17 late turns are made at once, one per step, in their original order', () => {
    const turns = new TimedTurns();
    turns.add({ seq: 1, clock: 10, turn: UP }, 13);
    turns.add({ seq: 2, clock: 11, turn: LEFT }, 13);
    assert.equal(turns.take(13), UP);
    assert.deepEqual([turns.ackSeq, turns.ackClock, turns.slack], [1, 13, -3]);
    assert.equal(turns.take(14), LEFT);
  });

  it('MR17 turns without effect only tell their sender how far ahead to be, and delay no others', () => {
    const turns = new TimedTurns();
    turns.add({ seq: 1, clock: 10, turn: STRAIGHT }, 8);
    turns.add({ seq: 2, clock: 10, turn: DOWN }, 8);
    assert.equal(turns.take(10), DOWN);
    assert.equal(turns.ackSeq, 2);
  });

  it('MR17 repeated, unordered, excess or far-ahead turns change nothing', () => {
    const turns = new TimedTurns();
    assert.ok(turns.add({ seq: 5, clock: 10, turn: UP }, 10));
    assert.equal(turns.add({ seq: 5, clock: 10, turn: DOWN }, 10), false);
    assert.equal(turns.add({ seq: 4, clock: 11, turn: DOWN }, 10), false);
    assert.equal(turns.add({ seq: 6, clock: 11 + AHEAD_MAX_TICKS, turn: DOWN }, 10), false);
    for (let seq = 7; seq < 1_000; seq++) turns.add({ seq, clock: 10, turn: DOWN }, 10);
    let made = 0;
    for (let clock = 10; clock < 1_000; clock++) made += turns.take(clock) === STRAIGHT ? 0 : 1;
    assert.equal(made, AHEAD_MAX_TICKS);
    for (const bad of [
      {},
      { seq: 1, clock: 1, turn: 5 },
      { seq: 0, clock: 1, turn: 1 },
      { seq: 1, clock: -1, turn: 1 },
    ])
      assert.equal(Steer.safeParse(bad).success, false);
  });

  it('MR17 turns of a dropped player are no longer made', () => {
    const turns = new TimedTurns();
    turns.add({ seq: 1, clock: 12, turn: UP }, 10);
    turns.drop(11);
    assert.deepEqual([turns.take(12), turns.ackSeq, turns.ackClock], [STRAIGHT, 1, 11]);
  });
});

describe('a player’s own head', () => {
  it('MR18 the head is predicted from turns that the server has not made yet, and stays put once it has', () => {
    const prediction = new Prediction({ clock: 100, rider }, free);
    assert.equal(prediction.tick(), undefined);
    prediction.press(UP);
    prediction.press(LEFT);
    assert.deepEqual(prediction.tick(), { seq: 1, clock: 101, turn: UP });
    assert.deepEqual(prediction.tick(), { seq: 2, clock: 102, turn: LEFT });
    const there = { ...prediction.head };
    assert.deepEqual([there.x, there.y], [10, 9]);
    const states = [
      { clock: 101, rider: { ...rider, x: 11 } },
      { clock: 102, rider: { ...rider, x: 11, y: 9, dir: UP, ackSeq: 1 } },
      { clock: 103, rider: { ...rider, x: 10, y: 9, dir: LEFT, ackSeq: 2 } },
    ];
    for (const state of states) assert.equal(prediction.reconcile(state, free), false);
    assert.deepEqual(prediction.head, there);
  });

  it('MR18 the head is corrected if the server made a turn later, or if the head hit something', () => {
    const prediction = new Prediction({ clock: 100, rider }, free);
    prediction.press(UP);
    for (let at = 0; at < 4; at++) prediction.tick();
    assert.deepEqual([prediction.head.x, prediction.head.y], [10, 6]);
    const late = { clock: 102, rider: { ...rider, x: 11, y: 9, dir: UP, ackSeq: 1 } };
    assert.ok(prediction.reconcile(late, free));
    assert.deepEqual([prediction.head.x, prediction.head.y], [11, 7]);
    assert.ok(prediction.reconcile(late, (_, y) => y === 8));
    assert.deepEqual([prediction.head.y, prediction.head.isAlive], [9, false]);
  });

  it('MR18 the lead grows at once to what turns need to come in time, and shrinks only when they are early for long', () => {
    const lead = new Lead(3);
    for (let clock = 0; clock < 40; clock++) lead.observe(clock, 1_000 + clock * 50 + (clock % 7));
    assert.equal(lead.clockAt(1_000 + 40 * 50), 43);
    lead.answered({ slack: -2, ackClock: 12 }, 20);
    assert.equal(lead.ticks, 6);
    // Sent before the change, so it adds no information.
    lead.answered({ slack: -2, ackClock: 15 }, 22);
    assert.equal(lead.ticks, 6);
    for (let at = 0; at < 39; at++) lead.answered({ slack: 3, ackClock: 30 + at }, 40 + at);
    assert.equal(lead.ticks, 6);
    lead.answered({ slack: 3, ackClock: 70 }, 80);
    assert.equal(lead.ticks, 5);
    for (let at = 0; at < 100; at++) lead.answered({ slack: at % 10 === 0 ? 1 : 2, ackClock: 80 + at }, 90 + at);
    assert.equal(lead.ticks, 5);
  });
});
