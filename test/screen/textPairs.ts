/** Colour pairs of a palette that meet somewhere on the screen. */
import { AVATAR_COLORS, type Palette, type Scheme, statusColorIn } from '../../client/design/tokens.ts';

import { STATUSES } from '../../shared/status.ts';

export type Pair = readonly [front: string, back: string];

const each = (fronts: readonly string[], backs: readonly string[]): Pair[] =>
  backs.flatMap((back) => fronts.map((front) => [front, back] as const));

const statusColors = (scheme: Scheme, hasMore: boolean): string[] =>
  STATUSES.map((status) => statusColorIn(status, scheme, hasMore));

/** Text on its background. */
export function textPairs(color: Palette, scheme: Scheme, hasMore = false): Pair[] {
  const { page, panel, raised, raisedHover, sheet, selected, hover, hero, heroEnd, heroRaised, heroRaisedHover } =
    color;
  const tones = [color.good, color.lamp, color.bad, color.link];
  return [
    ...each([color.text, color.soft, color.muted], [page, panel, raised, raisedHover, sheet, selected, hover]),
    ...each([color.text, color.soft], [hero, heroEnd, heroRaised, heroRaisedHover]),
    ...each(tones, [page, panel, raised, sheet, hover]),
    ...each([color.lamp, color.link], [hero, heroEnd, heroRaised]),
    ...each([color.lamp, color.link], [selected, raisedHover]),
    ...each(statusColors(scheme, hasMore), [panel, sheet, hover, selected]),
    [color.onAccent, color.accent],
    [color.onAccent, color.accentHover],
    [color.onDanger, color.danger],
    [color.onDanger, color.dangerHover],
    [color.onAccept, color.accept],
    [color.onAccept, color.acceptHover],
    [color.onAccept, color.good],
    [color.onBanner, color.banner],
    [color.onBannerButton, color.bannerButton],
    ...(hasMore ? [] : each(['#ffffff'], AVATAR_COLORS)),
  ];
}

/** Meaningful icons, rings and edges on their background. */
export function shapePairs(color: Palette, scheme: Scheme, hasMore = false): Pair[] {
  const { page, panel, raised, raisedHover, hero } = color;
  return [
    ...each(statusColors(scheme, hasMore), [raised, raisedHover, hero]),
    ...(hasMore ? each([color.panelEdge, color.raisedEdge], [page, panel, raised]) : []),
    ...(hasMore ? each([color.heroEdge], [hero, color.heroEnd]) : []),
    ...each([color.focus], [page, panel, raised, hero]),
    ...each([color.gold], [panel, raised]),
    ...each([color.thumb], [panel]),
    ...each([color.accent, color.danger], scheme === 'light' ? [page, panel, hero] : []),
  ];
}
