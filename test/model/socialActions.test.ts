import assert from 'node:assert/strict';
import { Actions, type LobbyCommands } from '../../client/actions/actions.ts';
import type { PlayPage } from '../../client/actions/playActions.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { refusalText } from '../../client/model/refusals.ts';
import { keyOf } from '../../client/model/social/channels.ts';
import { blockWords } from '../../client/model/views/blockWords.ts';
import { chatView } from '../../client/model/views/chatView.ts';
import { CHAT_MAX_CHARS } from '../../shared/limits.ts';
import type { Self } from '../../shared/playerRow.ts';
import { type RequestRefusal, SOCIAL_REFUSALS } from '../../shared/refusals.ts';
import type { FriendRow, Tie } from '../../shared/socialProtocol.ts';

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
const ADA = { id: 'ada', name: 'Ada', emblem: 5 };
const WITH_ADA = keyOf('direct', 'ada');

/** The test gives the lobby's replies, in any order. */
class World {
  readonly model = new LobbyModel(0);
  readonly asked: { type: string; input: object; answer: (reply: object) => void }[] = [];
  readonly actions: Actions;

  constructor() {
    const commands = {
      request: (type: string, input: object) =>
        new Promise((answer) => this.asked.push({ type, input, answer: answer as never })),
    } as unknown as LobbyCommands;
    this.model.apply({ type: 'selfUpdated', payload: ME }, 0);
    this.actions = new Actions(commands, {} as PlayPage, this.model, () => 0);
  }

  /** Answers the oldest request. */
  async answers(reply: object): Promise<void> {
    this.asked.shift()?.answer(reply);
    await new Promise((resolve) => setImmediate(resolve));
  }

  refuses(refusal: RequestRefusal): Promise<void> {
    return this.answers({ ok: false, refusal });
  }

  echo(messageId: string, text: string): void {
    const payload = {
      messageId,
      channel: 'direct',
      from: { id: 'me', name: 'Zoë', emblem: 0 },
      to: 'ada',
      text,
      atS: 5,
    } as const;
    this.model.apply({ type: 'chatReceived', payload }, 0);
  }

  tie(tie: Tie | undefined): void {
    const row: FriendRow = { ...ADA, tie: tie ?? 'friend', status: null, lastActiveAtS: null, shard: null, rating: 0 };
    const payload = { isWhole: true, put: tie ? [row] : [], removed: [] };
    this.model.apply({ type: 'friendsUpdated', payload }, 0);
  }

  get messages(): string[] {
    const conversation = this.model.social.conversations.get(WITH_ADA);
    return (conversation?.messages ?? []).map(({ text, state }) => `${text} ${state}`);
  }

  get toasts(): string[] {
    return this.model.toasts.shown(0).map(({ text }) => text.replace(/[\u2068\u2069]/g, ''));
  }
}

