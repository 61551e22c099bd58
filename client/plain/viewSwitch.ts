/**
 * Which view is on the screen: the lobby on Phaser, or the plain one, by choice, by the link `#plain`, or because
 * Phaser cannot be loaded or drawn. The view that is shown has the match. One without a game in words needs the full view; at
 * its end the plain one is back.
 */
import { modeOf } from '../../shared/modes.ts';
import { Actions } from '../actions/actions.ts';
import type { GameHost } from '../actions/matchSession.ts';
import { SPOKEN } from '../games/spokenList.ts';
import { text } from '../i18n/text.ts';
import type { LobbyParts, openLobby } from '../lobby.ts';
import { type PageFacts, pageView } from '../model/views/pageView.ts';
import type { Timer, Timers } from '../net/timers.ts';
import { PLAIN_HASH } from '../page/plainLink.ts';
import type { PlainView } from './plainView.ts';

/** `scene`, `plain`: loaded on demand. */
type ViewParts = Omit<LobbyParts, 'onFirstFrame'> & {
  scene: () => Promise<{ openLobby: typeof openLobby }>;
  plain: () => Promise<{ PlainView: typeof PlainView }>;
  root: HTMLElement;
  firstPaint: { close(): void; showFailure(sentence: string, label: string, act: () => void): void };
  /** Explains a canvas that shows nothing; undefined: it shows the lobby. */
  explain: (sentence: string | undefined) => void;
  /** Links can be followed from now on. */
  onActions: (actions: Actions) => void;
  reload: () => void;
  clearAddress: () => void;
  timers: Timers;
};

/** Most browsers restore lost graphics sooner, or never. */
const GRAPHICS_WITHIN_MS = 3_000;

export class ViewSwitch {
  readonly #parts: ViewParts;
  /** The link asked for it; not a kept choice. */
  #isLinked: boolean;
  #full: PageFacts['full'] = 'absent';
  #graphics: PageFacts['graphics'] = 'working';
  #lobby: Awaited<ReturnType<typeof openLobby>> | undefined;
  #plain: PlainView | undefined;
  #host: GameHost | undefined;
  /** The plain view comes or goes: what it changes in the model meanwhile comes back here. */
  #isChanging = false;
  #Plain: typeof PlainView | 'loading' | undefined;
  #goneTimer: Timer | undefined;

