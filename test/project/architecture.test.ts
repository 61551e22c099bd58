import assert from 'node:assert/strict';
import { type Import, importsOf, projectFiles, type Source, withoutComments } from '../support/sources.ts';

const isIn =
  (...folders: string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
const isOneOf =
  (...names: string[]) =>
  (from: string): boolean =>
    names.some((name) => from === name || from.startsWith(`${name}/`));

type Rule = {
  id: string;
  says: string;
  /** The files it applies to. */
  of: (path: string) => boolean;
  allows?: (imported: Import, path: string) => boolean;
  /** Forbidden code. */
  forbids?: RegExp;
  isNamed?: (path: string) => boolean;
  /** Files that break it. */
  breaks: Source[];
};

const NODE_GLOBALS = /\b(process|Buffer|__dirname|setImmediate|require)\b(?=[.(])/;
const PAGE_GLOBALS =
  /\b(document|window|navigator|localStorage|sessionStorage|HTMLElement|requestAnimationFrame|location)\b(?=[.([])/;
const IMPURE =
  /\b(Date\.now|new Date|performance\.|Math\.random|crypto\.|setTimeout|setInterval|setImmediate|queueMicrotask|process\.|console\.|async\b|await\b|Promise\b|fetch\()/;

const RULES: Rule[] = [
  {
    id: 'A1',
    says: 'shared/ imports only itself, the schema library and zod, and uses neither Node nor the DOM',
    of: isIn('shared'),
    allows: ({ from }) => isIn('shared')(from) || isOneOf('@colyseus/schema', 'zod')(from),
    forbids: new RegExp(`${NODE_GLOBALS.source}|${PAGE_GLOBALS.source}`),
    breaks: [
      { path: 'shared/a.ts', text: "import { join } from 'node:path';" },
      { path: 'shared/a.ts', text: "import type { Store } from '../server/ports.ts';" },
      { path: 'shared/a.ts', text: 'export const width = window.innerWidth;' },
      { path: 'shared/a.ts', text: 'export const b = Buffer.from([]);' },
    ],
  },
  {
    id: 'A2',
    says: 'server/domain/ imports only itself, shared/ and pure libraries, and uses no clock, timer, randomness or promise',
    of: isIn('server/domain'),
    allows: ({ from }) =>
      isIn('server/domain', 'shared')(from) || isOneOf('obscenity', 'openskill', 'unhomoglyph', 'zod')(from),
    forbids: IMPURE,
    breaks: [
      { path: 'server/domain/a.ts', text: "import type { Clock } from '../ports.ts';" },
      { path: 'server/domain/a.ts', text: "import { randomInt } from 'node:crypto';" },
      { path: 'server/domain/a.ts', text: 'const at = Date.now();' },
      { path: 'server/domain/a.ts', text: 'const dice = Math.random();' },
      { path: 'server/domain/a.ts', text: 'export async function join() {}' },
      { path: 'server/domain/a.ts', text: 'setTimeout(() => {}, 5);' },
      { path: 'server/domain/a.ts', text: 'const at = performance.now();' },
    ],
  },
  {
    id: 'A3',
    says: "only rooms, games, transport, Redis listings, the composition root and the matchmaking route import Colyseus' core",
    of: (path) =>
      isIn('server', 'shared', 'client', 'bots')(path) &&
      !isIn(
        'server/colyseus',
        'server/lobby',
        'server/match',
        'server/games',
        'server/transport',
        'server/redis',
        'server/parts',
        'server/http/matchmaking.ts',
        'server/operators/monitor.ts',
      )(path),
    allows: ({ from }) => !isOneOf('@colyseus/core', '@colyseus/ws-transport', 'colyseus')(from),
    breaks: [
      { path: 'server/play/Play.ts', text: "import { Room } from '@colyseus/core';" },
      { path: 'server/http/api.ts', text: "import { matchMaker } from '@colyseus/core';" },
    ],
  },
  {
    id: 'A4',
    says: 'client/net/ uses no renderer and no DOM',
    of: isIn('client/net'),
    allows: ({ from }) =>
      isIn('client/net', 'shared', 'server')(from) || isOneOf('colyseus.js', '@colyseus/schema', 'zod')(from),
    forbids: PAGE_GLOBALS,
    breaks: [
      { path: 'client/net/a.ts', text: "import { Scene } from 'phaser';" },
      { path: 'client/net/a.ts', text: "import { list } from '../ui/list.ts';" },
      { path: 'client/net/a.ts', text: "document.title = 'online';" },
    ],
  },
  {
    id: 'A5',
    says: 'only client/net/, tests and the bench import the SDK',
    of: (path) => !isIn('client/net', 'test', 'bench')(path),
    allows: ({ from }) => !isOneOf('colyseus.js', '@colyseus/sdk')(from),
    breaks: [
      { path: 'client/scenes/a.ts', text: "import { Client } from 'colyseus.js';" },
      { path: 'bots/a.ts', text: "const sdk = await import('@colyseus/sdk');" },
    ],
  },
  {
    id: 'A6',
    says: 'only server/config.ts reads the environment',
    of: (path) => isIn('server', 'shared', 'client')(path) && path !== 'server/config.ts',
    forbids: /\bprocess\s*(\.|\[['"])\s*env\b|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|import\.meta\.env/,
    breaks: [
      { path: 'server/app.ts', text: 'const port = process.env.PORT;' },
      { path: 'server/app.ts', text: 'const { env } = process;' },
      { path: 'client/main.ts', text: 'if (import.meta.env.DEV) start();' },
    ],
  },
  {
    id: 'A20',
    says: 'only config, the composition root and server/redis check for Redis',
    of: (path) =>
      isIn('server', 'shared')(path) && !isIn('server/config.ts', 'server/parts/cluster.ts', 'server/redis')(path),
    allows: ({ from, isType }) => (from !== 'ioredis' && !/^server\/redis\/Redis/.test(from)) || isType,
    forbids: /\bREDIS_URL\b|\bredisUrl\b|\b(has|is|with|use)Redis\b|\bif\s*\([^)]*\bredis\b(?![.?])/i,
    breaks: [
      { path: 'server/lobby/Lobby.ts', text: "import { Redis } from 'ioredis';" },
      { path: 'server/play/Play.ts', text: "import { RedisBus } from '../redis/RedisBus.ts';" },
      { path: 'server/http/health.ts', text: 'const isAlone = config.REDIS_URL === undefined;' },
      { path: 'server/cluster/Cluster.ts', text: 'if (redis) return;' },
      { path: 'server/cluster/Cluster.ts', text: 'if (!deps.redis) return;' },
      { path: 'server/operators/OperatorOrders.ts', text: 'const isPartial = hasRedis && !bus.isUp;' },
    ],
  },
  {
    id: 'A7',
    says: 'the client imports nothing from the server except the lobby room’s type, in client/net/',
    of: isIn('client'),
    allows: ({ from, isType }, path) =>
      !isIn('server')(from) || (isType && from === 'server/lobby/LobbyRoom.ts' && isIn('client/net')(path)),
    breaks: [
      { path: 'client/net/a.ts', text: "import { LobbyRoom } from '../../server/lobby/LobbyRoom.ts';" },
      { path: 'client/net/a.ts', text: "import type { Store } from '../../server/ports.ts';" },
      { path: 'client/ui/a.ts', text: "import type { LobbyRoom } from '../../server/lobby/LobbyRoom.ts';" },
    ],
  },
  {
    id: 'A8',
    says: 'the client imports nothing from Node, and the server nothing from the client',
    of: isIn('client', 'server'),
    allows: ({ from }, path) =>
      isIn('client')(path) ? !from.startsWith('node:') : !isIn('client', 'bots', 'test')(from),
    breaks: [
      { path: 'client/a.ts', text: "import 'node:fs';" },
      { path: 'server/a.ts', text: "export { backoff } from '../client/net/backoff.ts';" },
      { path: 'server/a.ts', text: "import { eventually } from '../test/support/eventually.ts';" },
    ],
  },
  {
    id: 'A9',
    says: 'files are named for their contents: no utils, types, helpers or index',
    of: () => true,
    isNamed: (path) => !/(^|\/)(utils?|types?|helpers?|index|common|misc)\.(m?[jt]s)$/.test(path),
    breaks: [
      { path: 'server/utils.ts', text: '' },
      { path: 'client/ui/index.ts', text: '' },
    ],
  },
];

function violations(rule: Rule, file: Source): string[] {
  const imports = rule.allows ? importsOf(file).filter((imported) => !rule.allows?.(imported, file.path)) : [];
  const said = rule.forbids?.exec(withoutComments(file.text))?.[0];
  return [
    ...imports.map(({ from }) => `${file.path} imports ${from}`),
    ...(said === undefined ? [] : [`${file.path} says ${said}`]),
    ...(rule.isNamed && !rule.isNamed(file.path) ? [`${file.path} is a name for anything`] : []),
  ];
}

describe('the architecture', () => {
  let sources: Source[];
  before(() => {
    sources = projectFiles().filter(({ path }) => /\.(m?js|ts)$/.test(path));
  });

  for (const rule of RULES) {
    it(`${rule.id} ${rule.says}`, () => {
      const files = sources.filter(({ path }) => rule.of(path));
      assert.ok(files.length > 0, 'there are such files');
      assert.deepEqual(
        files.flatMap((file) => violations(rule, file)),
        [],
      );
    });
  }

  it('A10 each of these rules finds its violations', () => {
    for (const rule of RULES) {
      for (const file of rule.breaks) {
        assert.ok(rule.of(file.path), `${rule.id} is about ${file.path}`);
        assert.notDeepEqual(violations(rule, file), [], `${rule.id}: ${file.text || file.path}`);
      }
    }
  });

  it('A10 every form of import is found, and comments are skipped', () => {
    const text = `
      import a from './a.ts';
      import type { B } from '../b.ts';
      import { c, type C } from "c";
      import {
        d,
      } from 'd';
      import * as e from 'e/e';
      import 'f';
      export * from 'g';
      export { h } from 'h';
      export type { I } from 'i';
      const j = await import('j');
      const k = require('k');
      // import { l } from 'l';
      /* import { m } from 'm'; */
      const url = 'http://n'; // from 'n'
    `;
    assert.deepEqual(
      importsOf({ path: 'server/http/x.ts', text })
        .map(({ from, isType }) => from + (isType ? ' (type)' : ''))
        .toSorted(),
      ['c', 'd', 'e/e', 'f', 'g', 'h', 'i (type)', 'j', 'k', 'server/b.ts (type)', 'server/http/a.ts'],
    );
  });

  it('A10 every line of the project that names a module is found', () => {
    for (const file of sources.filter(({ path }) => !path.startsWith('test/project/'))) {
      const lines = withoutComments(file.text).match(/^(import\b.*|.*\}? from) ['"][^'"]+['"];$/gm) ?? [];
      assert.ok(importsOf(file).length >= lines.length, file.path);
    }
  });
});
