/** Operators' orders, one entry each: a route of /api/admin takes its input, and every process carries it out. */
import { z } from 'zod';
import { asPlayerId, asProcessId, type PlayerId, type ProcessId } from '../../shared/ids.ts';
import type { Lobby } from '../lobby/Lobby.ts';
import type { Clock, Store } from '../ports.ts';

/** What orders act on, at one process. */
export type OrderWorld = {
  process: ProcessId;
  store: Store;
  lobby: Lobby;
  clock: Clock;
  /** Ends every session and match of the player at this process; false where there is none. */
  endPlayer: (id: PlayerId, why: 'kicked' | 'banned') => boolean;
  /** Whether another process can be told. */
  isThere: (process: ProcessId) => boolean;
  /** Ends this process as SIGTERM does, after the answer to the operator. */
  drain: (reason: string) => void;
};

export type OrderRefusal = 'player/unknown' | 'process/unknown';

type Order<Input, Message> = {
  /** The body of the request. */
  input: z.ZodType<Input>;
  /** What it takes, for the answer to a body that is not valid. */
  takes: string;
  /** What the process that was asked tells the others. */
  message: z.ZodType<Message>;
  /** At the process that was asked, before all else. Rejects while the store is away, and then nothing was done. */
  prepare(input: Input, world: OrderWorld): Message | OrderRefusal | Promise<Message | OrderRefusal>;
  /** At each process. */
  carryOut(message: Message, world: OrderWorld): void;
  /** The one process that carries it out; left out: all of them. */
  target?(message: Message): ProcessId;
  /** The store alone makes it hold, so it is complete even while other processes cannot be told. */
  holdsByStore?: boolean;
};
const order = <Input, Message>(one: Order<Input, Message>): Order<Input, Message> => one;

/** Why the operator gives it: for the log. */
export const REASON_MAX = 200;
export const Reason = z.string().trim().min(1).max(REASON_MAX);
export const AboutId = z.string().min(1).max(64).transform(asPlayerId);
const AboutPlayer = z.strictObject({ playerId: AboutId, reason: Reason });
const ABOUT_PLAYER = `A playerId and a reason of up to ${REASON_MAX} characters.`;
const PlayerMessage = z.object({ playerId: AboutId });
/** A year. */
const MINUTES_MAX = 527_040;
const TEXT_MAX = 280;
const Process = z.string().min(1).max(64).transform(asProcessId);

export const ORDERS = {
  /** The player may come back. A player who is here is kicked without the store. */
  kick: order({
    input: AboutPlayer,
    takes: ABOUT_PLAYER,
    message: PlayerMessage,
    async prepare({ playerId }, { endPlayer, store }) {
      const isKnown = endPlayer(playerId, 'kicked') || (await store.players.find(playerId));
      return isKnown ? { playerId } : 'player/unknown';
    },
    carryOut: ({ playerId }, { endPlayer }) => void endPlayer(playerId, 'kicked'),
  }),
  /** Stored first, so that it holds at processes that do not hear of it. */
  ban: order({
    input: AboutPlayer,
    takes: ABOUT_PLAYER,
    message: PlayerMessage,
    async prepare({ playerId }, { clock, store }) {
      return (await store.players.setBanned(playerId, clock.wall())) ? { playerId } : 'player/unknown';
    },
    carryOut: ({ playerId }, { endPlayer }) => void endPlayer(playerId, 'banned'),
  }),
  /** Joins are checked against the store; the message ends the bar that the ban put up. */
  unban: order({
    input: AboutPlayer,
    takes: ABOUT_PLAYER,
    message: PlayerMessage,
    async prepare({ playerId }, { store }) {
      return (await store.players.setBanned(playerId, null)) ? { playerId } : 'player/unknown';
    },
    carryOut() {},
    holdsByStore: true,
  }),
  /** From the chat. 0 minutes lift it. `until`: epoch ms. */
  mute: order({
    input: AboutPlayer.extend({ minutes: z.int().min(0).max(MINUTES_MAX) }),
    takes: `A playerId, minutes, and a reason of up to ${REASON_MAX} characters.`,
    message: PlayerMessage.extend({ until: z.number() }),
    async prepare({ playerId, minutes }, { clock, store }) {
      const until = minutes === 0 ? 0 : clock.wall() + minutes * 60_000;
      return (await store.players.setMuted(playerId, until || null)) ? { playerId, until } : 'player/unknown';
    },
    carryOut: ({ playerId, until }, { lobby }) => lobby.localPlayers.mute(playerId, until),
  }),
  /** Shown once to everybody who is online now. */
  announce: order({
    input: z.strictObject({ text: z.string().trim().min(1).max(TEXT_MAX) }),
    takes: `A text of up to ${TEXT_MAX} characters.`,
    message: z.object({ text: z.string() }),
    prepare: ({ text }) => ({ text }),
    carryOut: ({ text }, { lobby }) => lobby.announce(text),
  }),
  /** Of the process that was asked, or of a named one. */
  drain: order({
    input: z.strictObject({ reason: Reason, processId: Process.optional() }),
    takes: `A reason of up to ${REASON_MAX} characters, and a processId or none.`,
    message: z.object({ reason: z.string(), processId: Process }),
    prepare({ reason, processId }, { process, isThere }) {
      const target = processId ?? process;
      return target === process || isThere(target) ? { reason, processId: target } : 'process/unknown';
    },
    carryOut: ({ reason }, { drain }) => drain(reason),
    target: ({ processId }) => processId,
  }),
};

export type OrderName = keyof typeof ORDERS;
export const ORDER_NAMES = Object.keys(ORDERS) as OrderName[];
export type OrderInput<Name extends OrderName> = z.infer<(typeof ORDERS)[Name]['input']>;

/** For code that passes an entry's parts to each other without knowing which entry it is. */
export const orderOf = (name: OrderName): Order<unknown, unknown> => ORDERS[name];
