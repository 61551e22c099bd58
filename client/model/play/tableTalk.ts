/** What is said and shown at the match on the screen. Pure; times in monotonic ms. */
import type { MatchPushes, TalkLine } from '../../../shared/matchProtocol.ts';
import { nameText } from '../../i18n/text.ts';
import type { MatchTalkKey } from '../social/channels.ts';
import type { ChatMessage } from '../social/conversations.ts';
import { EMOTE_MS, type ShownEmote } from './emotes.ts';
import { type MatchView, stageOf } from './matchView.ts';

type Table = MatchPushes['tableUpdated'];

export const shownEmotes = ({ emotes, isMuted, table }: MatchView, now: number): readonly ShownEmote[] =>
  emotes.filter(({ seat, at }) => now - at < EMOTE_MS && (!isMuted || seat === table?.you));

/** Whether there is anybody to talk to: another person at the table, or for those who watch, each other. */
export function hasTalk(view: MatchView): boolean {
  const { ticket, table } = view;
  const stage = stageOf(view);
  if (!table || (stage !== 'running' && stage !== 'over')) return false;
  return ticket.role === 'spectator' || table.seats.some(({ id }, at) => at !== table.you && id !== undefined);
}

/** `open`: where it takes the place of something else. */
export const talkOf = (view: MatchView): 'none' | 'closed' | 'open' =>
  hasTalk(view) ? (view.isTalkOpen ? 'open' : 'closed') : 'none';

export const talkKeyOf = ({ ticket }: MatchView): MatchTalkKey => (ticket.role === 'spectator' ? 'watchers' : 'match');

/** No player's id has a space. */
const UNNAMED = 'seat ';
/** Not of a player who hides from the reader. */
export const isNamed = ({ from }: { from: { id: string } }): boolean => !from.id.startsWith(UNNAMED);

/** As a message of one of the match's two conversations. A seat that hides is called by its place. */
export function messageAtTable(line: TalkLine, matchId: string, table: Table | undefined): ChatMessage {
  const { messageId, text: words, atS } = line;
  const said = { messageId, text: words, atS, to: matchId };
  if ('from' in line) return { ...said, channel: 'watchers', from: line.from };
  const seat = table?.seats[line.seat];
  const from = {
    id: seat?.id ?? `${UNNAMED}${line.seat}`,
    name: nameText(seat?.name ?? null),
    emblem: seat?.emblem ?? 0,
  };
  return { ...said, channel: 'match', from };
}
