/** What an empty list says: why it is empty, and what to do about it. */
import { isolated, text } from '../../i18n/text.ts';
import type { LobbyModel } from '../../model/lobbyModel.ts';

/** `rows`: how many rows stand above the words (1: only yourself). */
export type Empty = { title: string; text: string; action: 'showAll' | 'copyLink' | undefined; rows: 0 | 1 };

export function emptyOf({ roster, isRosterLive }: LobbyModel): Empty | undefined {
  if (roster.found > 1) return undefined;
  const query = roster.query.trim();
  const status = roster.status && text(`status.${roster.status}`);
  if (query !== '' || status !== undefined) {
    if (roster.found > 0) return undefined;
    const [title, sentence] =
      query !== ''
        ? [text('roster.noMatch.title', { query: isolated(query) }), text('roster.noMatch.text')]
        : [text('roster.noStatus.title', { status: status ?? '' }), text('roster.noStatus.text')];
    return { title, text: sentence, action: 'showAll', rows: 0 };
  }
  const isAlone = roster.found === 1 && roster.at(0)?.id === roster.selfId;
  if (isAlone)
    return { title: text('roster.alone.title'), text: text('roster.alone.text'), action: 'copyLink', rows: 1 };
  if (roster.found > 0) return undefined;
  if (!isRosterLive) return { title: text('roster.loading'), text: '', action: undefined, rows: 0 };
  return { title: text('roster.empty.title'), text: text('roster.empty.text'), action: undefined, rows: 0 };
}
