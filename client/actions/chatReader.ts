/**
 * Brings what was said while the page was not there, and remembers what was read: asks after each join and resume, tells
 * the server which waiting whispers have been read, and keeps the marks over a reload.
 */
import type { ChatChannel } from '../../shared/socialProtocol.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { Conversations } from '../model/social/conversations.ts';
import { readWaiting, withoutWaiting } from '../model/social/history.ts';
import type { LobbyEvent } from '../net/events.ts';
import type { LobbyClient } from '../net/LobbyClient.ts';
import type { MarkStore } from '../page/readMarks.ts';

export class ChatReader {
  readonly #client: Pick<LobbyClient, 'request'>;
  readonly #model: LobbyModel;
  readonly #store: MarkStore;
  readonly #now: () => number;
  #partyId: string | undefined;
  #seen: Conversations | undefined;

  /** `now`: monotonic ms. */
  constructor(client: Pick<LobbyClient, 'request'>, model: LobbyModel, store: MarkStore, now: () => number) {
    this.#now = now;
    this.#client = client;
    this.#model = model;
    this.#store = store;
    model.subscribe(() => this.#followReading());
  }

  /** Call after the model has applied the event. */
  handle(event: LobbyEvent): void {
    if (event.type === 'welcomed') {
      const { id } = event.payload.self;
      this.#model.commit(() => {
        this.#model.social.marks = this.#store.load(id);
      });
      this.#partyId = undefined;
      void this.#load('shard');
      void this.#load('direct');
    }
    if (event.type !== 'partyUpdated') return;
    const partyId = event.payload.party?.partyId;
    if (partyId !== undefined && partyId !== this.#partyId) void this.#load('party');
    this.#partyId = partyId;
  }

  async #load(channel: ChatChannel): Promise<void> {
    const { social, roster } = this.#model;
    const known = new Set(
      [...social.conversations.values()].flatMap(({ messages }) => messages.flatMap(({ id }) => id ?? [])),
    );
    const page = await this.#client.request('chatHistory', { channel });
    if (!page.ok) return;
    this.#model.commit(() => {
      const nameOf = (id: string) => roster.row(id)?.name;
      const nowS = this.#model.clock.nowS(this.#now()) ?? 0;
      social.addHistory(channel, page, known, { selfId: roster.selfId, nameOf, nowS });
    });
  }

  #followReading(): void {
    const { social, roster } = this.#model;
    const { conversations } = social;
    if (conversations === this.#seen || roster.selfId === undefined) return;
    this.#seen = conversations;
    for (const { key, ...read } of readWaiting(conversations)) {
      void this.#client.request('readWhispers', read);
      this.#model.commit(() => {
        social.conversations = withoutWaiting(social.conversations, key);
      });
    }
    const marks = new Map([...conversations].flatMap(([key, { mark }]) => (mark ? [[key, mark] as const] : [])));
    this.#store.save(roster.selfId, marks);
  }
}
