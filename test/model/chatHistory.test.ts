import assert from 'node:assert/strict';
import { ChatReader } from '../../client/actions/chatReader.ts';
import { RequestSender } from '../../client/actions/RequestSender.ts';
import { sayIn } from '../../client/actions/sayIn.ts';
import { SocialActions } from '../../client/actions/socialActions.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { keyOf } from '../../client/model/social/channels.ts';
import type { ReadMark } from '../../client/model/social/conversations.ts';
import { browserMarks } from '../../client/page/readMarks.ts';
import type { Self } from '../../shared/playerRow.ts';
import type { Pushes } from '../../shared/pushes.ts';
import type { ChatChannel, ChatLine, ChatPage } from '../../shared/socialProtocol.ts';

const ME = { id: 'me', name: 'Zoë', status: 'online', chosenStatus: 'online', visibility: 'everyone' } as const;
const SELF: Self = { ...ME, lastActive: 0, rating: 0, emblem: 0 };
const ADA = keyOf('direct', 'ada');

class Pages {
  readonly stored = new Map<string, string>();

  storage = () => ({
    getItem: (key: string) => this.stored.get(key) ?? null,
    setItem: (key: string, value: string) => void this.stored.set(key, value),
    removeItem: (key: string) => void this.stored.delete(key),
  });

  open(): Page {
    return new Page(browserMarks(this.storage));
  }
}

type Asked = { type: string; input: object; answer: (reply: object) => void };

class Page {
  readonly model = new LobbyModel(0);
  readonly asked: Asked[] = [];
  readonly reader: ChatReader;
  readonly actions: SocialActions;

  constructor(marks: ReturnType<typeof browserMarks>) {
    const request = (type: string, input: object) =>
      new Promise((answer) => this.asked.push({ type, input, answer: answer as never }));
    this.reader = new ChatReader({ request: request as never }, this.model, marks, () => 0);
    const sender = new RequestSender(request as never, this.model, () => 0);
    const say = sayIn(sender, () => assert.fail('there is no match'));
    this.actions = new SocialActions(sender, this.model, () => 0, say);
  }

  apply(event: Parameters<LobbyModel['apply']>[0]): void {
    this.model.apply(event, 0);
    this.reader.handle(event);
  }

  async welcome(pages: Partial<Record<ChatChannel, ChatPage>> = {}, id = 'me'): Promise<void> {
    const payload = { self: { ...SELF, id }, shard: 's', nowS: 1_000 } as Pushes['welcomed'];
    this.apply({ type: 'welcomed', payload });
    await this.answers(pages);
  }

  /** Answers what was asked until now. */
  async answers(pages: Partial<Record<ChatChannel, ChatPage>>): Promise<void> {
    for (const { type, input, answer } of this.asked.splice(0)) {
      if (type !== 'chatHistory') continue;
      const { channel } = input as { channel: ChatChannel };
      answer({ ok: true, ...(pages[channel] ?? { lines: [], hasMore: false }) });
    }
    await new Promise((resolve) => setImmediate(resolve));
  }

  hear(line: ChatLine): void {
    this.apply({ type: 'chatReceived', payload: line });
  }

  conversation(key = 'shard') {
    return this.model.social.conversations.get(key);
  }

  texts(key = 'shard'): string[] {
    return (this.conversation(key)?.messages ?? []).map(({ text }) => text);
  }

  open(key: string): void {
    this.model.commit(() => {
      this.model.social.open = { view: 'messages', key };
      this.model.social.markRead();
    });
  }
}

const line = (n: number, more: Partial<ChatLine> = {}): ChatLine => ({
  ...{
    messageId: `m${n}`,
    channel: 'shard',
    from: { id: 'ada', name: 'Ada', emblem: 0 },
    to: 's',
    text: `line ${n}`,
    atS: n,
  },
  ...more,
});
const whisper = (n: number, more: Partial<ChatLine> = {}) => line(n, { channel: 'direct', to: 'me', ...more });
const page = (...lines: ChatLine[]): ChatPage => ({ lines, hasMore: false });

