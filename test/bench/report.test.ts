import assert from 'node:assert/strict';
import { exponent } from '../../bench/fanout/report/growth.ts';
import { cpuTable, failureList, growthTable, resultTables, setting } from '../../bench/fanout/report/markdown.ts';
import { replaceMarked } from '../../bench/fanout/report/marked.ts';
import { plot } from '../../bench/fanout/report/plot.ts';
import { failure, results, run } from './someResults.ts';

const SOME = results(
  [
    run('recipe', 100, { cpuMsPerS: 60 }),
    run('foyer', 100, { cpuMsPerS: 20 }),
    run('foyer', 1_000, { cpuMsPerS: 200 }),
    run('bare', 100, { cpuMsPerS: 10 }),
    run('bare', 1_000, { cpuMsPerS: 150, cpuUsPerUpdate: null }),
  ],
  [failure('recipe', 1_000)],
);
const linesOf = (table: string, peer: string): string[] =>
  table.split('\n').filter((line) => line.startsWith(`| ${peer} |`));

describe('the report', () => {
  it('K20 the marked part is replaced any number of times, and nothing else is', () => {
    const page = '# A\n\n<!-- results -->\n<!-- /results -->\n\nMy own words.\n<!-- growth -->x<!-- /growth -->\n';
    const once = replaceMarked(page, 'results', 'new');
    assert.equal(
      once,
      '# A\n\n<!-- results -->\n\nnew\n\n<!-- /results -->\n\nMy own words.\n<!-- growth -->x<!-- /growth -->\n',
    );
    assert.equal(replaceMarked(once ?? '', 'results', 'new'), once);
  });

  it('K20 a page without the marked part is left alone', () => {
    assert.equal(replaceMarked('# A\n<!-- results -->\n', 'results', 'new'), undefined);
    assert.equal(replaceMarked('# A\n<!-- /results --><!-- results -->\n', 'results', 'new'), undefined);
  });

  it('K21 every peer has a row at every size, and a peer that did not finish is named', () => {
    const tables = resultTables(SOME);
    assert.deepEqual(tables.match(/^### .*$/gm), ['### 100 players', '### 1,000 players']);
    for (const peer of ['recipe', 'foyer', 'bare']) assert.equal(linesOf(tables, peer).length, 2, peer);
    const cells = (line: string | undefined) =>
      line
        ?.split('|')
        .slice(2, -1)
        .map((cell) => cell.trim());
    assert.ok(cells(linesOf(tables, 'recipe')[1])?.every((cell) => cell === '–'));
    assert.deepEqual(cells(linesOf(tables, 'bare')[1]), [
      '1.00',
      '10',
      '150',
      '–',
      '500',
      '100 / 200 / 220',
      '5',
      '40',
      '0',
    ]);
    assert.equal(
      failureList(SOME),
      '- `recipe` cannot finish with 1,000 players: the join storm took longer than 90 s.',
    );
    assert.equal(failureList(results([run('foyer', 100)])), '');
  });

  it("K21 each peer's CPU is also shown as a multiple of Foyer's", () => {
    const table = cpuTable(SOME);
    assert.deepEqual(linesOf(table, 'recipe'), ['| recipe | 60 (3.0 ×) | – |']);
    assert.deepEqual(linesOf(table, 'foyer'), ['| foyer | 20 | 200 |']);
    assert.deepEqual(linesOf(table, 'bare'), ['| bare | 10 (0.5 ×) | 150 (0.8 ×) |']);
  });

  it('K21 the report states the machine, the runs and the seconds', () => {
    assert.equal(
      setting(SOME),
      'A CPU, 2 cores, Node 24.0.0; the server on one core, the players on another; one run of 20 s.',
    );
    assert.match(
      setting({ ...SOME, runs: [1, 2, 3].map((turn) => ({ ...run('foyer', 100), run: turn })) }),
      /medians of 3 interleaved runs/,
    );
  });

  it('K22 each peer has one line with one label inside the picture', () => {
    const svg = plot(SOME);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
    for (const peer of ['recipe', 'foyer', 'bare']) {
      assert.equal(svg.match(new RegExp(`>${peer}</text>`, 'g'))?.length, 1, peer);
    }
    assert.equal(svg.match(/>deltas<\/text>/), null);
    assert.equal(svg.match(/fill="none"/g)?.length, 3);
    for (const [, x, y] of svg.matchAll(/\b(?:x|cx)="([\d.-]+)" (?:y|cy)="([\d.-]+)"/g)) {
      assert.ok(Number(x) >= 0 && Number(x) < Number(width), `x ${x}`);
      assert.ok(Number(y) >= 0 && Number(y) < Number(height), `y ${y}`);
    }
    assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
  });

  it('K22 labels that would overlap are moved apart', () => {
    const close = results(
      (['recipe', 'deltas', 'colyseus', 'colyseus-buffer', 'foyer', 'foyer-default', 'bare'] as const).map((peer) =>
        run(peer, 100),
      ),
    );
    const svg = plot(close);
    const ys = ['recipe', 'deltas', 'colyseus', 'colyseus-buffer', 'foyer', 'foyer-default', 'bare']
      .map((peer) => Number(new RegExp(`y="([\\d.]+)"[^>]*>${peer}</text>`).exec(svg)?.[1]))
      .toSorted((a, b) => a - b);
    for (const [at, y] of ys.slice(1).entries()) assert.ok(y - (ys[at] as number) >= 14, `${ys}`);
  });

  it('K22 every colour is legible on white and black', () => {
    const colours = new Set(plot(SOME).match(/#[0-9a-f]{6}(?=")/g));
    assert.ok(colours.size >= 3);
    for (const colour of colours) {
      assert.ok(contrast(colour, '#ffffff') >= 3, `${colour} on white`);
      assert.ok(contrast(colour, '#0d1117') >= 3, `${colour} on black`);
    }
  });

  it('K23 the exponent of a power law is recovered', () => {
    const law = (k: number) => [100, 500, 2_000].map((players) => ({ players, value: 3 * players ** k }));
    for (const k of [0, 1, 2.5]) assert.ok(Math.abs(exponent(law(k)) - k) < 1e-9, `${k}`);
    assert.ok(Number.isNaN(exponent([{ players: 100, value: 3 }])));
    assert.match(linesOf(growthTable(SOME), 'foyer')[0] ?? '', /\| 100 to 1,000 \| .*\| N\^1\.0 \|/);
    assert.match(linesOf(growthTable(SOME), 'recipe')[0] ?? '', /\| 100 to 100 \| – \| – \| – \| – \|/);
  });
});

/** As WCAG defines it. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => {
      const part = Number.parseInt(colour.slice(1 + at * 2, 3 + at * 2), 16) / 255;
      return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0);
  const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
