/** What the players of a ready check may know of each other, for the one that asks. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { asPlayerId, type PlayerId } from '../../../shared/ids.ts';
import { FORM_LENGTH } from '../../../shared/limits.ts';
import { MODES } from '../../../shared/modes.ts';
import type { Matchup, MatchupPlayer, Outcome } from '../../../shared/records.ts';
import { isProvisional } from '../../domain/matchmaking/established.ts';
import { shownRating } from '../../domain/matchmaking/ratings.ts';
import { outcomeOf } from '../../domain/play/outcome.ts';
import { stakeOf } from '../../domain/play/stake.ts';
import { toldUntil } from '../../domain/presence/lastPublic.ts';
import type { StoredPlayer } from '../../ports.ts';
import { blockersOf } from '../blockers.ts';
import { queryOf } from '../pageParameters.ts';
import { askStore } from '../playerStore.ts';
import { refuse } from '../refusal.ts';
import type { Site } from '../site.ts';
import { viewerOf } from '../viewer.ts';

const OTHERS_MAX = 7;
/** Enough to find the latest of one mode among. */
const LOOKED_AT = 30;
const NOT_MET: Record<Outcome, number> = { won: 0, drawn: 0, lost: 0 };

const MatchupQuery = z.object({
  mode: z.enum(MODES.map(({ id }) => id)),
  players: z.string().regex(new RegExp(`^[\\w-]{1,64}(,[\\w-]{1,64}){0,${OTHERS_MAX - 1}}$`)),
});
const TAKES = { mode: 'the id of a mode', players: `the ids of 1 to ${OTHERS_MAX} players, with commas between them` };

/** Players that the viewer does not see online are left out, and then nothing is told to be at stake. */
export async function matchup(req: Request, res: Response, site: Site): Promise<void> {
  const viewer = await viewerOf(req, site.tokens);
  if (typeof viewer === 'string') return refuse(res, viewer);
  const self = viewer.id;
  if (self === undefined) return refuse(res, 'auth/required');
  const query = queryOf(req, res, MatchupQuery, TAKES);
  if (!query) return;
  const { mode } = query;
  const asked = [...new Set(query.players.split(','))].map(asPlayerId).filter((id) => id !== self);
  res.json(await askStore(site.metrics, () => matchupOf(site, mode, self, asked)));
}

async function matchupOf(site: Site, mode: string, self: PlayerId, asked: readonly PlayerId[]): Promise<Matchup> {
  const { store, lobby } = site;
  const blockers = await blockersOf(self, site);
  const seen = asked.filter((id) => !blockers.has(id) && lobby.find(id, self) !== undefined);
  const found = await Promise.all([self, ...seen].map((id) => store.players.find(id)));
  const told = found.filter((player) => player !== undefined);
  const ids = told.map(({ id }) => id);
  const others = ids.filter((id) => id !== self);
  const [known, met, forms] = await Promise.all([
    store.ratings.known(ids, mode),
    store.matches.met(self, others, mode),
    Promise.all(told.map((player) => formOf(store, player, mode, self))),
  ]);
  const isWhole = others.length === asked.length && others.length > 0;
  const players = ids.map((id, at): MatchupPlayer => {
    const rating = known.ratings.get(id);
    return {
      id,
      rating: rating ? shownRating(rating) : null,
      isProvisional: isProvisional(rating?.matches ?? 0, known.reputations.get(id)),
      form: forms[at] ?? [],
      met: met.get(id) ?? NOT_MET,
    };
  });
  return { mode, stake: (isWhole && stakeOf(mode, self, others, known)) || null, players };
}

async function formOf(store: Site['store'], player: StoredPlayer, mode: string, self: PlayerId): Promise<Outcome[]> {
  const past = await store.matches.of(player.id, LOOKED_AT, undefined, toldUntil(self, player));
  const counted = past.filter((match) => match.mode === mode && !match.withBots).slice(0, FORM_LENGTH);
  return counted.map(({ place, others }) => outcomeOf(place, others)).reverse();
}
