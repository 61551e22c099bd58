import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import {
  AVATAR_COLORS,
  COLOR,
  PALETTES,
  paintIn,
  palettesOf,
  STATUS_COLORS,
  statusColor,
  TYPE,
} from '../../client/design/tokens.ts';
import { STATUSES } from '../../shared/status.ts';
import { contrast } from '../support/contrast.ts';
import { type Pair, shapePairs, textPairs } from './textPairs.ts';

const SCHEMES = ['dark', 'light'] as const;

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

  it('SE5 with more contrast text has at least 7 : 1 and edges 3 : 1, in tokens and style sheet', () => {
    assert.ok(below(7, textPairs(PALETTES.dark, 'dark')).length > 0, 'the usual palette would not do');
    const css = readFileSync(new URL('../../client/main.css', import.meta.url), 'utf8');
    const [, block = ''] = /:root\[data-contrast="more"\] \{([^}]*)\}/.exec(css) ?? [];
    const tokens = [...block.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
    for (const [i, scheme] of (['light', 'dark'] as const).entries()) {
      const palette = palettesOf(true)[scheme];
      assert.deepEqual(below(7, textPairs(palette, scheme, true)), [], scheme);
      assert.deepEqual(below(3, shapePairs(palette, scheme, true)), [], scheme);
      const { page, text, muted, raised, raisedEdge, bad, focus } = palette;
      assert.deepEqual(Object.fromEntries(tokens.map((token) => [token[1], token[2 + i]])), {
        ...{ page, text, muted, raised, 'raised-edge': raisedEdge, bad, focus },
      });
    }
  });

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
    const css = readFileSync(new URL('../../client/main.css', import.meta.url), 'utf8').replace(
      /:root\[data-contrast[^}]*\}/,
      '',
    );
    const html = readFileSync(new URL('../../client/index.html', import.meta.url), 'utf8');
    const tokens = [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
    for (const [i, scheme] of (['light', 'dark'] as const).entries()) {
      const { page, text, muted, raised, raisedEdge, bad, focus, banner, onBanner, onBannerButton } = PALETTES[scheme];
      assert.deepEqual(Object.fromEntries(tokens.map((token) => [token[1], token[2 + i]])), {
        page,
        text,
        muted,
        raised,
        'raised-edge': raisedEdge,
        bad,
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

  it('W137 no kind of text is below 12 px, in tokens and in style sheets', () => {
    const sizes: number[] = Object.values(TYPE).map(([, size]) => size);
    for (const file of ['main.css', 'plain/plain.css']) {
      const css = readFileSync(new URL(`../../client/${file}`, import.meta.url), 'utf8');
      for (const [, px] of css.matchAll(/font(?:-size)?:[^;]*?(\d+(?:\.\d+)?)px/g)) sizes.push(Number(px));
      for (const [, rem] of css.matchAll(/font(?:-size)?:[^;]*?(\d*\.?\d+)r?em/g)) sizes.push(Number(rem) * 16);
    }
    assert.ok(sizes.length > Object.keys(TYPE).length + 2);
    assert.deepEqual(
      sizes.filter((size) => size < 12),
      [],
    );
  });

  it('W111 no other client file defines sounds, and only the games define palette colours', () => {
    const root = new URL('../../client/', import.meta.url);
    const all = [PALETTES, palettesOf(true)].flatMap((palettes) => Object.values(palettes));
    const own = new Set(all.flatMap((palette) => Object.values(palette)));
    // White and black belong to no palette.
    for (const plain of ['#ffffff', '#000000']) own.delete(plain);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ts$/.test(file));
    assert.ok(files.length > 150);
    for (const file of files.filter((each) => each !== 'design/tokens.ts')) {
      const source = readFileSync(new URL(file, root), 'utf8');
      assert.doesNotMatch(source, /\bhz: \d/, file);
      // A game's board has colours of its own, which may coincide.
      if (/^(games|presentation)\//.test(file)) continue;
      const colours = source.match(/#[0-9a-f]{6}\b/g) ?? [];
      assert.deepEqual(
        colours.filter((colour) => own.has(colour)),
        [],
        file,
      );
    }
  });
});
