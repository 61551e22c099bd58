import { modeOf } from '../../../shared/modes.ts';
import { durationText, text } from '../../i18n/text.ts';
import { modeTitle } from '../../presentation/titles.ts';
import type { Queue } from './playState.ts';

/** The window has widened noticeably by then. */
const WIDENING_AFTER_MS = 20_000;
const BOTS_AFTER_MS = 30_000;

/** `hint`: why it takes so long, or what can be done; '' before. `isBotsOffered`: the hint offers bots. */
type QueueText = {
  title: string;
  elapsed: string;
  details: string;
  hint: string;
  canPlayBots: boolean;
  isBotsOffered: boolean;
};

export function queueText(queue: Queue, now: number): QueueText {
  const elapsedMs = Math.max(0, now - queue.since);
  const isBotsOffered = queue.canPlayBots && elapsedMs >= BOTS_AFTER_MS;
  const details = [text('queue.people', { count: queue.playersInQueue }), usualText(queue), windowText(queue)];
  return {
    title: text('queue.title', { mode: modeTitle(queue.mode) }),
    elapsed: durationText(elapsedMs),
    details: details.filter((each) => each !== '').join(' · '),
    hint: hintText(queue, elapsedMs, isBotsOffered),
    canPlayBots: queue.canPlayBots,
    isBotsOffered,
  };
}

export function modeKind(id: string): string {
  const mode = modeOf(id);
  return text(mode?.ranked ? 'mode.ranked' : mode?.rated ? 'mode.open' : 'mode.casual');
}

/** The middle half of other players' waits. */
function usualText({ waitRangeMs }: Queue): string {
  if (!waitRangeMs) return '';
  // Nobody is found in no time.
  const [from, to] = [waitRangeMs.from, waitRangeMs.to].map((ms) => durationText(Math.max(1_000, ms))) as [
    string,
    string,
  ];
  return from === to ? text('queue.usualAbout', { to }) : text('queue.usual', { from, to });
}

function windowText({ window }: Queue): string {
  return window ? text('queue.window', { from: window.from, to: window.to }) : '';
}

function hintText({ window, playersInQueue }: Queue, elapsedMs: number, isBotsOffered: boolean): string {
  if (isBotsOffered) return text(playersInQueue <= 1 ? 'queue.botsAlone' : 'queue.bots');
  if (playersInQueue <= 1) return text('queue.first');
  if (elapsedMs < WIDENING_AFTER_MS) return '';
  return window ? text('queue.widening') : text('queue.patience');
}
