import assert from 'node:assert/strict';
import { Actions, type LobbyCommands } from '../../client/actions/actions.ts';
import type { PlayPage } from '../../client/actions/playActions.ts';
import type { CommandParts, Entry } from '../../client/commands/command.ts';
import { find, isFound, wordsOf } from '../../client/commands/find.ts';
import { offersAbout, PLAYER_REQUESTS } from '../../client/commands/playerCommands.ts';
import { COMMANDS, NOT_COMMANDS } from '../../client/commands/table.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import type { ListedRow } from '../../client/model/rosterRows.ts';
import type { Self } from '../../shared/playerRow.ts';
import { REQUESTS, type RequestName } from '../../shared/requests.ts';
import { row } from './rows.ts';

const ME = { id: 'me', name: 'Zoë', status: 'online', chosenStatus: 'online', visibility: 'everyone' } as Self;

class World {
  readonly model = new LobbyModel(0);
  readonly asked: string[] = [];
  readonly parts: CommandParts;

  constructor() {
    const { model, asked } = this;
    const commands = {
      request: async (type: string) => {
        asked.push(type);
        return { ok: false, refusal: 'play/away' };
      },
      records: { leaderboard: async () => ({ ok: false }), matchesOf: async () => ({ ok: false }) },
    } as unknown as LobbyCommands;
    const page = { session: { expect() {} }, search: { begin() {}, refused() {} } } as unknown as PlayPage;
    const actions = new Actions(commands, page, model, () => 0);
    model.apply({ type: 'linkChanged', link: { kind: 'online' } }, 0);
    const rows = [row('me'), row('Núria'), row('Łukasz'), row('山田太郎'), row('Jean-Luc Ångström')];
    model.apply({ type: 'rosterReset', rows }, 0);
    model.apply({ type: 'selfUpdated', payload: { ...ME, rating: 0, lastActive: 0 } }, 0);
    model.roster.setSelf('me');
    const rest = { theme: { chosen: 'dark' }, choices: {}, mute: { isOn: false }, language: { id: 'en' } };
    const refusedName = { whyOf: () => undefined, explain: () => false };
    this.parts = { ...rest, model, actions, refusedName, now: () => 0, showShortcuts() {} } as unknown as CommandParts;
  }

  found = (typed: string): string[] => find(this.parts, typed).actions.map(({ label }) => label);
  people = (typed: string): string[] => find(this.parts, typed).people.map(({ label }) => label);
  row = (id: string): ListedRow => this.model.roster.row(id) ?? assert.fail(id);
  all = (typed = ''): Entry[] => COMMANDS.flatMap(({ entries }) => [...entries(this.parts, typed)]);
}

/** Heard when the entry is run, whatever the reply. */
async function requestsOf(world: World, entry: Entry): Promise<string[]> {
  world.asked.length = 0;
  entry.run();
  await new Promise((resolve) => setImmediate(resolve));
  return [...world.asked];
}

