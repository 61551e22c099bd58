/**
 * Runs before the tests or, with the argument `cluster`, before a cluster. Installs missing system programs or names them;
 * exits with 1 if any remain missing.
 */
import { planInstall, runAll, thisMachine } from './systemInstall.ts';
import { CLUSTER_PROGRAMS, missingPrograms, SYSTEM_PROGRAMS } from './systemPrograms.ts';

const needed = process.argv[2] === 'cluster' ? CLUSTER_PROGRAMS : SYSTEM_PROGRAMS;
const missing = missingPrograms(needed);
if (missing.length > 0) install();

function install(): void {
  const plan = planInstall(missing, thisMachine());
  if (plan.kind === 'tell') return fail(plan.text);
  console.log(`foyer: installing (once): ${missing.map(({ debianPackage }) => debianPackage).join(' ')} …`);
  const failure = runAll(plan.commands);
  if (failure !== undefined) return fail(failure);
  const still = missingPrograms(needed);
  if (still.length > 0) fail(`Installed, and yet not found: ${still.map(({ name }) => name).join(', ')}.`);
}

function fail(text: string): void {
  console.error(text);
  process.exitCode = 1;
}
