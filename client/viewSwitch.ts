/**
 * Which view is on the screen: the lobby on Phaser, or the plain one, by choice, by the link `#plain`, or because
 * Phaser cannot be loaded. A match needs the full view; at its end the plain one is back.
 */
import { Actions } from './actions/actions.ts';
import { text } from './i18n/text.ts';
import type { LobbyParts, openLobby } from './lobby.ts';
import type { PlainView } from './plain/plainView.ts';

/** `scene`, `plain`: loaded on demand. */
type ViewParts = Omit<LobbyParts, 'onFirstFrame'> & {
  scene: () => Promise<{ openLobby: typeof openLobby }>;
  plain: () => Promise<{ PlainView: typeof PlainView }>;
  root: HTMLElement;
  firstPaint: { close(): void; showFailure(sentence: string, label: string, act: () => void): void };
  /** Links can be followed from now on. */
  onActions: (actions: Actions) => void;
  reload: () => void;
  clearAddress: () => void;
};

export const PLAIN_HASH = '#plain';

export class ViewSwitch {
  readonly #parts: ViewParts;
  /** The link asked for it; not a kept choice. */
  #isLinked: boolean;
  #plain: PlainView | undefined;
  #lobby: Awaited<ReturnType<typeof openLobby>> | undefined;
  #loading: Promise<void> | undefined;
  #hasFailed = false;
  #shown: 'plain' | 'full' | undefined;

  constructor(parts: ViewParts, hash: string) {
    this.#parts = parts;
    this.#isLinked = hash === PLAIN_HASH;
    parts.language.onChange(() => this.#renewPlain());
    parts.choices.onPlain(() => this.#update());
    parts.model.subscribe(() => this.#update());
    this.#update();
  }

  hashChanged(hash: string): void {
    if (hash !== PLAIN_HASH) return;
    this.#isLinked = true;
    this.#update();
  }

  #update(): void {
    const { choices, model } = this.#parts;
    const isAsked = choices.isPlain || this.#isLinked;
    const wanted = this.#hasFailed || (isAsked && !model.play.match) ? 'plain' : 'full';
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    if (wanted === 'plain') void this.#showPlain();
    else void this.#showFull();
  }

  #leavePlain(): void {
    const { choices, clearAddress, reload } = this.#parts;
    if (this.#hasFailed) return reload();
    choices.showPlain(false);
    this.#isLinked = false;
    clearAddress();
    this.#update();
  }

  async #showPlain(): Promise<void> {
    const { plain, firstPaint, reload } = this.#parts;
    const loaded = await plain().catch((error: unknown) => {
      firstPaint.showFailure(text('app.notLoaded'), text('app.reload'), reload);
      throw error;
    });
    if (this.#shown !== 'plain') return;
    this.#stopLobby();
    this.#makePlain(loaded.PlainView);
    firstPaint.close();
  }

  #makePlain(View: typeof PlainView): void {
    const { root, commands, page, model, choices, now, onActions } = this.#parts;
    const actions = new Actions(commands, { ...page, showGameAgain() {} }, model, now);
    const problem = this.#hasFailed ? text('app.notLoaded') : undefined;
    if (this.#lobby === undefined) onActions(actions);
    this.#plain = new View({ root, model, actions, choices, now, problem, leave: () => this.#leavePlain() });
  }

  #renewPlain(): void {
    const plain = this.#plain;
    if (!plain) return;
    plain.close();
    this.#makePlain(plain.constructor as typeof PlainView);
  }

  /** The canvas lies under the plain view until it is drawn. */
  async #showFull(): Promise<void> {
    const { stage, controls } = this.#parts;
    stage.hidden = false;
    controls.hidden = false;
    this.#lobby?.game.loop.wake();
    this.#loading ??= this.#load();
    try {
      await this.#loading;
    } catch (error) {
      this.#hasFailed = true;
      this.#update();
      throw error;
    }
    if (this.#shown === 'full') this.#closePlain();
  }

  async #load(): Promise<void> {
    const { scene, firstPaint, onActions } = this.#parts;
    const { openLobby } = await scene();
    const drawn = Promise.withResolvers<void>();
    const onFirstFrame = () => {
      firstPaint.close();
      drawn.resolve();
    };
    this.#lobby = await openLobby({ ...this.#parts, onFirstFrame });
    onActions(this.#lobby.actions);
    await drawn.promise;
  }

  /** The lobby keeps its state for the next start. */
  #stopLobby(): void {
    const { stage, controls } = this.#parts;
    stage.hidden = true;
    controls.hidden = true;
    this.#lobby?.game.loop.sleep();
  }

  #closePlain(): void {
    this.#plain?.close();
    this.#plain = undefined;
  }
}
