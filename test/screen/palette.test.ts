import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { AVATAR_COLORS, COLOR, STATUS_COLOR, TEXT_ON } from '../../client/ui/tokens.ts';

/** WCAG 2: relative luminance of `#rrggbb`, and the contrast of two. */
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

describe('the palette', () => {
  it('W1 text stands on its background with at least 4.5 : 1', () => {
    assert.ok(contrast('#ffffff', '#4f8cff') < 4.5, 'the measure itself: a pair that is known to fail');
    const weak = TEXT_ON.filter(([text, background]) => contrast(text, background) < 4.5);
    assert.deepEqual(weak, []);
  });

  it('W1 a status word is readable on a row, plain, hovered and selected; shapes and rings stand out with 3 : 1', () => {
    for (const color of Object.values(STATUS_COLOR)) {
      for (const background of [COLOR.panel, COLOR.hover, COLOR.selected])
        assert.ok(contrast(color, background) >= 4.5, color);
      for (const background of [COLOR.raised, COLOR.raisedHover, COLOR.hero])
        assert.ok(contrast(color, background) >= 3, color);
    }
    for (const background of [COLOR.page, COLOR.panel, COLOR.raised, COLOR.hero, COLOR.accent]) {
      assert.ok(contrast(COLOR.focus, background) >= 3 || background === COLOR.accent, background);
    }
    assert.ok(AVATAR_COLORS.length >= 8);
  });

  it('W2 the style sheet and the page repeat the palette’s own colours', () => {
    const css = readFileSync(new URL('../../client/main.css', import.meta.url), 'utf8');
    const html = readFileSync(new URL('../../client/index.html', import.meta.url), 'utf8');
    const tokens = Object.fromEntries(
      [...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
    );
    const { page, text, muted, raised, raisedEdge, focus, banner, onBanner, onBannerButton } = COLOR;
    assert.deepEqual(tokens, {
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
    assert.match(html, new RegExp(`name="theme-color" content="${page}"`));
  });
});
