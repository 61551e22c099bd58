/** Operators' orders, one entry each: a route of /api/admin takes its input, and every process carries it out. */
import { z } from 'zod';
import { asPlayerId, asProcessId, type PlayerId, type ProcessId } from '../../shared/ids.ts';
import { WireId } from '../../shared/wireId.ts';
import type { Lobby } from '../lobby/Lobby.ts';
import type { Clock, Store } from '../ports.ts';

/** Of the operators' entry. */
export const USER = 'admin';

/** What orders act on, at one process. */
export type OrderWorld = {
  process: ProcessId;
  store: Store;
  lobby: Lobby;
  clock: Clock;
  /** Ends every session and match of the player at this process; false where there is none. */
  endPlayer: (id: PlayerId, why: 'kicked' | 'banned') => boolean;
  /** Refuses the player's joins with `why` until `until` (epoch ms), or for a while; undefined lifts it. */
  bar: (id: PlayerId, why: Bar | undefined, until?: number) => void;
  /** Whether another process can be told. */
  isThere: (process: ProcessId) => boolean;
  /** Takes the player's lines of chat, or one of them, from history and screens. */
  deleteLines: (id: PlayerId, messageId: string | undefined) => void;
  /** Ends this process as SIGTERM does, after the answer to the operator. */
  drain: (reason: string) => void;
};

/** Why a player may not come in, as this process has heard. */
export type Bar = 'auth/banned' | 'auth/kicked';
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
export const AboutId = WireId.transform(asPlayerId);
const OPERATOR_MAX = 64;
/** Several people may have the password: which of them it is. */
const By = z.strictObject({ operator: z.string().trim().min(1).max(OPERATOR_MAX).optional() });
const AboutPlayer = By.extend({ playerId: AboutId, reason: Reason });
const BY = `an operator of up to ${OPERATOR_MAX} characters or none`;
const ABOUT_PLAYER = `A playerId, a reason of up to ${REASON_MAX} characters, and ${BY}`;
const PlayerMessage = z.object({ playerId: AboutId });
/** A year. */
const MINUTES_MAX = 527_040;
const Minutes = z.int().min(0).max(MINUTES_MAX);
/** A minute, in which tempers cool. */
const KICK_MINUTES = 1;
const minutesFrom = (wall: number, minutes: number): number => wall + minutes * 60_000;
const TEXT_MAX = 280;
const Process = WireId.transform(asProcessId);

export const ORDERS = {
  /**
   * The player may come back after `minutes`. A player who is here is kicked without the store: until that is back, the
   * processes that hear of it keep them out. `until`: epoch ms.
   */
  kick: order({
    input: AboutPlayer.extend({ minutes: Minutes.optional() }),
    takes: `${ABOUT_PLAYER}; minutes to stay out, ${KICK_MINUTES} if left out.`,
    message: PlayerMessage.extend({ until: z.number().optional() }),
    async prepare({ playerId, minutes = KICK_MINUTES }, { clock, endPlayer, store }) {
      const until = minutesFrom(clock.wall(), minutes);
      const isHere = endPlayer(playerId, 'kicked');
      const isKnown = await store.players.setKicked(playerId, until).catch((error) => {
        if (!isHere) throw error;
        return true;
      });
      return isHere || isKnown ? { playerId, until } : 'player/unknown';
    },
    carryOut: ({ playerId, until }, { bar, endPlayer }) => {
      bar(playerId, 'auth/kicked', until);
      endPlayer(playerId, 'kicked');
    },
  }),
  /**
   * Stored first, so that it holds at processes that do not hear of it. Without `minutes` for ever; with `network` newcomers
   * from the player's networks are refused too.
   */
  ban: order({
    input: AboutPlayer.extend({ minutes: Minutes.min(1).optional(), network: z.boolean().optional() }),
    takes: `${ABOUT_PLAYER}; minutes for a ban that ends; network: true to refuse newcomers from the player's networks.`,
    message: PlayerMessage,
    async prepare(
      { playerId: player, minutes, reason, operator = USER, network: ofNetworks = false },
      { clock, store },
    ) {
      const at = clock.wall();
      const until = minutes === undefined ? null : minutesFrom(at, minutes);
      const isKnown = await store.bans.add({ player, at, until, reason, operator, ofNetworks });
      return isKnown ? { playerId: player } : 'player/unknown';
    },
    carryOut: ({ playerId }, { bar, endPlayer }) => {
      bar(playerId, 'auth/banned');
      endPlayer(playerId, 'banned');
    },
  }),
  /** Joins are checked against the store; the message ends the bar that the ban put up. */
  unban: order({
    input: AboutPlayer,
    takes: `${ABOUT_PLAYER}.`,
    message: PlayerMessage,
    async prepare({ playerId }, { store }) {
      return (await store.bans.lift(playerId)) ? { playerId } : 'player/unknown';
    },
    carryOut: ({ playerId }, { bar }) => bar(playerId, undefined),
    holdsByStore: true,
  }),
  /** Refuses what shared/requests.ts says. 0 minutes lift it. `until`: epoch ms. */
  mute: order({
    input: AboutPlayer.extend({ minutes: Minutes }),
    takes: `${ABOUT_PLAYER}; minutes, 0 to lift it.`,
    message: PlayerMessage.extend({ until: z.number() }),
    async prepare({ playerId, minutes }, { clock, store }) {
      const until = minutes === 0 ? 0 : minutesFrom(clock.wall(), minutes);
      return (await store.players.setMuted(playerId, until || null)) ? { playerId, until } : 'player/unknown';
    },
    carryOut: ({ playerId, until }, { lobby }) => lobby.localPlayers.mute(playerId, until),
  }),
  /**
   * The player's lines of chat, or the one with this id, from the history and every screen; whispers that wait too. What
   * reports hold as evidence stays, with the ids.
   */
  deleteMessages: order({
    input: AboutPlayer.extend({ messageId: WireId.optional() }),
    takes: `${ABOUT_PLAYER}; a messageId, or none for all that the player has said lately.`,
    message: PlayerMessage.extend({ messageId: WireId.optional() }),
    async prepare({ playerId, messageId }, { store }) {
      if (!(await store.players.find(playerId))) return 'player/unknown';
      await store.whispers.delete(playerId, messageId);
      return { playerId, ...(messageId !== undefined && { messageId }) };
    },
    carryOut: ({ playerId, messageId }, { deleteLines }) => deleteLines(playerId, messageId),
  }),
  /** Shown once to everybody who is online now. */
  announce: order({
    input: By.extend({ text: z.string().trim().min(1).max(TEXT_MAX) }),
    takes: `A text of up to ${TEXT_MAX} characters, and ${BY}.`,
    message: z.object({ text: z.string() }),
    prepare: ({ text }) => ({ text }),
    carryOut: ({ text }, { lobby }) => lobby.announce(text),
  }),
  /** Of the process that was asked, or of a named one. */
  drain: order({
    input: By.extend({ reason: Reason, processId: Process.optional() }),
    takes: `A reason of up to ${REASON_MAX} characters, a processId or none, and ${BY}.`,
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
