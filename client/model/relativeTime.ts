/** "last active 2 min ago", by the server's clock, so that a wrong clock of the client does not matter. */
import { agoText, text } from '../i18n/text.ts';

/** The server's unix seconds now, from what `welcomed` said. Arguments in monotonic ms. */
export class ServerClock {
  #nowS: number | undefined;
  #setAt = 0;

  set(nowS: number, now: number): void {
    this.#nowS = nowS;
    this.#setAt = now;
  }

  nowS(now: number): number | undefined {
    return this.#nowS === undefined ? undefined : this.#nowS + Math.floor((now - this.#setAt) / 1_000);
  }
}

/** "2 min ago", or "now" under a minute: the roster moves in 30 s steps. Both in unix seconds; '' if unknown. */
export function agoOf(lastActiveS: number, nowS: number | undefined): string {
  if (nowS === undefined || lastActiveS === 0) return '';
  const minutes = Math.floor((nowS - lastActiveS) / 60);
  if (minutes < 1) return text('ago.now');
  if (minutes < 60) return agoText(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? agoText(hours, 'hour') : agoText(Math.floor(hours / 24), 'day');
}

export function activeText(lastActiveS: number, nowS: number | undefined): string {
  const ago = agoOf(lastActiveS, nowS);
  if (ago === '') return '';
  return ago === text('ago.now') ? text('active.now') : text('active.ago', { ago });
}
