import assert from 'node:assert/strict';
import { projectFiles, withoutComments } from '../support/sources.ts';

/** Rule ids in order of the text. */
const rulesIn = (spec: string): string[] => [...spec.matchAll(/^- \*\*([A-Z]+\d+)\*\* \S/gm)].map(([, id]) => id ?? '');

/** The arguments of `it`: a string, or a template of which only the beginning counts. */
const titlesIn = (code: string): string[] =>
  [...code.matchAll(/\bit(?:\.only|\.skip)?\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g)].map(([, , title]) => title ?? '');

/** Ids used in a loop (`${rule.id} …`) are written in the same file as `id: 'A1'`. */
function idsIn(code: string): string[] {
  return titlesIn(code).flatMap((title) => {
    const id = /^([A-Z]+\d+)\b/.exec(title)?.[1];
    if (id) return [id];
    return /^\$\{rule\.id\} /.test(title)
      ? [...code.matchAll(/\bid: '([A-Z]+\d+)'/g)].map(([, made]) => made ?? '')
      : [];
  });
}

const withoutId = (code: string): string[] =>
  titlesIn(code).filter((title) => !/^([A-Z]+\d+\b|\$\{rule\.id\} )/.test(title));

describe('the rules', () => {
  const pages = projectFiles().filter(({ path }) => /^docs\/spec\/\w+\.md$/.test(path));
  const rules = pages.flatMap(({ text }) => rulesIn(text));
  const tests = projectFiles()
    .filter(({ path }) => path.startsWith('test/') && path.endsWith('.test.ts'))
    .map(({ path, text }) => ({ path, code: withoutComments(text) }));

  it('A14 every rule has one id', () => {
    assert.ok(rules.length > 100, `${rules.length} rules`);
    assert.deepEqual(
      rules.filter((id, at) => rules.indexOf(id) !== at),
      [],
    );
  });

  it('A14 ids are in order, and the contents name the page of every prefix', () => {
    const contents = projectFiles().find(({ path }) => path === 'SPEC.md')?.text ?? '';
    for (const { path, text } of pages) {
      for (const section of text.split(/^## /m).slice(1)) {
        const ids = rulesIn(section).map((id) => ({
          prefix: id.replace(/\d/g, ''),
          number: Number(id.replace(/\D/g, '')),
        }));
        const prefixes = new Set(ids.map(({ prefix }) => prefix));
        for (const prefix of prefixes) {
          assert.match(
            contents,
            new RegExp(`^\\| ${prefix} \\| \\[.+\\]\\(${path}\\) \\|$`, 'm'),
            `${prefix} of ${path}`,
          );
          const numbers = ids.filter((id) => id.prefix === prefix).map(({ number }) => number);
          assert.deepEqual(
            numbers,
            numbers.toSorted((a, b) => a - b),
            `${prefix} of ${path}`,
          );
        }
      }
    }
  });

  it('A14 every rule has a test', () => {
    const tested = new Set(tests.flatMap(({ code }) => idsIn(code)));
    assert.deepEqual(
      rules.filter((id) => !tested.has(id)),
      [],
    );
  });

  it("A14 every test's title begins with a rule", () => {
    const known = new Set(rules);
    const stray = tests.flatMap(({ path, code }) => [
      ...withoutId(code).map((title) => `${path}: ${title}`),
      ...idsIn(code)
        .filter((id) => !known.has(id))
        .map((id) => `${path}: ${id}`),
    ]);
    assert.deepEqual(stray, []);
  });

  it('A14 no test escapes the check', () => {
    for (const { path, code } of tests) {
      const calls = code.match(/^\s*it(\.only|\.skip)?\(/gm)?.length ?? 0;
      assert.equal(titlesIn(code).filter((title) => title !== '').length >= calls, true, path);
    }
    // Split, so that this file does not match itself.
    const code = (...titles: string[]): string => titles.map((title) => `${'it'}(${title}, () => {});`).join('\n');
    assert.deepEqual(idsIn(code("'P1 a'", '`P2 b`', '\n  "P3 c"')), ['P1', 'P2', 'P3']);
    assert.deepEqual(withoutId(code("'P1 a'", "'joins'", "'p2 b'")), ['joins', 'p2 b']);
    assert.deepEqual(rulesIn('- **X1** A rule.\n- **X2**\ntext **X3** none\n'), ['X1']);
  });
});
