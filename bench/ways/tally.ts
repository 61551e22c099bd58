/** Which coverage belongs to an interaction: whatever ran in each round but not in most idle stretches. */
import { FOLDERS, type Folder, type Taken } from './coverage.ts';
import type { Round } from './ways.ts';

export type Tally = {
  /** Files with a function that ran; a file that ran on both sides counts once. */
  executed: Record<Folder, string[]>;
  /** Those of them that were loaded during the interaction. */
  loaded: string[];
  /** Loaded during the interaction, but never called. */
  onlyLoaded: string[];
  /** Also ran while idle, so not counted. */
  alsoIdle: string[];
  /** Functions that ran in the interaction but not while idle, in any file. */
  functions: { server: number; client: number };
};

export function tallyOf(rounds: readonly Round[]): Tally {
  const sides = (['server', 'client'] as const).map((side) =>
    sideOf(
      rounds.map(({ idle }) => idle[side]),
      rounds.map(({ run }) => run[side]),
    ),
  );
  const [server, client] = sides as [Side, Side];
  const all = (part: keyof Omit<Side, 'functions'>) => [...new Set(sides.flatMap((side) => side[part]))].sort();
  // A file that one side runs all the time does not count for the other side either.
  const alsoIdle = all('alsoIdle');
  const executed = all('executed').filter((file) => !alsoIdle.includes(file));
  const loaded = all('loaded');
  return {
    executed: Object.fromEntries(
      FOLDERS.map((folder) => [folder, executed.filter((file) => file.startsWith(`${folder}/`))]),
    ) as Tally['executed'],
    loaded: executed.filter((file) => loaded.includes(file)),
    onlyLoaded: loaded.filter((file) => !executed.includes(file) && !alsoIdle.includes(file)),
    alsoIdle,
    functions: { server: server.functions, client: client.functions },
  };
}

type Side = { executed: string[]; loaded: string[]; alsoIdle: string[]; functions: number };

function sideOf(idle: readonly Taken[], runs: readonly Taken[]): Side {
  const idleFunctions = new Set(inMost(idle.map(functionsOf)));
  const idleFiles = new Set(inMost(idle.map((taken) => filesOf(taken, ({ functions }) => functions.length > 0))));
  const ran = inEach(runs.map((taken) => filesOf(taken, ({ functions }) => functions.length > 0)));
  return {
    executed: ran.filter((file) => !idleFiles.has(file)),
    loaded: inEach(runs.map((taken) => filesOf(taken, ({ isLoaded }) => isLoaded))),
    alsoIdle: ran.filter((file) => idleFiles.has(file)),
    functions: inEach(runs.map(functionsOf)).filter((name) => !idleFunctions.has(name)).length,
  };
}

const filesOf = (taken: Taken, isMeant: (ran: Taken[string]) => boolean): string[] =>
  Object.keys(taken).filter((file) => isMeant(taken[file] as Taken[string]));

const functionsOf = (taken: Taken): string[] =>
  Object.entries(taken).flatMap(([file, { functions }]) => functions.map((name) => `${file} ${name}`));

/** A timer may fall into one or two rounds by chance. */
const inEach = (rounds: readonly Names[]): string[] => inSome(rounds, rounds.length);

/** Something that runs twice a minute falls into one idle stretch by chance. */
const inMost = (rounds: readonly Names[]): string[] => inSome(rounds, Math.floor(rounds.length / 2) + 1);

type Names = readonly string[];

function inSome(rounds: readonly Names[], atLeast: number): string[] {
  const counts = new Map<string, number>();
  for (const name of rounds.flatMap((round) => [...new Set(round)])) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= atLeast).map(([name]) => name);
}
