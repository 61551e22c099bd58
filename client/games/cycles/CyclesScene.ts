/** Light-cycles on the screen: follows the match, predicts the own head, and draws changes. */
import { Scene, Scenes } from 'phaser';
import type { CyclesState } from '../../../shared/games/cycles/state.ts';
import type { MatchPushes } from '../../../shared/matchProtocol.ts';
import { focusUnlessBusy } from '../../a11y/focusKeeper.ts';
import { make, makeSection, setText } from '../../a11y/overlay.ts';
import { Chime } from '../../alerts/chime.ts';
import type { Rect } from '../../design/canvas.ts';
import { isStill } from '../../design/motion.ts';
import { COLOR, VOLUME } from '../../design/tokens.ts';
import { nameText, numberText, text } from '../../i18n/text.ts';
import { seatFaces } from '../../model/faces.ts';
import type { MatchEvent } from '../../net/match/MatchLink.ts';
import { drawSpeaker } from '../../ui/kit/icons.ts';
import { Stage } from '../../ui/kit/stage.ts';
import type { GameScene, MatchParts } from '../game.ts';
import { ArenaView, type Player } from './arenaView.ts';
import { meantTurn } from './board.ts';
import { announcementOf, callOf, type MatchInfo, type RoundOver } from './calls.ts';
import { CallView } from './callView.ts';
import { drawTurn, GameButton } from './gameButton.ts';
import { type Happening, happeningsBetween } from './happenings.ts';
import { type Places, placesIn } from './places.ts';
import { Race, type RaceView } from './race.ts';
import { ScoreView } from './scoreView.ts';
import { playSound } from './sounds.ts';
import { Steering } from './steering.ts';

type Table = MatchPushes['tableUpdated'];
const CRASH_BUZZ_MS = 80;

export const openGame = (parts: MatchParts): GameScene => new CyclesScene(parts);

class CyclesScene extends Scene implements GameScene {
  readonly #parts: MatchParts;
  readonly #race = new Race();
  readonly #chime: Chime;
  #stage!: Stage;
  #arena!: ArenaView;
  #score!: ScoreView;
  #call!: CallView;
  #buttons!: Record<'left' | 'right' | 'mute', GameButton>;
  #hiddenText!: HTMLElement;
  #before: RaceView | undefined;
  #over: RoundOver | undefined;
  #hasTouch = matchMedia('(pointer: coarse)').matches;
  #isFitted = false;
  #hasHadFocus = false;

  constructor(parts: MatchParts) {
    // The host sets the key.
    super({});
    this.#parts = parts;
    this.#chime = new Chime(parts.mute, VOLUME.game);
  }

