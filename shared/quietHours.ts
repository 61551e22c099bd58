/** The one rule of quiet hours, for notifications by the page and by the server. Pure. */

/** Minutes of the day: from `from` on, before `to`; over midnight where that comes first. The same twice: never. */
export const isWithin = ({ from, to }: { from: number; to: number }, minute: number): boolean =>
  from <= to ? from <= minute && minute < to : minute >= from || minute < to;
