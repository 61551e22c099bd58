import assert from 'node:assert/strict';
import type { PlayEvent } from '../../client/net/events.ts';
import type { MatchLink } from '../../client/net/match/MatchLink.ts';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { settled } from '../support/fakeTime.ts';
import { LinkWorld } from '../support/linkWorld.ts';
import { FollowedClient } from '../support/lobbyClients.ts';
import { LobbyServer } from '../support/lobbyServer.ts';

type Told<Type extends PlayEvent['type']> = Extract<PlayEvent, { type: Type }>['payload'];

describe('playing over the link', () => {
  it('L30 a play request returns its reply or its refusal as a value; offline it is refused and never sent', async () => {
    const world = new LinkWorld();
    assert.deepEqual(await world.client.request('joinQueue', { mode: 'cycles' }), { ok: false, refusal: 'network' });
    const connection = await world.online();
    const joined = await world.client.request('joinQueue', { mode: 'cycles' });
    assert.ok(joined.ok && joined.ticketId === 't1');
    connection.refusals.set('joinQueue', 'queue/penalised');
    assert.deepEqual(await world.client.request('joinQueue', { mode: 'cycles' }), {
      ok: false,
      refusal: 'queue/penalised',
    });
    assert.deepEqual(
      connection.asked.map(({ type }) => type),
      ['joinQueue', 'joinQueue'],
    );
  });

  it('L30 the server’s messages about playing are passed on unchanged', async () => {
    const world = new LinkWorld();
    const connection = await world.online();
    const push = {
      type: 'invited',
      payload: { inviteId: 'i1', kind: 'party', from: { id: 'b', name: 'Bo' }, leftMs: 9 },
    };
    connection.push(push as never);
    await settled();
    assert.deepEqual(world.events.at(-1), push);
  });
});

describe('a match over the link', () => {
  let server: LobbyServer;
  let clients: FollowedClient[];
  before(async () => {
    // The window is longer than any stall of a busy machine.
    server = await LobbyServer.start({ LEASE_MS: '1000', RECONNECT_WINDOW_MS: '15000' });
  });
  after(() => server.stop());
  beforeEach(() => {
    clients = [];
  });
  afterEach(async () => {
    await Promise.all(clients.map(({ client }) => client.leave()));
  });

  const online = async (name: string): Promise<FollowedClient> => {
    const followed = new FollowedClient(server.url, { name });
    clients.push(followed);
    followed.client.start();
    await eventually(() => followed.count('welcomed') === 1);
    return followed;
  };
  const told = <Type extends PlayEvent['type']>({ events }: FollowedClient, type: Type): Promise<Told<Type>> =>
    eventually(async (): Promise<Told<Type>> => {
      const event = events.findLast((each) => each.type === type);
      assert.ok(event, type);
      return (event as unknown as { payload: Told<Type> }).payload;
    });
  /** Collects every table with a dropped player, because they may be back before a check. */
  const droppedAt = (link: MatchLink): unknown[] => {
    const told: unknown[] = [];
    link.subscribe((event) => {
      if (event.type !== 'pushed' || event.push !== 'tableUpdated') return;
      const { seats } = event.payload as MatchPushes['tableUpdated'];
      if (seats.some(({ is }) => is === 'dropped')) told.push(event);
    });
    return told;
  };
  const table = (link: MatchLink) => link.latest<MatchPushes['tableUpdated']>('tableUpdated');
  const enter = async (followed: FollowedClient): Promise<MatchLink> => {
    const link = followed.client.openMatch(await told(followed, 'matchReady'));
    await eventually(() => assert.equal(link.link.kind, 'seated'));
    return link;
  };
  const inMatch = async (): Promise<[FollowedClient, FollowedClient, MatchLink, MatchLink]> => {
    const [ada, ben] = [await online('Ada'), await online('Ben')];
    for (const { client } of [ada, ben]) assert.ok((await client.request('joinQueue', { mode: 'connect-four' })).ok);
    const { proposalId } = await told(ada, 'matchProposed');
    for (const { client } of [ada, ben]) assert.ok((await client.request('acceptMatch', { proposalId })).ok);
    const links = [await enter(ada), await enter(ben)] as const;
    await eventually(() => assert.equal(table(links[0])?.phase, 'running'));
    return [ada, ben, ...links];
  };

  it('L37 two players queue, accept, take their seats and move; the one who leaves loses, and both are told', async () => {
    const [, ben, a, b] = await inMatch();
    const board = () => b.latest<{ moves: number[]; turn: number | null }>('boardUpdated');
    await eventually(() => board()?.turn !== undefined);
    const mover = board()?.turn === table(a)?.you ? a : b;
    assert.deepEqual(await mover.request('dropDisc', { column: 3 }), { ok: true });
    assert.deepEqual(await mover.request('dropDisc', { column: 3 }), { ok: false, refusal: 'request/notAllowed' });
    await eventually(() => assert.deepEqual(board()?.moves, [3]));
    a.leave();
    const { results } = await told(ben, 'matchFinished');
    assert.deepEqual(
      results.map(({ name, place }) => `${place} ${name}`),
      ['1 Ben', '2 Ada'],
    );
    assert.ok(b.latest('matchEnded'));
  });

  it('L37 a lost network drops lobby and match, and both resume in their seats when it returns', async () => {
    const [ada, , a, b] = await inMatch();
    const told = droppedAt(b);
    ada.client.networkOffline();
    await eventually(() => assert.ok(told.length > 0));
    ada.client.networkOnline();
    await eventually(() => assert.deepEqual([a.link.kind, ada.client.link.kind], ['seated', 'online']));
    await eventually(() => assert.ok(table(b)?.seats.every(({ is }) => is === 'here')));
  });

  it('L36 a reloaded page returns to the match with its stored key', async () => {
    const [ada, , a, b] = await inMatch();
    const { matchId, mode, role } = a.ticket;
    const key = a.resumeKey ?? '';
    const told = droppedAt(b);
    ada.client.leaveNow();
    await eventually(() => assert.ok(told.length > 0, JSON.stringify({ table: table(b), link: b.link })));
    ada.client.start();
    const again = ada.client.openMatch({ matchId, mode, role, resumeKey: key });
    await eventually(() => assert.equal(again.link.kind, 'seated'));
    await eventually(() => assert.ok(table(b)?.seats.every(({ is }) => is === 'here')));
    await eventually(() => assert.equal(table(again)?.you, table(a)?.you));
  });
});
