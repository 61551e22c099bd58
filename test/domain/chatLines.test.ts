import assert from 'node:assert/strict';
import { ChatLines, LINES_MAX } from '../../server/domain/social/chatLines.ts';

const NOW_S = 1_700_000_000;

describe('the lines kept for reports', () => {
  let lines: ChatLines;
  beforeEach(() => {
    lines = new ChatLines();
  });
  const say = (from: string, to: string, text: string, atS = NOW_S) => {
    const channel = to === 'shard' ? 'shard' : to === 'party' ? 'party' : 'direct';
    lines.add({ messageId: text, channel, from: { id: from, name: from, emblem: 0 }, to, text, atS });
  };
  const texts = (places: string[] = [], nowS = NOW_S) =>
    lines.between('ada', 'bob', places, nowS).map(({ text }) => text);

  it('RP2 evidence is what the two said to each other, and where the reporter reads along, in order of time', () => {
    say('bob', 'ada', 'third', NOW_S + 2);
    say('ada', 'bob', 'first');
    say('bob', 'shard', 'second', NOW_S + 1);
    say('bob', 'party', 'elsewhere');
    say('bob', 'eve', 'a secret');
    say('eve', 'shard', 'of others');
    assert.deepEqual(texts(['shard']), ['first', 'second', 'third']);
    assert.deepEqual(texts(['party']), ['first', 'elsewhere', 'third']);
    assert.deepEqual(lines.between('bob', 'ada', ['shard'], NOW_S)[1], {
      ...{ messageId: 'second', channel: 'shard', from: 'bob', to: 'shard', text: 'second', atS: NOW_S + 1 },
    });
  });

  it('RP2 evidence is the last twenty lines of half an hour, whatever others and the speaker elsewhere say', () => {
    for (let n = 0; n < LINES_MAX + 5; n++) say('bob', 'ada', `line ${n}`, NOW_S + n);
    for (let n = 0; n < 1_000; n++) {
      say('bob', 'eve', 'noise', NOW_S + 50);
      say('eve', 'shard', 'noise', NOW_S + 50);
    }
    assert.deepEqual([texts().length, texts()[0], texts().at(-1)], [LINES_MAX, 'line 5', 'line 24']);
    assert.deepEqual(texts([], NOW_S + 24 + 1_800), []);
  });

  it('RP2 what is kept is bounded: the places longest silent are forgotten', () => {
    say('bob', 'ada', 'old');
    for (let n = 0; n < 2_000; n++) say(`p${n}`, 'shard', 'new');
    assert.deepEqual(texts(), []);
    assert.equal(lines.between('p1999', 'ada', ['shard'], NOW_S).length, 1);
  });
});
