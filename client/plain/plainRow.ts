/** A player in the plain list: name, status, and on a press the actions for them. */
import { make, setAttribute, setText } from '../a11y/overlay.ts';
import { runMenuAction } from '../actions/playerMenuActions.ts';
import { text } from '../i18n/text.ts';
import { recordRows } from '../model/recordRows.ts';
import type { ListedRow } from '../model/rosterRows.ts';
import { menuOffers, type Offer, type PlayerAction } from '../model/views/playerOffers.ts';
import { ratingLabel, ratingText } from '../model/views/ratingText.ts';
import { rowLine } from '../model/views/rowLine.ts';
import { EmblemSvg } from './emblemSvg.ts';
import { makeButton, orderChildren, type PlainContext, setWhy } from './parts.ts';
import { PlainQuestion } from './plainQuestion.ts';

/** This row replaces the card. */
const ELSEWHERE: ReadonlySet<PlayerAction> = new Set(['profile']);
const MATCHES = 10;

export class PlainRow {
  readonly element: HTMLLIElement;
  readonly #context: PlainContext;
  readonly #emblem: EmblemSvg;
  readonly #name: HTMLElement;
  readonly #you: HTMLElement;
  readonly #detail: HTMLElement;
  readonly #rating: HTMLElement;
  readonly #more: HTMLButtonElement;
  readonly #panel: HTMLElement;
  readonly #matches: HTMLElement;
  readonly #buttons = new Map<PlayerAction, HTMLButtonElement>();
  readonly #question: PlainQuestion;
  #row: ListedRow;
  #isOpen = false;

  constructor(context: PlainContext, row: ListedRow) {
    this.#context = context;
    this.#row = row;
    this.element = document.createElement('li');
    this.#emblem = new EmblemSvg(this.element);
    const who = make('p', 'plain-who', this.element);
    this.#name = make('bdi', '', who);
    this.#you = make('span', 'plain-tag', who);
    this.#detail = make('span', 'plain-detail', who);
    this.#rating = make('span', 'plain-rating', this.element);
    this.#more = makeButton(this.element, text('plain.actions'), () => {
      this.#isOpen = !this.#isOpen;
      context.wake();
    });
    this.#panel = make('div', 'plain-actions', this.element);
    this.#panel.setAttribute('role', 'group');
    const opener = () => this.#buttons.get('block') ?? this.#buttons.get('unblock');
    this.#question = new PlainQuestion(context, this.element, row.id, opener);
    this.#matches = make('ul', 'plain-matches', this.element);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  update(row: ListedRow, nowS: number | undefined): void {
    this.#row = row;
    const { roster } = this.#context.model;
    const isGone = roster.isGone(row.id);
    this.#emblem.show(row.emblem);
    setText(this.#name, row.name);
    setText(this.#you, row.id === roster.selfId ? text('roster.you') : '');
    setText(this.#detail, rowLine(this.#context.model, row, nowS).said);
    this.#detail.dataset.status = isGone ? 'gone' : (row.status ?? 'offline');
    setText(this.#rating, ratingText(row.ratings, roster.mode));
    setAttribute(this.#rating, 'title', ratingLabel(row.ratings, roster.mode) || undefined);
    setAttribute(this.#more, 'aria-label', text('plain.actionsOf', { name: row.name }));
    setAttribute(this.#more, 'aria-expanded', String(this.#isOpen));
    setAttribute(this.#panel, 'aria-label', text('player.actions', { name: row.name }));
    this.#panel.hidden = !this.#isOpen;
    this.#updateOffers();
    this.#question.update();
    this.#updateMatches(nowS);
  }

  #updateOffers(): void {
    if (!this.#isOpen) return;
    const offers = menuOffers(this.#context.model, this.#row).filter(({ action }) => !ELSEWHERE.has(action));
    for (const [action, button] of this.#buttons) {
      if (offers.some((offer) => offer.action === action)) continue;
      button.remove();
      this.#buttons.delete(action);
    }
    orderChildren(
      this.#panel,
      offers.map((offer) => this.#buttonOf(offer)),
    );
  }

  #buttonOf({ action, label, name, isMain, isAsked, why }: Offer): HTMLButtonElement {
    const button = this.#buttons.get(action) ?? makeButton(this.#panel, label, () => this.#do(action));
    this.#buttons.set(action, button);
    setText(button, label);
    setAttribute(button, 'aria-label', name);
    button.classList.toggle('plain-main', isMain);
    setWhy(button, isAsked, why);
    return button;
  }

  #do(action: PlayerAction): void {
    const { actions, model, wake } = this.#context;
    const { id, name } = this.#row;
    if (action === 'history') void actions.records.loadLatest({ id, name }, MATCHES).then(wake);
    else if (action === 'block') this.#question.ask({ id, name });
    else runMenuAction({ id, name }, action, actions, model);
    wake();
  }

  #updateMatches(nowS: number | undefined): void {
    const { latest, roster } = this.#context.model;
    const isOurs = latest?.of.kind === 'history' && latest.of.player.id === this.#row.id;
    this.#matches.hidden = !this.#isOpen || !isOurs;
    if (!latest || this.#matches.hidden) return;
    const rows = recordRows(latest, roster.selfId, nowS);
    const none =
      latest.problem !== undefined ? text('records.problem', { why: latest.problem }) : text('records.noMatches');
    const note = {
      key: '',
      isReplayable: false,
      accessibleName: latest.page || latest.problem ? none : text('records.loading'),
    };
    const said = rows.length > 0 ? rows : [note];
    while (this.#matches.children.length > said.length) this.#matches.lastElementChild?.remove();
    for (const [i, row] of said.entries()) {
      const item = (this.#matches.children[i] as HTMLElement | undefined) ?? this.#makeMatch();
      const [words, watch] = item.children as unknown as [HTMLElement, HTMLButtonElement];
      setText(words, row.accessibleName);
      watch.hidden = !row.isReplayable;
      watch.value = row.key;
      setAttribute(watch, 'aria-label', text('replay.watchMatch', { match: row.accessibleName }));
    }
  }

  #makeMatch(): HTMLElement {
    const item = make('li', '', this.#matches);
    make('span', '', item);
    const { actions, wake } = this.#context;
    const watch = makeButton(item, text('replay.watch'), () => void actions.replays.open(watch.value).then(wake));
    return item;
  }
}
