/** Reports on the matches, in lines for people. */
import type { Finding, Ledger } from './Ledger.ts';

const STRANDED = {
  queuedWithoutTicket: 'queued without a ticket',
  inTwoMatches: 'in two matches',
  playingWithoutRoom: 'playing without a room',
  leftOver: 'left over at the end',
} as const;
const RESULTS = {
  noResult: 'without one',
  twoResults: 'with two',
  toldAgain: 'told again',
  resultsDiffer: 'with different ones',
  unknownResult: 'of matches nobody was in',
} as const;
const FINDINGS_MAX = 20;

/** The report during a run: figures and findings so far. */
export const minuteText = (ledger: Ledger): string => [playLine(ledger), ...findingLines(ledger.findings)].join('\n');

export function playLine({ matches, waits, aborted, findings }: Ledger): string {
  const ended = [...matches.values()].filter(({ hasEnded }) => hasEnded);
  const begun = [...matches.values()].filter(({ hasBegun }) => hasBegun);
  const byMode = countsText(ended.map(({ mode }) => mode));
  return (
    `matches ${ended.length}${byMode && ` (${byMode})`}  under way ${begun.length - ended.length}  ` +
    `wait ${waitText(waits)}  proposals aborted ${countsText([...aborted.values()]) || '0'}  found ${findings.length}`
  );
}

/** The final report, after the audit. */
export function auditLines({ matches, refusals }: Ledger, findings: readonly Finding[]): string[] {
  const begun = [...matches.values()].filter(({ hasBegun }) => hasBegun).length;
  const without = new Set(findings.flatMap((finding) => (finding.rule === 'noResult' ? finding.matchId : []))).size;
  const counts = (words: Readonly<Record<string, string>>) =>
    Object.entries(words)
      .map(([rule, says]) => `${says} ${findings.filter((finding) => finding.rule === rule).length}`)
      .join(', ');
  return [
    `refused: ${[...refusals].map(([code, count]) => `${code} ${count}`).join(', ') || 'nothing'}`,
    `results: ${begun} matches began, ${begun - without} of them have one in the database; players ${counts(RESULTS)}`,
    `stranded: ${counts(STRANDED)}`,
    ...findingLines(findings),
    findings.length === 0 ? 'Audit passed.' : `AUDIT FAILED: ${findings.length} findings.`,
  ];
}

const findingLines = (findings: readonly Finding[]): string[] =>
  findings.slice(0, FINDINGS_MAX).map(({ rule, says }) => `  ${rule}: ${says}`);

function waitText(waits: Ledger['waits']): string {
  const all = [...waits.values()];
  const count = all.reduce((sum, wait) => sum + wait.count, 0);
  if (count === 0) return '-';
  const meanMs = all.reduce((sum, wait) => sum + wait.sumMs, 0) / count;
  const byMode = [...waits].map(([mode, wait]) => `${mode} ${seconds(wait.sumMs / wait.count)}`).join(', ');
  return `mean ${seconds(meanMs)} (${byMode}), longest ${seconds(Math.max(...all.map(({ maxMs }) => maxMs)))}`;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

function countsText(names: readonly string[]): string {
  const counts = Map.groupBy(names, (name) => name);
  return [...counts].map(([name, each]) => `${name} ${each.length}`).join(', ');
}
