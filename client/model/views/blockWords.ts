/** The question before a block, in both views. Pure. */
import { isolated, text } from '../../i18n/text.ts';
import type { LobbyModel } from '../lobbyModel.ts';

/** Undefined while nobody is to be blocked. */
export function blockWords({ social, roster }: LobbyModel) {
  const { blocking } = social;
  if (!blocking) return undefined;
  const name = roster.row(blocking.id)?.name ?? social.friends.row(blocking.id)?.name ?? blocking.name;
  const isFriend = social.tieOf(blocking.id) === 'friend';
  return {
    title: text('block.title', { name: isolated(name) }),
    about: isFriend ? `${text('block.text')} ${text('block.friend')}` : text('block.text'),
    no: text('you.cancel'),
    yes: text('player.block'),
  };
}
