/** Which of the server's play messages deserve a toast: changes that the screen does not explain. Pure. */
import { text } from '../../i18n/text.ts';
import type { PlayEvent } from '../../net/events.ts';
import { cancelledText } from './cancelledView.ts';
import { partyNews } from './partyView.ts';
import type { PlayState } from './playState.ts';

/** `before`: the state before the event. `nameOf`: a player's name by id, if known. */
export function playNews(
  before: PlayState,
  event: PlayEvent,
  selfId: string | undefined,
  nameOf: (id: string) => string | undefined,
): string | undefined {
  if (event.type === 'queueUpdated') {
    const { queue, why } = event.payload;
    return !queue && before.queue && (why === 'party' || why === 'gone' || why === 'failed')
      ? text(`queue.left.${why}`)
      : undefined;
  }
  // A player who left the queue reads the reason beside the button.
  if (event.type === 'matchCancelled') {
    if (!event.payload.isQueuedAgain) return undefined;
    const { title, text: words } = cancelledText({ ...event.payload, at: 0 });
    return `${title}. ${words}`;
  }
  if (event.type !== 'partyUpdated') return undefined;
  const { party, why, whoId } = event.payload;
  // The strip tells of the player's own joining.
  if (!why || !whoId || (why === 'joined' && !before.party)) return undefined;
  const people = [...(party?.members ?? []), ...(before.party?.members ?? []), ...(before.party?.invited ?? [])];
  const name = people.find(({ id }) => id === whoId)?.name ?? nameOf(whoId);
  return partyNews(why, { name, isYou: whoId === selfId });
}
