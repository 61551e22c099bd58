import assert from 'node:assert/strict';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { enteredMatch, matchAfter } from '../../client/model/play/matchView.ts';
import { shownCards } from '../../client/model/social/cards.ts';
import { keyOf } from '../../client/model/social/channels.ts';
import { CONVERSATIONS_KEPT, MESSAGES_KEPT } from '../../client/model/social/conversations.ts';
import { conversationLines, heldLines } from '../../client/model/views/peopleLines.ts';
import type { Self } from '../../shared/playerRow.ts';
import type { FriendRow, SocialPushes } from '../../shared/socialProtocol.ts';

const ME: Self = {
  id: 'me',
  name: 'Zoë',
  status: 'online',
  chosenStatus: 'online',
  visibility: 'everyone',
  lastActive: 0,
  rating: 0,
  emblem: 0,
};
const row = (id: string, more: Partial<FriendRow> = {}): FriendRow => ({
  id,
  name: id,
  tie: 'friend',
  status: null,
  lastActiveAtS: null,
  shard: null,
  rating: 0,
  emblem: 0,
  ...more,
});

class World {
  readonly model = new LobbyModel(0);
  now = 0;
  #count = 0;

  constructor() {
    this.model.apply({ type: 'selfUpdated', payload: ME }, 0);
  }

  get social() {
    return this.model.social;
  }

  ties(put: FriendRow[], more: Partial<SocialPushes['friendsUpdated']> = {}): void {
    const payload = { isWhole: false, removed: [], ...more, put };
    this.model.apply({ type: 'friendsUpdated', payload }, this.now);
  }

