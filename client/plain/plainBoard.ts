/** The leaderboard, as a part of the page that opens. It is asked for when it is opened. */
import { RATED_MODES } from '../../shared/modes.ts';
import { make, setAttribute, setText } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { recordRows } from '../model/recordRows.ts';
import { hasMore, type Records } from '../model/records.ts';
import { modeTitle } from '../presentation/titles.ts';
import { makeButton, makeField, type PlainContext, setOptions, setWhy } from './parts.ts';
import { words } from './words.ts';

export class PlainBoard {
  readonly #context: PlainContext;
  readonly #details: HTMLDetailsElement;
  readonly #mode: HTMLSelectElement;
  readonly #note: HTMLElement;
  readonly #list: HTMLElement;
  readonly #more: HTMLButtonElement;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const { actions, wake } = context;
    this.#details = make('details', 'plain-card plain-settings', root);
    const title = make('summary', '', this.#details);
    setText(make('h2', '', title), text('records.leaderboard'));
    const tools = make('div', 'plain-tools', this.#details);
    this.#mode = makeField(tools, 'select', text('matches.game'));
    const modes = RATED_MODES.map(({ id }) => ({ value: id, label: modeTitle(id) }));
    setOptions(this.#mode, modes, this.#wanted);
    this.#mode.addEventListener('change', () => this.#open());
    this.#note = make('p', 'plain-detail', this.#details, { role: 'status' });
    this.#list = make('ol', 'plain-list', this.#details, { 'aria-label': text('records.leaderboard') });
    this.#more = makeButton(this.#details, '', () => {
      void (this.#records?.problem === undefined ? actions.records.more() : actions.records.again()).then(wake);
      wake();
    });
    this.#details.addEventListener('toggle', () => {
      if (this.#details.open) this.#open();
      else if (this.#records) actions.records.close();
    });
  }

  update(): void {
    if (!this.#details.open) return;
    const records = this.#records;
    const { roster } = this.#context.model;
    const rows = records ? recordRows(records, roster.selfId, undefined) : [];
    while (this.#list.children.length > rows.length) this.#list.lastElementChild?.remove();
    for (const [i, { accessibleName, isYou }] of rows.entries()) {
      const item = (this.#list.children[i] as HTMLElement | undefined) ?? make('li', '', this.#list);
      setText(item, isYou ? `${accessibleName} (${text('roster.you')})` : accessibleName);
      setAttribute(item, 'class', isYou ? 'plain-strong' : '');
    }
    this.#list.hidden = rows.length === 0;
    const problem = records?.problem;
    const none = records?.page ? text('records.noLeaders') : text('records.loading');
    setText(
      this.#note,
      problem === undefined ? (rows.length > 0 ? '' : none) : text('records.problem', { why: problem }),
    );
    const canGoOn = records !== undefined && (problem !== undefined || hasMore(records) || records.isAsked);
    this.#more.hidden = !canGoOn || (records.isAsked && rows.length === 0);
    setText(this.#more, problem === undefined ? words('more') : text('records.again'));
    setWhy(this.#more, records?.isAsked ?? false, undefined);
  }

  close(): void {
    if (this.#records) this.#context.actions.records.close();
  }

  /** What is chosen to be played, where it is rated. */
  get #wanted(): string {
    const { mode } = this.#context.model.play;
    return RATED_MODES.some(({ id }) => id === mode) ? mode : (RATED_MODES[0]?.id ?? mode);
  }

  get #records(): Records | undefined {
    const { records } = this.#context.model;
    return records?.of.kind === 'leaderboard' ? records : undefined;
  }

  #open(): void {
    const { actions, wake } = this.#context;
    void actions.records.open({ kind: 'leaderboard', mode: this.#mode.value }).then(wake);
    wake();
  }
}
