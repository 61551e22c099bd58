/** A replay on the screen: its board, the line of time with its buttons, the players, and what decided. */

import type { ReplayAnswer } from '../../../shared/records.ts';
import { make, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, type Rect, type Size, upright } from '../../design/canvas.ts';
import { durationText, numberText, text } from '../../i18n/text.ts';
import { agoOf } from '../../model/relativeTime.ts';
import { type Opened, openPlayback } from '../../model/replay/openPlayback.ts';
import type { Replay } from '../../model/replay/replay.ts';
import type { ReplayPlayer } from '../../model/replay/replayPlayer.ts';
import { type ReplayView, replayView } from '../../model/replay/replayView.ts';
import type { Playback } from '../../presentation/replay.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { Button, signOf } from '../kit/button.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Dialog } from '../kit/dialog.ts';
import { drawPlay } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import { type ReplayLayout, replayLayout } from '../layout/replayLayout.ts';
import { windowSize } from '../layout/windowSize.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { ReplayMirror } from './replayMirror.ts';
import { ReplayMoments } from './replayMoments.ts';
import { drawPause, drawStepBack, drawStepOn, paintCard, paintPlayer, paintStage, paintTime } from './replayPainter.ts';
import { resultPicture } from './resultPicture.ts';
import { ShareButtons } from './shareButtons.ts';
import { replayNote, words } from './words.ts';

/** A game whose picture is not there yet has the shape of a usual one. */
const USUAL = { aspect: 1.4, seats: 2 };
const SEATS_MOST = 4;

type Shown = { of: Replay; playback: Playback; player: ReplayPlayer; view: ReplayView; layout: ReplayLayout };

export class ReplayScreen {
  readonly #context: ScreenContext;
  readonly #dialog: Dialog;
  readonly #mirror: ReplayMirror;
  readonly #board: Node;
  readonly #stageText: Node;
  readonly #players: readonly Node[];
  readonly #play: Button;
  readonly #back: Button;
  readonly #onward: Button;
  readonly #speed: Button;
  readonly #share: ShareButtons;
  readonly #again: Button;
  readonly #slider: Control<HTMLInputElement>;
  readonly #moments: ReplayMoments;
  #of: Replay | undefined;
  #opened: Opened | 'loading' | 'otherVersion' | undefined;
  #shown: Shown | undefined;
  #painted: { frame: unknown; size: string } | undefined;
  /** Players, buttons and words follow it. */
  #told = '';

