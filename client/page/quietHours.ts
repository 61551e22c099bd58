/** From when to when this browser shows no notifications, as it keeps them: `22:00-08:00`, or `off`. */
import { isWithin } from '../../shared/quietHours.ts';
import type { QuietHours } from '../../shared/webPush.ts';
import { textForm } from '../storage/keptItem.ts';

export const QUIET_FORM = textForm('foyer.quiet', /^(off|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/);
export const QUIET_OFF = 'off';
/** A usual night. */
export const QUIET_USUAL = '22:00-08:00';

/** In minutes of the day. */
export type Hours = Pick<QuietHours, 'from' | 'to'>;

export function hoursOf(kept: string): Hours | undefined {
  const [, fromH, fromM, toH, toM] = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(kept)?.map(Number) ?? [];
  if (fromH === undefined || fromM === undefined || toH === undefined || toM === undefined) return undefined;
  return { from: fromH * 60 + fromM, to: toH * 60 + toM };
}

export const keptOf = ({ from, to }: Hours): string => `${clock(from)}-${clock(to)}`;
const clock = (minutes: number): string =>
  [minutes / 60, minutes % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');

/** `at`: by this browser's clock and zone. */
export function isQuietAt(kept: string, at: Date): boolean {
  const hours = hoursOf(kept);
  return hours !== undefined && isWithin(hours, at.getHours() * 60 + at.getMinutes());
}
