import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Canvas } from '../../client/design/canvas.ts';
import { badgeOf } from '../../client/model/linkView.ts';
import { listNoteOf } from '../../client/model/listNote.ts';
import type { Link } from '../../client/net/events.ts';
import { headerPlaces } from '../../client/ui/cards/headerPainter.ts';
import { checked } from '../support/property.ts';

/** Every character is 7 px wide, close to the real font. */
const g = { font: '', measureText: (words: string) => ({ width: words.length * 7 }) } as unknown as Canvas;
const online: Link = { kind: 'online' };
const placesAt = (
  width: number,
  players: number,
  patchMs: number,
  link: Link = online,
  isPartial = false,
  matches: number | undefined = undefined,
  quality: 'good' | 'fair' = 'fair',
) => {
  const badge = badgeOf(link, { ms: 24, quality });
  const note = listNoteOf(link, patchMs, isPartial);
  return headerPlaces(g, { room: width - 38, online: players, matches, badge, note });
};
const shownAt = (width: number): (string | undefined)[] => {
  const { count, note, badge } = placesAt(width, 1_234, 500);
  return [count?.text, note?.text, badge.text];
};

describe('the header', () => {
  it('W32 the note about missing players shrinks like live and batched do, and shows on a phone', () => {
    const shown = (width: number) => {
      const { name, note } = placesAt(width, 1_234, 200, online, true);
      return [name?.text, note?.text];
    };
    assert.deepEqual(shown(1_400), ['Foyer', 'Some players are missing right now']);
    assert.deepEqual(shown(378), ['Foyer', 'partial']);
    assert.deepEqual(shown(300), [undefined, 'partial']);
    assert.deepEqual(shown(262), ['Foyer', undefined]);
  });

  it('W32 only news displaces the lobby’s own name', () => {
    assert.deepEqual(placesAt(300, 1_234, 500).note, undefined);
    assert.equal(placesAt(300, 1_234, 500).name?.text, 'Foyer');
  });

  it('W32 the header’s pieces never overlap and never leave it', () => {
    const links = fc.constantFrom<Link>(
      online,
      { kind: 'connecting', attempt: 1, sinceAt: 0 },
      { kind: 'reconnecting', attempt: 1, sinceAt: 0, heldUntilAt: 9, nextTryAt: 1 },
    );
    const width = fc.integer({ min: 296, max: 1_640 });
    checked(
      fc.property(
        width,
        fc.nat(2_000_000),
        fc.integer({ min: 100, max: 1_000 }),
        links,
        fc.boolean(),
        fc.option(fc.nat(9_999), { nil: undefined }),
        (...args) => {
          const { name, count, matches, note, badge } = placesAt(...args);
          const pieces = [name, count, matches, note, badge].filter((piece) => piece !== undefined);
          for (const [i, { x, width }] of pieces.entries()) {
            assert.ok(x >= 0 && x + width <= (pieces[i + 1]?.x ?? args[0] + 0.01), JSON.stringify({ pieces, args }));
          }
        },
      ),
      500,
    );
  });

  it('W32 the note’s text goes first, then the link’s text, then the note, and last the count', () => {
    assert.deepEqual(shownAt(470), ['1,234 here', 'batched · every 0.5 s', '24 ms · fair']);
    assert.deepEqual(shownAt(372), ['1,234 here', 'batched', '24 ms · fair']);
    assert.deepEqual(shownAt(371), ['1,234 here', 'batched', '24 ms']);
    assert.deepEqual(shownAt(322), ['1,234 here', undefined, '24 ms · fair']);
    assert.deepEqual(shownAt(304), ['1,234 here', undefined, '24 ms']);
    assert.deepEqual(shownAt(255), [undefined, undefined, '24 ms']);
  });

  it('W32 the matches go before the words about the link, and a good link has no word', () => {
    const shown = (width: number, quality: 'good' | 'fair') => {
      const { matches, badge } = placesAt(width, 1_234, 500, online, false, 31, quality);
      return [matches?.text, badge.text];
    };
    assert.deepEqual(shown(477, 'fair'), ['31 matches on', '24 ms · fair']);
    assert.deepEqual(shown(476, 'fair'), [undefined, '24 ms · fair']);
    assert.deepEqual(shown(1_400, 'good'), ['31 matches on', '24 ms']);
  });
});
