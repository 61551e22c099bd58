/** Puts the scene of a running match under the lobby's frame, and removes it again. A game is loaded on first use. */
import { type Mode, modeOf } from '../../shared/modes.ts';
import { make } from '../a11y/overlay.ts';
import type { GameHost } from '../actions/matchSession.ts';
import type { Mute } from '../alerts/mute.ts';
import type { Rect } from '../design/canvas.ts';
import type { GameModule } from '../games/game.ts';
import { GAMES } from '../games/list.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import { isResultDue } from '../model/play/matchView.ts';
import { talkOf } from '../model/play/tableTalk.ts';
import type { MatchLink } from '../net/match/MatchLink.ts';
import { layoutOf } from '../ui/layout/layout.ts';
import { matchPlaces } from '../ui/layout/matchPlaces.ts';
import { windowSize } from '../ui/layout/windowSize.ts';
import type { LobbyGame } from './LobbyGame.ts';

type Problem = LobbyModel['play']['gameProblem'];

export class SceneHost implements GameHost {
  readonly #game: LobbyGame;
  readonly #model: LobbyModel;
  readonly #controls: HTMLElement;
  readonly #page: { now: () => number; mute: Mute };
  readonly #games: Readonly<Record<string, () => Promise<GameModule>>>;
  #link: MatchLink | undefined;
  #root: HTMLElement | undefined;
  #fitted: string | undefined;

  constructor(
    game: LobbyGame,
    model: LobbyModel,
    controls: HTMLElement,
    page: { now: () => number; mute: Mute },
    games = GAMES,
  ) {
    this.#game = game;
    this.#model = model;
    this.#controls = controls;
    this.#page = page;
    this.#games = games;
    model.subscribe(() => this.#followParts());
  }

  show(link: MatchLink): void {
    if (this.#link === link) return;
    this.hide();
    this.#link = link;
    void this.#load(link);
  }

  /** The board makes room for the result as that appears, and for the talk. */
  #followParts(): void {
    const { match } = this.#model.play;
    const shownAt = match?.ended?.shownAt;
    const parts = match && `${shownAt} ${talkOf(match)}`;
    if (parts === this.#fitted) return;
    this.#fitted = parts;
    if (!parts) return;
    const makeRoom = () => this.#fitted === parts && this.#game.fit();
    makeRoom();
    if (shownAt !== undefined) setTimeout(makeRoom, Math.max(0, shownAt - this.#page.now()) + 1);
  }

  /** Where the game shows the player of a seat, in CSS px of the window. */
  plateOf(seat: number): Rect | undefined {
    return this.#root && this.#game.plateOf(seat);
  }

  hide(): void {
    this.#link = undefined;
    this.#root?.remove();
    this.#root = undefined;
    this.#game.hideMatch();
    this.#setProblem(undefined);
  }

  /** After a load that failed. */
  showAgain(): void {
    const link = this.#link;
    this.hide();
    if (link) this.show(link);
  }

  async #load(link: MatchLink): Promise<void> {
    const mode = modeOf(link.ticket.mode);
    const load = mode && this.#games[mode.room];
    if (!load) return this.#setProblem('missing');
    try {
      const module = await load();
      // The match may be over before its game is there.
      if (this.#link === link) this.#open(module, link, mode);
    } catch (error) {
      if (this.#link === link) this.#setProblem('failed');
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  #open({ openGame }: GameModule, link: MatchLink, mode: Mode): void {
    const root = make('div', 'part', this.#controls);
    // On a board, left is left in every language.
    root.dir = 'ltr';
    this.#root = root;
    const { now, mute } = this.#page;
    this.#game.showMatch(openGame({ link, mode, role: link.ticket.role, area: () => this.#area(), root, now, mute }));
    this.#setProblem(undefined);
  }

  #area(): Rect {
    const size = windowSize();
    const { match } = layoutOf(size, 'play', 0, { hasParty: false, profile: 'none', isInMatch: true });
    const area = match?.area ?? { x: 0, y: 0, ...size };
    const shown = this.#model.play.match;
    if (!shown) return area;
    const { game } = matchPlaces(area, { isResult: isResultDue(shown, this.#page.now()), talk: talkOf(shown) });
    // The frame mirrors itself; a game's stage does not.
    return document.documentElement.dir === 'rtl' ? { ...game, x: size.width - game.x - game.width } : game;
  }

  #setProblem(problem: Problem): void {
    const { play } = this.#model;
    if (play.gameProblem === problem) return;
    this.#model.commit(() => {
      play.gameProblem = problem;
    });
  }
}
