import assert from 'node:assert/strict';
import fc from 'fast-check';
import { INVITE_MS, INVITES_MAX, Parties, type PartyEvent, type Person } from '../../server/domain/play/parties.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { checked } from '../support/property.ts';

const person = (name: string): Person => ({ id: asPlayerId(name), name, emblem: 0 });
const [ada, bob, eve, joe, zoe] = ['ada', 'bob', 'eve', 'joe', 'zoe'].map(person) as [
  Person,
  Person,
  Person,
  Person,
  Person,
];

describe('parties and invites', () => {
  let parties: Parties;
  let ids: number;
  beforeEach(() => {
    parties = new Parties();
    ids = 0;
  });

  const invite = (from: Person, to: Person, now = 0) =>
    parties.inviteToParty(from, to, { party: `p${++ids}`, invite: `i${ids}` }, now);
  const join = (from: Person, to: Person) => {
    invite(from, to);
    return parties.answer(to.id, `i${ids}`, true);
  };
  const members = (of: Person) => parties.of(of.id)?.members.map(({ name }) => name);
  const types = (events: PartyEvent[] | string) =>
    typeof events === 'string'
      ? events
      : events.map((event) => ('why' in event ? `${event.type} ${event.why}` : event.type));

  it('PA1 an invite opens a party, and accepting it joins the party', () => {
    assert.deepEqual(types(invite(ada, bob)), ['partyChanged joined', 'invited']);
    assert.deepEqual([members(ada), members(bob)], [['ada'], undefined]);
    const events = parties.answer(bob.id, 'i1', true) as PartyEvent[];
    assert.deepEqual(types(events), ['inviteEnded accepted', 'partyChanged joined']);
    assert.deepEqual(events.at(-1)?.type === 'partyChanged' && events.at(-1), {
      type: 'partyChanged',
      party: { id: 'p1', members: [ada, bob] },
      partyId: 'p1',
      to: ['ada', 'bob'],
      why: 'joined',
      who: 'bob',
    });
    assert.equal(parties.answer(bob.id, 'i1', true), 'invite/unknown');
    assert.equal(parties.create(ada, 'p9'), 'party/already');
  });

  it('PA2 only the leader invites, promotes and removes, and a party has at most four', () => {
    for (const one of [bob, eve, joe]) join(ada, one);
    assert.equal(invite(ada, zoe), 'party/full');
    assert.equal(invite(bob, zoe), 'party/notLeader');
    assert.equal(parties.promote(bob.id, eve.id), 'party/notLeader');
    assert.equal(parties.remove(bob.id, eve.id), 'party/notLeader');
    assert.equal(parties.promote(ada.id, zoe.id), 'party/none');
    assert.deepEqual(types(parties.promote(ada.id, eve.id)), ['partyChanged promoted']);
    assert.deepEqual(members(bob), ['eve', 'ada', 'bob', 'joe']);
    assert.deepEqual(types(parties.remove(eve.id, ada.id)), ['partyChanged removed']);
    assert.deepEqual([members(ada), members(eve)], [undefined, ['eve', 'bob', 'joe']]);
  });

  it('PA2 an invite to a party that has filled up is refused and stays open', () => {
    invite(ada, zoe);
    for (const one of [bob, eve, joe]) join(ada, one);
    assert.equal(parties.answer(zoe.id, 'i1', true), 'party/full');
    parties.leave(joe.id);
    assert.notEqual(parties.answer(zoe.id, 'i1', true), 'party/full');
  });

  it('PA3 invites are limited, and end by timeout, decline, or departure of either player', () => {
    invite(ada, bob);
    assert.equal(invite(ada, bob), 'invite/tooMany');
    assert.equal(invite(ada, ada), 'invite/notHere');
    assert.equal(parties.answer(eve.id, 'i1', true), 'invite/unknown');
    assert.deepEqual(parties.expire(INVITE_MS - 1), []);
    assert.deepEqual(types(parties.expire(INVITE_MS)), ['inviteEnded expired', 'partyChanged expired']);
    for (let n = 0; n < INVITES_MAX; n++) invite(ada, person(`friend${n}`));
    assert.equal(invite(ada, zoe), 'invite/tooMany');
    assert.deepEqual(types(parties.answer(asPlayerId('friend0'), 'i4', false)), [
      'inviteEnded declined',
      'partyChanged declined',
    ]);
    assert.deepEqual(types(parties.gone(asPlayerId('friend1'))), ['inviteEnded expired']);
    assert.deepEqual(parties.gone(ada.id).length, INVITES_MAX - 2 + 1);
    assert.deepEqual(parties.invitesOf(ada.id), { made: [], got: [] });
  });

  it('PA4 the next member becomes leader, and a party of one ends', () => {
    join(ada, bob);
    join(ada, eve);
    parties.leave(ada.id);
    assert.deepEqual(members(eve), ['bob', 'eve']);
    const [event] = parties.gone(eve.id);
    assert.deepEqual(event?.type === 'partyChanged' && [event.party, event.to, event.why], [
      undefined,
      ['bob', 'eve'],
      'disbanded',
    ]);
    assert.deepEqual([members(bob), parties.leave(bob.id)], [undefined, 'party/none']);
  });

  it('PA5 accepting another invite leaves the current party', () => {
    join(ada, bob);
    join(ada, eve);
    invite(joe, bob);
    assert.deepEqual(types(parties.answer(bob.id, `i${ids}`, true)), [
      'inviteEnded accepted',
      'partyChanged left',
      'partyChanged joined',
    ]);
    assert.deepEqual(
      [members(ada), members(joe)],
      [
        ['ada', 'eve'],
        ['joe', 'bob'],
      ],
    );
  });

  it('PA6 a challenge becomes a match for both players, or nothing', () => {
    parties.challenge(ada, bob, 'cycles-duel', 'c1', 0);
    assert.deepEqual(
      parties.invitesOf(bob.id).got.map(({ kind, mode }) => [kind, mode]),
      [['challenge', 'cycles-duel']],
    );
    assert.deepEqual(types(parties.answer(bob.id, 'c1', true)), ['inviteEnded accepted', 'challenged']);
    parties.challenge(ada, bob, 'cycles-duel', 'c2', 0);
    assert.deepEqual(types(parties.answer(bob.id, 'c2', false)), ['inviteEnded declined']);
    assert.equal(members(ada), undefined);
  });

  it('PA7 nobody is in two parties, and no party is too large or empty', () => {
    const people = [ada, bob, eve, joe, zoe, person('max')];
    const who = fc.constantFrom(...people);
    const step = fc.record({
      do: fc.constantFrom('invite', 'invite', 'yes', 'yes', 'no', 'leave', 'promote', 'remove', 'gone', 'expire'),
      who,
      other: who,
    });
    checked(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const run = new Parties();
        let now = 0;
        for (const [n, one] of steps.entries()) {
          now += 3_000;
          const [got] = run.invitesOf(one.who.id).got;
          if (one.do === 'invite') run.inviteToParty(one.who, one.other, { party: `p${n}`, invite: `i${n}` }, now);
          if (one.do === 'yes' || one.do === 'no') run.answer(one.who.id, got?.id ?? 'none', one.do === 'yes');
          if (one.do === 'leave') run.leave(one.who.id);
          if (one.do === 'promote') run.promote(one.who.id, one.other.id);
          if (one.do === 'remove') run.remove(one.who.id, one.other.id);
          if (one.do === 'gone') run.gone(one.who.id);
          if (one.do === 'expire') run.expire(now);
          const all = [...run.all()];
          const inThem = all.flatMap(({ members: those }) => those.map(({ id }) => id));
          assert.equal(new Set(inThem).size, inThem.length);
          for (const party of all) {
            assert.ok(party.members.length >= 1 && party.members.length <= 4);
            for (const { id } of party.members) assert.equal(run.of(id), party);
          }
          for (const { id } of people) assert.equal(run.of(id) !== undefined, inThem.includes(id));
        }
      }),
      10_000,
    );
  });
});
