import assert from 'node:assert/strict';
import { type Entry, viewOf } from '../../server/domain/cluster/playerView.ts';
import { type Known, whyOf } from '../../server/domain/operators/why.ts';
import type { DeskFacts } from '../../server/domain/play/deskFacts.ts';
import type { PresenceFacts } from '../../server/domain/presence/presenceFacts.ts';
import { STANDINGS, STATUS_RULES } from '../../server/domain/presence/statusRule.ts';
import { asPlayerId, asProcessId, asSessionId, asShardId } from '../../shared/ids.ts';
import { CHOSEN_STATUSES } from '../../shared/status.ts';
import { DeskWorld } from '../support/deskWorld.ts';
import { entryOfAda } from '../support/entries.ts';

const ADA = asPlayerId('ada');
const [P1, P2] = [asProcessId('p1'), asProcessId('p2')];
const entry = (changes: Partial<Entry> = {}): Entry => entryOfAda({ chosenAt: 5_000, lastActiveAtS: 7, ...changes });
const known = (changes: Partial<Known> = {}): Known => ({
  id: ADA,
  process: P1,
  places: [],
  presences: new Map(),
  desk: null,
  stored: null,
  isListed: false,
  isBarred: false,
  missing: [],
  isPartial: false,
  ...changes,
});
const presence = (sessions: PresenceFacts['sessions']): PresenceFacts => ({
  status: 'away',
  chosenStatus: 'online',
  activity: null,
  inputAtS: 1,
  isActiveElsewhere: false,
  kick: null,
  mutedUntilS: null,
  friends: 0,
  sessions,
});
const idleSince = (sinceAtS: number, by: 'noInput' | 'hiddenTab'): PresenceFacts['sessions'][number] => ({
  ...{ id: asSessionId(`s${sinceAtS}`), shard: asShardId('s'), sinceAtS: 1 },
  ...{ state: 'live', heardAtS: 1, inputAtS: 1, idle: { sinceAtS, by } },
});
const NOTHING: DeskFacts = { ticket: null, proposal: null, match: null, blame: null, party: null, invites: [] };

describe('why a player has their status', () => {
  it('O17 the answer names the rule of each status', () => {
    const rules = new Set<string>();
    const shown = { active: 'online', chosenAway: 'away', idle: 'away', chosenBusy: 'busy', held: 'reconnecting' };
    for (const standing of STANDINGS)
      for (const chosenStatus of CHOSEN_STATUSES)
        for (const activity of [null, 'queued', 'playing'] as const) {
          const entries = [entry({ standing, chosenStatus, activity, shownStatus: 'queued' })];
          const view = viewOf(entries);
          assert.ok(view);
          const { rule, status } = view;
          rules.add(rule);
          const others = { queued: 'queued', playing: 'playing', leaving: 'queued' };
          assert.equal(status, { ...shown, ...others }[rule], `${standing} ${chosenStatus} ${activity}`);
        }
    assert.deepEqual([...rules].toSorted(), STATUS_RULES.toSorted(), 'every rule gives something');
  });

  it('O17 the answer names the deciding process, and lists all of them with their reports', () => {
    const places = [
      { process: P1, entry: entry({ standing: 'held', shards: [asShardId('a')] }) },
      {
        process: P2,
        entry: entry({ standing: 'idle', shards: [asShardId('b')], visibility: 'friends', chosenAt: 9_000 }),
      },
    ];
    const presences = new Map([[P2, presence([idleSince(10, 'noInput'), idleSince(20, 'hiddenTab')])]]);
    const why = whyOf(known({ places, presences, isListed: false }));
    assert.deepEqual(why?.shown, {
      status: 'away',
      rule: 'idle',
      idle: { sinceAtS: 20, by: 'hiddenTab' },
      visibility: 'friends',
      isListed: false,
      lastActiveAtS: 7,
      process: P2,
      shard: 'b',
      isBarred: false,
    });
    assert.deepEqual(why?.sessions, { live: 2, held: 0, leaving: 0 });
    assert.deepEqual(
      why?.places.map(({ process, isAsked, entry, presence }) => [
        process,
        isAsked,
        entry?.standing,
        presence !== null,
      ]),
      [
        [P1, true, 'held', false],
        [P2, false, 'idle', true],
      ],
    );
    assert.equal(why?.isPartial, false);
  });

  it('O17 an absent player has no status, and only stored facts are shown', () => {
    const stored = {
      ...{ name: 'Ada', visibility: 'everyone' as const, rating: 5, emblem: 0, isOnline: true },
      ...{ lastActiveAtS: 3, createdAtS: 1, bannedAtS: 2, mutedUntilS: null, kickedUntilS: null },
      ...{ ban: null, lastOrder: null },
    };
    const why = whyOf(known({ stored }));
    assert.deepEqual([why?.player.name, why?.shown.status, why?.shown.rule], ['Ada', null, null]);
    assert.deepEqual([why?.shown.lastActiveAtS, why?.stored], [3, stored]);
    const ban = { atS: 2, untilS: null, reason: 'insults', operator: 'admin', ofNetworks: false };
    assert.equal(whyOf(known({ stored: { ...stored, ban } }))?.shown.rule, 'banned');
  });

  it('O17 an unknown player gives no answer, and a penalty alone gives one', () => {
    assert.equal(whyOf(known({ desk: NOTHING })), undefined);
    const blame = { penalties: 1, lastPenaltyAtS: 1, blockedMs: 0, drops: 0, lastDropAtS: null };
    assert.deepEqual(whyOf(known({ desk: { ...NOTHING, blame } }))?.desk?.blame, blame);
  });

  it('O18 missing answers are named, and make the answer partial', () => {
    const places = [{ process: P1, entry: entry() }];
    assert.equal(whyOf(known({ places, missing: ['store'] }))?.isPartial, true);
    assert.equal(whyOf(known({ places, isPartial: true }))?.isPartial, true);
  });
});

