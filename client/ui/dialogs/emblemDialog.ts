/** The choice of one's own emblem: six suggestions and a die, or motif, colours and turn one by one. Enter saves. */
import { emblemOf, LIVERIES, type Livery, MOTIFS, type Motif, partsOf } from '../../../shared/emblem.ts';
import { make, makeRadio, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, paintBox, type Rect, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { looksOf } from '../../model/emblemPicker.ts';
import { emblemWords } from '../../model/emblemWords.ts';
import { canAct } from '../../model/linkView.ts';
import type { Layer } from '../../page/BackStack.ts';
import { Button, type ButtonLook } from '../kit/button.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { Dialog } from '../kit/dialog.ts';
import { drawEmblem } from '../kit/emblem.ts';
import { drawDie, drawTurn } from '../kit/emblemIcons.ts';
import { EMBLEM_PAD, type EmblemPlaces, emblemPlaces } from '../layout/emblemPlaces.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const MOTIF_NAMES = Object.keys(MOTIFS) as Motif[];
/** Of a cell: what is around its emblem. */
const MARGIN = 4;

type Part = { motif: Motif } | { livery: Livery };
type Radio = { part: Part; control: Control<HTMLInputElement> };

export class EmblemDialog implements Layer {
  readonly dialog: Dialog;
  readonly #context: ScreenContext;
  readonly #motifs: readonly Radio[];
  readonly #liveries: readonly Radio[];
  readonly #offers: readonly Button[];
  readonly #die: Button;
  readonly #turn: Button;
  readonly #cancel: Button;
  readonly #save: Button;

  constructor(context: ScreenContext) {
    this.#context = context;
    const close = () => this.back();
    this.dialog = new Dialog(context, { role: 'dialog', id: 'emblem', hasText: true, onEscape: close });
    const { element } = this.dialog;
    const button = (onPress: () => void) => new Button(context, element, DEPTH.dialogPart, onPress);
    this.#offers = Array.from({ length: 6 }, (_, i) => button(() => this.#try(i)));
    this.#die = button(() => this.#change((picker) => picker.roll(Math.random)));
    this.#turn = button(() => this.#change((picker) => picker.turn()));
    const motifs = make('div', 'part', element, { role: 'radiogroup', 'aria-label': text('emblem.motif') });
    this.#motifs = MOTIF_NAMES.map((motif) => this.#radio(motifs, 'motif', text(`motif.${motif}`), { motif }));
    const liveries = make('div', 'part', element, { role: 'radiogroup', 'aria-label': text('emblem.livery') });
    this.#liveries = LIVERIES.map((livery) => this.#radio(liveries, 'livery', text(`livery.${livery}`), { livery }));
    this.#cancel = button(close);
    this.#save = button(() => this.#take());
    element.addEventListener('keydown', ({ key, target }) => {
      if (key === 'Enter' && target instanceof HTMLInputElement) this.#take();
    });
  }

  get isOpen(): boolean {
    return this.#context.model.emblems.draft !== undefined;
  }

  back(): void {
    this.#change((picker) => picker.close());
  }

  update({ layout }: Frame, isUrgent: boolean): HTMLElement | undefined {
    const { draft, offers } = this.#context.model.emblems;
    if (draft === undefined || isUrgent) return this.dialog.hide();
    const places = emblemPlaces(layout, offers.length);
    const words = emblemWords(draft);
    const title = text('emblem.title');
    const paint = (g: Canvas, size: Size) => paintCard(g, size, places, title, draft);
    this.dialog.show(places.card, title, `${draft} ${places.motifLabel !== undefined}`, paint, words);
    for (const [i, offer] of this.#offers.entries()) this.#showOffer(offer, places.offers[i], offers[i], draft);
    const looks = looksOf(draft);
    const sign = (draw: typeof drawDie): Partial<ButtonLook> => ({
      mark: (g, size) => draw(g, size.width / 2, size.height / 2, 10, COLOR.text),
    });
    this.#die.show(inCell(places.die), { label: '', name: text('emblem.roll'), kind: 'quiet', ...sign(drawDie) });
    this.#turn.show(inCell(places.turn), {
      ...{ label: '', name: text('emblem.turn'), kind: 'quiet', isDisabled: looks === 1 },
      ...sign((g, x, y, r) => drawTurn(g, x, y, r, looks === 1 ? COLOR.muted : COLOR.text)),
    });
    for (const [i, radio] of this.#motifs.entries()) this.#showRadio(radio, places.motifs[i], draft);
    for (const [i, radio] of this.#liveries.entries()) this.#showRadio(radio, places.liveries[i], draft);
    const why = canAct(this.#context.model.link) ? undefined : text('you.offline');
    this.#cancel.show(places.cancel, { label: text('you.cancel'), kind: 'quiet' });
    this.#save.show(places.save, { label: text('you.save'), kind: 'primary', why });
    return this.#offers[0]?.element;
  }

  #radio(group: HTMLElement, kind: string, name: string, part: Part): Radio {
    const choose = () => this.#change((picker) => picker.change(part));
    const radio = makeRadio(group, `emblem-${kind}`, name, this.#context.wake, choose);
    return { part, control: new Control(this.#context, radio, DEPTH.dialogPart) };
  }

  #showRadio({ part, control }: Radio, cell: Rect | undefined, draft: number): void {
    const parts = partsOf(draft);
    const isOn = 'motif' in part ? part.motif === parts.motif : part.livery === parts.livery;
    const look = { emblem: emblemOf({ ...parts, ...part }), isOn, isLit: control.isHovered };
    control.element.checked = isOn;
    control.show(cell, JSON.stringify(look), (g, size) => paintCell(g, size, look));
  }

  #showOffer(button: Button, cell: Rect | undefined, emblem: number | undefined, draft: number): void {
    if (emblem === undefined) return;
    const look = { emblem, isOn: emblem === draft, isLit: button.isLit };
    const mark = (g: Canvas, size: Size) => paintCell(g, size, look);
    button.show(cell, { label: '', name: emblemWords(emblem), kind: 'bare', mark });
    setAttribute(button.element, 'aria-pressed', String(look.isOn));
  }

  #try(offer: number): void {
    const emblem = this.#context.model.emblems.offers[offer];
    if (emblem !== undefined) this.#change((picker) => picker.try(emblem));
  }

  #take(): void {
    const { model, actions } = this.#context;
    const { draft } = model.emblems;
    if (draft === undefined || !canAct(model.link)) return;
    if (draft !== model.self.shown('emblem')) void actions.setEmblem(draft);
    this.back();
  }

  #change(how: (picker: ScreenContext['model']['emblems']) => void): void {
    const { model } = this.#context;
    model.commit(() => how(model.emblems));
  }
}

