/** A match watched again in words: what stands where, step by step or as it went, and what decided. */
import { make, setAttribute, setText } from '../a11y/overlay.ts';
import { durationText, numberText, text } from '../i18n/text.ts';
import { agoOf } from '../model/relativeTime.ts';
import { type Opened, openPlayback } from '../model/replay/openPlayback.ts';
import type { Replay } from '../model/replay/replay.ts';
import type { ReplayPlayer } from '../model/replay/replayPlayer.ts';
import { momentsFor, replayView } from '../model/replay/replayView.ts';
import { modeTitle } from '../presentation/titles.ts';
import { ReplayMirror } from '../ui/replay/replayMirror.ts';
import { replayNote, words } from '../ui/replay/words.ts';
import { makeButton, makeSection, type PlainContext } from './parts.ts';

/** While it plays. */
const STEP_MS = 50;
const MOMENTS = 8;

export class PlainReplay {
  readonly #context: PlainContext;
  readonly #section: HTMLElement;
  readonly #title: HTMLElement;
  readonly #mirror: ReplayMirror;
  readonly #controls: HTMLElement;
  readonly #play: HTMLButtonElement;
  readonly #slider: HTMLInputElement;
  readonly #speed: HTMLButtonElement;
  readonly #moments: HTMLElement;
  readonly #again: HTMLButtonElement;
  readonly #close: HTMLButtonElement;
  readonly #timer: number;
  #of: Replay | undefined;
  #opened: Opened | 'loading' | 'otherVersion' | undefined;
  #opener: Element | null = null;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const { replays } = context.actions;
    this.#section = makeSection(root, text('replay.title'));
    this.#section.classList.add('plain-match');
    this.#title = this.#section.querySelector('h2') as HTMLElement;
    this.#controls = make('div', 'plain-tools', this.#section, { role: 'group', 'aria-label': text('replay.title') });
    // Time runs from left to right, and so do the buttons that move in it.
    this.#controls.dir = 'ltr';
    makeButton(this.#controls, words('back'), () => this.#act((player) => player.step(-1)));
    this.#play = makeButton(this.#controls, '', () =>
      this.#act((player, now) => (player.isPlaying ? player.pause() : player.play(now))),
    );
    this.#play.className = 'plain-main';
    makeButton(this.#controls, words('onward'), () => this.#act((player) => player.step(1)));
    this.#speed = makeButton(this.#controls, '', () => this.#act((player) => player.nextSpeed()));
    const time = make('label', 'plain-field', this.#controls);
    setText(make('span', '', time), words('time'));
    this.#slider = make('input', '', time, { type: 'range', min: '0' });
    this.#slider.addEventListener('input', () => this.#act((player) => player.seek(Number(this.#slider.value))));
    this.#mirror = new ReplayMirror(this.#section, 'plain-detail');
    this.#moments = make('ul', 'plain-tabs', this.#section, { 'aria-label': words('moments') });
    this.#again = makeButton(this.#section, text('records.again'), () => {
      if (this.#of) void replays.open(this.#of.matchId).then(context.wake);
    });
    this.#close = makeButton(this.#section, text('records.close'), () => {
      replays.close();
      context.wake();
    });
    this.#section.addEventListener('keydown', (event) => this.#pressed(event));
    this.#timer = window.setInterval(() => this.#step(), STEP_MS);
  }

  update(): void {
    const { model, now } = this.#context;
    const { replay } = model;
    this.#section.hidden = replay === undefined;
    if (replay !== this.#of) this.#take(replay);
    if (!replay) return;
    const { answer } = replay;
    const opened = typeof this.#opened === 'object' ? this.#opened : undefined;
    const view = opened && answer && replayView(answer, opened.playback, model.roster, model.roster.selfId);
    const title = answer ? `${text('replay.title')}: ${modeTitle(answer.mode)}` : text('replay.title');
    setText(this.#title, title);
    setAttribute(this.#section, 'aria-label', title);
    this.#again.hidden = replay.refusal === undefined || replay.refusal === 'request/unknown';
    this.#controls.hidden = !opened;
    this.#moments.hidden = !opened || opened.playback.moments.length === 0;
    if (!opened || !view || !answer) return this.#mirror.tell(replayNote(replay, this.#opened === 'otherVersion'), []);
    const lasted = durationText((answer.endedAtS - answer.startedAtS) * 1_000);
    const ago = agoOf(answer.endedAtS, model.clock.nowS(now()));
    this.#mirror.tell([view.title, lasted, ago].filter(Boolean).join(' · '), view.rows);
    this.#showControls(opened, view.names);
    this.#mirror.state(opened.playback, opened.player, view.names, document.activeElement === this.#slider);
  }

  close(): void {
    window.clearInterval(this.#timer);
  }

  #showControls({ playback, player }: Opened, names: readonly string[]): void {
    setText(this.#play, words(player.isPlaying ? 'pause' : player.isAtEnd ? 'again' : 'play'));
    setText(this.#speed, words('speed', { speed: `${numberText(player.speed)}×` }));
    const at = Math.floor(player.at);
    setAttribute(this.#slider, 'max', String(playback.length));
    if (this.#slider.value !== String(at)) this.#slider.value = String(at);
    setAttribute(this.#slider, 'aria-valuetext', `${playback.stage(at)}. ${playback.words(at, names)}`);
    const moments = momentsFor(playback.moments, MOMENTS);
    if (this.#moments.children.length === moments.length) return;
    this.#moments.replaceChildren();
    for (const { at: when, seat, text: what } of moments) {
      const name = seat === undefined ? '' : `${names[seat] ?? ''}: `;
      makeButton(make('li', '', this.#moments), `${name}${what}`, () => this.#act((each) => each.seek(when)));
    }
  }

  #step(): void {
    if (typeof this.#opened === 'object' && this.#opened.player.tick(this.#context.now())) this.update();
  }

  #act(how: (player: ReplayPlayer, now: number) => void): void {
    if (typeof this.#opened !== 'object') return;
    how(this.#opened.player, this.#context.now());
    this.update();
  }

  #pressed(event: KeyboardEvent): void {
    const { key, target, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey || typeof this.#opened !== 'object') return;
    if (key === 'Escape') return this.#close.click();
    // A button takes its own.
    if (key === ' ' && target instanceof HTMLButtonElement) return;
    if (!this.#opened.player.press(key, this.#context.now())) return;
    event.preventDefault();
    this.update();
  }

  #take(replay: Replay | undefined): void {
    if (!this.#of) this.#opener = document.activeElement;
    const isSame = replay?.matchId === this.#of?.matchId;
    this.#of = replay;
    this.#opened = undefined;
    this.#moments.replaceChildren();
    if (!replay) return this.#opener instanceof HTMLElement ? this.#opener.focus() : undefined;
    if (!isSame) this.#close.focus();
    if (replay.answer) void this.#open(replay, replay.answer);
  }

  async #open(replay: Replay, answer: NonNullable<Replay['answer']>): Promise<void> {
    this.#opened = 'loading';
    const opened = await openPlayback(answer);
    if (this.#of !== replay) return;
    this.#opened = opened;
    this.update();
    if (opened !== 'otherVersion') this.#play.focus();
  }
}
