/** Other people for the story page, scripted as the server would send them. */

import type { LobbyEvent } from '../../client/net/events.ts';
import { emblemFromId } from '../../shared/emblem.ts';
import type { NamedPlayer } from '../../shared/playerRow.ts';
import type { RequestInput, RequestName } from '../../shared/requests.ts';
import type { FriendRow, SocialPushes, Tie } from '../../shared/socialProtocol.ts';

type Send = (event: LobbyEvent) => void;
type Said = SocialPushes['chatReceived'];

const nowS = (): number => Math.floor(Date.now() / 1_000);
const person = (id: string, name: string): NamedPlayer => ({ id, name, emblem: emblemFromId(id) });
const ME = person('me', 'Zoë Ångström');
const ADA = person('p0', 'Ada Lovelace');
const NAMES: Record<string, string> = {
  p0: ADA.name,
  p1: '山田太郎',
  p2: 'ליאור כהן',
  p3: 'NeonDrake42',
  p5: 'Solar',
  f3: 'Rude Rider',
};

const friend = (id: string, tie: Tie, more: Partial<FriendRow> = {}): FriendRow => ({
  id,
  name: NAMES[id] ?? id,
  tie,
  status: null,
  lastActiveAtS: null,
  shard: null,
  rating: 0,
  emblem: emblemFromId(id),
  ...more,
});

const FRIENDS: FriendRow[] = [
  friend('p0', 'friend', { status: 'online', lastActiveAtS: nowS() }),
  friend('p1', 'friend', { status: 'playing', lastActiveAtS: nowS() }),
  friend('f1', 'friend', { name: 'Ñandú', lastActiveAtS: nowS() - 7_300 }),
  friend('f2', 'friend', { name: 'سلمى', lastActiveAtS: nowS() - 4 * 86_400 }),
  friend('p2', 'asking'),
  friend('p3', 'asked'),
  friend('f3', 'blocked', { name: 'Rude Rider' }),
];

let count = 0;
function word(from: NamedPlayer, to: string, text: string, agoS: number, channel: Said['channel']): LobbyEvent {
  count += 1;
  return { type: 'chatReceived', payload: { messageId: `w${count}`, channel, from, to, text, atS: nowS() - agoS } };
}
const direct = (from: NamedPlayer, to: string, text: string, agoS: number) => word(from, to, text, agoS, 'direct');

const TALK = (): LobbyEvent[] => [
  direct(ADA, 'me', 'Well played! That last turn was close.', 900),
  direct(ME, 'p0', 'Thank you. I saw the wall too late and had to go through the middle.', 870),
  direct(ADA, 'me', 'مباراة أخرى؟ أنا في الردهة الآن', 320),
  direct(ME, 'p0', 'Yes!', 300),
  direct(
    ADA,
    'me',
    'https://example.org/a-very-long-address-without-any-space-in-it-that-must-be-broken-somewhere',
    200,
  ),
  direct(ADA, 'me', 'Give me two minutes.', 180),
];
const ties = (put: FriendRow[], isWhole = false): LobbyEvent => ({
  type: 'friendsUpdated',
  payload: { isWhole, put, removed: [] },
});

const say = (id: string, name: string, text: string, agoS: number, channel: Said['channel'] = 'shard') =>
  word({ id, name, emblem: emblemFromId(id) }, channel === 'shard' ? 'shard-1' : 'y1', text, agoS, channel);
const won = (id: string, winner: string, loser: string, agoS: number, streak?: number): LobbyEvent => ({
  type: 'happened',
  payload: {
    ...{ id, mode: 'cycles-duel', seconds: 14, atS: nowS() - agoS, ...(streak !== undefined && { streak }) },
    ...{ winners: [{ id: 'p5', name: winner }], losers: [{ id: 'p6', name: loser }] },
  },
});
/** Everybody's talk, with what happened meanwhile. */
const LIVELY = (): LobbyEvent[] => [
  ties(FRIENDS, true),
  ties([friend('f1', 'friend', { name: 'Ñandú', status: 'online', lastActiveAtS: nowS() })]),
  say('p7', 'Ñandú', 'hola a todos, ¿alguien para un duelo rápido?', 720),
  say('p8', 'Kwame', 'who taught the bots to box people in?', 660),
  won('h1', 'Aoife', 'Hülya', 600),
  say('p1', '山田太郎', 'もう一回やりたい人いますか？次は負けません', 540),
  say('p9', 'ليلى', 'طاولة مفتوحة، مقعدان فارغان. من يلعب؟', 420),
  say('p0', ADA.name, 'That wall trick at the edge, is it allowed?', 300),
  say('p0', ADA.name, 'It’s the whole game.', 290),
  won('h2', 'Юрий', 'Çağla', 200, 7),
  say('me', ME.name, 'me, right after this one', 120),
  say('p3', 'NeonDrake42', 'Kim bekliyor? I’m free for two.', 60),
  direct(ADA, 'me', 'Your table or mine?', 40),
];

const SCENES: Record<string, () => LobbyEvent[]> = {
  friends: () => [ties(FRIENDS, true)],
  lively: LIVELY,
  talking: () => [
    ties(FRIENDS, true),
    direct(person('p3', 'NeonDrake42'), 'me', 'gg', 4_000),
    direct(person('p2', 'ליאור כהן'), 'me', 'שלום! רוצה לשחק?', 1_000),
    ...TALK(),
  ],
  whispered: () => [direct(ADA, 'me', 'well played', 0)],
  asked: () => [ties([friend('p2', 'asking')])],
};

/** Returns false if no state has that name. */
export function showPeople(state: string, send: Send): boolean {
  const scene = SCENES[state];
  for (const event of scene?.() ?? []) send(event);
  return scene !== undefined;
}

/** Grants everything and pushes the result, as a server would. Undefined for requests about other subjects. */
export function answerSocial(type: RequestName, input: object, send: Send): object | undefined {
  count += 1;
  if (type === 'sendChat') {
    const said = input as RequestInput<'sendChat'>;
    const to = said.channel === 'direct' ? said.to : said.channel === 'party' ? 'y1' : 'shard-1';
    const payload = { messageId: `w${count}`, channel: said.channel, from: ME, to, text: said.text, atS: nowS() };
    setTimeout(() => send({ type: 'chatReceived', payload }), 20);
    return { ok: true, messageId: payload.messageId };
  }
  if (!['addFriend', 'removeFriend', 'block', 'unblock', 'report'].includes(type)) return undefined;
  const { playerId } = input as { playerId: string };
  const is = (tie: Tie) => send(ties([friend(playerId, tie)]));
  if (type === 'addFriend') is('friend');
  if (type === 'block') is('blocked');
  if (type === 'removeFriend' || type === 'unblock') {
    send({ type: 'friendsUpdated', payload: { isWhole: false, put: [], removed: [playerId] } });
  }
  return { ok: true, tie: 'friend' };
}
