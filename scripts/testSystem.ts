/** Before the tests: everything they need of the system is there, or is fetched, or is named. Exits with 1 otherwise. */
import { planInstall, runAll, thisMachine } from './systemInstall.ts';
import { missingPrograms } from './systemPrograms.ts';

const missing = missingPrograms();
if (missing.length > 0) install();

function install(): void {
  const plan = planInstall(missing, thisMachine());
  if (plan.kind === 'tell') return fail(plan.text);
  console.log(
    `foyer: installing what the tests need (once): ${missing.map(({ debianPackage }) => debianPackage).join(' ')} …`,
  );
  const failure = runAll(plan.commands);
  if (failure !== undefined) return fail(failure);
  const still = missingPrograms();
  if (still.length > 0) fail(`Installed, and yet not found: ${still.map(({ name }) => name).join(', ')}.`);
}

function fail(text: string): void {
  console.error(text);
  process.exitCode = 1;
}