describe('social actions', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  const say = (words: string) => world.actions.social.sendChat(WITH_ADA, words);

  it('OP4 a sent message shows at once, and once, whether its answer or its echo arrives first', async () => {
    world.actions.social.openChat(ADA);
    assert.ok(say('  one\n two '));
    say('three');
    assert.deepEqual(world.messages, ['one two pending', 'three pending']);
    await world.answers({ ok: true, messageId: 'w1' });
    assert.deepEqual(world.messages, ['one two said', 'three pending']);
    world.echo('w1', 'one two');
    world.echo('w2', 'three');
    assert.deepEqual(world.messages, ['one two said', 'three said']);
    await world.answers({ ok: true, messageId: 'w2' });
    assert.deepEqual(world.messages, ['one two said', 'three said']);
    assert.equal(world.model.social.unread, 0);
  });

  it('OP4 a sent message takes the server’s text, and the same text from another tab is separate', async () => {
    world.actions.social.openChat(ADA);
    say('darn');
    world.echo('w1', '••••');
    assert.deepEqual(world.messages, ['darn pending', '•••• said']);
    await world.answers({ ok: true, messageId: 'w1' });
    assert.deepEqual(world.messages, ['•••• said']);
    say('gg');
    await world.answers({ ok: true, messageId: 'w2' });
    world.echo('w2', '••');
    assert.deepEqual(world.messages, ['•••• said', '•• said']);
    say('hi');
    world.echo('w3', 'hi');
    await world.answers({ ok: true, messageId: 'w4' });
    world.echo('w4', 'hi');
    assert.deepEqual(world.messages, ['•••• said', '•• said', 'hi said', 'hi said']);
  });

  it('OP5 an undelivered message says why, and its text returns to the field unless there is new text', async () => {
    world.actions.social.openChat(ADA);
    const conversation = () => world.model.social.conversations.get(WITH_ADA);
    say('hello');
    assert.equal(conversation()?.draft, '');
    await world.refuses('chat/notHere');
    assert.deepEqual([world.messages, conversation()?.draft], [['hello refused'], 'hello']);
    assert.equal(conversation()?.messages[0]?.why, refusalText('chat/notHere'));
    say('anew');
    world.actions.social.draft(WITH_ADA, 'something el');
    await world.refuses('chat/muted');
    assert.equal(conversation()?.draft, 'something el');
    assert.deepEqual(world.toasts, []);
    say('later');
    world.actions.social.close();
    await world.refuses('chat/hidden');
    assert.deepEqual(world.toasts, [`Not sent: ${refusalText('chat/hidden')}`]);
  });

  it('OP21 an empty or overlong message is not sent', () => {
    world.actions.social.openChat(ADA);
    assert.deepEqual(
      [say('  '), say('x'.repeat(CHAT_MAX_CHARS + 1)), say('👩‍🚀'.repeat(CHAT_MAX_CHARS))],
      [false, false, true],
    );
    assert.equal(world.asked.length, 1);
  });

  it('OP9 a completed action is announced according to the previous state', async () => {
    const { social } = world.actions;
    void social.addFriend(ADA);
    await world.answers({ ok: true, tie: 'asked' });
    void social.addFriend(ADA);
    await world.answers({ ok: true, tie: 'friend' });
    world.tie('friend');
    void social.removeFriend(ADA);
    await world.answers({ ok: true });
    assert.deepEqual(world.toasts, [
      'Friend request sent to Ada.',
      'Ada is now your friend.',
      'Ada is no longer your friend.',
    ]);
    world.tie('asking');
    void social.removeFriend(ADA);
    await world.answers({ ok: true });
    assert.equal(world.toasts.length, 3);
    social.askBlock(ADA);
    void social.block();
    await world.answers({ ok: true });
    social.askReport(ADA);
    void social.report('chat', ' rude ');
    assert.deepEqual(world.asked[0]?.input, { playerId: 'ada', reason: 'chat', text: 'rude' });
    await world.answers({ ok: true });
    assert.match(world.toasts.at(-1) ?? '', /^Thank you\./);
    assert.equal(world.model.social.reported, undefined);
  });

  it('OP37 a block is requested after a yes only; a no requests nothing', async () => {
    const { social } = world.actions;
    social.askBlock(ADA);
    assert.equal(blockWords(world.model)?.title.replace(/[\u2068\u2069]/g, ''), 'Block Ada?');
    assert.doesNotMatch(blockWords(world.model)?.about ?? '', /friends/);
    social.askBlock(undefined);
    void social.block();
    assert.deepEqual([world.asked.length, blockWords(world.model)], [0, undefined]);
    world.tie('friend');
    social.askBlock(ADA);
    assert.match(blockWords(world.model)?.about ?? '', /no longer be friends/);
    void social.block();
    assert.deepEqual(world.asked[0], { ...world.asked[0], type: 'block', input: { playerId: 'ada' } });
    assert.equal(blockWords(world.model), undefined);
  });

  it('OP38 a block can be undone where it is confirmed: for 20 s, longer while it is used, and not after an unblock', async () => {
    const { social } = world.actions;
    const undoable = (now: number) => world.model.toasts.shown(now).some(({ blocked }) => blocked?.id === 'ada');
    const block = async () => {
      social.askBlock(ADA);
      void social.block();
      await world.answers({ ok: true });
    };
    await block();
    assert.equal(undoable(19_999), true);
    const [{ id } = { id: 0 }] = world.model.toasts.shown(19_999);
    world.model.toasts.hold(id, 19_999);
    assert.deepEqual([undoable(22_998), undoable(22_999)], [true, false]);
    await block();
    void social.unblock(ADA);
    await world.refuses('store/away');
    assert.equal(undoable(0), true);
    void social.unblock(ADA);
    await world.answers({ ok: true });
    assert.equal(undoable(0), false);
    social.askBlock(ADA);
    void social.block();
    await world.refuses('store/away');
    assert.equal(undoable(0), false);
  });

  it('OP9 a refusal names the request, and a request is not repeated while pending', async () => {
    const { social } = world.actions;
    void social.addFriend(ADA);
    void social.addFriend(ADA);
    void social.addFriend({ id: 'bob', name: 'Bob' });
    assert.equal(world.asked.length, 2);
    assert.deepEqual([...world.model.asked], ['addFriend ada', 'addFriend bob']);
    await world.refuses('friend/tooMany');
    assert.deepEqual(world.toasts, [`Add friend: ${refusalText('friend/tooMany')}`]);
    assert.deepEqual([...world.model.asked], ['addFriend bob']);
    social.askReport(ADA);
    void social.report('name', '');
    await world.answers({ ok: true, tie: 'asked' });
    await world.refuses('store/away');
    assert.equal(world.model.social.reported?.id, 'ada');
  });

  it('OP27 a blocked player, or a party after leaving it, cannot be written to', () => {
    const { social, play } = world.model;
    const why = () => chatView(world.model, 0)?.why?.replace(/[\u2068\u2069]/g, '');
    world.actions.social.openChat(ADA);
    assert.equal(why(), undefined);
    world.tie('blocked');
    assert.equal(why(), 'You’ve blocked Ada, so you can’t message each other.');
    const party = { partyId: 'p1', leaderId: 'me', members: [{ ...ADA, isHere: true }], invited: [] };
    world.actions.social.openParty();
    assert.equal(social.open?.key, WITH_ADA);
    world.model.apply({ type: 'partyUpdated', payload: { party } }, 0);
    world.actions.social.openParty();
    assert.deepEqual([social.open?.key, why()], ['party', undefined]);
    world.model.apply({ type: 'partyUpdated', payload: {} }, 0);
    assert.equal(play.state.party, undefined);
    assert.equal(why(), 'You’re no longer in this party.');
  });

  it('OP14 messages to the lobby have no address, and only players visible to everyone may send them', async () => {
    world.actions.social.openKey('shard');
    const view = () => chatView(world.model, 0) ?? assert.fail();
    assert.deepEqual([view().title, view().group, view().player, view().why], ['Lobby', 'lobby', undefined, undefined]);
    assert.ok(world.actions.social.sendChat('shard', 'hello all'));
    assert.deepEqual(world.asked[0]?.input, { channel: 'shard', text: 'hello all' });
    await world.answers({ ok: true, messageId: 'm1' });
    const said = {
      messageId: 'm1',
      channel: 'shard',
      from: { id: 'me', name: 'Zoë', emblem: 0 },
      to: 's1',
      text: 'hello all',
    } as const;
    world.model.apply({ type: 'chatReceived', payload: { ...said, atS: 5 } }, 0);
    assert.equal(view().conversation.messages.length, 1, 'it stands once');
    for (const visibility of ['friends', 'nobody'] as const) {
      world.model.apply({ type: 'selfUpdated', payload: { ...ME, visibility } }, 0);
      assert.match(view().why ?? '', /^To chat here, be visible to everyone/);
    }
  });

  it('U19 every refusal of a social action has a sentence', () => {
    const sentences = SOCIAL_REFUSALS.map((code) => refusalText(code));
    assert.equal(new Set(sentences).size, SOCIAL_REFUSALS.length);
    assert.ok(sentences.every((sentence) => !sentence.includes('the server refused')));
  });
});
