import assert from 'node:assert/strict';
import { type Hub, MemoryBus } from '../../server/cluster/MemoryBus.ts';
import type { DeskFacts } from '../../server/domain/play/deskFacts.ts';
import { PlayerInquiries } from '../../server/operators/PlayerInquiries.ts';
import { systemClock } from '../../server/process/systemClock.ts';
import { asPlayerId, asProcessId, type ProcessId } from '../../shared/ids.ts';
import { CutBus } from '../support/CutBus.ts';

const ADA = asPlayerId('ada');
const DESK: DeskFacts = { ticket: null, proposal: null, match: null, blame: null, party: null, invites: [] };

/** Connected processes that report their own name as their knowledge. The last runs the desk. */
function world(names: string[], timeoutMs = 2_000) {
  const hub: Hub = new Set();
  return names.map((name, at) => {
    const process = asProcessId(name);
    const bus = new CutBus(new MemoryBus((error) => assert.fail(String(error)), hub));
    const others = () => names.filter((other) => other !== name).map((other): ProcessId => asProcessId(other));
    const asked: string[] = [];
    const account = (id: string) => {
      asked.push(id);
      return { presence: { status: name } as never, desk: at === names.length - 1 ? DESK : null };
    };
    return {
      bus,
      asked,
      inquiries: new PlayerInquiries({ process, bus, clock: systemClock, others, account, timeoutMs }),
    };
  });
}

describe('what the cluster knows about a player', () => {
  it('O18 every process is asked once and reports what it knows', async () => {
    const processes = world(['p1', 'p2', 'p3']);
    const { byProcess, silent } = (await processes[0]?.inquiries.collect(ADA)) ?? assert.fail();
    assert.deepEqual(
      [...byProcess].map(([process, { presence, desk }]) => [process, presence?.status, desk !== null]).toSorted(),
      [
        ['p1', 'p1', false],
        ['p2', 'p2', false],
        ['p3', 'p3', true],
      ],
    );
    assert.deepEqual(silent, []);
    for (const { asked } of processes) assert.deepEqual(asked, [ADA]);
  });

  it('O18 a process that does not answer in time is named, and the other answers are returned', async () => {
    const [one, , three] = world(['p1', 'p2', 'p3'], 100);
    three?.bus.hold();
    const { byProcess, silent } = (await one?.inquiries.collect(ADA)) ?? assert.fail();
    assert.deepEqual([[...byProcess.keys()], silent], [['p1', 'p2'], ['p3']]);
    three?.bus.letGo();
    const again = (await one?.inquiries.collect(ADA)) ?? assert.fail();
    assert.deepEqual(again.silent, [], 'a late answer to the first question is none to the second');
  });

  it('O18 a lone process asks nobody and does not wait', async () => {
    const [one] = world(['p1'], 60_000);
    const { byProcess, silent } = (await one?.inquiries.collect(ADA)) ?? assert.fail();
    assert.deepEqual([[...byProcess.keys()], silent], [['p1'], []]);
  });

  it('O18 malformed messages are ignored', async () => {
    const [one, two] = world(['p1', 'p2'], 1_000);
    for (const topic of ['why/1', 'why/1/p1'])
      for (const word of [null, 7, 'ada', {}, { id: 1 }, { id: 'x', from: 'p2' }, { id: 'x', from: 'p9', account: {} }])
        two?.bus.publish(topic, word);
    assert.deepEqual((await one?.inquiries.collect(ADA))?.silent, []);
  });
});
