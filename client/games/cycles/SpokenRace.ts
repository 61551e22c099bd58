/**
 * Light-cycles in words and sound: tones for the free way ahead and on both sides, turns to the left and right by keys or
 * buttons, distances on demand, and what happens told as it does.
 */
import type { CyclesState } from '../../../shared/games/cycles/state.ts';
import type { MatchPushes } from '../../../shared/matchProtocol.ts';
import { focusUnlessBusy } from '../../a11y/focusKeeper.ts';
import { make, setText } from '../../a11y/overlay.ts';
import { Chime } from '../../alerts/chime.ts';
import { VOLUME } from '../../design/tokens.ts';
import { isolated, nameText, text } from '../../i18n/text.ts';
import type { MatchEvent } from '../../net/match/MatchLink.ts';
import type { SpokenGame, SpokenParts } from '../spoken.ts';
import { announcementOf, callOf, type RoundOver, roundText, wallsText } from './calls.ts';
import { happeningsBetween } from './happenings.ts';
import { Race, type RaceView } from './race.ts';
import { Sonar } from './Sonar.ts';
import { voicesOf } from './senses.ts';
import { playSound } from './sounds.ts';
import { sensesText, spokenWord } from './spokenWords.ts';

type Table = MatchPushes['tableUpdated'];
/** Twice a tick: a turn is sent with the next one. */
const STEP_MS = 25;

export const openSpoken = (parts: SpokenParts): SpokenGame => new SpokenRace(parts);

class SpokenRace implements SpokenGame {
  readonly #parts: SpokenParts;
  readonly #race = new Race();
  readonly #chime: Chime;
  readonly #sonar: Sonar;
  readonly #board: HTMLElement;
  readonly #stage: HTMLElement;
  readonly #riders: HTMLElement;
  readonly #words: HTMLElement;
  readonly #told: HTMLElement;
  readonly #gone = new AbortController();
  readonly #timer: number;
  #before: RaceView | undefined;
  #over: RoundOver | undefined;
  #hasHadFocus = false;

  constructor(parts: SpokenParts) {
    this.#parts = parts;
    this.#chime = new Chime(parts.mute, VOLUME.game);
    this.#sonar = new Sonar(this.#chime);
    if (navigator.userActivation?.hasBeenActive) this.#chime.unlock();
    const isPlayer = parts.role === 'player';
    // Screen readers leave the arrow keys to it.
    const attributes = { role: isPlayer ? 'application' : 'region', 'aria-label': text('cycles.title'), tabindex: '0' };
    this.#board = make('div', 'plain-game', parts.root, attributes);
    this.#stage = make('p', 'plain-strong', this.#board);
    this.#riders = make('ul', 'plain-list', this.#board);
    this.#words = make('p', '', this.#board, { role: 'status' });
    this.#told = make('p', 'plain-strong', this.#board, { 'aria-live': 'assertive' });
    if (isPlayer) this.#makeControls();
    const { signal } = this.#gone;
    for (const type of ['pointerdown', 'keydown'] as const)
      window.addEventListener(type, () => this.#chime.unlock(), { signal });
    signal.addEventListener(
      'abort',
      parts.link.subscribe((event) => this.#handle(event)),
    );
    this.#timer = window.setInterval(() => this.#step(), STEP_MS);
  }

  update(): void {
    this.#step();
  }

  close(): void {
    window.clearInterval(this.#timer);
    this.#gone.abort();
    this.#sonar.stop();
    this.#chime.close();
  }

  #makeControls(): void {
    const tools = make('div', 'plain-tools plain-turns', this.#board);
    // On a board, left is left in every language.
    tools.dir = 'ltr';
    const button = (label: string, press: () => void) => {
      const element = make('button', '', tools, { type: 'button' });
      setText(element, label);
      element.addEventListener('click', press);
    };
    button(text('cycles.left'), () => this.#race.pressBeside('left'));
    button(spokenWord('tell'), () => this.#tell());
    button(text('cycles.right'), () => this.#race.pressBeside('right'));
    const how = make('p', 'plain-detail', this.#board, { id: 'plain-cycles-how' });
    setText(how, spokenWord('how'));
    this.#board.setAttribute('aria-describedby', how.id);
    this.#board.addEventListener('keydown', (event) => this.#pressed(event));
  }

  #handle(event: MatchEvent): void {
    if (event.type !== 'stateChanged') return;
    const seat = this.#parts.link.latest<Table>('tableUpdated')?.you ?? null;
    this.#race.receiveState(event.state as CyclesState, event.isNewState, seat, this.#parts.now());
  }

  #step(): void {
    const { link, now } = this.#parts;
    const at = now();
    for (const steer of this.#race.advance(at)) link.send('steer', steer);
    const view = this.#race.view(at);
    if (!view) return;
    const { seat } = this.#race;
    const names = (link.latest<Table>('tableUpdated')?.seats ?? []).map(({ name }) => nameText(name));
    const happened = happeningsBetween(this.#before, view, seat);
    this.#before = view;
    for (const each of happened) {
      playSound(this.#chime, each, seat);
      if (each.type === 'roundOver') this.#over = each;
      if (each.type === 'counted' && each.seconds === 3) this.#tell();
    }
    const info = { names, seat, over: this.#over, hint: '' };
    const words = announcementOf(happened, view, info);
    if (words !== '') setText(this.#words, words);
    const isRiding = view.stage === 'racing' && seat !== null && view.riders[seat]?.isOut === false;
    const senses = isRiding ? this.#race.senses() : undefined;
    this.#sonar.play(senses && voicesOf(senses));
    const call = callOf(view, info);
    const title = call?.kind === 'card' ? call.title : roundText(view);
    setText(this.#stage, [title, wallsText(view).long].filter(Boolean).join(' · '));
    this.#showRiders(view, names);
    this.#hasHadFocus ||= focusUnlessBusy(this.#board);
  }

  #showRiders({ riders }: RaceView, names: readonly string[]): void {
    for (const [i, { wins, isOut }] of riders.entries()) {
      const item = (this.#riders.children[i] as HTMLElement | undefined) ?? make('li', '', this.#riders);
      const you = i === this.#race.seat ? ` (${text('cycles.you')})` : '';
      const score = text('cycles.score', { name: isolated(names[i] ?? ''), wins });
      setText(item, `${score}${you}, ${isOut ? text('cycles.out') : spokenWord('in')}`);
    }
  }

  #tell(): void {
    const senses = this.#race.senses();
    if (!senses) return;
    // The same numbers once more are news too.
    const said = sensesText(senses);
    setText(this.#told, this.#told.textContent === said ? `${said}.` : said);
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { code, repeat } = event;
    if (code === 'ArrowLeft' || code === 'KeyA') this.#turn(event, 'left');
    else if (code === 'ArrowRight' || code === 'KeyD') this.#turn(event, 'right');
    else if (code === 'ArrowUp' || code === 'KeyW') {
      event.preventDefault();
      if (!repeat) this.#tell();
    } else if (code === 'KeyM' && !repeat) this.#parts.mute.toggle();
  }

  #turn(event: KeyboardEvent, side: 'left' | 'right'): void {
    event.preventDefault();
    if (!event.repeat) this.#race.pressBeside(side);
  }
}
