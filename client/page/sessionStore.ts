/** The player's session in this browser; all its tabs share it. */
import type { SignedIn } from '../../shared/protocol.ts';
import { signedInOf } from '../net/signedIn.ts';
import type { SessionStore } from '../net/signIn.ts';
import { type ItemStorage, jsonForm, KeptItem } from '../storage/keptItem.ts';

export const SESSION_FORM = jsonForm('foyer.session', signedInOf);

/** With storage closed, a player lasts as long as the page. */
export function browserSession(storage: () => ItemStorage = () => window.localStorage): SessionStore {
  const item = new KeptItem(SESSION_FORM, storage);
  let kept: SignedIn | undefined;
  return {
    load: () => item.read() ?? kept,
    save(session) {
      kept = session;
      item.write(session);
    },
  };
}
