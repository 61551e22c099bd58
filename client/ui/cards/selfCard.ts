/**
 * Your own card: name, status and visibility. Disabled, with the reason, while the lobby is not connected. Where it has no
 * view of its own it opens over the rest, and closes by Escape, by a press beside it and when the focus goes elsewhere.
 */

import type { Status } from '../../../shared/status.ts';
import { make, makeSection, place, setText } from '../../a11y/overlay.ts';
import {
  type Canvas,
  drawLines,
  drawLinesAround,
  drawText,
  fillRound,
  fitted,
  gradient,
  paintBox,
  type Rect,
  type Size,
  strokeRound,
  wrapped,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { canAct } from '../../model/linkView.ts';
import type { SettingsPart } from '../../model/lobbyModel.ts';
import { ownLabel, ownStatus } from '../../model/ownStatus.ts';
import type { Layer } from '../../page/BackStack.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawGear } from '../kit/icons.ts';
import type { Paint, Node as StageNode } from '../kit/stage.ts';
import { drawStatus } from '../kit/statusShape.ts';
import { type SelfPlaces, selfPlaces } from '../layout/selfLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { EmblemButton } from './emblemButton.ts';
import { NameField } from './nameField.ts';
import { StatusSelect } from './statusSelect.ts';

type CardLook = {
  player: { emblem: number; name: string; status: Status | undefined } | undefined;
  isEditing: boolean;
  hints: { status: string; visibility: string; name: { words: string; isRefusal: boolean } };
  label: string;
};

export class SelfCard implements Layer {
  readonly #context: ScreenContext;
  readonly #node: StageNode;
  readonly #name: NameField;
  readonly #settings: Button;
  readonly #emblem: EmblemButton;
  readonly #status: StatusSelect;
  readonly #visibility: Button;
  readonly #hiddenText: HTMLElement;
  readonly #section: HTMLElement;
  /** What is under the card is not to be pressed through it. */
  readonly #ground: HTMLElement;
  readonly #opener: () => HTMLElement;
  #isOpen: boolean;
  #wantsFocus = false;

  /** `opener`: gets the focus back. */
  constructor(context: ScreenContext, opener: () => HTMLElement, isOpen: boolean) {
    this.#context = context;
    this.#opener = opener;
    this.#isOpen = isOpen;
    this.#node = context.stage.node(DEPTH.sheet);
    const section = makeSection(context.root, 'section', text('you.title'), 'h2');
    section.classList.add('above');
    this.#section = section;
    this.#ground = make('div', 'blocker', section);
    this.#hiddenText = make('p', 'visuallyHidden', section);
    this.#name = new NameField(context, section);
    const opens = (part: SettingsPart) => () => context.actions.openSettings(part);
    this.#settings = new Button(context, section, DEPTH.sheetControl, opens('top'));
    this.#emblem = new EmblemButton(context, section, DEPTH.sheetControl);
    this.#status = new StatusSelect(context, section);
    this.#visibility = new Button(context, section, DEPTH.sheetControl, opens('privacy'));
    const left = ({ target }: Event) => this.#leftFor(target);
    window.addEventListener('pointerdown', left, { signal: context.until });
    context.root.addEventListener('focusin', left, { signal: context.until });
  }

  /** Over the rest: a view of its own is not opened. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  open(): void {
    this.#isOpen = true;
    this.#wantsFocus = true;
  }

  back(): void {
    this.#isOpen = false;
    this.#context.wake();
    this.#opener().focus();
  }

  #leftFor(target: EventTarget | null): void {
    if (
      !this.#isOpen ||
      this.#context.model.emblems.draft !== undefined ||
      this.#context.model.settings !== undefined ||
      (target instanceof Node && [this.#section, this.#opener()].some((each) => each.contains(target)))
    )
      return;
    this.#isOpen = false;
    this.#context.wake();
  }

  update({ layout, now }: Frame): void {
    const { model } = this.#context;
    const rect = layout.self;
    if (!layout.isWide || layout.match) this.#isOpen = false;
    this.#section.hidden = rect === undefined;
    place(this.#ground, this.#isOpen ? rect : undefined);
    const known = model.self.known;
    const places = rect && known ? selfPlaces(rect) : undefined;
    const isEnabled = canAct(model.link);
    this.#name.update(places, isEnabled);
    this.#settings.show(places?.settings, { label: text('settings.title'), kind: 'hero' });
    this.#emblem.update(this.#name.isEditing ? undefined : places?.avatar, isEnabled);
    this.#status.update(places?.status, isEnabled);
    this.#showVisibility(places?.visibility, isEnabled);
    if (!rect) return;
    if (this.#wantsFocus) this.#section.querySelector<HTMLElement>('button:not([hidden], :disabled)')?.focus();
    this.#wantsFocus = false;
    const look = this.#cardLook(isEnabled, now);
    setText(this.#hiddenText, look.player ? look.player.name : text('you.loading'));
    this.#node.show(rect, JSON.stringify(look), (g, size) => paintCard(g, size, look, rect, selfPlaces(rect)));
  }

  /** Says the choice, and leads to where it is made. */
  #showVisibility(rect: Rect | undefined, isEnabled: boolean): void {
    const choice = text(`visibility.${this.#context.model.self.shown('visibility') ?? 'everyone'}`);
    const name = text('command.choose', { what: text('you.visibility'), choice });
    const mark: Paint = (g, { width, height }) => drawGear(g, width - 22, height / 2, 8, COLOR.soft);
    const why = isEnabled ? undefined : text('you.offline');
    this.#visibility.show(rect, { label: choice, name, kind: 'hero', why, mark });
  }

  #cardLook(isEnabled: boolean, now: number): CardLook {
    const { self, social } = this.#context.model;
    const known = self.known;
    const chosen = self.shown('chosenStatus') ?? 'online';
    const { status } = ownStatus(this.#context.model, now);
    const hint = (sentence: string) => (isEnabled ? sentence : text('you.offline'));
    const seenBy = self.shown('visibility') ?? 'everyone';
    const isLonely = seenBy === 'friends' && social.friends.isKnown && social.friends.rows().length === 0;
    return {
      player: known && { emblem: self.shown('emblem') ?? known.emblem, name: self.shown('name') ?? known.name, status },
      isEditing: this.#name.isEditing,
      label: self.isPending('name') ? text('you.pending') : ownLabel(this.#context.model, now),
      hints: {
        status: self.isPending('chosenStatus') ? text('you.pending') : hint(text(`chosen.${chosen}.text`)),
        visibility: self.isPending('visibility')
          ? text('you.pending')
          : hint(isLonely ? text('visibility.friends.none') : text(`visibility.${seenBy}.text`)),
        name: this.#name.hint,
      },
    };
  }
}

function paintCard(g: Canvas, size: Size, look: CardLook, rect: Rect, places: SelfPlaces): void {
  const fill = gradient(g, [0, 0], [size.width, size.height], [COLOR.hero, COLOR.heroEnd]);
  paintBox(g, size, SIZE.radius, fill, COLOR.heroEdge);
  if (!look.player) return paintLoading(g, size);
  g.save();
  g.translate(-rect.x, -rect.y);
  const { player } = look;
  if (look.isEditing) {
    const { x, y, width } = places.nameHint;
    const { words, isRefusal } = look.hints.name;
    const color = isRefusal ? COLOR.bad : COLOR.soft;
    const [line, type] =
      wrapped(g, words, 'small', width).length > 1 ? ([15, 'tiny'] as const) : ([18, 'small'] as const);
    drawLinesAround(g, wrapped(g, words, type, width), x, y, line, { type, color, width });
    fillRound(g, places.nameInput, SIZE.radiusSmall, COLOR.panel);
    strokeRound(g, places.nameInput, SIZE.radiusSmall, COLOR.heroEdge);
  } else {
    const { avatar, name } = places;
    const { emblem, status = null } = player;
    drawAvatar(g, { emblem, status }, avatar.x, avatar.y, avatar.width, COLOR.hero);
    const { x, width } = name;
    const { type, lines } = fitted(g, player.name, ['hero', 'title', 'name'], width);
    drawLinesAround(g, lines, x, avatar.y + avatar.height * 0.32, 18, { type, color: COLOR.text });
    const below = avatar.y + avatar.height * 0.76;
    if (status) drawStatus(g, status, x + 6, below, 5.5, COLOR.hero);
    drawText(g, look.label, x + (status ? 20 : 0), below, { type: 'body', color: COLOR.soft });
  }
  if (places.hasHints) {
    paintLabelled(g, places.status, places.statusHint, text('you.status'), look.hints.status);
    paintLabelled(g, places.visibility, places.visibilityHint, text('you.visibility'), look.hints.visibility);
  }
  g.restore();
}

function paintLabelled(g: Canvas, control: Rect, hint: Rect, label: string, sentence: string): void {
  drawText(g, label, control.x, control.y - 15, { type: 'label', color: COLOR.soft });
  const lines = wrapped(g, sentence, 'small', hint.width);
  drawLines(g, lines, hint.x, hint.y, 18, { type: 'small', color: COLOR.soft });
}

function paintLoading(g: Canvas, size: Size): void {
  fillRound(g, { x: 24, y: 24, width: 64, height: 64 }, 32, COLOR.heroRaised);
  fillRound(g, { x: 108, y: 34, width: Math.min(180, size.width - 140), height: 18 }, 9, COLOR.heroRaised);
  drawText(g, text('you.loading'), 108, 74, { type: 'small', color: COLOR.soft });
}