describe('what was said before', () => {
  it('OP15 history stands once, in order, beside what came before it was answered and what is on its way', async () => {
    const here = new Pages().open();
    await here.welcome();
    here.hear(line(3));
    here.apply({ type: 'welcomed', payload: { self: SELF, shard: 's', nowS: 9 } as Pushes['welcomed'] });
    here.hear(line(5));
    await here.answers({ shard: page(line(2), line(3), line(4)) });
    assert.deepEqual(here.texts(), ['line 2', 'line 3', 'line 4', 'line 5']);
    assert.equal(here.conversation()?.unread, 3, 'line 2 was old, and the rest was missed or has come');
  });

  it('OP15 what the server has no longer goes, and what an operator deletes goes with its card and count', async () => {
    const here = new Pages().open();
    await here.welcome({ shard: page(line(1), line(2), line(3)) });
    await here.welcome({ shard: page(line(1), line(3)) });
    assert.deepEqual(here.texts(), ['line 1', 'line 3']);
    here.hear(whisper(7));
    assert.deepEqual([here.model.social.unread, here.model.social.cards.length], [1, 1]);
    here.apply({ type: 'chatDeleted', payload: { messageIds: ['m7', 'm3', 'unknown'] } });
    assert.deepEqual([here.texts(), here.texts(ADA)], [['line 1'], []]);
    assert.deepEqual([here.model.social.unread, here.model.social.cards.length], [0, 0]);
  });

  it('OP16 a reload keeps what was read; what came since is unread', async () => {
    const pages = new Pages();
    const first = pages.open();
    await first.welcome({ direct: page(whisper(1)), shard: page(line(2)) });
    first.hear(whisper(3));
    first.open(ADA);
    first.hear(whisper(4));
    const second = pages.open();
    await second.welcome({
      direct: page(whisper(1), whisper(3), whisper(4), whisper(5)),
      shard: page(line(2), line(6)),
    });
    assert.deepEqual([second.conversation(ADA)?.unread, second.conversation()?.unread], [1, 1]);
    const stranger = pages.open();
    await stranger.welcome({ direct: page(whisper(5, { to: 'other' })) }, 'other');
    assert.equal(stranger.conversation(ADA)?.unread, 0, 'the marks are not theirs');
  });

  it('OP16 of conversations that were never read only what waited is unread', async () => {
    const here = new Pages().open();
    const bob = { id: 'bob', name: 'Bob', emblem: 0 };
    await here.welcome({
      shard: page(line(1), line(2)),
      direct: page(whisper(3), whisper(4, { isWaiting: true, from: bob }), whisper(5, { isWaiting: true, from: bob })),
    });
    assert.deepEqual([here.conversation()?.unread, here.conversation(ADA)?.unread], [0, 0]);
    assert.equal(here.conversation(keyOf('direct', 'bob'))?.unread, 2);
    assert.deepEqual([here.model.social.unread, here.model.social.cards.length], [2, 0]);
  });

  it('OP16 stored marks in another form count as none', async () => {
    const bad = [
      '',
      '[]',
      '7',
      '["me",[["shard","m1"]]]',
      '["me",[["shard","m1","x"]]]',
      '["me",[["__proto__","m",1]]]',
    ];
    const ok = '["me",[["shard","m1",1]]]';
    for (const stored of [...bad, ok, `${ok} `]) {
      const pages = new Pages();
      pages.stored.set('foyer.read', stored);
      const marks: ReadonlyMap<string, ReadMark> = browserMarks(pages.storage).load('me');
      assert.equal(marks.size, stored.trim() === ok ? 1 : 0, stored);
    }
  });

  it('OP17 whispers that waited are reported as read once, when they have been seen', async () => {
    const here = new Pages().open();
    await here.welcome({ direct: page(whisper(4, { isWaiting: true }), whisper(5, { isWaiting: true })) });
    assert.deepEqual(here.asked, []);
    here.open(ADA);
    here.open('shard');
    here.open(ADA);
    assert.deepEqual(
      here.asked.map(({ type, input }) => [type, input]),
      [['readWhispers', { playerId: 'ada', messageId: 'm5' }]],
    );
  });

  it('OP18 earlier messages come before the first one that is known, one page at a time', async () => {
    const here = new Pages().open();
    await here.welcome({ shard: { lines: [line(8), line(9)], hasMore: true } });
    void here.actions.loadOlder('shard');
    void here.actions.loadOlder('shard');
    assert.deepEqual(
      here.asked.map(({ input }) => input),
      [{ channel: 'shard', before: 'm8' }],
    );
    await here.answers({ shard: page(line(6), line(7), line(8)) });
    assert.deepEqual(here.texts(), ['line 6', 'line 7', 'line 8', 'line 9']);
    assert.deepEqual([here.conversation()?.unread, here.conversation()?.hasMore], [0, false]);
    void here.actions.loadOlder('shard');
    assert.deepEqual(here.asked, []);
  });

  it('OP15 a party is asked for when one is in it, each party once', async () => {
    const here = new Pages().open();
    await here.welcome();
    const party = (partyId: string) => ({ partyId, leaderId: 'me', members: [], invited: [] });
    for (const id of ['p1', 'p1', 'p2']) here.apply({ type: 'partyUpdated', payload: { party: party(id) } });
    assert.deepEqual(
      here.asked.map(({ input }) => input),
      [{ channel: 'party' }, { channel: 'party' }],
    );
  });
});
