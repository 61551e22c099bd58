import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { AVATAR_COLORS, COLOR, PALETTES, paintIn, STATUS_COLORS, statusColor } from '../../client/design/tokens.ts';
import { STATUSES } from '../../shared/status.ts';
import { type Pair, shapePairs, textPairs } from './textPairs.ts';

const SCHEMES = ['dark', 'light'] as const;

/** WCAG 2 relative luminance of `#rrggbb`; contrast below. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const below = (least: number, pairs: readonly Pair[]): string[] =>
  pairs
    .filter(([front, back]) => contrast(front, back) < least)
    .map(([front, back]) => `${front} on ${back}: ${contrast(front, back).toFixed(2)}`);

describe('the palette', () => {
  for (const scheme of SCHEMES) {
    it(`W1 ${scheme}: text has at least 4.5 : 1 contrast with its background, shapes and rings 3 : 1`, () => {
      assert.equal(below(4.5, [['#ffffff', '#4f8cff']]).length, 1, 'the measure itself: a pair that is known to fail');
      assert.deepEqual(below(4.5, textPairs(PALETTES[scheme], scheme)), []);
      assert.deepEqual(below(3, shapePairs(PALETTES[scheme], scheme)), []);
      assert.ok(AVATAR_COLORS.length >= 8);
    });
  }

  it('W81 painting uses the whole palette of the scheme, and the other one after a change', () => {
    for (const scheme of ['light', 'dark'] as const) {
      paintIn(scheme);
      assert.deepEqual(COLOR, PALETTES[scheme]);
      for (const status of STATUSES) assert.equal(statusColor(status), STATUS_COLORS[status][scheme]);
    }
    const [dark, light] = SCHEMES.map((scheme) => PALETTES[scheme]);
    assert.ok(dark && light && contrast(light.page, light.text) > 12 && contrast(dark.page, dark.text) > 12);
  });

  it('W2 the style sheet and the page repeat the palettes’ exact colours', () => {
    const css = readFileSync(new URL('../../client/main.css', import.meta.url), 'utf8');
    const html = readFileSync(new URL('../../client/index.html', import.meta.url), 'utf8');
    const tokens = [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
    for (const [i, scheme] of (['light', 'dark'] as const).entries()) {
      const { page, text, muted, raised, raisedEdge, focus, banner, onBanner, onBannerButton } = PALETTES[scheme];
      assert.deepEqual(Object.fromEntries(tokens.map((token) => [token[1], token[2 + i]])), {
        page,
        text,
        muted,
        raised,
        'raised-edge': raisedEdge,
        focus,
        banner,
        'on-banner': onBanner,
        'on-banner-button': onBannerButton,
      });
      assert.match(
        html,
        new RegExp(`name="theme-color" media="\\(prefers-color-scheme: ${scheme}\\)" content="${page}"`),
      );
    }
  });

  it('W111 no other client file defines sounds, and only the games define palette colours', () => {
    const root = new URL('../../client/', import.meta.url);
    const own = new Set(Object.values(PALETTES).flatMap((palette) => Object.values(palette)));
    // White and black belong to no palette.
    for (const plain of ['#ffffff', '#000000']) own.delete(plain);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ts$/.test(file));
    assert.ok(files.length > 150);
    for (const file of files.filter((each) => each !== 'design/tokens.ts')) {
      const source = readFileSync(new URL(file, root), 'utf8');
      assert.doesNotMatch(source, /\bhz: \d/, file);
      // A game's board has colours of its own, which may coincide.
      if (file.startsWith('games/')) continue;
      const colours = source.match(/#[0-9a-f]{6}\b/g) ?? [];
      assert.deepEqual(
        colours.filter((colour) => own.has(colour)),
        [],
        file,
      );
    }
  });
});
