/** `node test/chaos/report.ts` generates the table of docs/reliability.md from reliability.json. */
import { readFileSync, writeFileSync } from 'node:fs';
import { replaceMarked } from '../../bench/fanout/report/marked.ts';
import type { Results } from './results.ts';
import { reliabilityTable, setting } from './table.ts';

const RESULTS = new URL('../../reliability.json', import.meta.url);
const PAGE = new URL('../../docs/reliability.md', import.meta.url);

const results = JSON.parse(readFileSync(RESULTS, 'utf8')) as Results;
const part = `${reliabilityTable(results)}\n\n${setting(results)}`;
const page = replaceMarked(readFileSync(PAGE, 'utf8'), 'reliability', part);
if (page === undefined) {
  console.error('docs/reliability.md has no part <!-- reliability --> … <!-- /reliability -->: left as it is');
  process.exit(1);
}
writeFileSync(PAGE, page);
