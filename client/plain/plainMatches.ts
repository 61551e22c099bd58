/** The matches that can be joined or watched, in words. They hold still while they are read. */
import { MODES, modeOf } from '../../shared/modes.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';
import { make, setAttribute, setText } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { canAct } from '../model/linkView.ts';
import { HeldMatches, type HeldRow } from '../model/play/heldMatches.ts';
import { listed, type MatchFilter, matchActionOf, playersText } from '../model/play/matchList.ts';
import { tileView } from '../model/play/tileView.ts';
import { hasLeft } from '../model/views/playOffer.ts';
import { modeTitle } from '../presentation/titles.ts';
import { makeButton, makeField, makeSection, orderChildren, type PlainContext, setOptions, setWhy } from './parts.ts';

const FILTERS: readonly MatchFilter[] = ['all', 'open', 'friends'];

type Item = { element: HTMLElement; words: HTMLElement; button: HTMLButtonElement; row: MatchRow };

export class PlainMatches {
  readonly #context: PlainContext;
  readonly #section: HTMLElement;
  readonly #filter: HTMLSelectElement;
  readonly #game: HTMLSelectElement;
  readonly #list: HTMLElement;
  readonly #empty: HTMLElement;
  readonly #held = new HeldMatches();
  readonly #items = new Map<string, Item>();
  #isPointerOver = false;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const { model, wake } = context;
    this.#section = makeSection(root, text('matches.title'));
    const tools = make('div', 'plain-tools', this.#section);
    this.#filter = makeField(tools, 'select', text('matches.filter'));
    this.#filter.addEventListener('change', () => {
      model.commit(() => {
        model.play.filter = FILTERS.find((each) => each === this.#filter.value) ?? 'all';
      });
      wake();
    });
    this.#game = makeField(tools, 'select', text('matches.game'));
    this.#game.addEventListener('change', () => {
      model.commit(() => {
        model.play.listedMode = modeOf(this.#game.value)?.id;
      });
      wake();
    });
    this.#list = make('ul', 'plain-list', this.#section, { 'aria-label': text('matches.list') });
    this.#empty = make('p', 'plain-empty', this.#section);
    this.#list.addEventListener('pointerenter', () => {
      this.#isPointerOver = true;
    });
    this.#list.addEventListener('pointerleave', () => {
      this.#isPointerOver = false;
    });
  }

  update(): void {
    const { play, social } = this.#context.model;
    this.#section.hidden = play.match !== undefined;
    const isFriend = (id: string) => social.tieOf(id) === 'friend';
    const filters = FILTERS.map((each) => {
      const count = listed(play.state.matches, each, undefined, isFriend).length;
      const label = text(`matches.${each}`);
      return { value: each, label: count > 0 ? text('filter.option', { status: label, count }) : label };
    });
    // An open list is left alone.
    if (document.activeElement !== this.#filter) setOptions(this.#filter, filters, play.filter);
    const games = MODES.map(({ id }) => ({ value: id, label: modeTitle(id) }));
    setOptions(this.#game, [{ value: '', label: text('matches.everyGame') }, ...games], play.listedMode ?? '');
    const all = listed(play.state.matches, play.filter, play.listedMode, isFriend);
    const isHeld = this.#isPointerOver || this.#list.contains(document.activeElement);
    const rows = this.#held.shown(all, isHeld);
    for (const [id, { element }] of this.#items) {
      if (rows.some(({ row }) => row.matchId === id)) continue;
      element.remove();
      this.#items.delete(id);
    }
    orderChildren(
      this.#list,
      rows.map((each) => this.#show(each, isFriend)),
    );
    this.#list.hidden = rows.length === 0;
    setText(this.#empty, rows.length === 0 ? this.#emptyText(isFriend) : '');
  }

  #show({ row, isOver }: HeldRow, isFriend: (id: string) => boolean): HTMLElement {
    const { model } = this.#context;
    const item = this.#items.get(row.matchId) ?? this.#make(row);
    item.row = row;
    const view = tileView(row, isFriend);
    const friend = view.hasFriend ? `, ${text('matches.friend')}` : '';
    setText(item.words, isOver ? `${view.label}, ${text('matches.over')}` : view.label + friend);
    const action = this.#actionOf(row);
    const deed = text(`matches.${action}`);
    setText(item.button, deed);
    setAttribute(
      item.button,
      'aria-label',
      text('matches.deed', { deed, mode: modeTitle(row.mode), names: playersText(row) }),
    );
    item.button.classList.toggle('plain-main', action !== 'watch' && !isOver);
    const queued = model.play.state.queue && text('play.queuedWhy');
    const why = isOver ? text('matches.over') : canAct(model.link) ? queued : text('play.offline');
    setWhy(item.button, model.asked.has(action === 'watch' ? 'watchMatch' : 'joinMatch'), why);
    return item.element;
  }

  #make(row: MatchRow): Item {
    const element = make('li', '', this.#list);
    const words = make('p', 'plain-who', element);
    const { actions, wake } = this.#context;
    const button = makeButton(element, '', () => {
      const { matchId } = item.row;
      void actions.play.enter(matchId, this.#actionOf(item.row)).then(wake);
      wake();
    });
    const item = { element, words, button, row };
    this.#items.set(row.matchId, item);
    return item;
  }

  #actionOf(row: MatchRow) {
    const { model } = this.#context;
    return matchActionOf(row, model.roster.selfId, undefined, hasLeft(model, row));
  }

  #emptyText(isFriend: (id: string) => boolean): string {
    const { state, filter, listedMode } = this.#context.model.play;
    if (!state.matches) return text('matches.loading');
    if (listedMode !== undefined && listed(state.matches, filter, undefined, isFriend).length > 0)
      return text('matches.noneOfGame.title', { mode: modeTitle(listedMode) });
    const kind =
      state.matches.size === 0 || filter === 'all' ? 'none' : filter === 'open' ? 'noneOpen' : 'noneOfFriends';
    return `${text(`matches.${kind}.title`)}. ${text(`matches.${kind}.text`)}`;
  }
}
