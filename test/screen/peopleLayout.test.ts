import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Canvas, Rect } from '../../client/design/canvas.ts';
import type { Message } from '../../client/model/social/conversations.ts';
import type { TalkLine } from '../../client/model/views/talkLines.ts';
import { peoplePlaces } from '../../client/ui/people/peopleLayout.ts';
import { brokenLines, heightOf, talkPlaces } from '../../client/ui/people/talkLayout.ts';
import { checked } from '../support/property.ts';

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const isInside = (a: Rect, b: Rect): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

/** Every character is 7 px wide, close to the real font. */
const g = { font: '', measureText: (words: string) => ({ width: words.length * 7 }) } as unknown as Canvas;
const message = (key: string, text: string, atS: number, more: Partial<Message> = {}): Message => ({
  ...{ key, id: key, from: { id: 'ada', name: 'Ada' }, isOwn: false, text, atS, state: 'said', why: '', ...more },
});
const lined = (...messages: Message[]): TalkLine[] =>
  messages.map((each) => ({
    kind: 'message',
    key: each.key,
    atS: each.atS,
    message: each,
    name: 'Ada',
    emblem: 0,
    isFriend: false,
  }));

describe('the layout of messages and friends', () => {
  it('OP28 the list, messages and field stay inside the window without overlap; targets are at least 44 px', () => {
    const size = fc.record({ width: fc.integer({ min: 310, max: 3840 }), height: fc.integer({ min: 360, max: 2160 }) });
    checked(
      fc.property(size, fc.boolean(), (window, isChatting) => {
        const room = { x: 0, y: 0, ...window };
        const { card, tabs, close, list, chat } = peoplePlaces(room, isChatting);
        assert.ok(isInside(card, room));
        assert.ok(list || chat);
        const { head, note: _, ...chatParts } = chat ?? { head: undefined, note: undefined };
        const targets = [...(tabs ?? []), close, ...Object.values(chatParts)].filter((each) => each !== undefined);
        const parts = [...targets, list, head].filter((each) => each !== undefined);
        for (const [i, part] of parts.entries()) {
          assert.ok(isInside(part, card), JSON.stringify({ window, part }));
          for (const other of parts.slice(i + 1))
            assert.ok(!overlaps(part, other), JSON.stringify({ window, part, other }));
        }
        for (const { width, height } of targets)
          assert.ok(width >= 44 && height >= 44, JSON.stringify({ window, width, height }));
        if (head) assert.ok(head.width >= 100, JSON.stringify({ window, head }));
      }),
      500,
    );
  });

  it('OP21 consecutive messages of one sender share one head, until they pause or something happens', () => {
    const news = { kind: 'news', key: 'n', atS: 2_002, sign: 'came', words: 'Bo came in', act: undefined } as const;
    const lines = [
      ...lined(message('a', 'one', 1_000), message('b', 'two', 1_010), message('c', 'three', 2_000)),
      news,
      ...lined(
        message('d', 'four', 2_003),
        message('e', 'mine', 2_004, { from: { id: 'me', name: 'Zoë' }, isOwn: true }),
      ),
    ];
    const heads = talkPlaces(g, lines, 300, 2_100).map((place) => 'hasHead' in place && place.hasHead);
    assert.deepEqual(heads, [true, false, true, false, true, true]);
  });

  it('OP22 lines stack inside the width, and a long word is broken', () => {
    assert.deepEqual(brokenLines(g, 'ab abcdefghij', 35), ['ab', 'abcde', 'fghij']);
    checked(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 8 }), (words) => {
        const places = talkPlaces(g, lined(...words.map((text, i) => message(`${i}`, text, i * 200))), 308, 9_999);
        let bottom = 0;
        for (const place of places) {
          assert.ok(place.y >= bottom);
          const lines = 'hasHead' in place ? place.lines : [];
          assert.ok(lines.every((line) => line.length <= 1 || line.length * 7 <= 274));
          bottom = place.y + place.height;
        }
        assert.ok(heightOf(places) > bottom);
      }),
      200,
    );
  });

  it('OP5 an undelivered message shows the reason below it', () => {
    const [place] = talkPlaces(g, lined(message('a', 'hello', 9, { state: 'refused', why: 'gone' })), 400, 9);
    assert.deepEqual(place && 'foot' in place && place.foot, ['Not sent: gone']);
  });

  it('OP31 what a line offers stands after its words, or below them, large enough for a finger', () => {
    const act = { label: 'Join', name: 'Join it', deed: { do: 'join', id: 'm' } } as const;
    checked(
      fc.property(fc.string({ minLength: 1, maxLength: 120 }), fc.boolean(), (words, isCoarse) => {
        const line = { kind: 'news', key: 'n', atS: 9, sign: 'opened', words, act } as const;
        const [place] = talkPlaces(g, [line], 308, 9, isCoarse);
        const at = place && 'act' in place ? place.act : undefined;
        assert.ok(place && at && at.x >= 0 && at.x + at.width <= 308 && at.height >= (isCoarse ? 44 : 24));
        if (isCoarse) assert.ok(at.y >= 0 && at.y + at.height <= place.height + 1, JSON.stringify({ at, place }));
      }),
      300,
    );
  });
});
