import assert from 'node:assert/strict';
import { LANGUAGE_IDS, LANGUAGES } from '../../client/i18n/languages.ts';
import { speak, type Words } from '../../client/i18n/text.ts';
import { presentationOf } from '../../client/presentation/list.ts';
import { progressText } from '../../client/presentation/progress.ts';
import { modeShortTitle, modeTitle, TITLES } from '../../client/presentation/titles.ts';
import { outcomeOf } from '../../shared/games/connect-four/board.ts';
import { MODES } from '../../shared/modes.ts';
import { importsOf, projectFiles } from '../support/sources.ts';

describe('games in the lobby', () => {
  afterEach(async () => speak('en', await LANGUAGES.en.load()));

  it('GL1 every mode has its titles, and its game a rule, in every language; a mode without says its own title', async () => {
    for (const { id, title } of MODES) {
      const shown = presentationOf(id) ?? assert.fail(id);
      const titles = TITLES[id] ?? assert.fail(id);
      for (const words of [titles.long, titles.short, shown.rule, shown.more] satisfies Words[])
        assert.deepEqual(Object.keys(words).toSorted(), LANGUAGE_IDS.toSorted());
      assert.equal(modeTitle(id), title);
    }
    assert.deepEqual([modeTitle('chess'), presentationOf('chess')], ['chess', undefined]);
    speak('de-AT', await LANGUAGES.de.load());
    assert.deepEqual([modeTitle('cycles-duel'), modeShortTitle('cycles-duel')], ['Lichtrenner-Duell', 'Duell']);
  });

  it('GL1 where a match stands is said in the reader’s language, with the scores of two', async () => {
    const said = () => [
      progressText('cycles-duel', { at: 3, scores: [1, 1] }),
      progressText('cycles', { at: 5, scores: [2, 1, 1] }),
      progressText('connect-four', { at: 12, scores: [] }),
      progressText('cycles', undefined),
      progressText('chess', { at: 1, scores: [] }),
    ];
    assert.deepEqual(said(), ['round 3, 1–1', 'last round', 'move 12', '', '']);
    speak('ja', await LANGUAGES.ja.load());
    assert.deepEqual(said().slice(0, 3), ['第3ラウンド, 1–1', '最終ラウンド', '12手目']);
  });

  it('GL2 what the lobby shows of games needs neither Phaser nor a scene', () => {
    const files = new Map(projectFiles().map((file) => [file.path, file]));
    const seen = new Set<string>();
    const visit = (path: string): void => {
      const file = files.get(path);
      if (seen.has(path)) return;
      seen.add(path);
      for (const { from, isType } of file ? importsOf(file) : []) if (!isType) visit(from);
    };
    visit('client/presentation/list.ts');
    assert.ok(seen.has('client/presentation/cycles/arenaPicture.ts'));
    const scenes = [...seen].filter((path) => path === 'phaser' || /^client\/(games|ui|scenes)\//.test(path));
    assert.deepEqual(scenes, []);
  });

  it('GL3 a moving picture grows from frame to frame, and ends as a match does', () => {
    for (const mode of ['cycles', 'connect-four']) {
      const { demo } = presentationOf(mode) ?? assert.fail(mode);
      const sizes = Array.from({ length: demo.frames }, (_, frame) => JSON.stringify(demo.at(frame)).length);
      assert.ok(sizes.every((size, i) => i === 0 || size + 8 >= (sizes[i - 1] ?? 0)));
      assert.deepEqual(demo.at(demo.frames - 1), demo.at(demo.frames - 2));
      // At two frames a second a round takes less than half a minute.
      assert.ok(demo.frames <= 60, `${demo.frames}`);
    }
    const board = presentationOf('connect-four')?.demo.at(1_000) as { cells: unknown[] };
    assert.equal(outcomeOf([5, 3, 1, 3, 6, 2, 3, 2, 3, 5, 3, 3, 5, 2, 2, 6, 1, 4, 4]), 'won');
    assert.equal(board.cells.filter((cell) => cell !== undefined).length, 19);
  });
});
