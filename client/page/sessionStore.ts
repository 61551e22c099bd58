/** The player's session in this browser; all its tabs share it. */
import type { SignedIn } from '../../shared/protocol.ts';
import type { SessionStore } from '../net/signIn.ts';

const KEY = 'foyer.session';

/** Where storage is closed (private windows, policies), a player lasts as long as the page. */
export function browserSession(storage: Storage | undefined = storageOrNone()): SessionStore {
  let kept: SignedIn | undefined;
  return {
    load() {
      try {
        const text = storage?.getItem(KEY);
        return text ? (JSON.parse(text) as SignedIn) : kept;
      } catch {
        return kept;
      }
    },
    save(session) {
      kept = session;
      try {
        storage?.setItem(KEY, JSON.stringify(session));
      } catch {
        // Full or closed: `kept` has it.
      }
    },
  };
}

function storageOrNone(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
