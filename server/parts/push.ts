/** Notifications outside the page, and what they are decided by. */
import { ShownPages } from '../lobby/ShownPages.ts';
import { NEWS } from '../play/deskMessages.ts';
import { PushSender } from '../push/PushSender.ts';
import { VapidKeys } from '../push/VapidKeys.ts';
import { WebPush } from '../push/WebPush.ts';
import type { Given } from './base.ts';
import type { PlayParts } from './play.ts';

export type PushParts = ReturnType<typeof makePush>;

export function makePush(made: PlayParts, { push: world }: Pick<Given, 'push'>) {
  const { config, desk, directory, lobby, membership, secret } = made;
  const others = () => membership.others().map(({ process }) => process);
  const pages = new ShownPages({ ...made, others, localPlayers: lobby.localPlayers });
  lobby.shown.add(pages.forgetGone.bind(pages));
  if (config.WEB_PUSH === 'off') return { ...made, pages, pushSender: undefined, pushKey: undefined };
  const contact = config.PUSH_CONTACT ?? (config.PUBLIC_ADDRESS && `https://${config.PUBLIC_ADDRESS}`);
  const keys = new VapidKeys({ privateKey: config.VAPID_PRIVATE_KEY, secret, contact });
  const sender = new PushSender({ ...made, keys, ...(world && { world }) });
  new WebPush({
    ...made,
    sender,
    topic: NEWS,
    isActing: () => desk.isInOffice,
    chosenStatusOf: (player) => directory.viewOf(player)?.chosenStatus,
    isShown: pages.shows.bind(pages),
  });
  return {
    ...made,
    pages,
    pushSender: sender as PushSender | undefined,
    pushKey: keys.publicKey as string | undefined,
  };
}
