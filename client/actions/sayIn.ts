/** How a line reaches its conversation: through the lobby, or through the room of the match on the screen. */
import { isOfMatch } from '../model/social/channels.ts';
import type { Conversation } from '../model/social/conversations.ts';
import type { RequestResult } from '../net/requestResult.ts';
import type { RequestSender } from './RequestSender.ts';

type Said = RequestResult<{ messageId: string; isWaiting?: true; waitMs?: number }>;
export type SayIn = (conversation: Pick<Conversation, 'channel' | 'to'>, words: string) => Promise<Said>;

export function sayIn(requests: RequestSender, atMatch: (words: string) => Promise<Said>): SayIn {
  return ({ channel, to }, words) => {
    if (isOfMatch(channel)) return atMatch(words);
    const input = channel === 'direct' ? { channel, to: to.id, text: words } : { channel, text: words };
    return requests.request('sendChat', input);
  };
}
