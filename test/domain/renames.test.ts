import assert from 'node:assert/strict';
import { asPlayerId } from '../../shared/ids.ts';
import { DeskWorld } from '../support/deskWorld.ts';

/** What the desk shows of players, after one of them is renamed from `ada` to `Anna`. */
describe('a name at the desk', () => {
  let world: DeskWorld;
  beforeEach(() => {
    world = new DeskWorld();
    world.come('ada', 'bob', 'eve');
  });
  const rename = (name = 'ada', to = 'Anna') => {
    world.names.set(asPlayerId(name), to);
    world.pass(1_000);
  };
  const pushesTo = (name: string, push: string) =>
    world.pushes.filter((one) => one.to === name && one.push === push).length;

  it('V15 is new in a party and its open invites, once, for each member and invited player', () => {
    world.party('ada', 'bob');
    world.ask('ada', { type: 'inviteToParty', playerId: asPlayerId('eve') });
    const before = pushesTo('bob', 'partyUpdated');
    rename();
    rename('eve', 'Eva');
    for (const member of ['ada', 'bob']) {
      const { party, why } = world.of(member).partyUpdated ?? {};
      assert.deepEqual(
        [why, party?.members.map(({ name }) => name), party?.invited.map(({ name }) => name)],
        [undefined, ['Anna', 'bob'], ['Eva']],
      );
    }
    assert.equal(world.of('eve').invited?.from.name, 'Anna');
    assert.equal(pushesTo('bob', 'partyUpdated'), before + 2);
    assert.equal(pushesTo('eve', 'invited'), 2);
    world.replace();
    assert.deepEqual(world.play.stored().parties[0]?.members[0], { id: 'ada', name: 'Anna', emblem: 0 });
  });

  it('V15 is new in a challenge, and in the match that comes of it', () => {
    world.ask('ada', { type: 'challenge', playerId: asPlayerId('bob'), mode: 'cycles' });
    rename();
    assert.equal(world.of('bob').invited?.from.name, 'Anna');
    world.ask('bob', { type: 'answerInvite', inviteId: world.of('bob').invited?.inviteId ?? '', accept: true });
    assert.deepEqual(
      world.plans.at(-1)?.seats.map(({ name }) => name),
      ['Anna', 'bob'],
    );
  });

  it('V15 is new in an open ready check, which is pushed again to those who see the change alone', () => {
    world.queue('bob');
    world.queue('ada');
    world.pass(500);
    const namesTo = (name: string) => world.of(name).matchProposed?.players.map((player) => player.name);
    rename();
    assert.deepEqual(namesTo('bob')?.toSorted(), ['Anna', 'bob']);
    world.hide('ada');
    world.pass(1_000);
    const before = pushesTo('bob', 'matchProposed');
    rename('ada', 'Agnes');
    assert.deepEqual([pushesTo('bob', 'matchProposed'), namesTo('bob')?.toSorted()], [before, ['bob', null]]);
    assert.deepEqual(namesTo('ada')?.toSorted(), ['Agnes', 'bob']);
  });

  it('V15 is new in the list of matches and in every later match of a ticket or rematch', () => {
    world.queue('ada');
    rename();
    world.queue('bob');
    world.pass(500);
    for (const name of ['ada', 'bob']) world.accept(name);
    const listed = () =>
      world.desk.matches.listed
        .rows()[0]
        ?.players.map(({ name }) => name)
        .toSorted();
    assert.deepEqual(
      world.plans
        .at(-1)
        ?.seats.map(({ name }) => name)
        .toSorted(),
      ['Anna', 'bob'],
    );
    rename('bob', 'Bo');
    assert.deepEqual(listed(), ['Anna', 'Bo']);
    const { matchId = '' } = world.plans.at(-1) ?? {};
    world.done(world.desk.matches.finished(matchId));
    rename('bob', 'Ben');
    for (const name of ['ada', 'bob']) world.ask(name, { type: 'rematch', matchId });
    assert.deepEqual(
      world.plans
        .at(-1)
        ?.seats.map(({ name }) => name)
        .toSorted(),
      ['Anna', 'Ben'],
    );
  });

  it('V16 a player who hid and is renamed keeps the old name in lists until they go from there', () => {
    world.ask('ada', { type: 'createMatch', mode: 'cycles', isPrivate: false });
    world.ask('bob', { type: 'joinMatch', matchId: world.opened[0] ?? '' });
    const count = () => world.listings.length;
    const before = count();
    world.hiding.set(asPlayerId('ada'), {
      visibility: 'nobody',
      isFading: true,
      fadingPersona: { name: 'ada', emblem: 0 },
    });
    rename();
    assert.equal(count(), before);
    world.hide('ada');
    world.pass(1_000);
    assert.deepEqual(
      world.desk.matches.listed.rows()[0]?.players.map(({ name }) => name),
      [null, 'bob'],
    );
  });
});
