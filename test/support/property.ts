/** Runs a property with a printed seed; FC_SEED repeats a run. */
import fc from 'fast-check';

export function checked(property: fc.IProperty<unknown>, numRuns: number): void {
  const seed = process.env.FC_SEED ? Number(process.env.FC_SEED) : (Date.now() ^ (Math.random() * 0x7fffffff)) | 0;
  console.log(`      seed ${seed}, ${numRuns} runs`);
  fc.assert(property, { numRuns, seed, verbose: fc.VerbosityLevel.None });
}
