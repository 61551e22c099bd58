import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePorts, portsFor } from '../../scripts/services/freePort.ts';

const MODULE = fileURLToPath(new URL('../../scripts/services/freePort.ts', import.meta.url));

/** What another process is given, while this one has its own. */
const elsewhere = (count: number): number[] => {
  const program = `import { freePorts } from ${JSON.stringify(MODULE)}; console.log(JSON.stringify(await freePorts(${count})));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }));
};

describe('free ports', () => {
  it('X20 a port is given once while its process runs, to whichever process asks', async () => {
    const own = await freePorts(400);
    assert.equal(new Set(own).size, 400);
    const given = elsewhere(400);
    assert.deepEqual(
      given.filter((port) => own.includes(port)),
      [],
    );
  });

  it('X20 ports keep clear of those for outgoing connections, where there is room beside them', () => {
    const outgoing = (from: number, to: number) => portsFor({ from, to });
    assert.deepEqual(portsFor(undefined), { from: 20_000, to: 32_000 });
    assert.deepEqual(outgoing(32_768, 60_999), { from: 20_000, to: 32_000 });
    assert.deepEqual(outgoing(15_000, 60_999), { from: 10_000, to: 15_000 });
    assert.deepEqual(outgoing(1_024, 50_000), { from: 50_001, to: 65_000 });
    assert.deepEqual(outgoing(1_024, 65_535), { from: 20_000, to: 32_000 });
  });
});
