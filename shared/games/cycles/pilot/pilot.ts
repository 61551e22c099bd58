/** Pilots: bots of three strengths, which also replace leavers, and the autopilot for dropped players. Pure. */
import type { BotStrength } from '../../../matchProtocol.ts';
import { STRAIGHT, type Turn } from '../arena.ts';
import type { Game, Rider } from '../game.ts';
import { Field, STEPS, spotAt } from './field.ts';

export type Pilot = BotStrength | 'autopilot';
/** Numbers in [0, 1). */
export type Chance = () => number;

/** A rider's possible ways, and the other heads as the pilot sees them. */
type View = { spot: number; dir: number; ways: readonly number[]; others: readonly number[]; chance: Chance };

/** `size`: ticks a rider could survive there. `isContested`: others can reach it. Lists are indexed by way and sparse. */
type Room = { size: number; isContested: boolean };

/** Spots that become wall this soon after arrival do not count as room. */
const MARGIN_TICKS = 20;
const field = new Field();

/** Chooses a seat's turn for the next step. Only bots use `chance`. */
export function pilotTurn(game: Game, seat: number, pilot: Pilot, chance: Chance): Turn {
  const rider = game.riders[seat];
  if (game.stage !== 'racing' || !rider?.isAlive) return STRAIGHT;
  field.load(game);
  const view = viewOf(rider, game.riders, chance);
  if (view.ways.length === 0) return STRAIGHT;
  return HABITS[pilot](view);
}

const HABITS: Record<Pilot, (view: View) => Turn> = {
  /** Goes straight on until blocked, then towards more room. */
  autopilot(view) {
    if (view.ways.includes(view.dir)) return STRAIGHT;
    const rooms = roomsOf(view, []);
    return best(view, (way) => sizeOf(rooms, way));
  },

  /** Notices obstacles late and no traps; sometimes turns at random. */
  easy(view) {
    const { spot, dir, chance } = view;
    const isNear = field.run(spot, dir, 3) < 1 + Math.floor(chance() * 3);
    if (!isNear && chance() > 0.04) return STRAIGHT;
    return best(view, (way) => field.run(spot, way, 12) * (0.5 + chance()) * (isNear && way === dir ? 0.3 : 1));
  },

  /** Avoids traps and other heads by going where there is most room; rarely turns at random. */
  medium(view) {
    const { dir, chance } = view;
    const favourite = chance() < 0.03 ? view.ways[Math.floor(chance() * view.ways.length)] : dir;
    const rooms = roomsOf(view, []);
    return best(view, (way) => sizeOf(rooms, way) * (isRisky(view, way) ? 0.5 : 1) + (way === favourite ? 0.5 : 0));
  },

  /** Maximises the territory it reaches first; once alone, fills it. */
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

/** The way with the highest worth. Ties go to the first, and straight on comes first. */
function best({ ways }: View, worthOf: (way: number) => number): Turn {
  let [found, most]: [Turn, number] = [STRAIGHT, Number.NEGATIVE_INFINITY];
  for (const way of ways) {
    const worth = worthOf(way);
    if (worth > most) [found, most] = [way, worth];
  }
  return found;
}

/** The room behind each way, less what `others` reach first and what walls close soon. */
function roomsOf(view: View, others: readonly number[]): Room[] {
  const rooms = roomsAhead(view, others, MARGIN_TICKS);
  return rooms.some(({ size }) => size > 0) ? rooms : roomsAhead(view, others, 0);
}

function roomsAhead({ spot, ways }: View, others: readonly number[], margin: number): Room[] {
  const rooms: Room[] = [];
  let before: Room | undefined;
  for (const way of ways) {
    const to = spot + (STEPS[way] as number);
    // Without competitors, several ways usually lead into the same room, which is then measured once.
    const isSame = before && others.length === 0 && field.isOwn(to);
    const room: Room = isSame ? (before as Room) : roomAt(to, others, margin);
    rooms[way] = room;
    before = room;
  }
  return rooms;
}

/** How long a rider could survive there. A trail alternates chessboard colours. */
function roomAt(to: number, others: readonly number[], margin: number): Room {
  const { even, odd } = field.divide(to, others, margin);
  return { size: 2 * Math.min(even, odd) + Math.sign(Math.abs(even - odd)), isContested: field.isContested };
}

const sizeOf = (rooms: readonly Room[], way: number): number => rooms[way]?.size ?? 0;

/** Whether another head could arrive at the same time. */
const isRisky = ({ spot, others }: View, way: number): boolean =>
  STEPS.some((step) => others.includes(spot + (STEPS[way] as number) + step));

/** Prefers ways along walls and trails, which leave no unreachable gaps. */
const hug = ({ spot }: View, way: number): number =>
  STEPS.filter((step) => !field.isFree(spot + (STEPS[way] as number) + step, 2)).length * 0.9;
