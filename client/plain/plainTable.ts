/** The own table: a match of one's own, one by its code, and the party. */
import { make, setText } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { canAct } from '../model/linkView.ts';
import { partyRows } from '../model/play/partyView.ts';
import { makeButton, makeField, makeSection, type PlainContext, setWhy } from './parts.ts';

const CODE_LENGTH = 6;

export class PlainTable {
  readonly #context: PlainContext;
  readonly #section: HTMLElement;
  readonly #open: HTMLButtonElement;
  readonly #private: HTMLButtonElement;
  readonly #code: HTMLInputElement;
  readonly #join: HTMLButtonElement;
  readonly #party: HTMLElement;
  readonly #members: HTMLElement;
  readonly #leave: HTMLButtonElement;
  readonly #why: HTMLElement;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const { play } = context.actions;
    this.#section = makeSection(root, text('play.table'));
    const own = make('div', 'plain-tools', this.#section);
    const create = (isPrivate: boolean) => () => {
      void play.create(isPrivate).then(context.wake);
      context.wake();
    };
    this.#open = makeButton(own, text('play.public'), create(false));
    this.#open.setAttribute('aria-label', text('play.publicLabel'));
    this.#private = makeButton(own, text('play.private'), create(true));
    this.#private.setAttribute('aria-label', text('play.privateLabel'));
    const form = make('form', 'plain-tools', this.#section);
    this.#code = makeField(form, 'input', text('play.code'));
    this.#code.type = 'text';
    this.#code.autocomplete = 'off';
    this.#code.spellcheck = false;
    this.#code.maxLength = 2 * CODE_LENGTH;
    this.#code.setAttribute('autocapitalize', 'characters');
    this.#code.addEventListener('input', context.wake);
    this.#join = makeButton(form, text('play.join'), () => {});
    this.#join.type = 'submit';
    this.#join.setAttribute('aria-label', text('play.joinLabel'));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#join.getAttribute('aria-disabled') !== 'true') void this.#submit();
    });
    this.#party = make('div', 'plain-tools', this.#section, { role: 'group', 'aria-label': text('party.title') });
    this.#members = make('p', 'plain-who', this.#party);
    this.#leave = makeButton(this.#party, text('party.leave'), () => void play.leaveParty().then(context.wake));
    this.#why = make('p', 'plain-detail', this.#section);
  }

  update(): void {
    const { model, now } = this.#context;
    const { asked, play, link, roster } = model;
    this.#section.hidden = play.match !== undefined;
    const { party, queue } = play.state;
    const why = canAct(link) ? queue && text('play.queuedWhy') : text('play.offline');
    for (const button of [this.#open, this.#private]) setWhy(button, asked.has('createMatch'), why);
    setWhy(this.#join, this.#code.value.trim() === '' || asked.has('joinMatch'), why);
    this.#party.hidden = party === undefined;
    setText(this.#why, why ?? '');
    if (!party) return;
    const { members, invited } = partyRows(party, roster.selfId, now());
    const said = [
      ...members.map(({ name, isLeader, isHere }) =>
        [name, isLeader ? text('party.leader') : '', isHere ? '' : text('party.away')].filter(Boolean).join(', '),
      ),
      ...invited.map(({ name, seconds }) => `${name}, ${text('party.invited', { count: seconds })}`),
    ];
    setText(this.#members, `${text('party.title')}: ${said.join(' · ')}`);
    setWhy(this.#leave, asked.has('leaveParty'), canAct(link) ? undefined : text('play.offline'));
  }

  /** Letters in any case, and what was copied along with them. */
  async #submit(): Promise<void> {
    const { actions, wake } = this.#context;
    const joining = actions.play.joinCode(this.#code.value.replace(/[\s-]/g, ''));
    wake();
    if (await joining) this.#code.value = '';
    wake();
  }
}