describe('commands', () => {
  it('U71 every request that a player sends is in a command, or is named with the reason why not', () => {
    const sent = new Set([...COMMANDS.flatMap(({ requests }) => requests), ...Object.values(PLAYER_REQUESTS).flat()]);
    const byPlayers = (Object.keys(REQUESTS) as RequestName[]).filter((name) => !('isAutomatic' in REQUESTS[name]));
    assert.deepEqual(
      byPlayers.filter((name) => !sent.has(name) && !NOT_COMMANDS[name]),
      [],
    );
    assert.deepEqual(
      Object.keys(NOT_COMMANDS).filter((name) => sent.has(name as RequestName)),
      [],
    );
  });

  it('U71 what the entries say that they send is what they send', async () => {
    const world = new World();
    const { model } = world;
    const heard = new Set<string>();
    const runAll = async (typed = '', ids: readonly string[] = []) => {
      const about = ids.flatMap((id) => offersAbout(world.row(id), world.parts));
      for (const entry of [...world.all(typed), ...about])
        if (entry.why === undefined && !/^(theme|language|mute|copyLink|plain)/.test(entry.id))
          for (const name of await requestsOf(world, entry)) heard.add(name);
    };
    await runAll('name Nova', ['núria']);
    await runAll('say hello', []);
    await runAll('K7PQ4X', []);
    const match = (matchId: string, state: 'open' | 'playing') => ({
      ...{ matchId, mode: 'cycles', state, seats: 4, spectators: 0 },
      players: [{ id: 'x', name: 'X', emblem: 0 }],
    });
    const put = [match('m1', 'open'), match('m2', 'playing')];
    model.apply({ type: 'matchesUpdated', payload: { isWhole: true, put, removed: [] } }, 0);
    const invite = {
      inviteId: 'i',
      kind: 'party',
      from: { id: 'núria', name: 'Núria', emblem: 0 },
      leftMs: 9_000,
    } as const;
    model.apply({ type: 'invited', payload: invite }, 0);
    await runAll();
    const members = ['me', 'núria'].map((id) => ({ id, name: id, isPresent: true, isReady: true, rating: 0 }));
    const party = { partyId: 'p', leaderId: 'me', members, invites: [] } as never;
    model.apply({ type: 'partyUpdated', payload: { party } }, 0);
    await runAll('', ['núria']);
    const queue = { ticketId: 't', mode: 'cycles', waitedMs: 60_000, size: 1, canPlayBots: true } as never;
    model.apply({ type: 'queueUpdated', payload: { queue } }, 0);
    await runAll();
    const blocked = { id: 'łukasz', name: 'Łukasz', tie: 'blocked', status: null, lastActive: 0, rating: 0 } as never;
    model.apply({ type: 'friendsUpdated', payload: { isWhole: true, put: [blocked], removed: [] } }, 0);
    await runAll('', ['łukasz']);
    // Sent from the dialog, question, list or card that the command opens.
    const opened = [
      'setEmblem',
      'removeFriend',
      'report',
      'block',
      'readWhispers',
      'chatHistory',
      'createParty',
      'rematch',
    ];
    const said = [...COMMANDS.flatMap(({ requests }) => requests), ...Object.values(PLAYER_REQUESTS).flat()];
    assert.deepEqual(
      [...new Set(said)].filter((name) => !opened.includes(name) && !heard.has(name)),
      [],
    );
  });

  it('U72 typed words find those that they begin, whatever accents and case; scripts without spaces anywhere', () => {
    const world = new World();
    assert.deepEqual(world.people('nur'), ['Núria']);
    assert.deepEqual(world.people('LUKA'), ['Łukasz']);
    assert.deepEqual(world.people('angs'), ['Jean-Luc Ångström']);
    assert.deepEqual(world.people('luc jean'), ['Jean-Luc Ångström']);
    assert.deepEqual(world.people('太郎'), ['山田太郎']);
    assert.deepEqual(world.people('uria'), []);
    assert.ok(!world.people('me').includes('me'), 'not oneself');
    assert.deepEqual(wordsOf('Straße, Þóra!'), ['strasse', 'thora']);
    assert.ok(isFound(['cha', 'nu'], 'Challenge Núria to Connect four'));
  });

  it('U72 actions name the player that is typed with them, and those that can be done come first', () => {
    const world = new World();
    const [first = ''] = world.found('challenge nu');
    assert.match(first, /^Challenge Núria to /);
    assert.ok(world.found('challenge nu').every((label) => label.includes('Núria')));
    assert.ok(world.found('message luk').length > 0);
    assert.match(world.found('connect')[0] ?? '', /^Play Connect four$/);
    assert.deepEqual(world.found('k7pq4x'), ['Join the match with the code K7PQ4X']);
    assert.deepEqual(world.found('qqqq'), []);
  });

  it('U72 what cannot be done stays in the list and says why', () => {
    const world = new World();
    world.model.apply(
      { type: 'linkChanged', link: { kind: 'reconnecting', attempt: 1, sinceAt: 0, heldUntilAt: 9, nextTryAt: 1 } },
      0,
    );
    const { actions } = find(world.parts, 'play');
    assert.ok(actions.some(({ why }) => why === 'Available once you’re connected'));
    const nameless = find(new World().parts, 'name').actions.find(({ id }) => id === 'name');
    assert.match(nameless?.why ?? '', /new name/);
  });
});
