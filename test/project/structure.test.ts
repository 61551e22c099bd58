import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { importsOf, projectFiles, type Source } from '../support/sources.ts';

/** Folders whose files this is about. Tests import whatever they look at. */
const HOUSE = /^(server|client|shared|bench|bots|scripts)\//;
const CATALOGUE = /^client\/i18n\/(ar|de|en|es|ja)\.ts$/;

/** `from` and `to`: paths of files. */
type Arrow = { from: string; to: string };

function arrowsOf(files: readonly Source[]): Arrow[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ from }) => paths.has(from) && from !== file.path)
      .map(({ from }) => ({ from: file.path, to: from })),
  );
}

/** The folder in which both stand, and the two siblings in it that the arrow ties. */
function siblingsOf({ from, to }: Arrow): { folder: string; one: string; other: string } {
  const a = from.split('/');
  const b = to.split('/');
  const depth = a.findIndex((part, at) => part !== b[at]);
  return { folder: a.slice(0, depth).join('/'), one: a[depth] as string, other: b[depth] as string };
}

/** Siblings, files or folders of one folder, that reach each other, each with the files behind one of the arrows. */
function circlesIn(arrows: readonly Arrow[]): string[] {
  const folders = new Map<string, Map<string, Map<string, Arrow>>>();
  for (const arrow of arrows) {
    const { folder, one, other } = siblingsOf(arrow);
    const siblings = folders.get(folder) ?? new Map<string, Map<string, Arrow>>();
    folders.set(folder, siblings);
    siblings.set(one, (siblings.get(one) ?? new Map<string, Arrow>()).set(other, arrow));
  }
  return [...folders].flatMap(([folder, siblings]) => {
    const reaches = (start: string): Set<string> => {
      const seen = new Set<string>();
      const next = [start];
      for (let at = next.pop(); at !== undefined; at = next.pop())
        for (const to of siblings.get(at)?.keys() ?? []) if (!seen.has(to) && seen.add(to)) next.push(to);
      return seen;
    };
    const reached = new Map([...siblings.keys()].map((name) => [name, reaches(name)]));
    return [...siblings].flatMap(([one, others]) =>
      [...others]
        .filter(([other]) => reached.get(other)?.has(one))
        .map(([, { from, to }]) => `${folder || '.'}: ${from} imports ${to}`),
    );
  });
}

/** Clauses in comments that begin with a relative pronoun: they read like a translation. */
const CLAUSE = /(?:^\s*(?:\/\*\*?|\*|\/\/)\s*|[.;:,(]\s+|\()(who|whoever|whom|whose)\b/gim;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|[^:'"`\\])\/\/.*$/gm;
const clausesIn = ({ path, text }: Source): string[] =>
  (text.match(COMMENT) ?? []).flatMap((comment) =>
    [...comment.matchAll(CLAUSE)].map((match) => `${path}: ${match[0].trim()} …`),
  );

/** Links of a page, and paths and files in its code marks, that lead to no file of the project. */
function strayIn({ path, text }: Source, isThere: (path: string) => boolean): string[] {
  const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#]+)/g)].map(([, to]) =>
    posix.join(posix.dirname(path), to as string),
  );
  const paths = [
    ...text.matchAll(/`((?:server|client|shared|bench|bots|scripts|test|docs|deploy)\/[\w/-]*(?:\.\w+|\/))`/g),
  ];
  const names = [...text.matchAll(/`(\w+\.ts)`/g)];
  return [...links, ...[...paths, ...names].map(([, to]) => to as string)]
    .filter((to) => !isThere(to))
    .map((to) => `${path}: ${to}`);
}

describe('the structure', () => {
  let files: Source[];
  before(() => {
    files = projectFiles().filter(({ path }) => HOUSE.test(path) && /\.(m?js|ts)$/.test(path));
  });

  it('A23 siblings import each other in one direction, at every level of the tree', () => {
    assert.deepEqual(circlesIn(arrowsOf(files)), []);
    const drawn = circlesIn([
      { from: 'server/a/x.ts', to: 'server/b/y.ts' },
      { from: 'server/b/z.ts', to: 'server/c.ts' },
      { from: 'server/c.ts', to: 'server/a/x.ts' },
      { from: 'server/d.ts', to: 'server/a/x.ts' },
    ]);
    assert.equal(drawn.length, 3, 'a circle over three siblings is found, and only it');
  });

  it('A24 files are at most 280 lines long, catalogues apart, and folders hold at most 25', () => {
    const long = files
      .filter(({ path }) => !CATALOGUE.test(path))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 280);
    assert.deepEqual(long, []);
    const folders = Map.groupBy(files, ({ path }) => path.slice(0, path.lastIndexOf('/')));
    assert.deepEqual(
      [...folders].filter(([, inside]) => inside.length > 25).map(([folder, { length }]) => ({ folder, length })),
      [],
    );
  });

  for (const { folder, most } of [
    { folder: 'server', most: 7 },
    { folder: 'client', most: 4 },
    { folder: 'bench', most: 4 },
  ])
    it(`A24 at most ${most} files are loose in ${folder}/`, () => {
      const loose = files.filter(({ path }) => path.startsWith(`${folder}/`) && path.split('/').length === 2);
      assert.ok(loose.length <= most, loose.map(({ path }) => path).join(', '));
    });

  it('A25 comments are direct, and hardly a clause begins with a relative pronoun', () => {
    assert.equal(
      clausesIn({ path: 'a.ts', text: '/** Who hides is gone. */\n// Kept; whose it is, says the key.' }).length,
      2,
    );
    const found = projectFiles()
      .filter(({ path }) => /\.(m?js|ts)$/.test(path) && path !== 'test/project/structure.test.ts')
      .flatMap(clausesIn);
    assert.ok(found.length <= 20, `${found.length}:\n${found.join('\n')}`);
  });

  it('A26 every link and path on a page leads to a file', () => {
    const all = projectFiles();
    const known = new Set(
      all.flatMap(({ path }) => [
        posix.basename(path),
        ...path.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/')),
      ]),
    );
    const isThere = (path: string): boolean => known.has(path.replace(/\/$/, ''));
    const pages = all.filter(({ path }) => path.endsWith('.md') && path !== 'CHANGELOG.md');
    assert.deepEqual(
      pages.flatMap((page) => strayIn(page, isThere)),
      [],
    );
    const page = {
      path: 'docs/a.md',
      text: '[a](../README.md#b) [b](c.md) `server/none.ts` `gone.ts` `npm test` `server/error`',
    };
    assert.deepEqual(strayIn(page, isThere), [
      'docs/a.md: docs/c.md',
      'docs/a.md: server/none.ts',
      'docs/a.md: gone.ts',
    ]);
  });
});
