/** A match's inputs, for those who may know of it: a client plays them back by the game's own rules. */
import type { Request, Response } from 'express';
import type { PlayerId } from '../../../shared/ids.ts';
import type { ReplayAnswer } from '../../../shared/records.ts';
import type { RecordedReplay } from '../../domain/play/playedMatch.ts';
import { namedIn } from '../../domain/presence/lastPublic.ts';
import { askStore } from '../playerStore.ts';
import { refuse } from '../refusal.ts';
import type { Site } from '../site.ts';
import { viewerOf } from '../viewer.ts';

const MATCH_ID = /^[\w-]{1,64}$/;

/** What the viewer may not know looks like a match that never was. */
export async function replay(req: Request, res: Response, site: Site): Promise<void> {
  const viewer = await viewerOf(req, site.tokens);
  if (typeof viewer === 'string') return refuse(res, viewer);
  const id = String(req.params.id);
  const answer = MATCH_ID.test(id) ? await askStore(site.metrics, () => answerOf(site, id, viewer.id)) : undefined;
  if (!answer) return refuse(res, 'request/unknown');
  res.json(answer);
}

async function answerOf({ store }: Site, id: string, viewer: PlayerId | undefined): Promise<ReplayAnswer | undefined> {
  const found = await store.matches.replay(id);
  if (!found) return undefined;
  const players = found.seats.flatMap((seat): PlayerId | [] => ('id' in seat ? seat.id : []));
  const hasPlayed = viewer !== undefined && players.includes(viewer);
  const seats = seatsFor(found, viewer);
  if (!hasPlayed) {
    if (found.isPrivate || seats.every(({ id: named }) => named === null)) return undefined;
    const blocks = viewer === undefined ? [] : ((await store.blocks.of([viewer])).get(viewer) ?? []);
    if (players.some((player) => blocks.includes(player))) return undefined;
  }
  const { matchId, mode, startedAt, endedAt, inputs } = found;
  const times = { startedAtS: Math.floor(startedAt / 1000), endedAtS: Math.floor(endedAt / 1000) };
  return { matchId, mode, ...times, seats, inputs: Buffer.from(inputs).toString('base64') };
}

const seatsFor = (
  { seats, players, places, endedAt }: RecordedReplay,
  viewer: PlayerId | undefined,
): ReplayAnswer['seats'] =>
  seats.map((seat) => {
    if ('bot' in seat) return { id: null, name: seat.bot, isBot: true };
    const named = namedIn(viewer, players.get(seat.id), endedAt);
    const { place, isAbandoned, ratingBefore, ratingAfter } = places.get(seat.id) ?? {};
    return {
      ...named,
      ...(place !== undefined && { place }),
      ...(isAbandoned === true && { isAbandoned }),
      // A number is as good as a name.
      ...(named.id !== null && ratingAfter !== undefined && { ratingBefore, ratingAfter }),
    };
  });
