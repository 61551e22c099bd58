/** The ready check: a band across the screen that nobody misses. Accept has the focus, faces stand for the players. */

import { make, place, setText } from '../../a11y/overlay.ts';
import type { Rect } from '../../design/canvas.ts';
import { isolated, text } from '../../i18n/text.ts';
import { type CheckView, checkView } from '../../model/play/checkView.ts';
import { type MatchupSeat, type MatchupView, matchupView, matchupWords } from '../../model/play/matchupView.ts';
import type { Check } from '../../model/play/playState.ts';
import type { Layer } from '../../page/BackStack.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { Button } from '../kit/button.ts';
import { paintCountdown } from '../kit/countdown.ts';
import { DEPTH } from '../kit/depths.ts';
import { Dialog } from '../kit/dialog.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { type CheckLayout, checkLayout, type SeatPlace } from './checkLayout.ts';
import { paintBand, paintFace, RIM } from './checkPainter.ts';

const OPENS_MS = 180;
const SLIDES_MS = 320;
/** How far from its place a face begins. */
const SLIDES_FROM = 90;
const STEP_MS = 250;

export class ReadyCheck implements Layer {
  readonly dialog: Dialog;
  readonly #context: ScreenContext;
  readonly #pips: HTMLElement;
  readonly #accept: Button;
  readonly #decline: Button;
  readonly #clock: Node;
  readonly #faces: Node[] = [];
  /** The check that is shown, and since when. */
  #shown: { proposalId: string; sinceAt: number } | undefined;
  #steps: ReturnType<typeof setTimeout> | undefined;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { play } = context.actions;
    this.dialog = new Dialog(context, { role: 'alertdialog', id: 'check', hasText: true });
    const { element, title } = this.dialog;
    title.className = 'plate';
    title.tabIndex = -1;
    this.#pips = make('p', 'visuallyHidden', element, { role: 'status' });
    this.#clock = context.stage.node(DEPTH.dialogPart);
    this.#accept = new Button(context, element, DEPTH.dialogPart, () => void play.accept());
    this.#decline = new Button(context, element, DEPTH.dialogPart, () => void play.decline());
    context.until.addEventListener('abort', () => clearTimeout(this.#steps));
  }

  get isOpen(): boolean {
    const { model, now } = this.#context;
    return checkView(model.play.state.check, model.roster.selfId, now()) !== undefined;
  }

  /** Back neither accepts nor declines. */
  back(): void {}

  update({ layout, now }: Frame, isUrgent: boolean): HTMLElement | undefined {
    const { model } = this.#context;
    const { check } = model.play.state;
    const view = checkView(check, model.roster.selfId, now);
    if (!check || !view || isUrgent) {
      this.#shown = undefined;
      return this.dialog.hide();
    }
    const age = this.#ageOf(check, now);
    const known = model.play.matchup?.proposalId === check.proposalId ? model.play.matchup : undefined;
    const hasAccepted = view.stage === 'waiting' || view.stage === 'entering';
    const matchup = matchupView(check, known, model.roster.selfId, hasAccepted);
    const at = checkLayout(layout, matchup.seats.length);
    place(this.dialog.title, { ...at.buttons, y: at.band.y + at.buttons.y });
    setText(this.#pips, view.pips.map((pip) => text(pip.isReady ? 'check.ready' : 'check.notReady', pip)).join(', '));
    this.#showBand(check, view, matchup, at, age);
    this.#showFaces(matchup.seats, at, age, now);
    const clock = squareAround(at.clock, at.band, 8);
    const share = Math.round(view.share * 200) / 200;
    this.#clock.show(clock, `${view.seconds} ${share}`, (g, { width }) =>
      paintCountdown(g, { x: width / 2, y: width / 2, r: at.clock.r }, view, at.clock.r > 44 ? 'clock' : 'hero'),
    );
    return this.#updateButtons(view, at);
  }

  /** How long it has been open; at once for whoever wants no motion. Asks once what is known of the players. */
  #ageOf({ proposalId, mode, players }: Check, now: number): number {
    const { model, actions, stage } = this.#context;
    if (this.#shown?.proposalId !== proposalId) {
      this.#shown = { proposalId, sinceAt: now };
      const others = players.flatMap(({ id }) => (id === null || id === model.roster.selfId ? [] : id));
      if (others.length > 0) void actions.records.loadMatchup(proposalId, mode, others);
    }
    return stage.isStill ? Number.POSITIVE_INFINITY : now - this.#shown.sinceAt;
  }

