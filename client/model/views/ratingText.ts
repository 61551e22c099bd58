/** A player's rating as lists show it: of one mode, marked where it has not settled. */
import { ratingIn } from '../../../shared/modeRatings.ts';
import { numberText, text } from '../../i18n/text.ts';
import { modeTitle } from '../../presentation/titles.ts';

/** "1,098?"; '' of a player without a rating in the mode. */
export function ratingText(ratings: string | undefined, mode: string): string {
  const found = ratingIn(ratings, mode);
  if (!found) return '';
  const rating = numberText(found.rating);
  return found.isProvisional ? text('rating.provisional', { rating }) : rating;
}

/** For screen readers: with the mode, and in words. */
export function ratingLabel(ratings: string | undefined, mode: string): string {
  const found = ratingIn(ratings, mode);
  if (!found) return '';
  const said = text('roster.rating', { mode: modeTitle(mode), rating: found.rating });
  return found.isProvisional ? `${said}, ${text('records.provisional')}` : said;
}