  receive(from: string, text: string, to = 'me', channel: 'direct' | 'party' | 'shard' = 'direct'): string {
    this.#count += 1;
    const messageId = `w${this.#count}`;
    const payload = { messageId, channel, from: { id: from, name: from, emblem: 0 }, to, text, atS: this.#count };
    this.model.apply({ type: 'chatReceived', payload }, this.now);
    return messageId;
  }

  /** `key`: of any conversation. */
  texts(key: string): string[] {
    return (this.social.conversations.get(key)?.messages ?? []).map(({ text }) => text);
  }

  cards(): string[] {
    return shownCards(this.social.cards, 9, this.now).map((card) =>
      card.kind === 'message' ? `${card.from.id}: ${card.text}` : `${card.from.id}?`,
    );
  }
}
const ADA = keyOf('direct', 'ada');

describe('other people in the model', () => {
  it('OP1 a full list replaces what was known, a change updates one entry', () => {
    const world = new World();
    world.ties([row('ada'), row('bob', { tie: 'blocked' })], { isWhole: true });
    assert.deepEqual([world.social.tieOf('ada'), world.social.tieOf('bob')], ['friend', 'blocked']);
    world.ties([row('cleo', { tie: 'asked' })], { removed: ['ada'] });
    assert.deepEqual(
      ['ada', 'bob', 'cleo'].map((id) => world.social.tieOf(id)),
      [undefined, 'blocked', 'asked'],
    );
    world.ties([row('dan')], { isWhole: true });
    assert.deepEqual([world.social.tieOf('bob'), world.social.tieOf('dan')], [undefined, 'friend']);
  });

  it('OP2 players who are here come first, by name; then those who were here last', () => {
    const { social } = new World();
    social.friends.apply({
      isWhole: true,
      removed: [],
      put: [
        row('long ago', { lastActiveAtS: 10 }),
        row('Zed', { status: 'away' }),
        row('untold'),
        row('lately', { lastActiveAtS: 90 }),
        row('ada', { status: 'playing' }),
        row('asking', { tie: 'asking' }),
      ],
    });
    assert.deepEqual(
      social.friends.rows().map(({ id }) => id),
      ['ada', 'Zed', 'lately', 'long ago', 'untold'],
    );
    assert.deepEqual(
      social.friends.rows('asking').map(({ id }) => id),
      ['asking'],
    );
  });

  it('OP3 a message is unread until its conversation is open on a visible page', () => {
    const world = new World();
    world.receive('ada', 'hello');
    world.receive('bob', 'hi');
    assert.deepEqual([world.social.unread, world.social.waiting], [2, 2]);
    world.social.open = { view: 'messages', key: ADA };
    world.social.markRead();
    assert.equal(world.social.unread, 1);
    world.receive('ada', 'again');
    assert.equal(world.social.unread, 1);
    world.social.isPageVisible = false;
    world.receive('ada', 'and again');
    assert.equal(world.social.unread, 2);
    world.social.isPageVisible = true;
    world.social.markRead();
    assert.equal(world.social.unread, 1);
  });

  it('OP3 messages to the party are one conversation, and those to another party another', () => {
    const world = new World();
    world.receive('ada', 'ready?', 'p1', 'party');
    world.receive('bob', 'yes', 'p1', 'party');
    assert.deepEqual(world.texts('party'), ['ready?', 'yes']);
    world.receive('cleo', 'welcome', 'p2', 'party');
    assert.deepEqual(world.texts('party'), ['welcome']);
    assert.equal(world.social.conversations.size, 1);
  });

  it('OP6 a message sent in another tab appears in the same conversation, and is not unread', () => {
    const world = new World();
    world.receive('ada', 'hello');
    world.receive('me', 'hi', 'ada');
    assert.deepEqual(world.texts(ADA), ['hello', 'hi']);
    assert.equal(world.social.unread, 1);
    assert.equal(world.social.rings, 1);
    world.receive('me', 'you there?', 'bob');
    assert.deepEqual(world.texts(keyOf('direct', 'bob')), ['you there?']);
    // The same push a second time.
    const said = world.receive('ada', 'once');
    const payload = {
      messageId: said,
      channel: 'direct',
      from: { id: 'ada', name: 'ada', emblem: 0 },
      to: 'me',
      atS: 1,
    } as const;
    world.model.apply({ type: 'chatReceived', payload: { ...payload, text: 'once' } }, 0);
    assert.deepEqual(world.texts(ADA), ['hello', 'hi', 'once']);
  });

  it('OP7 a conversation keeps its last messages, a page its last conversations, and strangers displace strangers', () => {
    const world = new World();
    for (let i = 0; i < MESSAGES_KEPT + 5; i++) world.receive('ada', `n${i}`);
    assert.equal(world.texts(ADA).length, MESSAGES_KEPT);
    assert.equal(world.texts(ADA).at(-1), `n${MESSAGES_KEPT + 4}`);
    world.receive('me', 'thanks', 'ada');
    for (let i = 0; i < CONVERSATIONS_KEPT + 20; i++) world.receive(`stranger ${i}`, 'buy gold');
    assert.equal(world.social.conversations.size, CONVERSATIONS_KEPT);
    assert.ok(world.social.conversations.has(ADA));
    assert.equal(world.social.conversations.has(keyOf('direct', 'stranger 0')), false);
  });

  it('OP13 messages to any shard are one conversation, with their senders; no card, sound or count', () => {
    const world = new World();
    const rings = world.social.rings;
    world.receive('ada', 'hello all', 's1', 'shard');
    world.receive('me', 'hi', 's1', 'shard');
    world.receive('bob', 'new here', 's2', 'shard');
    assert.deepEqual(world.texts('shard'), ['hello all', 'hi', 'new here']);
    assert.deepEqual([world.social.unread, world.social.waiting, world.cards()], [0, 0, []]);
    assert.equal(world.social.rings, rings);
    const [lobby, ...more] = conversationLines(world.model, 100);
    const { title, unread, detail, face } = lobby?.kind === 'person' ? lobby : assert.fail();
    assert.deepEqual(
      [title, unread, detail.replace(/[\u2068\u2069]/g, ''), face],
      ['Lobby', 2, 'bob: new here', 'lobby'],
    );
    assert.deepEqual(
      more.map(({ kind }) => kind),
      ['note'],
    );
    world.social.open = { view: 'messages', key: 'shard' };
    world.social.markRead();
    assert.equal(world.social.conversations.get('shard')?.unread, 0);
  });

  it('OP13 the lobby is listed below the party and above players, even without messages; its messages are bounded', () => {
    const world = new World();
    const titles = () => conversationLines(world.model, 100).map((line) => line.kind !== 'heading' && line.title);
    assert.deepEqual(titles(), ['Lobby', 'No messages yet']);
    world.receive('ada', 'hello');
    world.receive('bob', 'ready?', 'p1', 'party');
    assert.deepEqual(titles(), ['Your party', 'Lobby', 'ada']);
    for (let i = 0; i < MESSAGES_KEPT + 5; i++) world.receive('eve', `n${i}`, 's1', 'shard');
    assert.equal(world.texts('shard').length, MESSAGES_KEPT);
    for (let i = 0; i < CONVERSATIONS_KEPT + 20; i++) {
      world.receive(`stranger ${i}`, 'buy gold');
      world.receive('me', 'no', `stranger ${i}`);
    }
    assert.equal(world.social.conversations.size, CONVERSATIONS_KEPT);
    assert.equal(world.texts('shard').length, MESSAGES_KEPT);
  });

  it('OP8 a message and a request each show as a card for a while; a newer message replaces the older', () => {
    const world = new World();
    world.ties([row('early', { tie: 'asking' })], { isWhole: true });
    assert.deepEqual(world.cards(), []);
    assert.equal(world.social.waiting, 1);
    world.receive('ada', 'one');
    world.receive('bob', 'two');
    world.ties([row('cleo', { tie: 'asking' })]);
    world.receive('ada', 'three');
    assert.deepEqual(world.cards(), ['cleo?', 'ada: three', 'bob: two']);
    world.ties([row('cleo', { tie: 'asking', name: 'Cleo' })]);
    assert.deepEqual(world.cards(), ['cleo?', 'ada: three', 'bob: two']);
    world.now = 9_000;
    assert.deepEqual(world.cards(), ['cleo?']);
    world.ties([], { removed: ['cleo'] });
    assert.deepEqual(world.cards(), []);
  });

  it('OP8 no card shows for an open conversation, a blocked player, or during a match', () => {
    const world = new World();
    world.receive('ada', 'one');
    world.receive('bob', 'two');
    world.social.open = { view: 'messages', key: ADA };
    world.social.markRead();
    world.receive('ada', 'three');
    assert.deepEqual(world.cards(), ['bob: two']);
    world.ties([row('bob', { tie: 'blocked' })]);
    assert.deepEqual(world.cards(), []);
    const ticket = { matchId: 'm1', mode: 'cycles', role: 'player' } as const;
    const table = { matchId: 'm1', mode: 'cycles', phase: 'running', seats: [], you: 0, spectators: 0 };
    const entered = enteredMatch(ticket, { kind: 'seated' }, undefined);
    world.model.play.match = matchAfter(entered, { type: 'pushed', push: 'tableUpdated', payload: table }, 0);
    const { rings } = world.social;
    world.receive('cleo', 'four');
    world.ties([row('dan', { tie: 'asking' })]);
    assert.deepEqual([world.cards(), world.social.rings - rings], [[], 0]);
    assert.equal(world.social.waiting, 3);
  });

  it('OP10 an accepted friend request is announced to its sender, and no other new tie is', () => {
    const world = new World();
    world.ties([row('ada', { tie: 'asked' }), row('bob', { tie: 'asking' })], { isWhole: true });
    world.ties([row('ada', { name: 'Ada' }), row('bob')]);
    assert.deepEqual(
      world.model.toasts.shown(0).map(({ text }) => text),
      ['\u2068Ada\u2069 is now your friend.'],
    );
  });

  it('OP11 while the lines are hovered they stay put, and new ones wait', () => {
    const lines = (keys: string) =>
      keys.split(' ').map((key) => ({ kind: key === 'none' ? 'note' : 'heading', key, title: key, text: '' }) as const);
    const held = (before: string, now: string, isHeld: boolean) =>
      heldLines(before.split(' '), lines(now), isHeld)
        .map(({ key }) => key)
        .join(' ');
    assert.equal(held('a b c', 'c d a b', true), 'a b c');
    assert.equal(held('a b c', 'c d a', true), 'a c');
    assert.equal(held('a b c', 'c d a b', false), 'c d a b');
    assert.equal(held('none', 'a', true), 'a');
  });
});