const inCell = ({ x, y, width, height }: Rect): Rect => ({
  ...{ x: x + MARGIN / 2, y: y + MARGIN / 2 },
  ...{ width: width - MARGIN, height: height - MARGIN },
});

function paintCard(g: Canvas, size: Size, places: EmblemPlaces, title: string, draft: number): void {
  paintBox(g, size, SIZE.radius + 4, COLOR.panel, COLOR.raisedEdge);
  drawText(g, title, EMBLEM_PAD, 27, { type: 'title', color: COLOR.text, width: size.width - 2 * EMBLEM_PAD });
  const { card, preview, motifLabel, liveryLabel } = places;
  drawEmblem(g, draft, preview.x - card.x, preview.y - card.y, preview.width);
  for (const [line, words] of [
    [motifLabel, text('emblem.motif')],
    [liveryLabel, text('emblem.livery')],
  ] as const) {
    if (line) drawText(g, words, line.x - card.x, line.y - card.y, { type: 'label', color: COLOR.muted });
  }
}

function paintCell(g: Canvas, size: Size, { emblem, isOn, isLit }: { emblem: number; isOn: boolean; isLit: boolean }) {
  const around = Math.min(size.width, size.height) - MARGIN;
  const box = { x: (size.width - around) / 2, y: (size.height - around) / 2, width: around, height: around };
  if (isOn || isLit) fillRound(g, box, SIZE.radiusSmall, isOn ? COLOR.selected : COLOR.hover);
  if (isOn) strokeRound(g, box, SIZE.radiusSmall, COLOR.focus, 2);
  const emblemSize = Math.min(36, around - 8);
  drawEmblem(g, emblem, (size.width - emblemSize) / 2, (size.height - emblemSize) / 2, emblemSize);
}
