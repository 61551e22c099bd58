/**
 * Who plays where no player does: bots of three strengths, also in the place of who left, and the autopilot of who is
 * dropped. Pure: what it does follows from the game and from `chance`.
 */
import type { BotStrength } from '../../../matchProtocol.ts';
import { STRAIGHT, type Turn } from '../arena.ts';
import type { Game, Rider } from '../game.ts';
import { Field, STEPS, spotAt } from './field.ts';

export type Pilot = BotStrength | 'autopilot';
/** Numbers in [0, 1). */
export type Chance = () => number;

/** A rider's ways, and what the pilot sees of the others. */
type View = { spot: number; dir: number; ways: readonly number[]; others: readonly number[]; chance: Chance };

/** Ticks that one could live there; whether others come there too. By way in lists of them, which have gaps. */
type Room = { size: number; isContested: boolean };

/** Spots that are wall so soon after one is there are no room to live in. */
const MARGIN_TICKS = 20;
const field = new Field();

/** The turn of a seat for the next step. `chance` is asked by bots only. */
export function pilotTurn(game: Game, seat: number, pilot: Pilot, chance: Chance): Turn {
  const rider = game.riders[seat];
  if (game.stage !== 'racing' || !rider?.isAlive) return STRAIGHT;
  field.look(game);
  const view = viewOf(rider, game.riders, chance);
  if (view.ways.length === 0) return STRAIGHT;
  return HABITS[pilot](view);
}

const HABITS: Record<Pilot, (view: View) => Turn> = {
  /** Straight on for as long as it goes, then where there is more room. */
  autopilot(view) {
    if (view.ways.includes(view.dir)) return STRAIGHT;
    const rooms = roomsOf(view, []);
    return best(view, (way) => sizeOf(rooms, way));
  },

  /** Sees what is straight ahead, late, and no traps; now and then turns for no reason. */
  easy(view) {
    const { spot, dir, chance } = view;
    const isNear = field.run(spot, dir, 3) < 1 + Math.floor(chance() * 3);
    if (!isNear && chance() > 0.04) return STRAIGHT;
    return best(view, (way) => field.run(spot, way, 12) * (0.5 + chance()) * (isNear && way === dir ? 0.3 : 1));
  },

  /** Keeps out of traps: goes where there is most room, and near no other head; turns for no reason rarely. */
  medium(view) {
    const { dir, chance } = view;
    const favourite = chance() < 0.03 ? view.ways[Math.floor(chance() * view.ways.length)] : dir;
    const rooms = roomsOf(view, []);
    return best(view, (way) => sizeOf(rooms, way) * (isRisky(view, way) ? 0.5 : 1) + (way === favourite ? 0.5 : 0));
  },

  /** Wants what it reaches before the others, and when it is alone, to fill it. */
  hard(view) {
    const rooms = roomsOf(view, view.others);
    return best(view, (way) => sizeOf(rooms, way) + (rooms[way]?.isContested ? view.chance() : hug(view, way)));
  },
};

function viewOf(rider: Rider, riders: readonly Rider[], chance: Chance): View {
  const spot = spotAt(rider.x, rider.y);
  const { dir } = rider;
  const ways = [dir, (dir + 1) % 4, (dir + 3) % 4].filter((way) => field.isFree(spot + (STEPS[way] as number), 1));
  const others = riders.filter((other) => other !== rider && other.isAlive).map(({ x, y }) => spotAt(x, y));
  return { spot, dir, ways, others, chance };
}

/** The way of the highest worth; the first of equals, and straight on is first. */
function best({ ways }: View, worthOf: (way: number) => number): Turn {
  let [found, most]: [Turn, number] = [STRAIGHT, Number.NEGATIVE_INFINITY];
  for (const way of ways) {
    const worth = worthOf(way);
    if (worth > most) [found, most] = [way, worth];
  }
  return found;
}

/** What is behind each way, for itself where `others` could be there first. Walls that close soon leave none. */
function roomsOf(view: View, others: readonly number[]): Room[] {
  const rooms = look(view, others, MARGIN_TICKS);
  return rooms.some(({ size }) => size > 0) ? rooms : look(view, others, 0);
}

function look({ spot, ways }: View, others: readonly number[], margin: number): Room[] {
  const rooms: Room[] = [];
  let before: Room | undefined;
  for (const way of ways) {
    const to = spot + (STEPS[way] as number);
    // Where nobody competes, ways into the same room, as most often, need be looked at once.
    const isSame = before && others.length === 0 && field.isOwn(to);
    const room: Room = isSame ? (before as Room) : roomAt(to, others, margin);
    rooms[way] = room;
    before = room;
  }
  return rooms;
}

/** How long one could live there: a trail changes colour of a chessboard with each spot. */
function roomAt(to: number, others: readonly number[], margin: number): Room {
  const { even, odd } = field.divide(to, others, margin);
  return { size: 2 * Math.min(even, odd) + Math.sign(Math.abs(even - odd)), isContested: field.isContested };
}

const sizeOf = (rooms: readonly Room[], way: number): number => rooms[way]?.size ?? 0;

/** Another head could be there at the same time. */
const isRisky = ({ spot, others }: View, way: number): boolean =>
  STEPS.some((step) => others.includes(spot + (STEPS[way] as number) + step));

/** Along walls and trails no room is left that one cannot come back to. */
const hug = ({ spot }: View, way: number): number =>
  STEPS.filter((step) => !field.isFree(spot + (STEPS[way] as number) + step, 2)).length * 0.9;
