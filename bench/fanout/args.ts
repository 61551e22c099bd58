/** The command line of `npm run bench`, read and checked. */
import { parseArgs } from 'node:util';
import { PEER_NAMES, type PeerName } from './peers/peers.ts';

export const HELP = `npm run bench -- [options]      compares Foyer with its peers: the same players and work, one peer after another

  --peers A,B     of ${PEER_NAMES.join(', ')}   (all)
  --players N,M   how many players, 10 to 20000                                     (100,500,1000,2000,5000,10000)
  --runs N        of each, interleaved; the table has their medians                 (3)
  --seconds N     of the steady phase                                               (20)
  --json FILE     writes all runs and their medians
  --quick         a smoke test: every peer once, with few players, in under a minute
  --help

Exits with 1 if a peer cannot be run or any list shown to a player is wrong; never because of a time.
`;

export type BenchOptions = {
  peers: PeerName[];
  players: number[];
  runs: number;
  seconds: number;
  settleMs: number;
  quietMs: number;
  json: string | undefined;
};
export type Args = { kind: 'run'; options: BenchOptions } | { kind: 'help' } | { kind: 'bad'; message: string };

const USUAL = { players: '100,500,1000,2000,5000,10000', runs: '3', seconds: '20', settleMs: 3_000, quietMs: 3_000 };
const QUICK = { players: '200', runs: '1', seconds: '3', settleMs: 500, quietMs: 1_500 };

export function readArgs(argv: readonly string[]): Args {
  let values: Record<string, string | boolean | undefined>;
  try {
    const text = { type: 'string' } as const;
    const truth = { type: 'boolean' } as const;
    const options = { peers: text, players: text, runs: text, seconds: text, json: text, quick: truth, help: truth };
    ({ values } = parseArgs({ args: [...argv], options }));
  } catch (error) {
    return bad((error as Error).message.replaceAll('\n', ' '));
  }
  if (values.help) return { kind: 'help' };
  const usual = values.quick ? QUICK : USUAL;
  const names = String(values.peers ?? PEER_NAMES.join(',')).split(',');
  const peers = PEER_NAMES.filter((name) => names.includes(name));
  const stray = names.find((name) => !PEER_NAMES.some((known) => known === name));
  if (stray !== undefined) return bad(`--peers takes ${PEER_NAMES.join(', ')}; there is no ${stray}.`);
  const players = String(values.players ?? usual.players)
    .split(',')
    .map((text) => numberOf(text, 10, 20_000));
  if (players.includes(Number.NaN)) return bad('--players takes whole numbers from 10 to 20000.');
  const runs = numberOf(values.runs ?? usual.runs, 1, 100);
  if (Number.isNaN(runs)) return bad('--runs takes a whole number from 1 to 100.');
  const seconds = numberOf(values.seconds ?? usual.seconds, 1, 3_600);
  if (Number.isNaN(seconds)) return bad('--seconds takes a whole number from 1 to 3600.');
  const { settleMs, quietMs } = usual;
  const json = values.json === undefined ? undefined : String(values.json);
  return {
    kind: 'run',
    options: { peers, players: players.toSorted((a, b) => a - b), runs, seconds, settleMs, quietMs, json },
  };
}

const bad = (message: string): Args => ({ kind: 'bad', message });

function numberOf(text: unknown, min: number, max: number): number {
  const number = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : Number.NaN;
}
