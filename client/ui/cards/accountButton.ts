/** The player at the header's end, as others see them; opens what they can choose for themself. */

import type { Status } from '../../../shared/status.ts';
import { makeButton, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, fitted, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { isolated, numberText, text } from '../../i18n/text.ts';
import { ownLabel, ownStatus } from '../../model/ownStatus.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawChevron } from '../kit/icons.ts';
import type { ScreenContext } from '../screenContext.ts';

const AVATAR = 36;
const NAME_X = AVATAR + 14;
/** The chevron's. */
const END = 26;

type AccountLook = { emblem: number; name: string; status: Status | undefined; line: string };

/** `isOpen`: undefined where the button leads to a view of its own. */
export type Account = { isOpen: () => boolean | undefined; open: () => void };

export class AccountButton {
  readonly #context: ScreenContext;
  readonly #control: Control;
  readonly #account: Account;

  constructor(context: ScreenContext, section: HTMLElement, account: Account) {
    this.#context = context;
    this.#account = account;
    const button = makeButton(section, '', context.wake, () => account.open());
    this.#control = new Control(context, button, DEPTH.row);
  }

  get element(): HTMLButtonElement {
    return this.#control.element;
  }

  update(rect: Rect | undefined, now: number): void {
    const { self } = this.#context.model;
    const known = self.known;
    if (!rect || !known) return;
    const { status } = ownStatus(this.#context.model, now);
    const word = ownLabel(this.#context.model, now);
    const shown = self.shown('name') ?? known.name;
    const line = [word, known.rating > 0 ? numberText(known.rating) : ''].filter((each) => each !== '').join(' · ');
    const look = { emblem: self.shown('emblem') ?? known.emblem, name: shown, status, line };
    const isOpen = this.#account.isOpen();
    const { element } = this.#control;
    setAttribute(element, 'aria-label', text('you.account', { name: isolated(shown), status: word }));
    setAttribute(element, 'aria-expanded', isOpen === undefined ? undefined : String(isOpen));
    const isLit = this.#control.isLit || isOpen === true;
    this.#control.show(rect, `${JSON.stringify(look)} ${isLit}`, (g, size) => paintAccount(g, size, look, isLit));
  }
}

function paintAccount(g: Canvas, size: Size, { emblem, name, status, line }: AccountLook, isLit: boolean): void {
  const middle = size.height / 2;
  const who = { emblem, status: status ?? null };
  if (size.width < NAME_X) {
    drawAvatar(g, who, (size.width - AVATAR) / 2, middle - AVATAR / 2, AVATAR, COLOR.page);
    return;
  }
  if (isLit) fillRound(g, { x: 0, y: 0, ...size }, SIZE.radiusSmall, COLOR.raised);
  drawAvatar(g, who, 4, middle - AVATAR / 2, AVATAR, isLit ? COLOR.raised : COLOR.page);
  const width = size.width - NAME_X - END;
  const { type, lines } = fitted(g, name, ['name', 'smallStrong', 'label'], width);
  // A name is never cut: its second line takes the place of the status, which the emblem has too.
  const second = lines.length > 1 ? lines.slice(1).join('') : undefined;
  drawText(g, lines[0] ?? '', NAME_X, middle - 8, { type, color: COLOR.text });
  if (second === undefined) drawText(g, line, NAME_X, middle + 11, { type: 'tiny', color: COLOR.muted, width });
  else drawText(g, second, NAME_X, middle + 9, { type, color: COLOR.text });
  drawChevron(g, size.width - 14, middle, 5, COLOR.muted);
}
