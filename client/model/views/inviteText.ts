import type { PlayPushes } from '../../../shared/playProtocol.ts';
import { isolated, text } from '../../i18n/text.ts';
import { modeTitle } from '../../presentation/titles.ts';

/** Who asks, and for what. */
export function inviteText({ kind, from, mode }: Pick<PlayPushes['invited'], 'kind' | 'from' | 'mode'>): string {
  const name = isolated(from.name);
  return kind === 'party'
    ? text('invite.party', { name })
    : text('invite.challenge', { name, mode: modeTitle(mode ?? '') });
}
