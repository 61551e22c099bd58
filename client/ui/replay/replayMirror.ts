/** A replay in words: the outcome, the players, what the picture shows now, and what happens. */
import { make, setText } from '../../a11y/overlay.ts';
import { changeText, isolated, numberText, text } from '../../i18n/text.ts';
import type { ReplayPlayer } from '../../model/replay/replayPlayer.ts';
import type { ReplayRow } from '../../model/replay/replayView.ts';
import type { Playback } from '../../presentation/replay.ts';
import { words } from './words.ts';

export class ReplayMirror {
  readonly #outcome: HTMLElement;
  readonly #players: HTMLElement;
  readonly #board: HTMLElement;
  readonly #news: HTMLElement;
  #step = -1;

  /** `className`: where all of it is seen. */
  constructor(parent: HTMLElement, className = 'visuallyHidden') {
    this.#outcome = make('p', className, parent);
    this.#players = make('ul', className, parent, { 'aria-label': words('players') });
    this.#board = make('ul', className, parent, { 'aria-label': words('board') });
    this.#news = make('p', className, parent, { role: 'status' });
  }

  /** `outcome`: or why there is nothing. */
  tell(outcome: string, rows: readonly ReplayRow[]): void {
    setText(this.#outcome, outcome);
    fill(this.#players, rows.map(lineOf));
    if (rows.length > 0) return;
    fill(this.#board, []);
    setText(this.#news, outcome);
    this.#step = -1;
  }

  /** `isHeard`: the line of time says it already. */
  state(playback: Playback, { at, isPlaying }: ReplayPlayer, names: readonly string[], isHeard: boolean): void {
    const step = Math.floor(at);
    if (step === this.#step) return;
    const isFirst = this.#step < 0;
    this.#step = step;
    fill(this.#board, [playback.stage(at), ...playback.lines(at, names)]);
    // While light-cycles race, only what ends is news.
    const isNews = !isPlaying || playback.seatOfStep !== undefined || playback.moments.some((each) => each.at === step);
    if (!isHeard && !isFirst && isNews) this.say(playback.words(at, names));
  }

  say(news: string): void {
    setText(this.#news, news);
  }
}

function lineOf({ place, name, rating, change, isAbandoned }: ReplayRow): string {
  const said =
    place === undefined ? isolated(name) : text('result.row', { place: numberText(place), name: isolated(name) });
  const worth =
    rating === undefined || change === undefined ? '' : text('result.rating', { rating, change: changeText(change) });
  return [said, isAbandoned ? text('records.abandoned') : '', worth].filter(Boolean).join(', ');
}

function fill(list: HTMLElement, lines: readonly string[]): void {
  while (list.children.length > lines.length) list.lastElementChild?.remove();
  for (const [i, line] of lines.entries())
    setText((list.children[i] as HTMLElement | undefined) ?? make('li', '', list), line);
}
