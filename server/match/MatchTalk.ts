/**
 * What is said at a match: emotes and lines of its players to everybody in the room, and the spectators' lines among
 * themselves, which players get after the result alone. A block in either direction keeps words and emotes away, those who are
 * muted send none, and spectators who hide would show themselves by a line. Footprint: one query a line or emote, and the
 * latest lines while the room stands.
 */
import type { Client, Room } from '@colyseus/core';
import type { z } from 'zod';
import type { PlayerId } from '../../shared/ids.ts';
import { TALK_LINES } from '../../shared/limits.ts';
import type { MatchPushes, TalkLine } from '../../shared/matchProtocol.ts';
import { MATCH_REQUESTS, type MatchRequestName } from '../../shared/matchRequests.ts';
import { personaOf } from '../../shared/playerRow.ts';
import type { RequestRefusal } from '../../shared/refusals.ts';
import { handle, type Outcome, type RequestHost } from '../colyseus/handle.ts';
import type { MatchSeats } from '../domain/play/matchSeats.ts';
import { isMuted } from '../domain/presence/mute.ts';
import { canSee, isPublic } from '../domain/presence/visibility.ts';
import { chatText } from '../domain/social/chatText.ts';
import { orStoreAway } from '../lobby/requestHandlers.ts';
import type { SeatOwner } from './authorizeSeat.ts';
import type { MatchRoomDeps } from './matchRoomDeps.ts';

type TalkDeps = Pick<MatchRoomDeps, 'blocks' | 'clock' | 'failed' | 'localPlayers' | 'newId' | 'subjectOf'> & {
  room: Room & RequestHost;
  seats: MatchSeats;
};
type Kept = { line: TalkLine; author: PlayerId; isOfSpectator: boolean };
type Input<Name extends MatchRequestName> = z.output<(typeof MATCH_REQUESTS)[Name]['input']>;
/** However many spectators talk, no more than can be read. */
const OF_SPECTATORS = { burst: 20, perMinute: 120 };

export class MatchTalk {
  readonly #deps: TalkDeps;
  #kept: readonly Kept[] = [];

  constructor(deps: TalkDeps) {
    this.#deps = deps;
    this.#answer('emote', (owner, { emote }) => this.#emote(owner, emote));
    this.#answer('say', (owner, { text }, mayAll) => this.#say(owner, text, mayAll));
    this.#answer('readTalk', (owner) => this.#read(owner));
  }

  #answer<Name extends MatchRequestName>(
    name: Name,
    act: (owner: SeatOwner, input: Input<Name>, mayAll: () => boolean) => Outcome<object>,
  ): void {
    const { room } = this.#deps;
    const { input: schema, limit } = MATCH_REQUESTS[name];
    const handler = handle<z.ZodType, Client, object>(schema, limit, ({ client, input, isWithin }) => {
      const owner: SeatOwner | undefined = client.auth;
      if (!owner) return 'request/notAllowed';
      return act(owner, input as Input<Name>, () => isWithin(OF_SPECTATORS, 'room'));
    });
    room.onMessage(name, handler.bind(room));
  }

  async #emote(owner: SeatOwner, emote: MatchPushes['emoted']['emote']): Promise<object | RequestRefusal> {
    const blocks = await this.#blocksOf(owner.playerId);
    const seat = this.#seatOf(owner);
    if (seat === undefined) return 'request/notAllowed';
    if (blocks === 'store/away') return blocks;
    if (this.#isMuted(owner)) return 'chat/muted';
    this.#send('emoted', { seat, emote }, (reader) => !blocks.includes(reader.playerId));
    return {};
  }

  async #say(owner: SeatOwner, raw: string, mayAll: () => boolean): Promise<object | RequestRefusal> {
    const text = chatText(raw);
    if (text === undefined) return 'chat/badText';
    const blocks = await this.#blocksOf(owner.playerId);
    if (blocks === 'store/away') return blocks;
    const { clock, newId, subjectOf } = this.#deps;
    // The author may have been muted, have hidden or left during the query.
    if (this.#isMuted(owner)) return 'chat/muted';
    const { playerId: author, role } = owner;
    const isOfSpectator = role === 'spectator';
    const seat = this.#seatOf(owner);
    if (!isOfSpectator && seat === undefined) return 'request/notAllowed';
    const subject = subjectOf(author);
    if (isOfSpectator && !isPublic(subject)) return 'chat/hidden';
    if (isOfSpectator && !mayAll()) return 'request/tooMany';
    const by = seat === undefined ? { from: { id: author, ...personaOf(subject.persona ?? owner) } } : { seat };
    const line: TalkLine = { messageId: newId(), text, atS: Math.floor(clock.wall() / 1_000), ...by };
    const kept = { line, author, isOfSpectator };
    this.#kept = [...this.#kept, kept].slice(-TALK_LINES);
    this.#send('tableSaid', line, (reader) => !blocks.includes(reader.playerId) && this.#mayRead(reader, kept));
    return { messageId: line.messageId };
  }

  async #read(reader: SeatOwner): Promise<object | RequestRefusal> {
    const blocks = await this.#blocksOf(reader.playerId);
    if (blocks === 'store/away') return blocks;
    const read = this.#kept.filter((kept) => !blocks.includes(kept.author) && this.#mayRead(reader, kept));
    return { lines: read.map((kept) => this.#named(kept, reader)) };
  }

  /** A spectator's name as it is now, while the reader sees them. */
  #named({ line, author }: Kept, { playerId: reader }: SeatOwner): TalkLine {
    const subject = this.#deps.subjectOf(author);
    if (!('from' in line) || !subject.persona || !canSee(reader, subject)) return line;
    return { ...line, from: { id: author, ...personaOf(subject.persona) } };
  }

  /** Players are not advised while they play. */
  #mayRead({ role }: SeatOwner, { isOfSpectator }: Kept): boolean {
    return role === 'spectator' || !isOfSpectator || this.#deps.seats.phase === 'over';
  }

  /** Of a player of a match that has begun: before that, places change. */
  #seatOf({ playerId, role }: SeatOwner): number | undefined {
    const { seats } = this.#deps;
    return role === 'player' && seats.phase !== 'seating' ? seats.of(playerId)?.index : undefined;
  }

  #isMuted({ playerId }: SeatOwner): boolean {
    const { clock, localPlayers } = this.#deps;
    const author = localPlayers.find(playerId);
    return author !== undefined && isMuted(author, clock.wall());
  }

  /** In both directions. */
  #blocksOf(player: PlayerId): Promise<readonly PlayerId[] | 'store/away'> {
    const { blocks, failed } = this.#deps;
    return orStoreAway(failed, 'match.talk', async () => (await blocks.of([player])).get(player) ?? []);
  }

  #send<Push extends 'emoted' | 'tableSaid'>(
    push: Push,
    payload: MatchPushes[Push],
    reaches: (reader: SeatOwner) => boolean,
  ): void {
    for (const client of this.#deps.room.clients) if (client.auth && reaches(client.auth)) client.send(push, payload);
  }
}
