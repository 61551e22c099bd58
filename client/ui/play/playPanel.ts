/** Play: what to play, the one button that finds a match and then takes it back, and the other ways into one. */

import { MODES } from '../../../shared/modes.ts';
import { make, makeSection, setText } from '../../a11y/overlay.ts';
import {
  type Canvas,
  drawLines,
  drawLinesAround,
  drawText,
  gradient,
  paintBox,
  type Rect,
  type Size,
  wrapped,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { ownMatch, type PlayOffer, playOffer } from '../../model/views/playOffer.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCross } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import { type PlayPlaces, playPlaces } from '../layout/playLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { BotStrengthSelect } from './botStrengthSelect.ts';
import { CodeField } from './codeField.ts';
import { ModeCards } from './modeCards.ts';

type OfferText = PlayOffer['words'];

export class PlayPanel {
  readonly #context: ScreenContext;
  readonly #nodes: Record<'panel' | 'words' | 'hint', Node>;
  readonly #hiddenText: HTMLElement;
  readonly #cards: ModeCards;
  readonly #code: CodeField;
  readonly #strength: BotStrengthSelect;
  readonly #buttons: Record<'primary' | 'dismiss' | 'bots' | 'bring' | 'notify' | 'open' | 'private', Button>;
  #offer: PlayOffer | undefined;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, root, actions } = context;
    const { play } = actions;
    this.#nodes = { panel: stage.node(DEPTH.panel), words: stage.node(DEPTH.overRow), hint: stage.node(DEPTH.overRow) };
    const section = makeSection(root, 'section', text('play.title'), 'h2');
    this.#cards = new ModeCards(context, section);
    const makeButton = (onPress: () => void) => new Button(context, section, DEPTH.control, onPress);
    const primary = makeButton(() => this.#act());
    this.#hiddenText = make('p', 'visuallyHidden', section);
    this.#buttons = {
      primary,
      dismiss: makeButton(() => play.dismissCancelled()),
      bots: makeButton(() => void play.playBots()),
      bring: makeButton(() => play.page.search.takeOver()),
      notify: makeButton(() => void play.page.bell.askToNotify()),
      open: makeButton(() => void play.create(false)),
      private: makeButton(() => void play.create(true)),
    };
    this.#strength = new BotStrengthSelect(context, section);
    this.#code = new CodeField(context, section);
  }

  update({ layout, now }: Frame): void {
    const { model } = this.#context;
    const rect = layout.play;
    const places = rect && playPlaces(rect, MODES.length);
    const offer = playOffer(model, now);
    this.#offer = offer;
    const isBusy = offer.action !== 'queue';
    this.#cards.update(places, isBusy ? offer.words.title : undefined);
    this.#updatePrimary(offer, places);
    this.#updateRows(offer, isBusy, places);
    this.#updateWords(offer, places);
    this.#nodes.panel.show(rect, 'play', paintPanel);
  }

  #updatePrimary({ action, label, why }: PlayOffer, places: PlayPlaces | undefined): void {
    const { asked } = this.#context.model;
    const kind = action === 'cancel' ? 'danger' : 'primary';
    const name = action === 'cancel' ? text('play.cancelLabel') : label;
    const isDisabled = asked.has('joinQueue') || asked.has('leaveQueue');
    this.#buttons.primary.show(places?.primary, { label, name, kind, isDisabled, why });
  }

  #updateRows({ bots, canBring, action, why }: PlayOffer, isBusy: boolean, places: PlayPlaces | undefined): void {
    const { asked } = this.#context.model;
    const { actions } = this.#context;
    const when = (is: boolean, rect: Rect | undefined) => (is ? rect : undefined);
    const isQueued = action === 'cancel';
    const isIdle = !isBusy;
    const offline = why === text('play.offline') ? why : undefined;
    this.#buttons.bots.show(when(isQueued && bots !== 'none', places?.bots), {
      label: text('play.bots'),
      kind: bots === 'offered' ? 'primary' : 'hero',
      isDisabled: asked.has('playBots'),
      why: offline,
    });
    this.#strength.update(when(isQueued && bots !== 'none' && why === undefined, places?.strength));
    const bring = { label: text('queue.here'), name: text('queue.hereLabel'), kind: 'hero' } as const;
    this.#buttons.bring.show(when(canBring, places?.bots), bring);
    const canNotify = isQueued && !canBring && actions.play.page.bell.canAskToNotify();
    const notify = { label: text('play.notify'), name: text('play.notifyLabel'), kind: 'hero' } as const;
    this.#buttons.notify.show(when(canNotify, places?.notify), notify);
    const isDisabled = asked.has('createMatch');
    for (const which of ['open', 'private'] as const) {
      const [label, name] = which === 'open' ? [text('play.public'), text('play.publicLabel')] : privateWords();
      this.#buttons[which].show(when(isIdle, places?.[which]), { label, name, kind: 'hero', isDisabled, why: offline });
    }
    const { code, join } = places ?? {};
    this.#code.update(isIdle && code && join ? { code, join } : undefined, offline);
  }

  #updateWords({ words, hint, canDismiss }: PlayOffer, places: PlayPlaces | undefined): void {
    setText(this.#hiddenText, [words.title, words.text, hint].filter((each) => each !== '').join(' '));
    if (!places) return;
    const at = places.words;
    const cross = { x: at.x + at.width - 40, y: at.y - 2, width: 44, height: 44 };
    const dismiss = { label: '', name: text('cancelled.dismiss'), kind: 'bare', mark: signOf(drawCross, 6) } as const;
    if (canDismiss) this.#buttons.dismiss.show(cross, dismiss);
    const room = at.width - (canDismiss ? 48 : 0);
    this.#nodes.words.show(at, `${JSON.stringify(words)} ${room}`, (g, size) => paintText(g, size, words, room));
    if (hint !== '') this.#nodes.hint.show(places.hint, hint, (g, size) => paintHint(g, size, hint));
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

const privateWords = (): [string, string] => [text('play.private'), text('play.privateLabel')];

function paintPanel(g: Canvas, size: Size): void {
  const fill = gradient(g, [0, 0], [size.width, size.height], [COLOR.hero, COLOR.heroEnd]);
  paintBox(g, size, SIZE.radius, fill, COLOR.heroEdge);
}

/** As many lines as there is room for; screen readers get what is cut, and the button's reason says it too. */
function paintText(g: Canvas, size: Size, words: OfferText, width: number): void {
  const color = { calm: COLOR.text, blame: COLOR.fair, busy: COLOR.text }[words.tone];
  const line = 18;
  const lines = wrapped(g, words.text, 'small', width);
  const fit = Math.max(1, Math.floor((size.height - 20) / line));
  const shown = lines.slice(0, fit);
  if (lines.length > fit) shown[fit - 1] = lines.slice(fit - 1).join(' ');
  const top = Math.max(0, (size.height - 20 - shown.length * line) / 2);
  drawText(g, words.title, 0, top + 10, { type: 'name', color, width });
  drawLines(g, shown, 0, top + 30, line, { type: 'small', color: COLOR.soft, width });
}

function paintHint(g: Canvas, size: Size, hint: string): void {
  const [first = '', ...rest] = wrapped(g, hint, 'small', size.width);
  const lines = rest.length === 0 ? [first] : [first, rest.join(' ')];
  drawLinesAround(g, lines, 0, size.height / 2, 18, { type: 'small', color: COLOR.soft, width: size.width });
}
