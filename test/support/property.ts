/** Runs a property with a printed seed. FC_SEED repeats a run, and FC_RUNS makes it longer or shorter. */
import fc from 'fast-check';

export function checked(property: fc.IProperty<unknown>, numRuns: number): void {
  fc.assert(property, { ...runsOf(numRuns), verbose: fc.VerbosityLevel.None });
}

/** For `fc.assert`, which says nothing of a run that passes. */
export function runsOf(usual: number): { seed: number; numRuns: number } {
  const { FC_SEED, FC_RUNS } = process.env;
  const seed = FC_SEED ? Number(FC_SEED) : (Date.now() ^ (Math.random() * 0x7fffffff)) | 0;
  const numRuns = FC_RUNS ? Number(FC_RUNS) : usual;
  console.log(`      seed ${seed}, ${numRuns} runs`);
  return { seed, numRuns };
}
