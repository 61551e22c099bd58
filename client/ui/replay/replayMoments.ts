/** What decided the match: buttons that lead there. */
import { make } from '../../a11y/overlay.ts';
import type { Canvas, Rect, Size } from '../../design/canvas.ts';
import { durationText, isolated, numberText } from '../../i18n/text.ts';
import { momentsFor, type ReplayView } from '../../model/replay/replayView.ts';
import type { Playback, ReplayMoment } from '../../presentation/replay.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import type { KitContext } from '../kit/stage.ts';
import { paintMoment } from './replayPainter.ts';
import { words } from './words.ts';

const MOST = 8;

export class ReplayMoments {
  readonly #buttons: readonly Button[];
  #shown: readonly ReplayMoment[] = [];

  constructor(context: KitContext, parent: HTMLElement, seek: (at: number) => void) {
    const list = make('div', 'part', parent, { role: 'group', 'aria-label': words('moments') });
    this.#buttons = Array.from({ length: MOST }, (_, i) => {
      const press = () => {
        const moment = this.#shown[i];
        if (moment) seek(moment.at);
      };
      return new Button(context, list, DEPTH.dialogControl, press);
    });
  }

  /** `at`: where the replay stands. `places`: as many as there is room for. */
  show(playback: Playback, at: number, { names, emblems }: ReplayView, places: readonly Rect[]): void {
    this.#shown = momentsFor(playback.moments, Math.min(MOST, places.length));
    for (const [i, moment] of this.#shown.entries()) {
      const { seat } = moment;
      const said = seat === undefined ? moment.text : `${isolated(names[seat] ?? '')}: ${moment.text}`;
      const place = playback.seatOfStep ? numberText(moment.at) : durationText(moment.at * playback.stepMs);
      const look = { seat, words: said, place, emblem: seat === undefined ? null : (emblems[seat] ?? null) };
      const mark = (g: Canvas, size: Size) => paintMoment(g, size, look, playback);
      const kind = moment.at === at ? 'chosen' : 'quiet';
      this.#buttons[i]?.show(places[i], { label: '', name: `${said}, ${place}`, kind, mark });
    }
  }
}
