/** Where the settings stand: in one column that scrolls, or in two where there is room. Pure. */
import { type Canvas, type Rect, type Size, textWidth, wrapped } from '../../design/canvas.ts';
import type { Section, Setting } from '../../settings/sections.ts';
import { middleOf } from '../kit/dialog.ts';

export const PAD = 24;
export const HEAD = 64;
const TWO_FROM = 860;
const COLUMN_GAP = 32;
const SECTION_HEAD = 44;
const SECTION_GAP = 20;
export const LINE = 18;
export const CONTROL = 44;
export const SWITCH_WIDTH = 52;
export const OPTION_TEXT = 38;
/** Before the name of a player. */
export const FACE = 46;

export type PlacedSetting = { setting: Setting; section: Section; rect: Rect };
export type PlacedSection = { section: Section; head: Rect; settings: readonly PlacedSetting[] };
/** `list`: what scrolls, on the screen; what stands in it is placed in it, `height` px high. */
export type SettingsPlaces = { card: Rect; list: Rect; height: number; sections: readonly PlacedSection[] };

export function settingsPlaces(window: Size, sections: readonly Section[], g: Canvas): SettingsPlaces {
  const isSheet = window.width < 720;
  const isWide = window.width >= TWO_FROM + 2 * PAD;
  const margin = isSheet ? { width: 0, height: 0 } : { width: 24, height: 24 };
  const cardWidth = Math.min(isWide ? TWO_FROM : isSheet ? window.width : 560, window.width - margin.width);
  const pad = isSheet ? 16 : PAD;
  const inner = cardWidth - 2 * pad;
  const columns = isWide ? [sections.slice(0, 2), sections.slice(2)] : [sections];
  const width = (inner - COLUMN_GAP * (columns.length - 1)) / columns.length;
  const stacks = columns.map((column, i) => stacked(column, pad + i * (width + COLUMN_GAP), width, g));
  const height = Math.max(...stacks.map((stack) => stack.height)) + pad;
  const card = isSheet
    ? { x: 0, y: 0, width: window.width, height: window.height }
    : middleOf(window, cardWidth, HEAD + height + 1, margin);
  const list = { x: card.x, y: card.y + HEAD, width: card.width, height: card.height - HEAD - 1 };
  return { card, list, height, sections: stacks.flatMap((stack) => stack.sections) };
}

function stacked(sections: readonly Section[], x: number, width: number, g: Canvas) {
  let y = 0;
  const placed = sections.map((section): PlacedSection => {
    if (y > 0) y += SECTION_GAP;
    const head = { x, y, width, height: SECTION_HEAD };
    y += SECTION_HEAD;
    const settings = section.settings.map((setting) => {
      const rect = { x, y, width, height: heightOf(setting, width, g) };
      y += rect.height;
      return { setting, section, rect };
    });
    return { section, head, settings };
  });
  return { sections: placed, height: y };
}

export const notesOf = (g: Canvas, note: string, width: number): string[] =>
  note === '' ? [] : wrapped(g, note, 'small', width);

/** Beside the words of a row: what is pressed there. */
export function endOf(setting: Setting, g: Canvas): number {
  if (setting.kind === 'switch') return SWITCH_WIDTH;
  if (setting.kind === 'list') return 168;
  if (setting.kind === 'button') return Math.max(64, Math.ceil(textWidth(g, setting.button, 'bodyStrong')) + 28);
  return 0;
}

/** What is left for words. */
export function wordsWidth(setting: Setting, width: number, g: Canvas): number {
  const end = endOf(setting, g);
  const start = setting.kind === 'button' && setting.emblem !== undefined ? FACE : 0;
  return width - start - (end === 0 ? 0 : end + 16);
}

function heightOf(setting: Setting, width: number, g: Canvas): number {
  const lines = (note: string, within: number) => notesOf(g, note, within).length * LINE;
  if (setting.kind === 'segments') return 24 + CONTROL + 16;
  if (setting.kind === 'options')
    return setting.options.reduce((sum, option) => sum + optionHeight(option.note ?? '', width, g), 0) + 8;
  const label = setting.label === '' ? 0 : 20;
  const words = label + lines(setting.note, wordsWidth(setting, width, g));
  return setting.kind === 'note' ? words + 16 : Math.max(CONTROL + 8, words + 18);
}

export const optionHeight = (note: string, width: number, g: Canvas): number =>
  Math.max(CONTROL, 20 + notesOf(g, note, width - OPTION_TEXT - 12).length * LINE + 20);
