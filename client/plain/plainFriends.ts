/** Friends, requests and blocks, each with what can be done about it. A new request is announced. */
import { make, setAttribute, setText } from '../a11y/overlay.ts';
import { isolated, text } from '../i18n/text.ts';
import { canAct } from '../model/linkView.ts';
import { friendLines, type LineAction, type LineButton, type PersonLine } from '../model/views/peopleLines.ts';
import { makeButton, makeSection, orderChildren, type PlainContext, setWhy } from './parts.ts';

type Item = { element: HTMLElement; words: HTMLElement; buttons: Map<string, HTMLButtonElement>; line: PersonLine };

export class PlainFriends {
  readonly #context: PlainContext;
  readonly #asks: HTMLElement;
  readonly #list: HTMLElement;
  readonly #how: HTMLElement;
  readonly #items = new Map<string, Item>();
  #removing: string | undefined;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const section = makeSection(root, text('people.friends'));
    this.#asks = make('p', 'visuallyHidden', section, { role: 'status' });
    this.#list = make('ul', 'plain-list', section, { 'aria-label': text('people.friends') });
    this.#how = make('p', 'plain-detail', section);
  }

  update(): void {
    const { model, now } = this.#context;
    const lines = friendLines(model, this.#removing, model.clock.nowS(now()));
    const people = lines.flatMap((line) => (line.kind === 'person' ? [line] : []));
    for (const [key, { element }] of this.#items) {
      if (people.some((line) => line.key === key)) continue;
      element.remove();
      this.#items.delete(key);
    }
    orderChildren(
      this.#list,
      people.map((line) => this.#show(line)),
    );
    this.#list.hidden = people.length === 0;
    const notes = lines.flatMap((line) => (line.kind === 'note' ? [line.title, line.text] : []));
    setText(this.#how, notes.filter((words) => words !== '').join('. '));
    const asking = model.social.friends.rows('asking').map(({ name }) => text('friend.asks', { name: isolated(name) }));
    setText(this.#asks, asking.join('. '));
  }

  #show(line: PersonLine): HTMLElement {
    const item = this.#items.get(line.key) ?? this.#make(line);
    item.line = line;
    setText(item.words, this.#wordsOf(line));
    const talk: LineButton[] = line.press
      ? [
          {
            key: 'talk',
            label: text('player.whisper'),
            name: line.press.name,
            isMain: false,
            isAsked: false,
            action: line.press.action,
          },
        ]
      : [];
    const wanted = [...talk, ...line.buttons];
    for (const [key, button] of item.buttons) {
      if (wanted.some((each) => each.key === key)) continue;
      button.remove();
      item.buttons.delete(key);
    }
    orderChildren(
      item.element,
      wanted.map((each) => this.#buttonOf(item, each)),
      item.words,
    );
    return item.element;
  }

  #wordsOf({ key, title, detail, accessibleName }: PersonLine): string {
    const { social } = this.#context.model;
    const tie = social.tieOf(key.slice('player '.length));
    const name = isolated(title);
    if (tie === 'asking') return text('friend.asks', { name });
    const kind = tie === 'blocked' || tie === 'asked' ? text(`friend.list.${tie}`) : '';
    // Of a friend who is to be removed it is the question.
    const rest = detail === '' && tie === 'friend' ? accessibleName.slice(title.length).replace(/^ · /, '') : detail;
    return [name, rest, kind].filter((each) => each !== '').join(' · ');
  }

  #make(line: PersonLine): Item {
    const element = make('li', '', this.#list);
    const item = { element, words: make('p', 'plain-who', element), buttons: new Map(), line };
    this.#items.set(line.key, item);
    return item;
  }

  #buttonOf(item: Item, { key, label, name, isMain, isAsked, action }: LineButton): HTMLButtonElement {
    const act = () => {
      const { line } = item;
      const now =
        line.press && key === 'talk' ? line.press.action : line.buttons.find((each) => each.key === key)?.action;
      if (now) this.#do(now);
    };
    const button = item.buttons.get(key) ?? makeButton(item.element, '', act);
    item.buttons.set(key, button);
    setText(button, label === '' ? labelOf(action) : label);
    setAttribute(button, 'aria-label', name);
    button.classList.toggle('plain-main', isMain);
    setWhy(button, isAsked, canAct(this.#context.model.link) ? undefined : text('play.offline'));
    return button;
  }

  #do(action: LineAction): void {
    const { actions, wake } = this.#context;
    const { social } = actions;
    this.#removing = action.do === 'askRemove' ? action.player.id : undefined;
    if (action.do === 'talk') social.openChat(action.player, 'friends');
    if (action.do === 'accept') void social.addFriend(action.player).then(wake);
    if (action.do === 'remove') void social.removeFriend(action.player).then(wake);
    if (action.do === 'unblock') void social.unblock(action.player).then(wake);
    wake();
  }
}

/** Of a button that is a cross where it is drawn. */
const labelOf = (action: LineAction): string => text(action.do === 'askRemove' ? 'friend.removeYes' : 'invite.decline');
