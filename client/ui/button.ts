import { type Canvas, drawText, fillRound, type Size, strokeRound } from './canvas.ts';
import { COLOR, SIZE } from './tokens.ts';

export type ButtonLook = {
  label: string;
  kind: 'primary' | 'quiet' | 'hero' | 'onBanner';
  state: string;
  isDisabled?: boolean;
};

export function paintButton(g: Canvas, size: Size, look: ButtonLook): void {
  const box = { x: 0, y: 0, ...size };
  const isHovered = look.state !== 'rest' && !look.isDisabled;
  const fill = {
    primary: isHovered ? COLOR.accentHover : COLOR.accent,
    quiet: isHovered ? COLOR.raisedHover : COLOR.raised,
    hero: isHovered ? COLOR.heroRaisedHover : COLOR.heroRaised,
    onBanner: COLOR.bannerButton,
  }[look.kind];
  g.globalAlpha = look.isDisabled ? 0.45 : 1;
  fillRound(g, box, SIZE.radiusSmall, fill);
  if (look.kind === 'quiet') strokeRound(g, box, SIZE.radiusSmall, COLOR.raisedEdge);
  const color = { primary: COLOR.onAccent, quiet: COLOR.text, hero: COLOR.text, onBanner: COLOR.onBannerButton }[
    look.kind
  ];
  const y = size.height / 2 + (look.state === 'pressed' ? 1 : 0);
  drawText(g, look.label, size.width / 2, y, { type: 'bodyStrong', color, align: 'center', width: size.width - 16 });
  g.globalAlpha = 1;
}

export const buttonKey = (look: ButtonLook): string => `${look.label} ${look.kind} ${look.state} ${look.isDisabled}`;
