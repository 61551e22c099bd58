/** The player's session in this browser; all its tabs share it. */
import type { SignedIn } from '../../shared/protocol.ts';
import type { SessionStore } from '../net/signIn.ts';
import { type ItemStorage, KeptItem } from '../storage/keptItem.ts';

/** With storage closed, a player lasts as long as the page. */
export function browserSession(storage: () => ItemStorage = () => window.localStorage): SessionStore {
  const item = new KeptItem('foyer.session', storage);
  let kept: SignedIn | undefined;
  return {
    load: () => (item.readJson() as SignedIn | undefined) ?? kept,
    save(session) {
      kept = session;
      item.write(JSON.stringify(session));
    },
  };
}
