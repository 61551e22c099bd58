import { type Canvas, drawText, fillRound, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';

export type ButtonLook = {
  label: string;
  kind: 'primary' | 'quiet' | 'hero' | 'onBanner' | 'danger' | 'accept' | 'bare' | 'chosen';
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
    danger: isHovered ? COLOR.dangerHover : COLOR.danger,
    accept: isHovered ? COLOR.acceptHover : COLOR.accept,
    chosen: COLOR.selected,
    bare: isHovered ? COLOR.heroRaised : undefined,
  }[look.kind];
  g.globalAlpha = look.isDisabled ? 0.45 : 1;
  if (fill) fillRound(g, box, SIZE.radiusSmall, fill);
  if (look.kind === 'quiet') strokeRound(g, box, SIZE.radiusSmall, COLOR.raisedEdge);
  const color = {
    primary: COLOR.onAccent,
    quiet: COLOR.text,
    hero: COLOR.text,
    onBanner: COLOR.onBannerButton,
    danger: COLOR.onDanger,
    accept: COLOR.onAccept,
    bare: COLOR.soft,
    chosen: COLOR.text,
  }[look.kind];
  // What matters most is written larger.
  const isLarge = size.height >= 52 && (look.kind === 'primary' || look.kind === 'danger' || look.kind === 'accept');
  const type = isLarge ? 'title' : 'bodyStrong';
  const y = size.height / 2 + (look.state === 'pressed' ? 1 : 0);
  drawText(g, look.label, size.width / 2, y, { type, color, align: 'center', width: size.width - 16 });
  g.globalAlpha = 1;
}

export const buttonKey = (look: ButtonLook): string => `${look.label} ${look.kind} ${look.state} ${look.isDisabled}`;
