/** The one match that a client is in, or comes to. */
import { MATCH_SEAT_MS } from '../../../shared/limits.ts';
import { MatchLink, type MatchLinkDeps } from './MatchLink.ts';
import type { MatchTicket } from './matchTicket.ts';

export class CurrentMatch {
  readonly #deps: Omit<MatchLinkDeps, 'seatMs' | 'windowMs'>;
  #link: MatchLink | undefined;

  constructor(deps: Omit<MatchLinkDeps, 'seatMs' | 'windowMs'>) {
    this.#deps = deps;
  }

  /** Undefined where there was none, also after its end. */
  get link(): MatchLink | undefined {
    return this.#link?.link.kind === 'closed' ? undefined : this.#link;
  }

  /** Leaves the one before. `windowMs`: how long the server holds a dropped connection. */
  open(ticket: MatchTicket, windowMs: number): MatchLink {
    this.link?.leave();
    const link = new MatchLink(ticket, { ...this.#deps, seatMs: MATCH_SEAT_MS, windowMs });
    this.#link = link;
    link.start();
    return link;
  }
}
