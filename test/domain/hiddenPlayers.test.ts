import assert from 'node:assert/strict';
import type { DeskPlayer } from '../../server/domain/play/deskQueue.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';
import { REQUESTS, type RequestName } from '../../shared/requests.ts';
import { DeskWorld } from '../support/deskWorld.ts';

const HIDDEN = ['hana', 'hugo'];

/** `hana` is seen by nobody, `hugo` by his friend `fay`; `stella` and `tom` are strangers to both. */
describe('hidden players at the desk', () => {
  let world: DeskWorld;
  beforeEach(() => {
    world = new DeskWorld();
    world.come('hana', 'hugo', 'fay', 'stella', 'tom');
    world.hide('hana');
    world.hide('hugo', 'fay');
  });

  const queueApart = (name: string, mu: number, more: Partial<DeskPlayer> = {}) => {
    world.come(name);
    return world.done(world.desk.joinQueue([world.player(name, { mu, sigma: 1, ...more })], 'cycles-duel', world.now));
  };
  const queueOf = (name: string) => world.of(name).queueUpdated?.queue;
  const namesTo = (name: string) => world.of(name).matchProposed?.players.map((player) => player.name);
  /** The list of matches as a follower has it. */
  const rows = (): MatchRow[] => {
    const list = new Map<string, MatchRow>();
    for (const change of world.listings) {
      if (change.type === 'relisted') list.clear();
      for (const row of change.type === 'relisted' ? change.rows : change.put ? [change.put] : [])
        list.set(row.matchId, row);
      if (change.type === 'listed' && change.removed !== undefined) list.delete(change.removed);
    }
    return [...list.values()];
  };
  const namesIn = (matchId: string) =>
    rows()
      .find((row) => row.matchId === matchId)
      ?.players.map(({ name }) => name);
  const open = (name: string): string => {
    const created = world.ask(name, { type: 'createMatch', mode: 'cycles', isPrivate: false });
    return (created as { matchId: string }).matchId;
  };
  const tellQueues = () => {
    world.pass(1_000);
    world.desk.pushQueues(world.now);
    world.runEffects();
  };

  it('QU29 the number of players in a queue counts those whom everybody sees, and those of the own ticket', () => {
    queueApart('stella', 25);
    queueApart('hana', 60);
    queueApart('hugo', 95);
    queueApart('tom', 130);
    tellQueues();
    assert.deepEqual(
      ['stella', 'tom', 'hana', 'hugo'].map((name) => queueOf(name)?.playersInQueue),
      [2, 2, 3, 3],
    );
  });

  it('QU29 a party with a hidden member counts them for itself alone', () => {
    world.ask('tom', { type: 'inviteToParty', playerId: asPlayerId('fay') });
    world.party('fay', 'hugo');
    world.queue(['fay', 'hugo'], 'cycles');
    const queued = world.of('fay').queueUpdated?.queue?.playersInQueue;
    world.come('zoe');
    world.done(world.desk.joinQueue([world.player('zoe', { blocks: HIDDEN.map(asPlayerId) })], 'cycles', world.now));
    tellQueues();
    assert.deepEqual([queued, queueOf('zoe')?.playersInQueue, queueOf('hugo')?.playersInQueue], [2, 2, 3]);
  });

  it('QU29 the number follows players who hide and show themselves while they wait', () => {
    queueApart('stella', 25);
    queueApart('tom', 60);
    const counted = () => {
      tellQueues();
      return queueOf('stella')?.playersInQueue;
    };
    assert.equal(counted(), 2);
    world.hiding.set(asPlayerId('tom'), { visibility: 'nobody', isFading: true });
    assert.equal(counted(), 2, 'as long as a leave is not announced');
    world.hide('tom');
    assert.equal(counted(), 1);
    world.hiding.set(asPlayerId('hana'), { visibility: 'nobody', isFading: true });
    queueApart('hana', 95);
    assert.equal(counted(), 1, 'what they do after they hid is not told');
    world.hiding.clear();
    assert.equal(counted(), 3);
  });

  it('QU29 the waits of hidden tickets are in no estimate', () => {
    const wait = (one: string, other: string) => {
      world.queue(one);
      world.pass(2_000);
      world.queue(other);
      world.pass(1_000);
      world.accept(one);
      world.accept(other);
      world.desk.matches.finished(world.seats.at(-1)?.matchId ?? '');
      world.runEffects();
    };
    for (let i = 0; i < 3; i++) wait('hana', 'hugo');
    queueApart('stella', 25);
    assert.equal(queueOf('stella')?.waitRangeMs, null);
    world.leave('stella');
    for (let i = 0; i < 3; i++) wait('fay', 'tom');
    queueApart('stella', 25);
    assert.ok(queueOf('stella')?.waitRangeMs);
  });

  it('QU30 a ready check names hidden players to themselves and their friends, and to all once all have accepted', () => {
    const join = (name: string) => world.done(world.desk.joinQueue([world.player(name)], 'cycles', world.now));
    for (const name of ['hana', 'hugo', 'fay', 'stella']) join(name);
    world.pass(1_000);
    const order = ['hana', 'hugo', 'fay', 'stella'];
    const named = () =>
      Object.fromEntries(
        order.map((viewer) => [
          viewer,
          namesTo(viewer)
            ?.toSorted()
            .filter((name) => name !== null),
        ]),
      );
    assert.equal(namesTo('stella')?.length, 4);
    const before = {
      hana: ['fay', 'hana', 'stella'],
      hugo: ['fay', 'hugo', 'stella'],
      fay: ['fay', 'hugo', 'stella'],
      stella: ['fay', 'stella'],
    };
    assert.deepEqual(named(), before);
    for (const name of ['hana', 'fay', 'stella']) world.accept(name);
    assert.deepEqual(named(), before);
    const ready = world.of('stella').matchProposed?.players.filter(({ isReady }) => isReady).length;
    assert.equal(ready, 3, 'that an unnamed player has accepted is told');
    world.accept('hugo');
    for (const viewer of order)
      assert.deepEqual(namesTo(viewer)?.toSorted(), ['fay', 'hana', 'hugo', 'stella'], viewer);
  });

  it('QU30 a ready check names hidden players to their party', () => {
    world.party('fay', 'hugo');
    world.hide('hugo');
    world.queue(['fay', 'hugo'], 'cycles');
    world.queue('stella', 'cycles');
    world.pass(9_000);
    assert.ok(namesTo('fay')?.includes('hugo'));
    assert.deepEqual(namesTo('stella')?.toSorted(), ['fay', null, 'stella'].toSorted());
  });

  it('QU30 a player who hides during a ready check stays named while a leave would not be announced', () => {
    world.queue('tom', 'cycles');
    world.queue('stella', 'cycles');
    world.hiding.set(asPlayerId('hana'), { visibility: 'nobody', isFading: true });
    world.queue('hana', 'cycles');
    world.pass(9_000);
    assert.deepEqual(new Set(namesTo('stella')), new Set(['tom', 'stella', null]));
    world.hiding.set(asPlayerId('tom'), { visibility: 'nobody', isFading: true });
    world.accept('tom');
    assert.deepEqual(new Set(namesTo('stella')), new Set(['tom', 'stella', null]));
    world.hide('tom');
    world.accept('stella');
    assert.deepEqual(new Set(namesTo('stella')), new Set([null, 'stella']));
  });

  it('DH6 a hidden player’s seat counts and is unnamed; a match without a visible player is in no list', () => {
    const matchId = open('hugo');
    assert.deepEqual(world.listings, []);
    world.ask('fay', { type: 'joinMatch', matchId });
    assert.deepEqual(namesIn(matchId), [null, 'fay']);
    world.ask('hana', { type: 'joinMatch', matchId });
    assert.deepEqual(namesIn(matchId), [null, 'fay', null]);
    world.desk.matches.left(matchId, asPlayerId('fay'));
    world.runEffects();
    assert.deepEqual(rows(), []);
  });

  it('DH6 a new desk lists the same', () => {
    const [hidden, shown] = [open('hana'), open('stella')];
    world.ask('hugo', { type: 'joinMatch', matchId: shown });
    world.replace();
    assert.deepEqual([namesIn(hidden), namesIn(shown)], [undefined, ['stella', null]]);
  });

  it('DH26 strangers who have the id of a match that is in no list get the answer of a match that is not there', () => {
    const byId = (Object.keys(REQUESTS) as RequestName[]).filter(
      (name) => REQUESTS[name].input.safeParse({ matchId: 'any' }).success,
    );
    assert.deepEqual(byId, ['joinMatch', 'watchMatch', 'rematch']);
    const answers = (name: string, matchId: string) => byId.map((type) => world.ask(name, { type, matchId } as never));
    const [ofHana, ofHugo, ofTom] = [open('hana'), open('hugo'), open('tom')];
    assert.deepEqual(answers('stella', ofHana), answers('stella', 'none'));
    assert.deepEqual(answers('stella', ofHugo), answers('stella', 'none'));
    assert.deepEqual(answers('fay', ofHugo)[1], 'match/already', 'fay may know hugo, and has joined him');
    assert.deepEqual(world.ask('stella', { type: 'watchMatch', matchId: ofHugo }), { matchId: ofHugo }, 'fay is in it');
    world.hiding.set(asPlayerId('tom'), { visibility: 'nobody', isFading: true });
    world.pass(1_000);
    assert.deepEqual(world.ask('stella', { type: 'watchMatch', matchId: ofTom }), { matchId: ofTom });
    world.hide('tom');
    world.pass(1_000);
    assert.deepEqual(answers('stella', ofTom), answers('stella', 'none'));
  });

  it('DH6 a match that its last visible player left is in no list, though hidden ones play on', () => {
    const matchId = open('stella');
    for (const name of HIDDEN) world.ask(name, { type: 'joinMatch', matchId });
    world.desk.matches.started(matchId);
    world.desk.matches.left(matchId, asPlayerId('stella'));
    world.runEffects();
    assert.deepEqual(rows(), []);
  });

  it('DH21 lists follow seated players who hide and show themselves, and say nothing else for it', () => {
    const matchId = open('stella');
    world.ask('tom', { type: 'joinMatch', matchId });
    const listings = world.listings.length;
    world.pass(2_000);
    assert.equal(world.listings.length, listings, 'nothing changed');
    world.hiding.set(asPlayerId('tom'), { visibility: 'nobody', isFading: true });
    world.pass(1_000);
    assert.deepEqual(namesIn(matchId), ['stella', 'tom'], 'as long as a leave is not announced');
    world.hide('tom');
    world.pass(1_000);
    assert.deepEqual(namesIn(matchId), ['stella', null]);
    world.hide('stella');
    world.pass(1_000);
    assert.deepEqual(rows(), []);
    world.hiding.delete(asPlayerId('tom'));
    world.pass(1_000);
    assert.deepEqual(namesIn(matchId), [null, 'tom']);
    assert.equal(world.listings.length, listings + 3);
  });

  it('PA8 nobody is invited or challenged by a player who hides from them', () => {
    const invite = (from: string, to: string) => world.ask(from, { type: 'inviteToParty', playerId: asPlayerId(to) });
    const challenge = (from: string, to: string) =>
      world.ask(from, { type: 'challenge', playerId: asPlayerId(to), mode: 'cycles' });
    for (const ask of [invite, challenge]) {
      assert.equal(ask('hana', 'stella'), 'invite/hidden');
      assert.equal(ask('hugo', 'stella'), 'invite/hidden');
      assert.deepEqual(ask('hugo', 'fay'), {});
    }
    assert.deepEqual(world.of('stella'), {});
  });

  it('PA8 members hear of an invite by another only where they may know the invited player', () => {
    world.party('fay', 'stella');
    world.pushes.length = 0;
    world.ask('fay', { type: 'inviteToParty', playerId: asPlayerId('hugo') });
    world.ask('stella', { type: 'sync' });
    world.ask('fay', { type: 'sync' });
    const invited = (name: string) => world.of(name).partyUpdated?.party?.invited.map((each) => each.name);
    assert.deepEqual([invited('stella'), invited('fay')], [[], ['hugo']]);
    world.pushes.length = 0;
    world.ask('hugo', { type: 'answerInvite', inviteId: world.of('hugo').invited?.inviteId ?? '', accept: false });
    assert.deepEqual(
      world.pushes.filter(({ push }) => push === 'partyUpdated').map(({ to }) => to),
      ['fay'],
    );
  });

  it('DH22 a stranger who queues and reads the list is told the same with hidden players as without', () => {
    const story = (withHidden: boolean) => {
      world = new DeskWorld();
      for (const name of HIDDEN) world.hide(name);
      world.come('stella', 'tom', ...HIDDEN);
      const hidden = (act: () => unknown) => void (withHidden && act());
      queueApart('stella', 25);
      hidden(() => queueApart('hana', 130));
      tellQueues();
      hidden(() => world.leave('hana'));
      hidden(() => world.desk.matches.finished(open('hugo')));
      hidden(() => world.ask('hana', { type: 'challenge', playerId: asPlayerId('stella'), mode: 'cycles' }));
      hidden(() => world.ask('hana', { type: 'inviteToParty', playerId: asPlayerId('tom') }));
      hidden(() => world.queue('hana', 'cycles'));
      hidden(() => world.ask('hana', { type: 'playBots' }));
      hidden(() => world.desk.matches.started(open('hugo')));
      tellQueues();
      world.ask('stella', { type: 'sync' });
      world.replace();
      tellQueues();
      return JSON.stringify([world.pushes.filter(({ to }) => !HIDDEN.includes(to)), world.listings]);
    };
    assert.equal(story(true), story(false));
  });
});
