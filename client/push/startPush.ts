/** At the start of a page whose browser is to be reached; other pages load nothing for it. */
import type { LobbyEvent } from '../net/events.ts';
import type { PushDeps } from './PushSwitch.ts';

type Client = { subscribe(listener: (event: LobbyEvent) => void): () => void };

/** Once the server is reached: the subscription may have been lost, or be another player's of this browser. */
export function startPush(client: Client, deps: PushDeps): void {
  const end = client.subscribe((event) => {
    if (event.type !== 'linkChanged' || event.link.kind !== 'online') return;
    end();
    if (deps.wanted.chosen !== 'yes') return;
    // The next start tries again.
    import('./PushSwitch.ts').then(({ pushSwitchOf }) => pushSwitchOf(deps).renew()).catch(() => {});
  });
}
