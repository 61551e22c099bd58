/** How the settings are drawn. */
import {
  type Canvas,
  drawLines,
  drawText,
  fillRound,
  measure,
  paintBox,
  type Size,
  strokeRound,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import type { Option, Setting } from '../../settings/sections.ts';
import { drawEmblem } from '../kit/emblem.ts';
import { drawChevron } from '../kit/icons.ts';
import { FACE, LINE, notesOf, OPTION_TEXT, wordsWidth } from './settingsPlaces.ts';

export function paintCard(g: Canvas, size: Size, title: string, isSheet: boolean): void {
  paintBox(g, size, isSheet ? 0 : SIZE.radius + 4, COLOR.panel, isSheet ? undefined : COLOR.raisedEdge);
  drawText(g, title, isSheet ? 16 : 24, 33, { type: 'title', color: COLOR.text, width: size.width - 90 });
  g.fillStyle = COLOR.panelEdge;
  g.fillRect(0, 63, size.width, 1);
}

export function paintHead(g: Canvas, size: Size, title: string): void {
  drawText(g, title, 0, 27, { type: 'name', color: COLOR.link, width: size.width });
}

/** Its label and note; what is pressed is drawn over it. */
export function paintWords(g: Canvas, size: Size, setting: Setting): void {
  if (setting.kind === 'options') return;
  const width = wordsWidth(setting, size.width, measure());
  const x = setting.kind === 'button' && setting.emblem !== undefined ? FACE : 0;
  if (setting.kind === 'button' && setting.emblem !== undefined)
    drawEmblem(g, setting.emblem, 0, size.height / 2 - 17, 34, 'round');
  const lines = notesOf(measure(), setting.note, width);
  if (setting.kind === 'segments')
    return drawText(g, setting.label, x, 12, { type: 'bodyStrong', color: COLOR.text, width });
  const label = setting.label === '' ? 0 : 20;
  const top = setting.kind === 'note' ? 0 : (size.height - label - lines.length * LINE) / 2;
  if (label > 0) drawText(g, setting.label, x, top + 10, { type: 'bodyStrong', color: COLOR.text, width });
  drawLines(g, lines, x, top + label + LINE / 2, LINE, { type: 'small', color: COLOR.muted });
}

export function paintSwitch(g: Canvas, size: Size, isOn: boolean, isLit: boolean): void {
  const box = { x: 2, y: size.height / 2 - 14, width: 48, height: 28 };
  const off = isLit ? COLOR.raisedHover : COLOR.raised;
  fillRound(g, box, 14, isOn ? (isLit ? COLOR.accentHover : COLOR.accent) : off);
  if (!isOn) strokeRound(g, box, 14, COLOR.muted, 1.5);
  const knob = { x: isOn ? box.x + 23 : box.x + 3, y: box.y + 3, width: 22, height: 22 };
  fillRound(g, knob, 11, isOn ? COLOR.onAccent : COLOR.muted);
}

export function paintSegment(g: Canvas, size: Size, label: string, isOn: boolean, isLit: boolean): void {
  const box = { x: 0, y: 0, ...size };
  fillRound(g, box, SIZE.radiusSmall, isOn ? COLOR.accent : isLit ? COLOR.raisedHover : COLOR.raised);
  if (!isOn)
    strokeRound(
      g,
      { x: 0.5, y: 0.5, width: size.width - 1, height: size.height - 1 },
      SIZE.radiusSmall,
      COLOR.raisedEdge,
    );
  const color = isOn ? COLOR.onAccent : COLOR.soft;
  drawText(g, label, size.width / 2, size.height / 2, {
    type: 'bodyStrong',
    color,
    align: 'center',
    width: size.width - 10,
  });
}

type OptionLook = { isOn: boolean; isLit: boolean; isEnabled: boolean };

export function paintOption(g: Canvas, size: Size, option: Option, { isOn, isLit, isEnabled }: OptionLook): void {
  g.globalAlpha = isEnabled ? 1 : 0.5;
  const box = { x: 0, y: 2, width: size.width, height: size.height - 4 };
  if (isOn || isLit) fillRound(g, box, SIZE.radiusSmall, isOn ? COLOR.selected : COLOR.hover);
  strokeRound(g, { x: 10, y: 11, width: 18, height: 18 }, 9, isOn ? COLOR.focus : COLOR.muted, 2);
  if (isOn) fillRound(g, { x: 15, y: 16, width: 8, height: 8 }, 4, COLOR.focus);
  const width = size.width - OPTION_TEXT - 12;
  drawText(g, option.label, OPTION_TEXT, 20, { type: 'bodyStrong', color: COLOR.text, width });
  const lines = notesOf(measure(), option.note ?? '', width);
  drawLines(g, lines, OPTION_TEXT, 39, LINE, { type: 'small', color: isOn ? COLOR.soft : COLOR.muted });
  g.globalAlpha = 1;
}

export function paintList(g: Canvas, size: Size, label: string, state: string): void {
  const box = { x: 0.5, y: 0.5, width: size.width - 1, height: size.height - 1 };
  fillRound(g, box, SIZE.radiusSmall, state === 'rest' ? COLOR.raised : COLOR.raisedHover);
  strokeRound(g, box, SIZE.radiusSmall, COLOR.raisedEdge);
  drawText(g, label, 14, size.height / 2, { type: 'bodyStrong', color: COLOR.text, width: size.width - 46 });
  drawChevron(g, size.width - 18, size.height / 2, 5, COLOR.muted);
}
