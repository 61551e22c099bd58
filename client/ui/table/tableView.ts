/** What the talk of a match says of itself, and why one cannot write there. Pure. */
import type { Emote } from '../../../shared/matchProtocol.ts';
import { isolated, nameText, text } from '../../i18n/text.ts';
import type { MatchView } from '../../model/play/matchView.ts';
import type { MatchTalkKey } from '../../model/social/channels.ts';
import { emoteWord, words } from './tableWords.ts';

/** `log` and `field`: accessible names. `why`: why nothing can be said there. */
export type TableView = { title: string; log: string; field: string; hint: string; why: string | undefined };

/** `isHidden`: from some players. */
export function tableView(match: MatchView, key: MatchTalkKey, isHidden: boolean): TableView {
  const why = whyClosed(match, key, isHidden);
  if (key === 'match')
    return { title: words('players'), log: words('log'), field: words('field'), hint: words('hint'), why };
  const hint = match.ticket.role === 'spectator' ? words('readAfter') : words('hint');
  return { title: words('watchers'), log: words('logWatchers'), field: words('fieldWatchers'), hint, why };
}

/** For screen readers: the sender and the emote. */
export function emoteText({ table }: MatchView, { seat, emote }: { seat: number; emote: Emote }): string {
  const name = seat === table?.you ? text('talk.you') : isolated(nameText(table?.seats[seat]?.name ?? null));
  return words('shown', { name, emote: emoteWord(emote) });
}

function whyClosed({ isMuted, ticket }: MatchView, key: MatchTalkKey, isHidden: boolean): string | undefined {
  if (isMuted) return words('muted');
  const isWatching = ticket.role === 'spectator';
  if (key === 'match') return isWatching ? words('playersOnly') : undefined;
  if (!isWatching) return words('watchersOnly');
  return isHidden ? text('chat.shardHidden') : undefined;
}
