/** What a screen reader says of the link: that it is lost, why it does not come back, and that it is back. */
import { text } from '../i18n/text.ts';
import type { Link } from '../net/events.ts';
import { bannerOf, isRetryTold, isTurnAwaited, whyText } from './linkView.ts';

export class LinkNews {
  #lastTrouble = '';

  /** undefined: nothing new. A reason is said once, however many tries it makes fail. */
  next(link: Link, now: number): string | undefined {
    const trouble = troubleOf(link, this.#lastTrouble);
    if (trouble === this.#lastTrouble) return undefined;
    this.#lastTrouble = trouble;
    if (link.kind === 'online') return text('say.back');
    if (link.kind === 'reconnecting') return text('say.reconnecting');
    if (link.kind !== 'waiting') return undefined;
    if (isTurnAwaited(link)) return bannerOf(link, now)?.text;
    const why = whyText(link.why);
    return isRetryTold(link.why) ? text('say.waiting', { why }) : why;
  }
}

function troubleOf(link: Link, before: string): string {
  switch (link.kind) {
    case 'online':
      return '';
    case 'waiting':
      // Each wait for a turn ends at another time, so each is said.
      return isTurnAwaited(link) ? `${link.why} ${link.nextTryAt}` : whyText(link.why);
    case 'connecting':
      return before;
    default:
      return link.kind;
  }
}
