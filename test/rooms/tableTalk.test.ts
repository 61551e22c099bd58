import assert from 'node:assert/strict';
import { z } from 'zod';
import { GAMES } from '../../server/games/list.ts';
import { MatchRoom } from '../../server/match/MatchRoom.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { TALK_LINES } from '../../shared/limits.ts';
import type { MatchPushes, TalkLine } from '../../shared/matchProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { MatchServer, playerSeat, type Seated } from '../support/matchServer.ts';

class EndingRoom extends MatchRoom {
  override messages = {
    win: this.move(z.strictObject({}), { burst: 9, perMinute: 60 }, ({ seat }) => {
      this.finish([[seat], this.seats.filter((each) => each !== seat)]);
      return {};
    }),
  };
  protected override onMatchStart(): void {}
}

describe('the talk at a match', () => {
  let server: MatchServer;
  let id: string;
  let ada: Seated;
  let ben: Seated;
  let wim: Seated;
  let wes: Seated;
  const blocks = new Map<PlayerId, PlayerId[]>();
  let areBlocksAway = false;

  const block = (one: string, other: string): void => {
    blocks.set(asPlayerId(one), [asPlayerId(other)]);
    blocks.set(asPlayerId(other), [asPlayerId(one)]);
  };

  beforeEach(async () => {
    blocks.clear();
    areBlocksAway = false;
    const of = async () => {
      if (areBlocksAway) throw new Error('no store');
      return blocks;
    };
    server = await MatchServer.start({ blocks: { of } }, [...GAMES, { room: 'ending', Game: EndingRoom }]);
    id = await server.open('ending', { seats: [playerSeat('ada', 0), playerSeat('ben', 1)] });
    ada = await server.enter(id, 'ada');
    ben = await server.enter(id, 'ben');
    wim = await server.enter(id, 'wim', 'spectator');
    wes = await server.enter(id, 'wes', 'spectator');
  });
  afterEach(() => server.stop());

  const ask = ({ room }: Seated, name: string, input: object = {}): Promise<string> =>
    room.request(name, input).then(
      () => 'done',
      ({ reason }) => String(reason),
    );
  const say = (who: Seated, text: string): Promise<string> => ask(who, 'say', { text });
  const textsOf = ({ heard }: Seated): string[] =>
    heard.filter(({ type }) => type === 'tableSaid').map(({ payload }) => (payload as TalkLine).text);
  const emotesOf = ({ heard }: Seated): MatchPushes['emoted'][] =>
    heard.filter(({ type }) => type === 'emoted').map(({ payload }) => payload as MatchPushes['emoted']);
  const readBy = async ({ room }: Seated): Promise<string[]> => {
    const { lines } = (await room.request('readTalk', {})) as { lines: TalkLine[] };
    return lines.map(({ text }) => text);
  };

  it('MR35 everybody in the room sees a player’s emote and reads their line, by the seat they have', async () => {
    assert.equal(await ask(ben, 'emote', { emote: 'clap' }), 'done');
    assert.equal(await say(ada, '  good\tluck '), 'done');
    for (const each of [ada, ben, wim]) {
      await eventually(() => {
        assert.deepEqual(emotesOf(each), [{ seat: 1, emote: 'clap' }]);
        assert.deepEqual(textsOf(each), ['good luck']);
        const line = each.last<TalkLine>('tableSaid');
        assert.ok(line && 'seat' in line && line.seat === 0 && !('from' in line));
      });
    }
  });

  it('MR35 no other emotes, none of spectators, none before the match has begun, and no more than their limits', async () => {
    assert.equal(await ask(ada, 'emote', { emote: 'rude' }), 'request/invalid');
    assert.equal(await ask(wim, 'emote', { emote: 'gg' }), 'request/notAllowed');
    assert.equal(await say(ada, ' \u200b '), 'chat/badText');
    const open = await server.open('ending', { seats: [playerSeat('cleo', 0), playerSeat('dana', 1)] });
    const cleo = await server.enter(open, 'cleo');
    assert.equal(await ask(cleo, 'emote', { emote: 'gg' }), 'request/notAllowed');
    assert.equal(await say(cleo, 'anybody?'), 'request/notAllowed');
    const asked = await Promise.all(Array.from({ length: 6 }, () => ask(ben, 'emote', { emote: 'wow' })));
    assert.equal(asked.filter((each) => each === 'request/tooMany').length, 2);
    const said = await Promise.all(Array.from({ length: 8 }, (_, i) => say(ben, `line ${i}`)));
    assert.equal(said.filter((each) => each === 'request/tooMany').length, 2);
  });

  it('MR36 spectators read each other and the table; players read spectators after the result alone', async () => {
    assert.equal(await say(wim, 'column four!'), 'done');
    assert.equal(await say(ada, 'hm'), 'done');
    for (const each of [wim, wes]) await eventually(() => assert.deepEqual(textsOf(each), ['column four!', 'hm']));
    await eventually(() => assert.deepEqual(textsOf(ben), ['hm']));
    assert.deepEqual(await readBy(ben), ['hm']);
    server.hiding.set(asPlayerId('wim'), { visibility: 'everyone', persona: { name: 'Wilma', emblem: 3 } });
    const { lines } = (await wes.room.request('readTalk', {})) as { lines: TalkLine[] };
    assert.deepEqual(lines[0] && 'from' in lines[0] && lines[0].from, { id: 'wim', name: 'Wilma', emblem: 3 });
    const line = wes.heard.find(({ type }) => type === 'tableSaid')?.payload as TalkLine;
    assert.ok('from' in line && line.from.name === 'wim' && line.from.id === 'wim');
    assert.equal(await ask(ada, 'win'), 'done');
    assert.deepEqual(await readBy(ben), ['column four!', 'hm']);
    assert.equal(await say(wes, 'well played'), 'done');
    await eventually(() => assert.deepEqual(textsOf(ben), ['hm', 'well played']));
    assert.equal(await ask(ben, 'emote', { emote: 'gg' }), 'done');
    await eventually(() => assert.deepEqual(emotesOf(ada), [{ seat: 1, emote: 'gg' }]));
  });

  it('MR37 nothing passes a block in either direction, and nothing is said while blocks cannot be read', async () => {
    block('ada', 'ben');
    assert.equal(await say(ada, 'to you'), 'done');
    assert.equal(await ask(ben, 'emote', { emote: 'clap' }), 'done');
    await eventually(() => assert.deepEqual(textsOf(wim), ['to you']));
    await eventually(() => assert.deepEqual(emotesOf(wim).length, 1));
    assert.deepEqual(await readBy(ben), []);
    assert.deepEqual([textsOf(ben), emotesOf(ada)], [[], []]);
    blocks.clear();
    assert.equal(await say(ada, 'again'), 'done');
    await eventually(() => assert.deepEqual(textsOf(ben), ['again']));
    areBlocksAway = true;
    for (const asked of [say(ada, 'x'), ask(ada, 'emote', { emote: 'gg' }), ask(ada, 'readTalk')])
      assert.equal(await asked, 'store/away');
  });

  it('MR37 a muted player sends neither lines nor emotes, and a spectator who hides says nothing', async () => {
    server.localPlayers.mute(asPlayerId('ada'), Number.MAX_SAFE_INTEGER);
    assert.equal(await say(ada, 'hello'), 'chat/muted');
    assert.equal(await ask(ada, 'emote', { emote: 'wave' }), 'chat/muted');
    for (const visibility of ['nobody', 'friends'] as const) {
      server.hiding.set(asPlayerId('wim'), { visibility });
      assert.equal(await say(wim, 'boo'), 'chat/hidden');
    }
    assert.equal(await say(wes, 'hello'), 'done');
    await eventually(() => assert.deepEqual(textsOf(wim), ['hello']));
  });

  it('MR38 who comes again reads the latest lines, in order', async () => {
    for (let i = 0; i < TALK_LINES + 2; i++) {
      server.clock.advance(3_000);
      assert.equal(await say(ada, `line ${i}`), 'done');
    }
    const again = await server.enter(id, 'ben');
    const read = await readBy(again);
    assert.deepEqual([read.length, read[0], read.at(-1)], [TALK_LINES, 'line 2', `line ${TALK_LINES + 1}`]);
  });
});
