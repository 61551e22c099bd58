/** `runSample.ts PAGE AT URL`: one sample of a page in a process of its own, as a player's machine would run it. */
import { importSample, samplesOf } from './samples.ts';

const [page = '', at = '', url = ''] = process.argv.slice(2);
const sample = samplesOf(page)[Number(at)];
if (!sample) throw new Error(`no sample ${at} on ${page}`);
await importSample(sample, url);
