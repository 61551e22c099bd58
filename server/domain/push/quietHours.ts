/** The hours in which a player is not notified, by the clock on their wall. Pure. */
import { isWithin } from '../../../shared/quietHours.ts';
import type { QuietHours } from '../../../shared/webPush.ts';

const MINUTES_A_DAY = 1_440;
const formats = new Map<string, Intl.DateTimeFormat>();
const FORMATS_MAX = 600;

/** `at`: epoch ms. */
export const isQuiet = (hours: QuietHours, at: number): boolean => isWithin(hours, minuteOfDay(hours.timeZone, at));

function minuteOfDay(timeZone: string, at: number): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' });
  if (formats.size < FORMATS_MAX) formats.set(timeZone, format);
  const [hours = 0, minutes = 0] = format.format(at).split(':').map(Number);
  return (hours * 60 + minutes) % MINUTES_A_DAY;
}
