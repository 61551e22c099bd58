import assert from 'node:assert/strict';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { PushType } from '../../shared/pushes.ts';
import { DeskWorld } from '../support/deskWorld.ts';
import { projectFiles } from '../support/sources.ts';

/**
 * `none`: no player. `count`: none, but a number of them. `self`: the receiver. `mates`: those who played together.
 * `known`: players that the receiver may know. `public`: players that everybody may know.
 */
type Naming = 'none' | 'count' | 'self' | 'mates' | 'known' | 'public';

/** How each push names players, and the rule that says so. A new push has its row here, and the test of its rule. */
const PUSHES: Record<PushType | keyof MatchPushes, readonly [Naming, rule: string]> = {
  queueUpdated: ['count', 'QU29'],
  matchProposed: ['known', 'QU30'],
  matchReady: ['none', 'MR3'],
  matchCancelled: ['none', 'QU3'],
  matchFinished: ['mates', 'MR8'],
  rematchUpdated: ['mates', 'QU32'],
  matchesUpdated: ['public', 'DH6'],
  tileUpdated: ['none', 'MV2'],
  partyUpdated: ['known', 'PA8'],
  invited: ['known', 'PA8'],
  inviteEnded: ['none', 'PA3'],
  friendsUpdated: ['known', 'FR4'],
  chatReceived: ['known', 'CH2'],
  happened: ['public', 'CH18'],
  chatDeleted: ['none', 'CH16'],
  welcomed: ['self', 'R2'],
  selfUpdated: ['self', 'V2'],
  idleWarned: ['none', 'P11'],
  idleCancelled: ['none', 'P11'],
  announced: ['none', 'O3'],
  moved: ['none', 'R20'],
  tableUpdated: ['known', 'MR24'],
  matchEnded: ['none', 'MR8'],
  tableSaid: ['public', 'MR37'],
  emoted: ['none', 'MR35'],
};

/** The fields of a type, as its source declares them. `indent`: of a field. */
function fieldsOf(text: string, type: string, indent: string): string[] {
  const body = text.slice(text.indexOf(`export type ${type} =`)).split(`\n${indent.slice(2)}}`, 1)[0] ?? '';
  return [...body.matchAll(new RegExp(`^${indent}(\\w+)\\??: `, 'gm'))].map(([, name]) => name ?? '');
}

const PLAYERS = ['hana', 'hugo', 'fay', 'stella', 'tom'].map(asPlayerId) as [
  PlayerId,
  PlayerId,
  PlayerId,
  PlayerId,
  PlayerId,
];

describe('pushes', () => {
  const files = new Map(projectFiles().map(({ path, text }) => [path, text]));

  it('V14 each push states how it names players, and by which rule', () => {
    const declared = [
      fieldsOf(files.get('shared/pushes.ts') ?? '', 'Pushes', '    '),
      fieldsOf(files.get('shared/playProtocol.ts') ?? '', 'PlayPushes', '  '),
      fieldsOf(files.get('shared/socialProtocol.ts') ?? '', 'SocialPushes', '  '),
      fieldsOf(files.get('shared/matchProtocol.ts') ?? '', 'MatchPushes', '  '),
    ];
    for (const fields of declared) assert.ok(fields.length > 1, `${fields}`);
    assert.deepEqual(declared.flat().toSorted(), Object.keys(PUSHES).toSorted());
    const spec = [...files].flatMap(([path, text]) => (path.startsWith('docs/spec/') ? text : [])).join('\n');
    for (const [push, [, rule]] of Object.entries(PUSHES))
      assert.ok(spec.includes(`- **${rule}** `), `${push} ${rule}`);
  });

  it('V14 what the desk pushes names players as stated', () => {
    const world = new DeskWorld();
    const [hana, hugo, fay, stella, tom] = PLAYERS;
    world.come(...PLAYERS);
    world.hide('hana');
    world.hide('hugo', 'fay');
    world.party('fay', 'hugo');
    for (const [from, playerId] of [
      ['fay', stella],
      ['stella', tom],
    ] as const) {
      world.ask(from, { type: 'challenge', playerId, mode: 'cycles' });
      const inviteId = world.of(playerId).invited?.inviteId ?? '';
      world.ask(playerId, { type: 'answerInvite', inviteId, accept: false });
    }
    world.queue(['fay', 'hugo'], 'cycles');
    world.queue('hana', 'cycles');
    world.queue('stella', 'cycles');
    world.pass(9_000);
    for (const name of ['hana', 'fay', 'stella']) world.accept(name);
    world.decline('hugo');
    const knownTo = new Map([
      [hana, [hana, fay, stella, tom]],
      [hugo, [hugo, fay, stella, tom]],
      [fay, [hugo, fay, stella, tom]],
      [stella, [fay, stella, tom]],
      [tom, [fay, stella, tom]],
    ]);
    const pushed = new Set<string>();
    for (const { to, push, payload } of world.pushes) {
      pushed.add(push);
      const [naming] = PUSHES[push];
      const named = PLAYERS.filter((id) => JSON.stringify(payload).includes(`"${id}"`));
      const allowed = naming === 'known' ? (knownTo.get(to) ?? []) : [];
      assert.deepEqual(
        named.filter((id) => !allowed.includes(id)),
        [],
        `${push} to ${to}`,
      );
    }
    assert.deepEqual([...pushed].toSorted(), [
      'inviteEnded',
      'invited',
      'matchCancelled',
      'matchProposed',
      'partyUpdated',
      'queueUpdated',
    ]);
  });
});
