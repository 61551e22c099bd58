/** Play: what to play, its rule, the one button that finds a match and then takes it back, and the other ways into one. */
import { modeOf, QUICK_PLAY } from '../../../shared/modes.ts';
import { make, makeSection, setText } from '../../a11y/overlay.ts';
import type { Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';
import { durationText, inLanguage, text } from '../../i18n/text.ts';
import { ownMatch, type PlayOffer, playOffer } from '../../model/views/playOffer.ts';
import { presentationOf } from '../../presentation/list.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCross } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import { type PlayPlaces, playPlaces } from '../layout/playLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { BotStrengthSelect } from './botStrengthSelect.ts';
import { CodeField } from './codeField.ts';
import { DemoPicture } from './demoPicture.ts';
import { ModeCards } from './modeCards.ts';
import { type Heading, paintHeading, paintPanel } from './playPainter.ts';

type Action =
  | 'primary'
  | 'dismiss'
  | 'bots'
  | 'bring'
  | 'notify'
  | 'alone'
  | 'code'
  | 'table'
  | 'open'
  | 'private'
  | 'back';
/** What stands in the row of the other ways: these ways, a field for a code, or the two kinds of one's own match. */
type Drawer = 'ways' | 'code' | 'table';

const GAP = SPACE.s;
const BACK = 44;
const JOIN = 84;
const STRENGTH = 108;

export class PlayPanel {
  readonly #context: ScreenContext;
  readonly #nodes: Record<'panel' | 'words', Node>;
  readonly #hiddenText: HTMLElement;
  readonly #cards: ModeCards;
  readonly #picture: DemoPicture;
  readonly #code: CodeField;
  readonly #strength: BotStrengthSelect;
  readonly #buttons: Record<Action, Button>;
  #offer: PlayOffer | undefined;
  #drawer: Drawer = 'ways';

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, root, actions } = context;
    const { play } = actions;
    this.#nodes = { panel: stage.node(DEPTH.panel), words: stage.node(DEPTH.overRow) };
    const section = makeSection(root, 'section', text('play.title'), 'h2');
    this.#cards = new ModeCards(context, section);
    this.#picture = new DemoPicture(context);
    const makeButton = (onPress: () => void) => new Button(context, section, DEPTH.control, onPress);
    const primary = makeButton(() => this.#act());
    this.#hiddenText = make('p', 'visuallyHidden', section);
    this.#buttons = {
      primary,
      dismiss: makeButton(() => play.dismissCancelled()),
      bots: makeButton(() => void play.playBots()),
      bring: makeButton(() => play.page.search.takeOver()),
      notify: makeButton(() => void play.page.bell.askToNotify()),
      alone: makeButton(() => void play.playAlone()),
      code: makeButton(() => this.#open('code')),
      table: makeButton(() => this.#open('table')),
      open: makeButton(() => void play.create(false)),
      private: makeButton(() => void play.create(true)),
      back: makeButton(() => this.#open('ways')),
    };
    this.#strength = new BotStrengthSelect(context, section);
    this.#code = new CodeField(context, section);
  }

  takeFocus(): void {
    this.#buttons.primary.element.focus();
  }

  update({ layout, now }: Frame): void {
    const { model } = this.#context;
    const rect = layout.play;
    const offer = playOffer(model, now);
    this.#offer = offer;
    const isQueued = offer.action === 'cancel';
    const hasRow = offer.bots !== 'none' || offer.canBring || this.#canNotify(offer);
    const places = rect && playPlaces(rect, isQueued ? { hasRow } : undefined);
    // After a match, too, one begins at the main button.
    if (offer.action !== 'queue' || model.play.match !== undefined) this.#drawer = 'ways';
    this.#cards.update(places, offer.action === 'queue' ? undefined : offer.words.title);
    const mode = model.play.wanted;
    const picture = places?.picture && { mode, rect: places.picture, isTop: places.kind === 'phone' };
    this.#picture.update(picture, now);
    this.#updatePrimary(offer, this.#isAside(places) ? undefined : places?.primary);
    if (isQueued) this.#updateQueued(offer, places?.row);
    else this.#updateWays(offer, this.#rowIn(places), layout.party === undefined);
    this.#updateWords(offer, places, mode);
    this.#nodes.panel.show(rect, 'play', paintPanel);
  }

  /** Moves the picture, between two updates. */
  step(now: number): void {
    this.#picture.step(now);
  }

  /** What is open takes the place of the main button, where both stand in one line. */
  #isAside(places: PlayPlaces | undefined): boolean {
    return places?.kind === 'wide' && this.#drawer !== 'ways';
  }

  #rowIn(places: PlayPlaces | undefined): Rect | undefined {
    if (!places?.row || !this.#isAside(places)) return places?.row;
    const { x } = places.primary;
    return { ...places.row, x, width: places.row.x + places.row.width - x };
  }

  #updatePrimary({ action, label, why }: PlayOffer, rect: Rect | undefined): void {
    const { asked, play } = this.#context.model;
    // To leave is quiet: waiting is not an alarm.
    const kind = action === 'cancel' ? 'hero' : 'primary';
    const wait = action === 'queue' ? play.usualWaits.get(play.mode) : undefined;
    const about = wait === undefined ? '' : `  ${text('play.about', { time: durationText(wait) })}`;
    const name = action === 'cancel' ? text('play.cancelLabel') : label;
    const isDisabled = asked.has('joinQueue') || asked.has('leaveQueue');
    this.#buttons.primary.show(rect, { label: label + about, name, kind, isDisabled, why });
  }

  #canNotify({ canBring }: PlayOffer): boolean {
    return !canBring && this.#context.actions.play.page.bell.canAskToNotify();
  }

  #updateQueued(offer: PlayOffer, row: Rect | undefined): void {
    const { bots, canBring, why } = offer;
    const { model } = this.#context;
    const offline = why === text('play.offline') ? why : undefined;
    const canNotify = this.#canNotify(offer);
    const hasBots = bots !== 'none';
    const hasStrength = hasBots && why === undefined;
    const parts = [hasStrength, hasBots || canBring, canNotify];
    const fixed = hasStrength ? STRENGTH + GAP : 0;
    const others = parts.slice(1).filter((is) => is).length;
    const width = row ? (row.width - fixed - GAP * (others - 1)) / Math.max(1, others) : 0;
    const at = (i: number): Rect | undefined => row && { ...row, x: row.x + fixed + i * (width + GAP), width };
    this.#strength.update(hasStrength && row ? { ...row, width: STRENGTH } : undefined);
    this.#buttons.bots.show(hasBots ? at(0) : undefined, {
      label: text('play.bots'),
      kind: bots === 'offered' ? 'primary' : 'hero',
      isDisabled: model.asked.has('playBots'),
      why: offline,
    });
    const bring = { label: text('queue.here'), name: text('queue.hereLabel'), kind: 'hero' } as const;
    this.#buttons.bring.show(canBring ? at(0) : undefined, bring);
    const notify = { label: text('play.notify'), name: text('play.notifyLabel'), kind: 'hero' } as const;
    this.#buttons.notify.show(canNotify ? at(others - 1) : undefined, notify);
  }

  /** `hasTable`: one's own match is opened here, as no table stands elsewhere on the screen. */
  #updateWays({ action, why }: PlayOffer, row: Rect | undefined, hasTable: boolean): void {
    if (action !== 'queue' || !row) return this.#code.update(undefined, undefined);
    const { asked } = this.#context.model;
    const offline = why === text('play.offline') ? why : undefined;
    const isDisabled = asked.has('createMatch');
    const { alone, code, table, open, private: own, back } = this.#buttons;
    const inner = { ...row, width: row.width - BACK - GAP };
    if (this.#drawer !== 'ways') {
      const away = { label: '', name: text('play.back'), kind: 'bare', mark: signOf(drawCross, 6) } as const;
      back.show({ ...row, x: row.x + inner.width + GAP, width: BACK }, away);
    }
    const field = { ...inner, width: inner.width - JOIN - GAP };
    const join = { ...inner, x: inner.x + field.width + GAP, width: JOIN };
    this.#code.update(this.#drawer === 'code' ? { code: field, join } : undefined, offline);
    if (this.#drawer === 'table') {
      const [first, second] = shared(inner, 2);
      const kind = 'hero';
      open.show(first, { label: text('play.public'), name: text('play.publicLabel'), kind, isDisabled, why: offline });
      own.show(second, {
        label: text('play.private'),
        name: text('play.privateLabel'),
        kind,
        isDisabled,
        why: offline,
      });
    }
    if (this.#drawer !== 'ways') return;
    const { mode } = this.#context.model.play;
    const against = modeTitle(modeOf(mode)?.bots ? mode : QUICK_PLAY);
    const looks = [
      [alone, { label: text('play.aBot'), name: text('play.aBotLabel', { mode: against }), kind: 'hero', why }],
      ...(hasTable
        ? ([[table, { label: text('play.table'), name: text('play.tableLabel'), kind: 'hero', why: offline }]] as const)
        : []),
      [code, { label: text('play.codeOpen'), name: text('play.codeOpenLabel'), kind: 'hero', why: offline }],
    ] as const;
    const rects = shared(row, looks.length);
    for (const [i, [button, look]] of looks.entries()) button.show(rects[i], look);
  }

  #updateWords(
    { action, words, hint, why, canDismiss }: PlayOffer,
    places: PlayPlaces | undefined,
    mode: string,
  ): void {
    const game = presentationOf(mode);
    const isCalm = action === 'queue' && words.tone === 'calm';
    const rule = game ? inLanguage(game.rule) : modeTitle(mode);
    // What keeps the player from the queue stands in the place of the second sentence.
    const more = why ?? (game ? inLanguage(game.more) : words.text);
    const isPhone = places?.kind === 'phone';
    const shown = isCalm
      ? { title: isPhone ? modeTitle(mode) : rule, texts: [isPhone && why === undefined ? `${rule} ${more}` : more] }
      : { title: words.title, texts: [words.text, hint].filter((each) => each !== '') };
    const said = isCalm ? [modeTitle(mode), rule, more, words.text] : [words.title, words.text, hint];
    setText(this.#hiddenText, said.filter((each) => each !== '').join(' '));
    if (!places) return;
    const at = places.words;
    const cross = { x: at.x + at.width - 40, y: at.y - 2, width: 44, height: 44 };
    const dismiss = { label: '', name: text('cancelled.dismiss'), kind: 'bare', mark: signOf(drawCross, 6) } as const;
    if (canDismiss) this.#buttons.dismiss.show(places.kind === 'phone' ? { ...cross, y: at.y + 40 } : cross, dismiss);
    const room = at.width - (canDismiss ? 48 : 0);
    const heading: Heading = { ...shown, tone: words.tone, kind: places.kind };
    const titleRoom = isPhone ? Math.min(room, at.width - 96) : room;
    const key = `${JSON.stringify(heading)} ${room}`;
    this.#nodes.words.show(at, key, (g, size) => paintHeading(g, size, heading, room, titleRoom));
  }

  #open(drawer: Drawer): void {
    const from = this.#drawer;
    this.#drawer = drawer;
    this.#context.wake();
    // The control that was pressed is gone: what it opened, or what opened it, has the focus.
    requestAnimationFrame(() => {
      if (drawer === 'code') this.#code.focus();
      else if (drawer === 'table') this.#buttons.open.element.focus();
      else this.#buttons[from === 'code' ? 'code' : 'table'].element.focus();
    });
  }

  #act(): void {
    const { actions, model } = this.#context;
    const { play } = actions;
    switch (this.#offer?.action) {
      case 'queue':
        return void play.queue();
      case 'cancel':
        return void play.unqueue();
      case 'return': {
        const id = ownMatch(model);
        if (id !== undefined) void play.enter(id, 'rejoin');
      }
    }
  }
}

/** The rectangle in `count` equal parts. */
function shared(rect: Rect, count: number): Rect[] {
  const width = (rect.width - GAP * (count - 1)) / count;
  return Array.from({ length: count }, (_, i) => ({ ...rect, x: rect.x + i * (width + GAP), width }));
}