  constructor(context: ScreenContext, dialog: Dialog) {
    this.#context = context;
    this.#dialog = dialog;
    const { element } = dialog;
    const { stage } = context;
    const button = (onPress: () => void, parent = element) => new Button(context, parent, DEPTH.dialogControl, onPress);
    this.#mirror = new ReplayMirror(element);
    this.#board = stage.node(DEPTH.dialogPart, 'withOthers');
    this.#stageText = stage.node(DEPTH.dialogPart, 'withOthers');
    this.#players = Array.from({ length: SEATS_MOST }, () => stage.node(DEPTH.dialogPart, 'withOthers'));
    this.#back = button(() => this.#act((player) => player.step(-1)));
    this.#play = button(() => this.#act((player, now) => (player.isPlaying ? player.pause() : player.play(now))));
    this.#onward = button(() => this.#act((player) => player.step(1)));
    const range = { type: 'range', min: '0', step: '1', dir: 'ltr', hidden: '', 'aria-label': words('time') };
    const slider = make('input', 'control', element, range);
    slider.addEventListener('input', () => this.#act((player) => player.seek(Number(slider.value))));
    this.#slider = new Control(context, slider, DEPTH.dialogControl);
    this.#speed = button(() => this.#act((player) => player.nextSpeed()));
    this.#moments = new ReplayMoments(context, element, (at) => this.#act((player) => player.seek(at)));
    const say = (news: string) => this.#mirror.say(news);
    this.#share = new ShareButtons(context, element, say, () => this.#picture());
    this.#again = button(() => void this.#retry());
    element.addEventListener('keydown', (event) => this.#pressed(event));
    stage.onStep((now) => this.#step(now), context.until);
  }

  /** Where the dialog's way out is. */
  get corner(): Rect {
    const { bar } = this.#layout();
    return { x: bar.x, y: bar.y + (bar.height - 44) / 2, width: 44, height: 44 };
  }

  /** Something else has the screen. `isKept`: it comes back. */
  rest(isKept: boolean): void {
    if (typeof this.#opened === 'object') this.#opened.player.pause();
    if (!isKept) this.#of = undefined;
    this.#shown = undefined;
  }

  update({ layout: { width, height }, nowS, now }: Frame, replay: Replay): HTMLElement {
    if (replay !== this.#of) this.#take(replay);
    const opened = typeof this.#opened === 'object' ? this.#opened : undefined;
    const { model } = this.#context;
    const { answer } = replay;
    const view = opened && answer && replayView(answer, opened.playback, model.roster, model.roster.selfId);
    const layout = this.#layout();
    const share = this.#share.width(layout.bar);
    const title = answer ? modeTitle(answer.mode) : text('replay.title');
    const lasted = answer ? durationText((answer.endedAtS - answer.startedAtS) * 1_000) : '';
    const ago = answer ? agoOf(answer.endedAtS, nowS) : '';
    const look = {
      ...{ mode: answer?.mode ?? '', title, sub: [ago, lasted].filter(Boolean).join(' · ') },
      ...{ outcome: view?.title ?? '', isWon: view?.isWon ?? false },
      line: [title, lasted].filter(Boolean).join(' · '),
      note: view ? '' : replayNote(replay, this.#opened === 'otherVersion'),
    };
    const whole = { x: 0, y: 0, width, height };
    this.#dialog.show(whole, `${text('replay.title')}: ${title}`, JSON.stringify([look, layout]), (g, size) =>
      paintCard(g, size, look, layout, view ? share : 0),
    );
    this.#mirror.tell(view ? `${look.outcome} · ${look.line} · ${ago}` : look.note, view?.rows ?? []);
    if (!opened || !view) {
      this.#shown = undefined;
      const canRetry = replay.refusal !== undefined && replay.refusal !== 'request/unknown';
      const at = { x: width / 2 - 90, y: height / 2 + 24, width: 180, height: 48 };
      this.#again.show(canRetry ? at : undefined, { label: text('records.again'), kind: 'primary' });
      return canRetry ? this.#again.element : (this.#dialog.element.querySelector('button') as HTMLElement);
    }
    const isNew = this.#shown?.playback !== opened.playback;
    this.#shown = { of: replay, ...opened, view, layout };
    this.#share.show(layout.bar, replay.matchId, now);
    if (isNew && !this.#context.stage.isStill && opened.player.at === 0) opened.player.play(now);
    this.#paintAll(this.#shown);
    // While it was loaded, nothing else could have the focus.
    if (isNew && this.#dialog.element.contains(document.activeElement)) this.#play.element.focus();
    return this.#play.element;
  }

  /** Each tick: what moves, and nothing else. */
  #step(now: number): void {
    const shown = this.#shown;
    if (!shown) return;
    if (!shown.player.tick(now)) return;
    this.#paintMoving(shown);
    if (!shown.player.isPlaying || toldOf(shown) !== this.#told) this.#context.wake();
  }

  #take(replay: Replay): void {
    this.#of = replay;
    this.#opened = undefined;
    this.#painted = undefined;
    if (replay.answer) void this.#open(replay, replay.answer);
  }

  async #open(replay: Replay, answer: ReplayAnswer): Promise<void> {
    this.#opened = 'loading';
    const opened = await openPlayback(answer);
    if (this.#of !== replay) return;
    this.#opened = opened;
    this.#context.wake();
  }

  #layout(): ReplayLayout {
    const { aspect, seats } = typeof this.#opened === 'object' ? this.#opened.playback : USUAL;
    return replayLayout(windowSize(), aspect, seats);
  }

  /** The board and the line of time; nothing of it is said while it plays. */
  #paintMoving({ playback, player, view, layout }: Shown): void {
    const { stage } = this.#context;
    const { at } = player;
    const isMirrored = stage.mirroredIn !== undefined;
    const frame = playback.frame(stage.isStill ? Math.floor(at) : at);
    const { board } = layout;
    const size = `${board.width} ${board.height} ${stage.generation}`;
    const before = this.#painted?.size === size && !isMirrored ? this.#painted.frame : undefined;
    const changed = before === undefined ? undefined : playback.changed?.(before, frame, board);
    const paint = (g: Canvas, whole: Size) => {
      // A board is not turned around in right-to-left languages.
      upright(g, whole.width / 2, () => playback.paint(g, whole, frame, view.emblems));
      this.#painted = { frame, size };
    };
    this.#board.show(board, `${playback.look(frame)} ${JSON.stringify(view.emblems)}`, paint, undefined, changed);
    const stageWords = playback.stage(at);
    this.#stageText.show(layout.stage, stageWords, (g, whole) => paintStage(g, whole, stageWords));
    const pixel = Math.round((at / Math.max(1, playback.length)) * layout.slider.width);
    const { isLit } = this.#slider;
    this.#slider.show(layout.slider, `${pixel} ${isLit}`, (g, whole) =>
      upright(g, whole.width / 2, () => paintTime(g, whole, at, playback, isLit)),
    );
  }

  #paintAll(shown: Shown): void {
    const { playback, player, view, layout } = shown;
    const isMirrored = this.#context.stage.mirroredIn !== undefined;
    const { at } = player;
    this.#told = toldOf(shown);
    this.#paintMoving(shown);
    const places = view.rows.filter(({ place }) => place === 1);
    for (const [i, node] of this.#players.entries()) {
      const row = view.rows[i];
      if (!row || !layout.players[i]) continue;
      const look = {
        ...{ row, score: playback.scores(at)?.[row.seat], isLit: playback.turn(at) === row.seat },
        ...{ isFirst: row.place === 1 && places.length === 1, emblem: view.emblems[row.seat] ?? null },
      };
      node.show(layout.players[i], JSON.stringify(look), (g, size) => paintPlayer(g, size, look, playback));
    }
    const label = words(player.isPlaying ? 'pause' : player.isAtEnd ? 'again' : 'play');
    const sign = player.isPlaying ? drawPause : drawPlay;
    this.#play.show(layout.play, { label: '', name: label, kind: 'primary', mark: signOf(sign, 9, 'onAccent') });
    // Time runs from left to right, and so do the buttons that move in it.
    const [back, onward] = isMirrored ? [layout.onward, layout.back] : [layout.back, layout.onward];
    this.#back.show(back, { label: '', name: words('back'), kind: 'quiet', mark: signOf(drawStepBack, 8) });
    this.#onward.show(onward, { label: '', name: words('onward'), kind: 'quiet', mark: signOf(drawStepOn, 8) });
    const speed = `${numberText(player.speed)}×`;
    this.#speed.show(layout.speed, { label: speed, name: words('speed', { speed }), kind: 'quiet' });
    this.#moments.show(playback, at, view, layout.moments);
    this.#showSlider(shown);
    this.#mirror.state(playback, player, view.names, document.activeElement === this.#slider.element);
  }

  #showSlider({ playback, player, view }: Shown): void {
    const { element } = this.#slider;
    // Nobody is to hear every step of what plays.
    if (player.isPlaying && element === document.activeElement) return;
    const at = Math.floor(player.at);
    setAttribute(element, 'max', String(playback.length));
    if (element.value !== String(at)) element.value = String(at);
    setAttribute(element, 'aria-valuetext', `${playback.stage(at)}. ${playback.words(at, view.names)}`);
  }

  #act(how: (player: ReplayPlayer, now: number) => void): void {
    if (!this.#shown) return;
    how(this.#shown.player, this.#context.now());
    this.#context.wake();
  }

  #pressed(event: KeyboardEvent): void {
    const { key, target, altKey, ctrlKey, metaKey } = event;
    if (!this.#shown || altKey || ctrlKey || metaKey) return;
    // A button takes its own.
    if (key === ' ' && target instanceof HTMLButtonElement) return;
    if (!this.#shown.player.press(key, this.#context.now())) return;
    event.preventDefault();
    this.#context.wake();
  }

  async #picture(): Promise<Blob | undefined> {
    const { playback, of } = this.#shown ?? {};
    const seats = await this.#context.actions.replays.publicSeats();
    if (!playback || !of?.answer || !seats) return undefined;
    const view = replayView({ ...of.answer, seats }, playback, { row: () => undefined }, undefined);
    const look = { title: modeTitle(of.answer.mode), view, playback };
    return resultPicture(look, this.#context.stage.mirroredIn !== undefined);
  }

  async #retry(): Promise<void> {
    if (this.#of) await this.#context.actions.replays.open(this.#of.matchId);
  }
}

/** What is told of it apart from the picture. */
const toldOf = ({ playback, player: { at } }: Shown): string =>
  `${playback.turn(at)} ${playback.scores(at)} ${playback.moments.findLast((moment) => moment.at <= at)?.at}`;
