/** Copies the link to a replay, and says itself whether it did: the replay covers what usually says so. */
import type { Rect } from '../../design/canvas.ts';
import { addressOf } from '../../page/deepLink.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import type { KitContext } from '../kit/stage.ts';
import { drawLink } from './replayPainter.ts';
import { words } from './words.ts';

const SAID_MS = 2_500;
/** Below it the button has a sign instead of words. */
const WORDS_FROM = 560;
const WIDTH = { words: 168, answer: 120, sign: 44 };

export class CopyLink {
  readonly #context: KitContext;
  readonly #button: Button;
  readonly #say: (news: string) => void;
  #matchId = '';
  #copied: { isDone: boolean; until: number } | undefined;

  constructor(context: KitContext, parent: HTMLElement, say: (news: string) => void) {
    this.#context = context;
    this.#say = say;
    this.#button = new Button(context, parent, DEPTH.dialogControl, () => void this.#copy());
  }

  /** What it takes of the bar. */
  width(bar: Rect, now: number): number {
    if (bar.width >= WORDS_FROM) return WIDTH.words;
    return this.#word(now) === 'copy' ? WIDTH.sign : WIDTH.answer;
  }

  show(bar: Rect, matchId: string, now: number): void {
    this.#matchId = matchId;
    const width = this.width(bar, now);
    const at = { x: bar.x + bar.width - width, y: bar.y + (bar.height - 44) / 2, width, height: 44 };
    const name = words(this.#word(now));
    const look = width === WIDTH.sign ? { label: '', mark: signOf(drawLink, 9) } : { label: name };
    this.#button.show(at, { ...look, name, kind: 'quiet' });
  }

  #word(now: number): 'copy' | 'copied' | 'notCopied' {
    if (!this.#copied || this.#copied.until <= now) return 'copy';
    return this.#copied.isDone ? 'copied' : 'notCopied';
  }

  async #copy(): Promise<void> {
    const { now, wake } = this.#context;
    const address = addressOf({ kind: 'replay', matchId: this.#matchId }, location.href);
    let isDone = true;
    try {
      // Missing without https.
      await navigator.clipboard.writeText(address);
    } catch {
      isDone = false;
    }
    this.#copied = { isDone, until: now() + SAID_MS };
    this.#say(words(isDone ? 'copied' : 'notCopied'));
    setTimeout(wake, SAID_MS + 1);
    wake();
  }
}
