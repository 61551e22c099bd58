/** The link and the picture of a replay. They say themselves what they did: the replay covers what usually says so. */
import type { Rect } from '../../design/canvas.ts';
import { addressOf } from '../../page/deepLink.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import type { DrawIcon } from '../kit/icons.ts';
import type { KitContext } from '../kit/stage.ts';
import { drawLink, drawPicture } from './replayPainter.ts';
import { type REPLAY_WORDS, words } from './words.ts';

const SAID_MS = 2_500;
/** Below it the buttons have signs instead of words. */
const WORDS_FROM = 560;
const WIDTH = { words: 156, sign: 44 };
const GAP = 8;

type Word = keyof typeof REPLAY_WORDS;
/** `done`: after it, with what is said then. */
type Deed = {
  readonly word: Word;
  readonly icon: DrawIcon;
  readonly button: Button;
  done?: { word: Word; until: number };
};

export class ShareButtons {
  readonly #context: KitContext;
  readonly #deeds: readonly Deed[];
  readonly #say: (news: string) => void;
  #matchId = '';

  /** `picture`: the match's, or undefined where it cannot be had. */
  constructor(
    context: KitContext,
    parent: HTMLElement,
    say: (news: string) => void,
    picture: () => Promise<Blob | undefined>,
  ) {
    this.#context = context;
    this.#say = say;
    const deed = (word: Word, icon: DrawIcon, act: () => Promise<Word | undefined>): Deed => {
      const made: Deed = {
        word,
        icon,
        button: new Button(context, parent, DEPTH.dialogControl, () => this.#do(made, act)),
      };
      return made;
    };
    this.#deeds = [
      deed('picture', drawPicture, async () => send(await picture(), this.#matchId)),
      deed('copy', drawLink, () => this.#copy()),
    ];
  }

  /** What they take of the bar. */
  width(bar: Rect): number {
    return this.#deeds.length * (this.#each(bar) + GAP) - GAP;
  }

  show(bar: Rect, matchId: string, now: number): void {
    this.#matchId = matchId;
    const width = this.#each(bar);
    let x = bar.x + bar.width - this.width(bar);
    for (const { word, icon, button, done } of this.#deeds) {
      const isDone = done !== undefined && done.until > now;
      const name = words(isDone ? done.word : word);
      const isFine = isDone && done.word !== 'notCopied' && done.word !== 'notSaved';
      const sign = { label: '', mark: signOf(icon, 9, isFine ? 'good' : isDone ? 'bad' : 'soft') };
      const at = { x, y: bar.y + (bar.height - 44) / 2, width, height: 44 };
      button.show(at, { ...(width === WIDTH.sign ? sign : { label: name }), name, kind: 'quiet' });
      x += width + GAP;
    }
  }

  #each({ width }: Rect): number {
    return width >= WORDS_FROM ? WIDTH.words : WIDTH.sign;
  }

  async #do(deed: Deed, act: () => Promise<Word | undefined>): Promise<void> {
    const { now, wake } = this.#context;
    const word = await act();
    if (word === undefined) return;
    deed.done = { word, until: now() + SAID_MS };
    this.#say(words(word));
    setTimeout(wake, SAID_MS + 1);
    wake();
  }

  async #copy(): Promise<Word> {
    try {
      // Missing without https.
      await navigator.clipboard.writeText(addressOf({ kind: 'replay', matchId: this.#matchId }, location.href));
      return 'copied';
    } catch {
      return 'notCopied';
    }
  }
}

/** By the device's own way to share; where there is none, as a file. */
async function send(picture: Blob | undefined, matchId: string): Promise<Word | undefined> {
  if (!picture) return 'notSaved';
  const file = new File([picture], `foyer-${matchId}.png`, { type: picture.type });
  const isTouch = window.matchMedia('(pointer: coarse)').matches;
  if (isTouch && navigator.canShare?.({ files: [file] })) {
    // Put away again, it was not a mistake.
    await navigator.share({ files: [file] }).catch(() => {});
    return undefined;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return 'saved';
}
