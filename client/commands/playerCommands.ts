/** Players by name, and what can be done with them: the same offers as on their card (model/views/playerOffers.ts). */
import { MODES } from '../../shared/modes.ts';
import type { RequestName } from '../../shared/requests.ts';
import { runMenuAction } from '../actions/playerMenuActions.ts';
import { text } from '../i18n/text.ts';
import type { ListedRow } from '../model/rosterRows.ts';
import { menuOffers, type Offer, type PlayerAction } from '../model/views/playerOffers.ts';
import { ratingText } from '../model/views/ratingText.ts';
import { modeTitle } from '../presentation/titles.ts';
import { type CommandParts, type Entry, entry, type Option } from './command.ts';
import { rulesOf } from './playCommands.ts';

/** What each offer sends, or opens the way to. */
export const PLAYER_REQUESTS: Readonly<Record<PlayerAction, readonly RequestName[]>> = {
  challenge: ['challenge'],
  join: ['joinMatch'],
  watch: ['watchMatch'],
  rejoin: ['joinMatch'],
  invite: ['inviteToParty', 'createParty'],
  promote: ['promote'],
  remove: ['removeFromParty'],
  whisper: ['sendChat'],
  befriend: ['addFriend'],
  block: ['block'],
  unblock: ['unblock'],
  report: ['report'],
  history: [],
  profile: [],
};

/** Each offer as an entry of its own. A challenge names its mode, so there is one for each. */
export function offersAbout(row: ListedRow, parts: CommandParts): Entry[] {
  const offers = menuOffers(parts.model, row);
  return offers.flatMap((offer) => {
    const entries = offer.action === 'challenge' ? challenges(row, offer, parts) : [offered(row, offer, parts)];
    const others = offers.filter(({ action }) => action !== offer.action);
    return entries.map((each) => ({
      ...each,
      about: row,
      options: others.map((other) => optionOf(row, other, parts)),
    }));
  });
}

function offered(row: ListedRow, offer: Offer, { model, actions }: CommandParts): Entry {
  const { action, label, name, why } = offer;
  const words = `${label} ${row.name}`;
  const shown = name.includes(row.name) ? name : text('command.about', { what: label, name: row.name });
  const run = () => runMenuAction(row, action, actions, model);
  return entry(`${action} ${row.id}`, shown, run, { words, why, picture: { player: row } });
}

function challenges(row: ListedRow, offer: Offer, { model, actions: { play } }: CommandParts): Entry[] {
  return MODES.map(({ id: mode }) => {
    const run = () => {
      play.choose(mode);
      return play.challenge(row);
    };
    const label = text('player.challengeLabel', { name: row.name, mode: modeTitle(mode) });
    const ratings = [row, model.self.known].map((each) => (each ? ratingText(each.ratings, mode) : ''));
    const note = ratings.every((rating) => rating !== '')
      ? text('command.ratings', { theirs: ratings[0] as string, yours: ratings[1] as string })
      : '';
    const { note: more } = rulesOf(mode);
    return entry(`challenge ${mode} ${row.id}`, label, run, { note, more, why: offer.why, picture: { mode } });
  });
}

/** A player: their card, and beside it what else can be done. */
export function playerEntry(row: ListedRow, parts: CommandParts): Entry {
  const { model, actions } = parts;
  const options = menuOffers(model, row)
    .filter(({ action }) => action !== 'profile')
    .map((offer) => optionOf(row, offer, parts));
  const note = standingOf(row, model.roster.mode);
  return entry(`player ${row.id}`, row.name, () => actions.select(row.id), { note, picture: { player: row }, options });
}

/** "Free · 1,204". */
export function standingOf(row: ListedRow, mode: string): string {
  const status = text(row.status === null ? 'status.offline' : `status.${row.status}`);
  const rating = ratingText(row.ratings, mode);
  return rating === '' ? status : `${status} · ${rating}`;
}

const optionOf = (row: ListedRow, { action, label, why }: Offer, { model, actions }: CommandParts): Option => ({
  ...{ id: action, label, why },
  run: () => runMenuAction(row, action, actions, model),
});