describe('what the desk knows about a player', () => {
  it('O17 the desk reports ticket, ready check, match, party and invites, and nothing that opens a match', () => {
    const world = new DeskWorld();
    const of = (name: string) => world.play.factsOf(asPlayerId(name), world.now);
    assert.deepEqual(of('ada'), NOTHING);
    const queuedAt = world.now;
    world.queue('ada');
    world.pass(5_000);
    const { window, ...ticket } = of('ada').ticket ?? assert.fail('there is a ticket');
    assert.deepEqual(ticket, {
      ...{ id: ticket.id, mode: 'cycles-duel', players: ['ada'] },
      ...{ queuedAtS: queuedAt / 1000, waitedMs: 5_000, blocks: 0 },
    });
    assert.ok(window && window.from < window.to);
    world.queue('bob');
    world.pass(1_000);
    world.accept('ada');
    assert.deepEqual(of('bob').proposal, {
      id: world.proposalOf('bob'),
      mode: 'cycles-duel',
      leftMs: 20_000,
      players: [
        { id: 'ada', hasAccepted: true },
        { id: 'bob', hasAccepted: false },
      ],
    });
    world.accept('bob');
    const { proposal, ticket: none, match } = of('ada');
    assert.deepEqual([proposal, none, match?.state], [null, null, 'playing']);
    assert.deepEqual(match?.players, [
      { id: 'ada', isSeated: true },
      { id: 'bob', isSeated: true },
    ]);

    world.party('cem', 'dan');
    assert.deepEqual(of('dan').party?.leader, 'cem');
    world.come('eve');
    world.ask('cem', { type: 'inviteToParty', playerId: asPlayerId('eve') });
    assert.deepEqual(
      of('eve').invites.map(({ kind, from, to, leftMs }) => [kind, from, to, leftMs]),
      [['party', 'cem', 'eve', 30_000]],
    );
    world.come('fay');
    world.ask('fay', { type: 'createMatch', mode: 'cycles-duel', isPrivate: true });
    assert.equal(of('fay').match?.isPrivate, true);
    assert.doesNotMatch(JSON.stringify(of('fay')), /CODE/);
  });

  it('O17 the desk reports penalties and how long they last', () => {
    const world = new DeskWorld();
    for (let n = 0; n < 2; n++) {
      world.queue('ada');
      world.queue('bob');
      world.pass(1_000);
      world.decline('bob');
      world.leave('ada');
    }
    const { blame } = world.play.factsOf(asPlayerId('bob'), world.now + 10_000);
    const lastPenaltyAtS = world.now / 1000;
    assert.deepEqual(blame, { penalties: 2, lastPenaltyAtS, blockedMs: 50_000, drops: 0, lastDropAtS: null });
    assert.equal(world.play.factsOf(asPlayerId('ada'), world.now).blame, null);
  });
});
