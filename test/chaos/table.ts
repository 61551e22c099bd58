/** The results as a Markdown table. Pure. */
import type { Results } from './results.ts';
import { barText, valueText } from './words.ts';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** One line a figure; the title stands before its scenario's first. Missed bars and failures are marked. */
export function reliabilityTable({ scenarios }: Results): string {
  const lines = scenarios.flatMap(({ title, figures, failure }) =>
    failure === undefined
      ? figures.map((figure, at) => {
          const measured = valueText(figure);
          const bar = barText(figure.bar, figure.unit);
          return row([at === 0 ? title : '', figure.name, bar, figure.met ? measured : `**${measured}: not met**`]);
        })
      : [row([title, `**could not be measured**: ${failure}`, '', ''])],
  );
  return [row(['what breaks', 'and then', 'promised', 'measured']), row(['---', '---', '---:', '---:']), ...lines].join(
    '\n',
  );
}

/** Where and when the results were measured. */
export function setting({ machine, node, scenarios }: Results): string {
  const days = scenarios.map(({ date }) => date.slice(0, 10)).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  const when = first === last ? first : `${first} to ${last}`;
  return `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${node}, ${when}; servers, Redis, PostgreSQL, load balancer and players all on it.`;
}
