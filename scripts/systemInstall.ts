/** Plans how to install missing system programs: through Debian packages if possible, else by instructions. */
import { spawnSync } from 'node:child_process';
import { inPath, type SystemProgram } from './systemPrograms.ts';

/** The means of installing on this machine. */
export type Machine = { hasApt: boolean; isRoot: boolean; canSudo: boolean };
export type Command = { command: string; args: string[] };
export type Plan = { kind: 'install'; commands: Command[] } | { kind: 'tell'; text: string };

const NO_QUESTIONS = 'DEBIAN_FRONTEND=noninteractive';

/** Only plans. `missing` must not be empty. */
export function planInstall(missing: readonly SystemProgram[], machine: Machine): Plan {
  const packages = missing.map(({ debianPackage }) => debianPackage);
  if (machine.hasApt && (machine.isRoot || machine.canSudo)) {
    const asRoot = machine.isRoot ? [] : ['sudo', '-n'];
    const commands = [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', ...packages],
    ].map((words) => [...asRoot, 'env', NO_QUESTIONS, ...words]);
    return { kind: 'install', commands: commands.map(([command = '', ...args]) => ({ command, args })) };
  }
  const names = missing.map(({ name }) => name).join(', ');
  const how = machine.hasApt
    ? `As root:  apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`
    : `On Debian they are the packages:  ${packages.join(' ')}`;
  return { kind: 'tell', text: `This needs what the machine lacks: ${names}.\n${how}` };
}

export function thisMachine(): Machine {
  const hasApt = inPath('apt-get').length > 0;
  const isRoot = process.getuid?.() === 0;
  const canSudo = hasApt && !isRoot && inPath('sudo').length > 0 && spawnSync('sudo', ['-n', 'true']).status === 0;
  return { hasApt, isRoot, canSudo };
}

/** Stops at the first failure and returns its output; undefined if all succeeded. */
export function runAll(commands: readonly Command[]): string | undefined {
  for (const { command, args } of commands) {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) return `${[command, ...args].join(' ')}\n${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`;
  }
  return undefined;
}