  constructor(parts: ViewParts, hash: string) {
    this.#parts = parts;
    this.#isLinked = hash === PLAIN_HASH;
    parts.language.onChange(() => this.#renewPlain());
    parts.choices.onPlain(() => this.#update());
    parts.model.subscribe(() => this.#update());
    // Heard on the way to the canvas, which does not exist yet: these events do not bubble.
    parts.stage.addEventListener('webglcontextlost', () => this.#graphicsLost(), true);
    parts.stage.addEventListener('webglcontextrestored', () => this.#graphicsRestored(), true);
    this.#update();
  }

  hashChanged(hash: string): void {
    if (hash !== PLAIN_HASH) return;
    this.#isLinked = true;
    this.#update();
  }

  /** Makes the page what it should be now; changes nothing if it is. */
  #update(): void {
    const { stage, controls, explain, back } = this.#parts;
    const { isFull, plain, isWaiting } = this.#view();
    if (plain === 'closed') this.#closePlain();
    if (plain === 'open' && !this.#plain) this.#openPlain();
    // What is there stays until the plain view is.
    const isStage = isFull || (this.#full === 'drawn' && !this.#plain);
    stage.hidden = !isStage;
    controls.hidden = !isStage;
    this.#setHost(isStage ? this.#lobby?.host : this.#plain?.host);
    // The screen, which says what Back closes, is not updated while it is hidden; the plain view has no layers.
    if (!isStage) back.update([]);
    if (this.#lobby) this.#lobby.game.isShown = isStage;
    if (isFull && this.#full === 'absent') void this.#load();
    explain(isWaiting ? text('app.graphicsLost') : undefined);
    this.#plain?.updateProblem();
  }

  /** One of the two shows the game, hears its keys and sends its moves. */
  #setHost(host: GameHost | undefined): void {
    if (host === this.#host) return;
    this.#host = host;
    this.#parts.page.session.host = host;
  }

  #view() {
    const { choices, model } = this.#parts;
    return pageView({
      isPlainWanted: choices.isPlain || this.#isLinked,
      isFullNeeded: model.play.match !== undefined && !isSpoken(model.play.match.ticket.mode),
      full: this.#full,
      graphics: this.#graphics,
    });
  }

  #leavePlain(): void {
    const { choices, clearAddress, reload } = this.#parts;
    if (this.#view().problem) return reload();
    this.#isLinked = false;
    clearAddress();
    choices.showPlain(false);
  }

  async #load(): Promise<void> {
    const { scene, firstPaint, onActions } = this.#parts;
    this.#full = 'loading';
    const onFirstFrame = () => {
      firstPaint.close();
      this.#full = 'drawn';
      this.#update();
    };
    try {
      const { openLobby } = await scene();
      this.#lobby = await openLobby({ ...this.#parts, onFirstFrame });
      onActions(this.#lobby.actions);
    } catch (error) {
      this.#full = 'failed';
      throw error;
    } finally {
      this.#update();
    }
  }

  #openPlain(): void {
    if (this.#isChanging) return;
    if (this.#Plain === undefined) void this.#loadPlain();
    else if (this.#Plain !== 'loading') this.#makePlain(this.#Plain);
  }

  async #loadPlain(): Promise<void> {
    const { plain, firstPaint, reload } = this.#parts;
    this.#Plain = 'loading';
    const loaded = await plain().catch((error: unknown) => {
      firstPaint.showFailure(text('app.notLoaded'), text('app.reload'), reload);
      throw error;
    });
    this.#Plain = loaded.PlainView;
    this.#update();
  }

  #makePlain(View: typeof PlainView): void {
    const { root, commands, page, model, now, onActions, firstPaint } = this.#parts;
    const { choices, theme, language, mute, settings } = this.#parts;
    const actions = new Actions(
      commands,
      { ...page, showGameAgain: () => this.#plain?.host.showAgain(), plateOf: () => undefined },
      model,
      now,
    );
    const problem = () => problemText(this.#view().problem);
    if (this.#lobby === undefined) onActions(actions);
    const chosen = { choices, theme, language, mute, settings };
    this.#isChanging = true;
    this.#plain = new View({ root, model, actions, ...chosen, now, problem, leave: () => this.#leavePlain() });
    this.#isChanging = false;
    this.#setHost(this.#lobby && !this.#parts.stage.hidden ? this.#lobby.host : this.#plain.host);
    firstPaint.close();
  }

  #renewPlain(): void {
    if (!this.#plain) return;
    this.#closePlain();
    this.#update();
  }

  #closePlain(): void {
    const plain = this.#plain;
    this.#plain = undefined;
    this.#isChanging = true;
    plain?.close();
    this.#isChanging = false;
  }

  #graphicsLost(): void {
    const { timers } = this.#parts;
    timers.clearTimeout(this.#goneTimer);
    this.#goneTimer = timers.setTimeout(() => {
      this.#graphics = 'gone';
      this.#update();
    }, GRAPHICS_WITHIN_MS);
    this.#graphics = 'lost';
    this.#update();
  }

  #graphicsRestored(): void {
    this.#parts.timers.clearTimeout(this.#goneTimer);
    this.#graphics = 'working';
    this.#update();
  }
}

function problemText(problem: ReturnType<typeof pageView>['problem']): string | undefined {
  return problem && text(problem === 'notLoaded' ? 'app.notLoaded' : 'app.graphicsGone');
}

const isSpoken = (mode: string): boolean => SPOKEN[modeOf(mode)?.room ?? ''] !== undefined;