  create(): void {
    const { link, root, role } = this.#parts;
    const stage = new Stage(this, 1);
    const section = makeSection(root, 'section', text('cycles.title'));
    const score = make('p', 'visuallyHidden', section);
    this.#hiddenText = make('p', 'visuallyHidden', section);
    this.#hiddenText.setAttribute('role', 'status');
    this.#stage = stage;
    this.#arena = new ArenaView(this, stage);
    this.#score = new ScoreView(stage, score, this.#parts.mode.id);
    this.#call = new CallView(stage);
    this.#buttons = {
      left: new GameButton(stage, section, true, () => this.#race.pressBeside('left')),
      right: new GameButton(stage, section, true, () => this.#race.pressBeside('right')),
      mute: new GameButton(stage, section, false, () => this.#parts.mute.toggle()),
    };
    const steering = new Steering({
      area: () => this.#parts.area(),
      turned: (turn) => this.#race.press(meantTurn(this.#places().board, turn)),
      touched: (isFinger) => this.#touched(isFinger),
      muteAsked: () => this.#parts.mute.toggle(),
    });
    const unsubscribe = link.subscribe((event) => this.#handle(event));
    // Swipes must neither scroll nor zoom.
    this.game.canvas.style.touchAction = 'none';
    if (role === 'spectator') this.#hasTouch = false;
    if (navigator.userActivation?.hasBeenActive) this.#chime.unlock();
    const repaint = () => stage.repaintAll();
    const { renderer } = this.game;
    document.fonts.addEventListener('loadingdone', repaint);
    renderer.on('restorewebgl', repaint);
    this.sys.events.once(Scenes.Events.DESTROY, () => {
      document.fonts.removeEventListener('loadingdone', repaint);
      renderer.off('restorewebgl', repaint);
      this.game.canvas.style.touchAction = '';
      unsubscribe();
      steering.stop();
      this.#chime.close();
    });
  }

  fit(dpr: number): void {
    this.#stage.dpr = dpr;
    this.cameras.main.setOrigin(0, 0).setZoom(dpr);
    this.#stage.repaintAll();
    this.#isFitted = true;
  }

  override update(): void {
    const { link, now } = this.#parts;
    const at = now();
    for (const steer of this.#race.advance(at)) link.send('steer', steer);
    const view = this.#race.view(at);
    if (!view || !this.#isFitted) return;
    const info = this.#matchInfo();
    const happened = happeningsBetween(this.#before, view, this.#race.seat);
    this.#before = view;
    for (const each of happened) this.#happened(each, view, at);
    const words = announcementOf(happened, view, info);
    if (words !== '') setText(this.#hiddenText, words);
    this.#draw(view, { ...info, over: this.#over }, at);
  }

  plateOf(seat: number): Rect | undefined {
    return this.#isFitted ? this.#places().chips[seat] : undefined;
  }

  takeDirty(): boolean {
    const { isDirty } = this.#stage;
    this.#stage.isDirty = false;
    return isDirty;
  }

  #handle(event: MatchEvent): void {
    if (event.type !== 'stateChanged') return;
    const seat = this.#parts.link.latest<Table>('tableUpdated')?.you ?? null;
    this.#race.receiveState(event.state as CyclesState, event.isNewState, seat, this.#parts.now());
  }

  #happened(happening: Happening, view: RaceView, now: number): void {
    const { seat } = this.#race;
    playSound(this.#chime, happening, seat);
    if (happening.type === 'roundOver') this.#over = happening;
    if (happening.type !== 'crashed') return;
    const head = view.riders[happening.seat]?.line.at(-1);
    if (head && !isStill()) this.#arena.crash(happening.seat, head, now);
    if (happening.seat === seat && this.#hasTouch) navigator.vibrate?.(CRASH_BUZZ_MS);
  }

  #draw(view: RaceView, info: MatchInfo, now: number): void {
    const places = this.#places();
    const seats = this.#parts.link.latest<Table>('tableUpdated')?.seats ?? [];
    const faces = seatFaces(seats);
    const players: Player[] = info.names.map((name, seat) => {
      const rating = seats[seat]?.rating;
      const rated = rating === undefined ? '' : numberText(rating);
      return { ...(faces[seat] ?? { emblem: null }), name, isOwn: seat === info.seat, rating: rated };
    });
    this.#arena.update(view, places.board, players, now);
    this.#score.update(view, places, players);
    this.#call.update(callOf(view, info), places.board);
    const { left, right, mute } = this.#buttons;
    const canTurn = view.stage !== 'over' ? places.turns : undefined;
    left.show(canTurn?.left, text('cycles.left'), (g, size) => drawTurn(g, size, 'left'));
    right.show(canTurn?.right, text('cycles.right'), (g, size) => drawTurn(g, size, 'right'));
    const isMuted = this.#parts.mute.isOn;
    const name = text(isMuted ? 'sound.unmute' : 'sound.mute');
    mute.show(places.mute, name, (g, size) =>
      drawSpeaker(g, size.width / 2, size.height / 2, isMuted ? COLOR.muted : COLOR.text, isMuted),
    );
    this.#hasHadFocus ||= focusUnlessBusy(mute.element);
  }

  #matchInfo(): MatchInfo {
    const names = (this.#parts.link.latest<Table>('tableUpdated')?.seats ?? []).map(({ name }) => nameText(name));
    const { seat } = this.#race;
    const hint = seat === null ? '' : text(this.#hasTouch ? 'cycles.touch' : 'cycles.keys');
    return { names, seat, over: this.#over, hint };
  }

  #places(): Places {
    return placesIn(this.#parts.area(), this.#before?.riders.length ?? 2, this.#hasTouch, this.#stage.dpr);
  }

  #touched(isFinger: boolean): void {
    this.#chime.unlock();
    if (isFinger && this.#parts.role === 'player') this.#hasTouch = true;
  }
}