  #showBand(check: Check, view: CheckView, matchup: MatchupView, at: CheckLayout, age: number): void {
    const { stage, text: note, title } = view;
    const shown = { stage, text: note, title, mode: modeTitle(check.mode), modeId: check.mode };
    const seats = matchup.seats.map(({ face: _, ...words }) => words);
    const key = JSON.stringify([shown, { ...matchup, seats }]);
    const words = [view.mode, matchupWords(matchup), view.text].filter(Boolean).join('. ');
    const open = at.band.height * Math.min(1, age / OPENS_MS);
    const y = at.band.y + (at.band.height - open) / 2;
    const clip = open < at.band.height ? { ...at.band, y, height: open } : undefined;
    const paint: Parameters<Dialog['show']>[3] = (g, size) => paintBand(g, size, shown, matchup, at);
    this.dialog.show(at.band, view.title, key, paint, words, clip);
    if (age < SLIDES_MS) this.#context.wake();
  }

  /** An awaited player has a ring that steps on, four times a second. */
  #showFaces(seats: readonly MatchupSeat[], at: CheckLayout, age: number, now: number): void {
    const { stage, wake } = this.#context;
    const step = stage.isStill ? 0 : Math.floor(now / STEP_MS) % 4;
    for (const [i, seat] of seats.entries()) {
      const spot = at.seats[i] as SeatPlace;
      const rest = Math.max(0, 1 - age / SLIDES_MS) ** 3 * SLIDES_FROM;
      const away = spot.x < at.band.width / 2 ? -rest : rest;
      const box = squareAround({ ...spot, x: spot.x + away }, at.band, RIM);
      const key = JSON.stringify([seat.face, seat.isReady, !seat.isReady && step]);
      this.#faceAt(i).show(box, key, (g, size) => paintFace(g, size, seat, spot.r, step));
    }
    if (stage.isStill || this.#steps !== undefined || seats.every(({ isReady }) => isReady)) return;
    this.#steps = setTimeout(() => {
      this.#steps = undefined;
      wake();
    }, STEP_MS);
  }

  #faceAt(i: number): Node {
    this.#faces[i] ??= this.#context.stage.node(DEPTH.dialogPart);
    return this.#faces[i];
  }

  #updateButtons({ stage }: CheckView, { band, buttons }: CheckLayout): HTMLElement {
    if (stage !== 'asked') return this.dialog.title;
    const row = { y: band.y + buttons.y, height: buttons.height };
    const wide = Math.round((buttons.width - 8) * 0.63);
    const accept = { ...row, x: buttons.x, width: wide };
    this.#accept.show(accept, { label: text('check.accept'), kind: 'accept' });
    const decline = { ...row, x: buttons.x + wide + 8, width: buttons.width - wide - 8 };
    this.#decline.show(decline, { label: text('check.decline'), kind: 'quiet' });
    return this.#accept.element;
  }
}

const squareAround = ({ x, y, r }: { x: number; y: number; r: number }, band: Rect, rim: number): Rect => ({
  x: band.x + x - r - rim,
  y: band.y + y - r - rim,
  width: 2 * (r + rim),
  height: 2 * (r + rim),
});

/** For screen readers: once, as it begins. */
export const checkAlert = (view: CheckView): string =>
  text('say.check', { mode: isolated(view.mode), count: view.seconds });
