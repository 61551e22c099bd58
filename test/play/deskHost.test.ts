import assert from 'node:assert/strict';
import type { StoredTicket } from '../../server/domain/play/deskEffects.ts';
import { LOST_AFTER_MS } from '../../server/domain/play/lostRooms.ts';
import type { MatchRooms } from '../../server/play/EffectRunner.ts';
import { asPlayerId, asProcessId } from '../../shared/ids.ts';
import { LEASE_MS, Process, SHORT_PATIENCE_MS, World } from '../support/deskHosts.ts';
import { eventually } from '../support/eventually.ts';

type Created = { matchId: string };

describe('the desk at one of several processes', () => {
  let world: World;
  let a: Process;
  let b: Process;
  const begin = async (next: World) => {
    world = next;
    a = new Process('a', world);
    b = new Process('b', world);
    await a.host.keepOffice();
    await b.host.keepOffice();
  };
  /** Instead of the world of the other tests: an answer that never comes is not waited for long. */
  const beginImpatiently = async () => {
    await world.end();
    await begin(new World(SHORT_PATIENCE_MS));
  };
  beforeEach(() => begin(new World()));
  afterEach(() => world.end());

  const looks = async () => {
    world.clock.advance(LEASE_MS / 2);
    for (const { host } of world.processes) {
      await host.keepOffice();
      host.tick();
    }
  };

  it('DH1 one desk is in office and answers all, and players hear from it wherever they are', async () => {
    assert.deepEqual([a.host.isInOffice, b.host.isInOffice], [true, false]);
    assert.match(
      String(((await b.ask('ada', { type: 'joinQueue', mode: 'cycles-duel' })) as { ticketId: string }).ticketId),
      /^a/,
    );
    assert.equal(await b.ask('ada', { type: 'joinQueue', mode: 'cycles-duel' }), 'queue/already');
    await a.ask('bob', { type: 'joinQueue', mode: 'cycles-duel' });
    await looks();
    const proposalId = (await world.awaitPush('ada', 'matchProposed')).proposalId;
    await a.ask('ada', { type: 'acceptMatch', proposalId });
    await b.ask('bob', { type: 'acceptMatch', proposalId });
    const ready = await world.awaitPush('bob', 'matchReady');
    assert.deepEqual([ready.matchId, ready.reservation.sessionId], [world.opened[0], 'bob']);
    await a.play.report({ matchId: ready.matchId, type: 'seated', player: asPlayerId('ada') });
    await b.play.report({ matchId: ready.matchId, type: 'seated', player: asPlayerId('bob') });
    await eventually(() =>
      assert.deepEqual(
        [...world.playStatuses],
        [
          ['ada', 'playing'],
          ['bob', 'playing'],
        ],
      ),
    );
    await eventually(() =>
      assert.deepEqual(
        [a, b].map(({ play }) => play.matches().map(({ matchId }) => matchId)),
        [[ready.matchId], [ready.matchId]],
      ),
    );
    assert.deepEqual(world.errors, []);
  });

  it('DH2 the next desk keeps the tickets, whether the last one stopped or lost its lease', async () => {
    await beginImpatiently();
    await a.ask('ada', { type: 'joinQueue', mode: 'cycles-duel' });
    world.clock.advance(5_000);
    a.areLeasesAway = true;
    await a.host.keepOffice();
    assert.equal(await b.ask('x', { type: 'leaveQueue' }), 'play/away');
    await b.host.keepOffice();
    assert.deepEqual([a.host.isInOffice, b.host.isInOffice], [false, true]);
    await eventually(
      () => (world.last('ada', 'queueUpdated')?.queue?.waitedMs ?? 0) >= 5_000 || looks().then(() => false),
    );
    assert.equal(await a.ask('ada', { type: 'joinQueue', mode: 'cycles-duel' }), 'queue/already');
    a.areLeasesAway = false;
    await looks();
    assert.equal(a.host.isInOffice, false);
    await b.host.stop();
    await a.host.keepOffice();
    assert.equal(a.host.isInOffice, true);
    assert.deepEqual(await b.ask('ada', { type: 'leaveQueue' }), {});
    assert.deepEqual(await world.store.all('ticket'), []);
  });

  it('DH3 a request during a store outage is refused and changes nothing', async () => {
    world.isStoreAway = true;
    assert.equal(await b.ask('ada', { type: 'joinQueue', mode: 'cycles' }), 'store/away');
    world.isStoreAway = false;
    assert.equal(await b.ask('ada', { type: 'leaveQueue' }), 'queue/none');
    assert.equal(world.errors.length, 1);
  });

  it('DH4 party members are invited, join and queue together, and the ticket goes when the party changes', async () => {
    await a.ask('ada', { type: 'inviteToParty', playerId: asPlayerId('bob') });
    const { inviteId } = await world.awaitPush('bob', 'invited');
    assert.deepEqual(await b.ask('bob', { type: 'answerInvite', inviteId, accept: true }), {});
    await eventually(() =>
      assert.deepEqual(
        world.last('bob', 'partyUpdated')?.party?.members.map(({ id }) => id),
        ['ada', 'bob'],
      ),
    );
    assert.equal(world.last('ada', 'partyUpdated')?.party?.leaderId, 'ada');
    assert.equal(await b.ask('bob', { type: 'joinQueue', mode: 'cycles' }), 'party/notLeader');
    assert.ok('ticketId' in ((await a.ask('ada', { type: 'joinQueue', mode: 'cycles' })) as object));
    await eventually(() => assert.equal(world.playStatuses.get(asPlayerId('bob')), 'queued'));
    await b.ask('bob', { type: 'leaveParty' });
    await eventually(() => assert.deepEqual(world.last('ada', 'queueUpdated'), { why: 'party' }));
    assert.equal(world.playStatuses.get(asPlayerId('bob')), undefined);
  });

  it('DH6 a hidden player’s seat is unnamed in every list of matches', async () => {
    const unnamed = { id: null, name: null };
    const ada = { id: 'ada', name: 'ada', emblem: 0 };
    const open = await a.ask('ada', { type: 'createMatch', mode: 'connect-four', isPrivate: false });
    const { matchId } = open as { matchId: string };
    await a.ask('hidden', { type: 'joinMatch', matchId });
    await eventually(() =>
      assert.deepEqual(
        b.play.matches().map(({ players }) => players),
        [[ada, unnamed]],
      ),
    );
    await b.play.resync();
    assert.deepEqual(b.play.matches()[0]?.players, [ada, unnamed]);
  });

  it('DH7 every match found is logged in one line, with its fairness and reasons', async () => {
    await a.ask('ada', { type: 'joinQueue', mode: 'cycles-duel' });
    await b.ask('bob', { type: 'joinQueue', mode: 'cycles-duel' });
    await looks();
    await looks();
    const lines = world.log.filter(({ text }) => text === 'a match was found');
    const { matchId } = await world.awaitPush('ada', 'matchProposed');
    assert.equal(lines.length, 1);
    const { waitedMs, youngestMs, ...line } = lines[0] as Record<string, unknown>;
    assert.ok(Number(waitedMs) >= Number(youngestMs) && Number(youngestMs) >= LEASE_MS / 2);
    assert.deepEqual(line, {
      text: 'a match was found',
      matchId,
      mode: 'cycles-duel',
      sides: [[1], [1]],
      spread: 0,
      favourite: 0.5,
      way: 'neighbours',
      reach: line.reach,
      takeAnybody: 0,
      empty: 0,
      metAgain: 0,
    });
  });

  const playOne = async (mode: string) => {
    world.pushes.length = 0;
    for (const player of ['ada', 'bob']) await a.ask(player, { type: 'joinQueue', mode });
    await looks();
    const { proposalId } = await world.awaitPush('ada', 'matchProposed');
    for (const player of ['ada', 'bob']) await a.ask(player, { type: 'acceptMatch', proposalId });
    const { matchId } = await world.awaitPush('bob', 'matchReady');
    for (const player of ['ada', 'bob']) await a.play.report({ matchId, type: 'seated', player: asPlayerId(player) });
    await a.play.report({ matchId, type: 'finished' });
  };

  it('DH8 the next desk keeps blocks and wait times', async () => {
    for (let played = 0; played < 3; played++) await playOne('cycles-duel');
    for (let dodged = 0; dodged < 2; dodged++) {
      for (const player of ['ada', 'bob']) await a.ask(player, { type: 'joinQueue', mode: 'cycles-duel' });
      world.pushes.length = 0;
      await looks();
      const { proposalId } = await world.awaitPush('bob', 'matchProposed');
      await a.ask('bob', { type: 'declineMatch', proposalId });
    }
    await a.host.stop();
    await b.host.keepOffice();
    assert.equal(b.host.isInOffice, true);
    assert.equal(await b.ask('bob', { type: 'joinQueue', mode: 'cycles-duel' }), 'queue/penalised');
    world.pushes.length = 0;
    await b.ask('zoe', { type: 'joinQueue', mode: 'cycles-duel' });
    assert.ok((await world.awaitPush('zoe', 'queueUpdated')).queue?.waitRangeMs);
    world.clock.advance(61_000);
    await b.host.keepOffice();
    assert.ok('ticketId' in ((await b.ask('bob', { type: 'joinQueue', mode: 'cycles-duel' })) as object));
  });

  it('DH9 a match ends when its process dies, and its players learn that nobody is to blame and may queue again', async () => {
    for (const [player, at] of [
      ['ada', a],
      ['bob', b],
    ] as const)
      await at.ask(player, { type: 'joinQueue', mode: 'connect-four' });
    await looks();
    const { proposalId } = await world.awaitPush('ada', 'matchProposed');
    for (const player of ['ada', 'bob']) await a.ask(player, { type: 'acceptMatch', proposalId });
    const { matchId } = await world.awaitPush('bob', 'matchReady');
    for (const player of ['ada', 'bob']) await a.play.report({ matchId, type: 'seated', player: asPlayerId(player) });
    await eventually(() => assert.equal(world.playStatuses.get(asPlayerId('bob')), 'playing'));
    world.rooms.set(matchId, asProcessId('c'));
    await a.host.endMatchesWithoutRoom();
    world.dead.add(asProcessId('c'));
    await a.host.endMatchesWithoutRoom();
    assert.equal(await a.ask('ada', { type: 'joinQueue', mode: 'cycles' }), 'match/already');
    for (let ms = 0; ms < LOST_AFTER_MS; ms += LEASE_MS / 2) {
      await looks();
      await a.host.endMatchesWithoutRoom();
    }
    const told = await world.awaitPush('bob', 'matchCancelled');
    assert.deepEqual(told, { matchId, reason: 'failed', isYourFault: false, penaltyMs: 0, isQueuedAgain: false });
    await eventually(() => assert.equal(world.playStatuses.get(asPlayerId('bob')), undefined));
    assert.deepEqual(b.play.matches(), []);
    assert.ok('ticketId' in ((await a.ask('ada', { type: 'joinQueue', mode: 'cycles' })) as object));
  });

  it('DH10 a stopping desk begins nothing more, accepts reports from rooms, and stores everything before it goes', async () => {
    await a.ask('ada', { type: 'joinQueue', mode: 'connect-four' });
    a.host.close();
    assert.equal(await b.ask('bob', { type: 'joinQueue', mode: 'connect-four' }), 'play/away');
    await a.host.stop();
    assert.equal((await world.store.all('ticket')).length, 1);
    await b.host.keepOffice();
    assert.equal(await b.ask('ada', { type: 'joinQueue', mode: 'cycles' }), 'queue/already');
  });

  it('DH11 a new arrival may send requests at once, even if the desk’s process has not heard of them', async () => {
    world.unheard.add(asPlayerId('ada'));
    const { ticketId } = (await b.ask('ada', { type: 'joinQueue', mode: 'cycles' })) as { ticketId?: string };
    assert.ok(ticketId);
    assert.deepEqual(await b.ask('ada', { type: 'createParty' }), {});
    await eventually(() =>
      assert.deepEqual(world.last('ada', 'partyUpdated')?.party?.members, [
        { id: 'ada', name: 'ada', emblem: 0, isHere: true },
      ]),
    );
  });

  it('DH12 a party that changes during a database query queues in its new form', async () => {
    await a.ask('ada', { type: 'inviteToParty', playerId: asPlayerId('bob') });
    const { inviteId } = await world.awaitPush('bob', 'invited');
    await a.ask('bob', { type: 'answerInvite', inviteId, accept: true });
    const { promise, resolve } = Promise.withResolvers<void>();
    world.loading = promise;
    const asked = a.ask('ada', { type: 'joinQueue', mode: 'cycles' });
    await eventually(() => world.loads === 3);
    world.loading = undefined;
    await b.ask('bob', { type: 'leaveParty' });
    resolve();
    assert.ok('ticketId' in ((await asked) as object));
    const [stored] = (await world.store.all('ticket')) as StoredTicket[];
    assert.deepEqual(
      stored?.ticket.players.map(({ id }) => id),
      ['ada'],
    );
    assert.equal(await a.ask('bob', { type: 'leaveQueue' }), 'queue/none');
  });

  it('DH12 a desk that resigns or answers too late during a database query queues nobody', async () => {
    await beginImpatiently();
    const { promise, resolve } = Promise.withResolvers<void>();
    world.loading = promise;
    const [late, asked] = [
      a.ask('ada', { type: 'joinQueue', mode: 'cycles' }),
      a.ask('bob', { type: 'joinQueue', mode: 'cycles' }),
    ];
    await eventually(() => world.loads === 2);
    assert.equal(await late, 'play/away');
    await a.host.stop();
    await b.host.keepOffice();
    resolve();
    world.loading = undefined;
    assert.equal(await asked, 'play/away');
    assert.equal(await b.ask('ada', { type: 'leaveQueue' }), 'queue/none');
    assert.deepEqual(await world.store.all('ticket'), []);
  });

  it('DH12 a player who gave up waiting is not queued after all', async () => {
    await beginImpatiently();
    const { promise, resolve } = Promise.withResolvers<void>();
    world.loading = promise;
    const asked = a.ask('ada', { type: 'joinQueue', mode: 'cycles' });
    await eventually(() => world.loads === 1);
    assert.equal(await asked, 'play/away');
    world.clock.advance(LEASE_MS / 2);
    resolve();
    world.loading = undefined;
    assert.equal(await a.ask('ada', { type: 'leaveQueue' }), 'queue/none');
  });

  it('DH13 a new desk’s list of matches replaces the old one everywhere', async () => {
    const { matchId } = (await a.ask('ada', { type: 'createMatch', mode: 'connect-four', isPrivate: false })) as {
      matchId: string;
    };
    await eventually(() => assert.equal(b.play.matches().length, 1));
    await a.host.stop();
    await world.store.remove((await world.store.fence()) ?? 0, 'match', matchId);
    await b.host.keepOffice();
    b.host.tick();
    await eventually(() =>
      assert.deepEqual(
        [a, b].map(({ play }) => play.matches()),
        [[], []],
      ),
    );
  });

  it('DH14 after a bus outage everybody here is told again what they are in, and nobody is blamed', async () => {
    for (const player of ['ada', 'bob']) await b.ask(player, { type: 'joinQueue', mode: 'cycles-duel' });
    await looks();
    const { proposalId } = await world.awaitPush('ada', 'matchProposed');
    await a.ask('ada', { type: 'acceptMatch', proposalId });
    for (const player of ['ada', 'bob', 'eve']) b.shown.set(asPlayerId(player), 'queued');
    a.bus.isUp = false;
    b.bus.isUp = false;
    world.clock.advance(30_000);
    a.host.tick();
    assert.equal(world.last('bob', 'matchCancelled'), undefined, 'nobody is judged meanwhile');
    world.pushes.length = 0;
    a.bus.mend();
    b.bus.mend();
    await looks();
    const told = await world.awaitPush('bob', 'matchCancelled');
    assert.deepEqual([told.reason, told.isYourFault, told.isQueuedAgain], ['failed', false, true]);
    await eventually(async () => {
      await looks();
      assert.equal(b.shown.get(asPlayerId('eve')), undefined);
    });
    await eventually(() => assert.ok(world.last('ada', 'queueUpdated')?.queue));
    assert.deepEqual(await world.store.all('penalty'), []);
  });

  it('DH14 after an outage without a desk everybody is told as soon as there is one', async () => {
    await beginImpatiently();
    await a.ask('ada', { type: 'joinQueue', mode: 'cycles' });
    await a.host.stop();
    b.shown.set(asPlayerId('ada'), 'queued');
    world.pushes.length = 0;
    b.bus.mend();
    // Real time: longer than the patience of deskHosts.ts, so the first try ends without an answer.
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    await b.host.keepOffice();
    assert.ok((await world.awaitPush('ada', 'queueUpdated')).queue);
  });

  it('DH14 after an outage a player in a match gets no second seat, and a player without one gets theirs', async () => {
    for (const player of ['ada', 'bob']) await a.ask(player, { type: 'joinQueue', mode: 'connect-four' });
    await looks();
    const { proposalId } = await world.awaitPush('ada', 'matchProposed');
    for (const player of ['ada', 'bob']) await a.ask(player, { type: 'acceptMatch', proposalId });
    const { matchId } = await world.awaitPush('bob', 'matchReady');
    await a.play.report({ matchId, type: 'seated', player: asPlayerId('ada') });
    world.pushes.length = 0;
    for (const player of ['ada', 'bob']) b.shown.set(asPlayerId(player), 'playing');
    b.bus.mend();
    await world.awaitPush('bob', 'matchReady');
    await world.awaitPush('ada', 'partyUpdated');
    assert.equal(world.last('ada', 'matchReady'), undefined);
  });

  it('QU21 a ticket of a removed mode does not keep a desk from its office, and is logged', async () => {
    await a.ask('ada', { type: 'joinQueue', mode: 'cycles' });
    await a.host.stop();
    const ticket = { id: 'old', mode: 'tag', players: [{ id: 'bob' }], queuedAt: 0, blocks: [], recent: [] };
    await world.store.put((await world.store.fence()) ?? 0, 'ticket', 'old', { ticket });
    await b.host.keepOffice();
    b.host.tick();
    assert.equal(b.host.isInOffice, true);
    assert.deepEqual(
      world.warnings.filter(({ mode }) => mode === 'tag').map(({ kind, id }) => [kind, id]),
      [['ticket', 'old']],
    );
    await eventually(async () => assert.equal((await world.store.all('ticket')).length, 1));
    assert.deepEqual(world.errors, []);
  });

  it('DH2 the reason that keeps a desk from its office is logged', async () => {
    await a.host.stop();
    world.store.all = async () => Promise.reject(new Error('the store is away'));
    await b.host.keepOffice();
    assert.equal(b.host.isInOffice, false);
    assert.equal(world.errors.length, 1);
  });

  it('PA3 an invite survives the desk’s process, with its remaining time', async () => {
    await a.ask('ada', { type: 'inviteToParty', playerId: asPlayerId('bob') });
    const { inviteId } = await world.awaitPush('bob', 'invited');
    await a.host.stop();
    await b.host.keepOffice();
    assert.deepEqual(await a.ask('bob', { type: 'answerInvite', inviteId, accept: true }), {});
    await eventually(async () => assert.deepEqual(await world.store.all('invite'), []));
    await a.ask('ada', { type: 'inviteToParty', playerId: asPlayerId('eve') });
    await b.host.stop();
    world.pushes.length = 0;
    world.clock.advance(30_000);
    const c = new Process('c', world);
    await c.host.keepOffice();
    c.host.tick();
    await world.awaitPush('eve', 'inviteEnded');
  });

  it('DH5 an arriving player is told what they are in', async () => {
    await a.ask('ada', { type: 'createParty' });
    await a.ask('ada', { type: 'joinQueue', mode: 'cycles' });
    world.pushes.length = 0;
    b.play.sync(asPlayerId('ada'));
    await eventually(() =>
      assert.ok(world.last('ada', 'partyUpdated')?.party && world.last('ada', 'queueUpdated')?.queue),
    );
    b.play.sync(asPlayerId('nobody'));
    await eventually(() => assert.deepEqual(world.last('nobody', 'partyUpdated'), {}));
  });

  /** Each call to a room, and what it takes to need it. */
  const NEEDED: Record<keyof MatchRooms, () => Promise<unknown>> = {
    open: () => a.ask('ada', { type: 'createMatch', mode: 'connect-four', isPrivate: false }),
    seat: () => a.ask('ada', { type: 'createMatch', mode: 'connect-four', isPrivate: false }),
    close: async () => {
      const made = (await a.ask('ada', { type: 'createMatch', mode: 'connect-four', isPrivate: false })) as Created;
      await world.awaitPush('ada', 'matchReady');
      await a.play.report({ matchId: made.matchId, type: 'left', player: asPlayerId('ada') });
    },
    processes: async () => {
      await a.ask('ada', { type: 'createMatch', mode: 'connect-four', isPrivate: false });
      await world.awaitPush('ada', 'matchReady');
      await a.host.endMatchesWithoutRoom();
    },
  };
  for (const [call, need] of Object.entries(NEEDED)) {
    it(`DH25 a failed call to ${call} at a match’s room is logged with its reason`, async () => {
      world.failing = call as keyof MatchRooms;
      await need();
      await eventually(() => {
        const errors = [...world.errors, ...world.warnings.map(({ err }) => err)];
        assert.deepEqual(errors.map(String), [`Error: no ${call}`]);
      });
      for (const { what, matchId } of world.warnings) assert.deepEqual([what, typeof matchId], [call, 'string']);
    });
  }
});
