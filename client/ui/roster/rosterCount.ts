/** How many players there are, online, in each group and with each status. Numbers that run all the time change with the beat. */
import { text } from '../../i18n/text.ts';
import type { LobbyModel } from '../../model/lobbyModel.ts';
import { BEAT_MS, isLater } from '../kit/beat.ts';
import type { Census } from '../screenContext.ts';

export class RosterCount {
  #census: Census | undefined;
  #countedAt = Number.NEGATIVE_INFINITY;
  #asked = '';

  /** `said`: words for a screen reader, each time that it is counted anew. */
  at(model: LobbyModel, at: number): { census: Census; said: string | undefined } {
    const { roster, online, isRosterLive, isRosterWhole, storm } = model;
    const asked = `${roster.query} ${roster.status} ${isRosterWhole}`;
    const isFresh = !isLater(at, this.#countedAt, BEAT_MS) && asked === this.#asked;
    if (this.#census && isFresh && this.#census.total > 0) return { census: this.#census, said: undefined };
    this.#countedAt = at;
    this.#asked = asked;
    const { isNarrowed } = roster;
    const found = isNarrowed ? roster.found : roster.total;
    const known = isRosterWhole ? roster.sections : [];
    this.#census = {
      online,
      total: roster.total,
      found,
      isKnown: isRosterLive || roster.total > 0,
      counts: { ...roster.counts },
      groups: Object.fromEntries(known.map(({ place, here }) => [place, here])),
      storm: storm.count(at),
    };
    const all = online === undefined ? undefined : text('online.count', { count: online });
    return { census: this.#census, said: isNarrowed ? text('roster.found', { count: found }) : all };
  }
}
