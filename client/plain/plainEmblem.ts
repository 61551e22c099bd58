/** Your emblem in the plain view: motif and colours as lists, and a button that turns it. Each choice is saved at once. */
import { type EmblemParts, emblemOf, LIVERIES, type Livery, MOTIFS, type Motif, partsOf } from '../../shared/emblem.ts';
import { make } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { looksOf } from '../model/emblemPicker.ts';
import { EmblemSvg } from './emblemSvg.ts';
import { makeButton, makeField, type PlainContext, setOptions, setWhy } from './parts.ts';

const MOTIF_NAMES = Object.keys(MOTIFS) as Motif[];

export class PlainEmblem {
  readonly #context: PlainContext;
  readonly #picture: EmblemSvg;
  readonly #motif: HTMLSelectElement;
  readonly #livery: HTMLSelectElement;
  readonly #turn: HTMLButtonElement;

  constructor(context: PlainContext, section: HTMLElement) {
    this.#context = context;
    const tools = make('div', 'plain-tools', section, { role: 'group', 'aria-label': text('emblem.title') });
    this.#motif = makeField(tools, 'select', text('emblem.motif'));
    this.#motif.addEventListener('change', () => this.#change({ motif: this.#motif.value as Motif }));
    this.#livery = makeField(tools, 'select', text('emblem.livery'));
    this.#livery.addEventListener('change', () => this.#change({ livery: this.#livery.value as Livery }));
    this.#turn = makeButton(tools, text('emblem.turn'), () => this.#change({ turn: this.#parts().turn + 1 }));
    this.#picture = new EmblemSvg(tools);
  }

  /** `why`: why nothing can be chosen now. */
  update(why: string | undefined): void {
    const emblem = this.#emblem();
    const { motif, livery } = partsOf(emblem);
    this.#picture.show(emblem);
    const motifs = MOTIF_NAMES.map((value) => ({ value, label: text(`motif.${value}`) }));
    const liveries = LIVERIES.map((value) => ({ value, label: text(`livery.${value}`) }));
    setOptions(this.#motif, motifs, motif);
    setOptions(this.#livery, liveries, livery);
    for (const select of [this.#motif, this.#livery]) {
      select.disabled = why !== undefined;
      select.title = why ?? '';
    }
    setWhy(this.#turn, looksOf(emblem) === 1, why);
  }

  #emblem(): number {
    return this.#context.model.self.shown('emblem') ?? 0;
  }

  #parts(): EmblemParts {
    return partsOf(this.#emblem());
  }

  #change(parts: Partial<EmblemParts>): void {
    const { actions, wake } = this.#context;
    void actions.setEmblem(emblemOf({ ...this.#parts(), ...parts })).then(wake);
    wake();
  }
}
