import { NAME_MAX_GRAPHEMES, NAME_MIN_GRAPHEMES } from '../../shared/limits.ts';
import {
  PLAY_REFUSALS,
  type PlayRefusal,
  type RequestRefusal,
  SOCIAL_REFUSALS,
  type SocialRefusal,
} from '../../shared/refusals.ts';
import { text } from '../i18n/text.ts';

export function refusalText(code: RequestRefusal | 'network'): string {
  switch (code) {
    case 'name/tooShort':
      return text('refusal.name/tooShort', { min: NAME_MIN_GRAPHEMES });
    case 'name/tooLong':
      return text('refusal.name/tooLong', { max: NAME_MAX_GRAPHEMES });
    case 'name/badCharacter':
    case 'name/mixedScripts':
    case 'name/profane':
    case 'name/link':
    case 'name/reserved':
    case 'name/taken':
    case 'request/tooMany':
    case 'store/away':
    case 'server/draining':
    case 'player/unknown':
    case 'player/coolingDown':
    case 'request/notAllowed':
    case 'network':
      return text(`refusal.${code}`);
    default:
      return isPlay(code) || isSocial(code) ? text(`refusal.${code}`) : text('refusal.other', { code });
  }
}

const isPlay = (code: RequestRefusal): code is PlayRefusal => (PLAY_REFUSALS as readonly string[]).includes(code);
const isSocial = (code: RequestRefusal): code is SocialRefusal => (SOCIAL_REFUSALS as readonly string[]).includes(code);
