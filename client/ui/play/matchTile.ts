/** One match of the list: its picture is a button that takes a seat, watches or returns; what it says is read as one line. */
import type { MatchRow } from '../../../shared/playProtocol.ts';
import { Hotspot, make, makeButton, place, setAttribute, setText } from '../../a11y/overlay.ts';
import type { Rect } from '../../design/canvas.ts';
import { text } from '../../i18n/text.ts';
import type { HeldRow } from '../../model/play/heldMatches.ts';
import { type MatchAction, matchActionOf, playersText } from '../../model/play/matchList.ts';
import { tileView } from '../../model/play/tileView.ts';
import { hasLeft } from '../../model/views/playOffer.ts';
import { presentationOf } from '../../presentation/list.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { TilePlace } from '../layout/tilesLayout.ts';
import type { ScreenContext } from '../screenContext.ts';
import { paintTile, type TileLook } from './tilePainter.ts';

const DEEDS = { join: 'matches.sit', watch: 'matches.watch', rejoin: 'matches.rejoin' } as const;

/** What holds for all tiles in an update. `isTouch`: nothing is hovered. `why`: why nothing can be done. */
export type TilesNow = {
  list: Rect;
  scroll: number;
  count: number;
  isTouch: boolean;
  /** Pictures are brought up to date together, once a second. */
  isPictureDue: boolean;
  why: string | undefined;
};

export class MatchTile {
  readonly #context: ScreenContext;
  readonly #item: HTMLElement;
  readonly #hiddenText: HTMLElement;
  readonly #node: Node;
  readonly #press: Hotspot<HTMLButtonElement>;
  #row: MatchRow | undefined;
  #action: MatchAction = 'watch';
  #isDisabled = false;
  #hasFocus = false;
  /** As last shown: what came from the server, what the game read of it, and how often it has changed. */
  #picture: { raw: unknown; summary: unknown; revision: number } = { raw: undefined, summary: undefined, revision: 0 };
  #painted: unknown;
  #look = '';
  /** What was last said of it while it was far. */
  #far = '';

  constructor(context: ScreenContext, list: HTMLElement) {
    this.#context = context;
    this.#node = context.stage.node(DEPTH.row);
    this.#item = make('div', 'row', list, { role: 'listitem' });
    this.#hiddenText = make('p', 'visuallyHidden', this.#item);
    const { wake } = context;
    const button = makeButton(this.#item, '', wake, () => {
      if (this.#row && !this.#isDisabled) void context.actions.play.enter(this.#row.matchId, this.#action);
    });
    for (const [type, has] of [
      ['focus', true],
      ['blur', false],
    ] as const) {
      button.addEventListener(type, () => {
        this.#hasFocus = has && button.matches(':focus-visible');
        wake();
      });
    }
    this.#press = new Hotspot(button, wake);
  }

  /** `at`: its number in the list. `isNear`: it may be seen; farther ones are only there for keyboard and screen readers. */
  show(at: number, inList: TilePlace, { row, isOver }: HeldRow, now: TilesNow, isNear: boolean): void {
    const { model } = this.#context;
    const { picture, isLarge, ...rect } = inList;
    const far = `${at} ${now.count} ${JSON.stringify(inList)} ${isOver} ${now.why} ${model.play.elsewhere}`;
    if (!isNear && row === this.#row && far === this.#far) return;
    this.#far = isNear ? '' : far;
    this.#row = row;
    this.#action = matchActionOf(row, model.roster.selfId, model.play.elsewhere, hasLeft(model, row));
    const view = tileView(row, (id) => model.social.tieOf(id) === 'friend');
    place(this.#item, rect);
    setAttribute(this.#item, 'aria-posinset', String(at + 1));
    setAttribute(this.#item, 'aria-setsize', String(now.count));
    setText(this.#hiddenText, view.label);
    const isLit = !isOver && (this.#press.state !== 'rest' || this.#hasFocus);
    const label = isOver ? text('matches.over') : text(DEEDS[this.#action]);
    this.#updateButton({ ...rect, x: 0, y: 0, height: picture }, label, isOver, now.why);
    if (!isNear) return;
    const isShown = isLit || isOver || now.isTouch || this.#action !== 'watch';
    const deed = { label, isPrimary: this.#action !== 'watch', hasEye: this.#action === 'watch' && !isOver };
    const look: TileLook = {
      ...{ view, isLarge, picture, isLit, isOver },
      deed: isShown ? { ...deed, isDisabled: this.#isDisabled } : undefined,
    };
    if (now.isPictureDue) this.#takePicture(row);
    this.#paint({ ...rect, x: now.list.x + rect.x, y: now.list.y + rect.y - now.scroll }, look, now.list);
  }

  remove(): void {
    this.#node.remove();
    this.#item.remove();
  }

  #updateButton(rect: Rect, label: string, isOver: boolean, why: string | undefined): void {
    const { element } = this.#press;
    const row = this.#row as MatchRow;
    const isAsked = this.#context.model.asked.has(this.#action === 'watch' ? 'watchMatch' : 'joinMatch');
    this.#press.place(rect);
    const names = playersText(row);
    setAttribute(element, 'aria-label', text('matches.deed', { deed: label, mode: modeTitle(row.mode), names }));
    setAttribute(element, 'title', why);
    this.#isDisabled = isOver || isAsked || why !== undefined;
    // What has the focus keeps it while it waits, and its reason can be heard.
    const isFocused = element === document.activeElement;
    element.disabled = this.#isDisabled && !isFocused;
    setAttribute(element, 'aria-disabled', this.#isDisabled && isFocused ? 'true' : undefined);
  }

  #takePicture({ matchId, mode }: MatchRow): void {
    const raw = this.#context.model.play.tiles.of(matchId);
    if (raw === this.#picture.raw) return;
    const summary = presentationOf(mode)?.picture.read(raw);
    this.#picture = { raw, summary, revision: this.#picture.revision + 1 };
  }

  /** Where only the picture has changed, only the changed parts of it are painted. */
  #paint(rect: Rect, look: TileLook, list: Rect): void {
    const { stage } = this.#context;
    const { summary, revision } = this.#picture;
    const key = JSON.stringify(look);
    const isSame = key === this.#look && stage.mirroredIn === undefined;
    const { picture } = presentationOf(look.view.mode) ?? {};
    const size = { width: rect.width, height: look.picture };
    const before = this.#painted;
    const canTell = isSame && before !== undefined && summary !== undefined && look.deed === undefined;
    const changed = canTell ? picture?.changed?.(before, summary, size) : undefined;
    this.#look = key;
    const paint = (g: Parameters<typeof paintTile>[0], whole: { width: number; height: number }) => {
      paintTile(g, whole, look, summary);
      this.#painted = summary;
    };
    this.#node.show(rect, `${key} ${revision}`, paint, list, changed);
  }
}
