import assert from 'node:assert/strict';
import { projectFiles } from '../support/sources.ts';

const LINES_MAX = 220;
const OF_GAME = /^(server|shared)\/games\/connect-four\//;
/** One entry in each list makes a game known. */
const LISTS = ['server/games/list.ts', 'shared/modes.ts'];

describe('the seam for games', () => {
  const files = projectFiles().filter(({ path }) => /^(server|shared)\//.test(path));

  it('A19 connect four is its room, its rules, its summary and its replay, has under 220 lines, and is named only in the two lists', () => {
    const own = files.filter(({ path }) => OF_GAME.test(path));
    const lines = own.reduce((sum, { text }) => sum + text.trimEnd().split('\n').length, 0);
    assert.equal(own.length, 4);
    assert.ok(lines < LINES_MAX, `${lines} lines`);
    const naming = files.filter(({ path, text }) => !OF_GAME.test(path) && /connect-?four/i.test(text));
    assert.deepEqual(naming.map(({ path }) => path).toSorted(), LISTS);
  });
});
