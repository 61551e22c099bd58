import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Canvas, Rect } from '../../client/design/canvas.ts';
import type { Conversation, Message } from '../../client/model/social/conversations.ts';
import { brokenLines, heightOf, messagePlaces } from '../../client/ui/people/messageLayout.ts';
import { peoplePlaces } from '../../client/ui/people/peopleLayout.ts';
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
const said = (...messages: Message[]): Conversation => ({
  ...{ channel: 'direct', to: { id: 'ada', name: 'Ada' }, messages, unread: 0, draft: '' },
});

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

  it('OP21 consecutive messages of one sender share one time; the party’s messages name their sender', () => {
    const talk = [
      message('a', 'one', 1_000),
      message('b', 'two', 1_010),
      message('c', 'three', 2_000),
      message('d', 'mine', 2_001, { from: { id: 'me', name: 'Zoë' }, isOwn: true }),
    ];
    const heads = (conversation: Conversation) =>
      messagePlaces(g, conversation, 400, 2_100).map(({ head }) => head !== '');
    assert.deepEqual(heads(said(...talk)), [true, false, true, true]);
    const party: Conversation = { ...said(...talk), channel: 'party' };
    const [first, , , own] = messagePlaces(g, party, 400, 2_100);
    assert.match(first?.head ?? '', /Ada/);
    assert.doesNotMatch(own?.head ?? '', /Zoë/);
  });

  it('OP22 messages stack inside the width, and a long word is broken', () => {
    assert.deepEqual(brokenLines(g, 'ab abcdefghij', 35), ['ab', 'abcde', 'fghij']);
    checked(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 8 }), (words) => {
        const talk = said(...words.map((text, i) => message(`${i}`, text, i * 200)));
        const places = messagePlaces(g, talk, 340, 9_999);
        let bottom = 0;
        for (const { y, height, bubble, bubbleY, lines } of places) {
          assert.ok(y >= bottom && bubble.width <= 340 && bubbleY + bubble.height <= height);
          assert.ok(lines.every((line) => line.length <= 1 || line.length * 7 <= 340));
          bottom = y + height;
        }
        assert.ok(heightOf(places) > bottom);
      }),
      200,
    );
  });

  it('OP5 an undelivered message shows the reason below it', () => {
    const [place] = messagePlaces(g, said(message('a', 'hello', 9, { state: 'refused', why: 'gone' })), 400, 9);
    assert.deepEqual(place?.foot, ['Not sent: gone']);
  });
});
