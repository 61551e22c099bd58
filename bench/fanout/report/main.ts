/**
 * `node bench/fanout/report/main.ts FILE…`: reads the JSON of one or more benches and writes the generated parts of
 * bench/README.md and the plot.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Results, together } from '../results.ts';
import { cpuTable, failureList, growthTable, resultTables, setting } from './markdown.ts';
import { replaceMarked } from './marked.ts';
import { plot } from './plot.ts';
import { sizing } from './sizing.ts';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('node bench/fanout/report/main.ts FILE…: FILE is what npm run bench -- --json FILE wrote');
  process.exit(2);
}
const results = together(files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Results));
if (results.medians.length === 0) {
  console.error('no run finished');
  process.exit(2);
}
const pageOf = (path: string): URL => new URL(path, import.meta.url);
const parts = (...texts: string[]): string => texts.filter((text) => text !== '').join('\n\n');

fill('../../README.md', 'results', parts(setting(results), failureList(results), resultTables(results)));
fill('../../README.md', 'growth', parts(growthTable(results), sizing(results)));
fill('../../README.md', 'summary', parts(cpuTable(results), setting(results)));
writeFileSync(pageOf('../../../docs/bench.svg'), plot(results));

function fill(path: string, name: string, part: string): void {
  const page = replaceMarked(readFileSync(pageOf(path), 'utf8'), name, part);
  if (page === undefined) console.error(`${path} has no part <!-- ${name} --> … <!-- /${name} -->; it stays unchanged`);
  else writeFileSync(pageOf(path), page);
}
