/** What stands in a conversation: messages, and in the lobby what happens, with what was missed set apart. Pure. */
import { emblemFromId } from '../../../shared/emblem.ts';
import { isolated, listText, numberText, text } from '../../i18n/text.ts';
import { modeTitle } from '../../presentation/titles.ts';
import type { LobbyModel } from '../lobbyModel.ts';
import { matchActionOf } from '../play/matchList.ts';
import { isCrowd, isOfMatch } from '../social/channels.ts';
import type { Conversation, Message, Person } from '../social/conversations.ts';
import type { Happening } from '../social/happenings.ts';
import type { Gap } from '../social/socialModel.ts';

export type Deed = { do: 'join' | 'challenge'; id: string };
/** `name`: the author's, as they are called now. `isNamed`: another's, with their emblem. */
export type MessageLine = {
  kind: 'message';
  key: string;
  atS: number;
  message: Message;
  name: string;
  emblem: number;
  isFriend: boolean;
};
/** Names in `words` are isolated. `act`: what it offers. */
export type NewsLine = {
  kind: 'news';
  key: string;
  atS: number;
  sign: Happening['kind'];
  words: string;
  act: { label: string; name: string; deed: Deed } | undefined;
};
export type GapLine = { kind: 'gap'; key: string; atS: number; words: string };
export type TalkLine = MessageLine | NewsLine | GapLine;

/** Of everybody's talk, also before anybody has said a word. */
export function lobbyLines(model: LobbyModel): TalkLine[] {
  return talkLines(model, 'shard', model.social.conversations.get('shard') ?? EMPTY);
}
const EMPTY: Pick<Conversation, 'messages' | 'channel'> = { messages: [], channel: 'shard' };

export function talkLines(
  model: LobbyModel,
  key: string,
  conversation: Pick<Conversation, 'messages' | 'channel'>,
): TalkLine[] {
  const { social, roster } = model;
  const messages = conversation.messages.map((message): MessageLine => {
    const { id } = message.from;
    const isFriend = social.tieOf(id) === 'friend' && conversation.channel !== 'direct';
    const known = roster.row(id) ?? social.friends.row(id) ?? message.from;
    const { emblem = emblemFromId(id) } = known;
    return { kind: 'message', key: message.key, atS: message.atS, message, name: known.name, emblem, isFriend };
  });
  if (isOfMatch(key)) return messages;
  if (!isCrowd(key)) return withGap(messages, social.gap);
  const isWelcome = (each: Happening) => peopleOf(each).every(({ id }) => social.tieOf(id) !== 'blocked');
  const news = social.happenings.filter(isWelcome).map((each) => newsLine(model, each));
  return withGap(inTime(messages, news), social.gap);
}

/** Messages keep their order; what is still on its way stands last. */
function inTime(messages: readonly MessageLine[], news: readonly NewsLine[]): TalkLine[] {
  const lines: TalkLine[] = [];
  let next = 0;
  for (const line of messages) {
    while (line.message.state === 'said' && next < news.length && (news[next] as NewsLine).atS < line.atS) {
      lines.push(news[next] as NewsLine);
      next += 1;
    }
    lines.push(line);
  }
  return [...lines, ...news.slice(next)];
}

/** Before the first line that was missed, with how many they are. */
function withGap(lines: readonly TalkLine[], gap: Gap | undefined): TalkLine[] {
  if (!gap) return [...lines];
  const isMissed = (line: TalkLine) =>
    line.atS > gap.fromS && line.atS <= gap.toS && !(line.kind === 'message' && line.message.isOwn);
  const count = lines.filter(isMissed).length;
  const at = lines.findIndex(isMissed);
  if (at < 0) return [...lines];
  const words = text(gap.why === 'playing' ? 'talk.gapPlaying' : 'talk.gapAway', { count });
  return lines.toSpliced(at, 0, { kind: 'gap', key: `gap ${gap.fromS}`, atS: gap.fromS, words });
}

const peopleOf = (each: Happening): readonly Person[] =>
  each.kind === 'won' ? [...each.winners, ...each.losers] : [each.who];

function newsLine(model: LobbyModel, each: Happening): NewsLine {
  const named = ({ id, name }: Person): string => {
    if (id === model.roster.selfId) return text('talk.you');
    return isolated(model.roster.row(id)?.name ?? model.social.friends.row(id)?.name ?? name);
  };
  const line = { kind: 'news', key: each.key, atS: each.atS, sign: each.kind } as const;
  switch (each.kind) {
    case 'won': {
      const [winners, losers] = [listText(each.winners.map(named)), listText(each.losers.map(named))];
      return {
        ...line,
        words: text('talk.won', { winners, losers, seconds: numberText(each.seconds) }),
        act: undefined,
      };
    }
    case 'streak': {
      const words = text('talk.streak', { name: named(each.who), count: numberText(each.wins) });
      return { ...line, words, act: challengeTo(model, each.who) };
    }
    case 'opened': {
      const words = text('talk.opened', { name: named(each.who), count: each.seats });
      return { ...line, words, act: joinOf(model, each.matchId, each.who) };
    }
    case 'came':
      return { ...line, words: text('talk.came', { name: named(each.who) }), act: challengeTo(model, each.who) };
  }
}

/** As long as it is open. */
function joinOf({ play, roster }: LobbyModel, matchId: string, { name }: Person): NewsLine['act'] {
  const row = play.state.matches?.get(matchId);
  if (!row || matchActionOf(row, roster.selfId, play.match?.ticket.matchId) !== 'join') return undefined;
  return { label: text('player.join'), name: text('player.joinLabel', { name }), deed: { do: 'join', id: matchId } };
}

/** Only of somebody who is free. */
function challengeTo({ play, roster }: LobbyModel, { id, name }: Person): NewsLine['act'] {
  if (id === roster.selfId || roster.row(id)?.status !== 'online' || play.state.queue) return undefined;
  const label = text('player.challenge');
  return {
    label,
    name: text('player.challengeLabel', { name, mode: modeTitle(play.mode) }),
    deed: { do: 'challenge', id },
  };
}
