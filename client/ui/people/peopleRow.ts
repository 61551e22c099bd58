/** A line of the list of conversations or friends, with its buttons, in what scrolls. */
import { make, place, setText } from '../../a11y/overlay.ts';
import { measure, type Rect, textWidth } from '../../design/canvas.ts';
import type { Line, LineAction, LineButton, PersonLine } from '../../model/views/peopleLines.ts';
import { Button, signOf } from '../kit/button.ts';
import { drawCross } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';
import { paintLine } from './peopleLinePainter.ts';
import type { TalkDepths } from './talkDepths.ts';

const BUTTON = 44;
const GAP = 4;
const END = 6;

export class PeopleRow {
  readonly element: HTMLElement;
  readonly #context: ScreenContext;
  readonly #depths: TalkDepths;
  readonly #act: (action: LineAction) => void;
  readonly #heading: HTMLElement;
  readonly #hiddenText: HTMLElement;
  readonly #node: Node;
  readonly #button: Button;
  readonly #buttons = new Map<string, Button>();
  #action: LineAction | undefined;
  #actions: ReadonlyMap<string, LineAction> = new Map();

  constructor(context: ScreenContext, space: HTMLElement, act: (action: LineAction) => void, depths: TalkDepths) {
    this.#depths = depths;
    this.#context = context;
    this.#act = act;
    this.element = make('div', 'row', space);
    this.#heading = make('h3', 'visuallyHidden', this.element);
    this.#hiddenText = make('p', 'visuallyHidden', this.element);
    this.#button = new Button(context, this.element, depths.part, () => {
      if (this.#action) act(this.#action);
    });
    this.#node = context.stage.node(depths.control);
  }

  /** `rect`: in what scrolls; `list`: on the screen. `why`: why nothing can be done now. */
  show(line: Line, rect: Rect, list: Rect, scroll: number, why: string | undefined): void {
    place(this.element, rect);
    this.#heading.hidden = line.kind !== 'heading';
    setText(this.#heading, line.kind === 'heading' ? line.title : '');
    setText(
      this.#hiddenText,
      line.kind === 'note' ? `${line.title} ${line.text}` : line.kind === 'person' ? line.accessibleName : '',
    );
    const at = { ...rect, x: list.x, y: list.y + rect.y - scroll };
    const buttons = line.kind === 'person' ? line.buttons : [];
    const taken = buttons.reduce((sum, { label }) => sum + widthOf(label) + GAP, 0);
    const width = rect.width - (taken === 0 ? 0 : taken + END);
    this.#node.show(at, `${width} ${JSON.stringify(line)}`, (g, size) => paintLine(g, size, line, width), list);
    this.#drawButton(line.kind === 'person' ? line.press : undefined, { ...at, width }, list);
    this.#showButtons(buttons, at, list, why);
  }

  remove(): void {
    this.#button.remove();
    for (const button of this.#buttons.values()) button.remove();
    this.#node.remove();
    this.element.remove();
  }

  #drawButton(press: PersonLine['press'], at: Rect, list: Rect): void {
    this.#action = press?.action;
    if (!press) return;
    const rect = { x: 0, y: 2, width: at.width, height: at.height - 4 };
    const look = { label: '', name: press.name, kind: press.isChosen ? 'chosen' : 'bare' } as const;
    this.#button.show({ ...rect, x: at.x, y: at.y + 2 }, look, { rect, clip: list });
  }

  #showButtons(buttons: readonly LineButton[], at: Rect, list: Rect, why: string | undefined): void {
    this.#actions = new Map(buttons.map(({ key, action }) => [key, action]));
    let end = at.width - END;
    for (const button of buttons.toReversed()) {
      const width = widthOf(button.label);
      end -= width;
      const rect = { x: end, y: (at.height - BUTTON) / 2, width, height: BUTTON };
      const onScreen = { ...rect, x: at.x + rect.x, y: at.y + rect.y };
      this.#buttonOf(button.key).show(onScreen, lookOf(button, why), { rect, clip: list });
      end -= GAP;
    }
  }

  #buttonOf(key: string): Button {
    const known = this.#buttons.get(key);
    if (known) return known;
    const button = new Button(this.#context, this.element, this.#depths.onRow, () => {
      const action = this.#actions.get(key);
      if (action) this.#act(action);
    });
    this.#buttons.set(key, button);
    return button;
  }
}

const widthOf = (label: string): number =>
  label === '' ? BUTTON : Math.max(BUTTON, Math.ceil(textWidth(measure(), label, 'bodyStrong')) + 28);

function lookOf({ key, label, name, isMain, isAsked }: LineButton, why: string | undefined) {
  const kind = !isMain ? (label === '' ? 'bare' : 'quiet') : key === 'remove' ? 'danger' : 'accept';
  return {
    ...({ label, name, kind, isDisabled: isAsked } as const),
    why,
    ...(label === '' && { mark: signOf(drawCross, 5, 'muted') }),
  };
}
