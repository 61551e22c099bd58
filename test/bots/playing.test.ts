import assert from 'node:assert/strict';
import { Ledger } from '../../bots/play/Ledger.ts';
import { Playing, type PlayingDeps } from '../../bots/play/Playing.ts';
import { seeded } from '../../bots/random.ts';
import { eventually } from '../support/eventually.ts';

const QUEUED = {
  ...{ ticketId: 't1', mode: 'connect-four', waitedMs: 0, playersInQueue: 1 },
  ...{ window: null, waitRangeMs: null, canPlayBots: false },
};

describe('a queued bot', () => {
  let playing: Playing | undefined;
  let asked: string[];
  let ledger: Ledger;
  afterEach(() => playing?.stop());

  /** Queues the bot; the desk gives this reply to further requests. */
  function queue(answer: { ok: true; ticketId: string } | { ok: false; refusal: 'queue/already' }): void {
    asked = [];
    ledger = new Ledger();
    const client = {
      link: { kind: 'online' },
      openMatch: () => assert.fail('no match'),
      request: async (type: string) => {
        asked.push(type);
        return type === 'joinQueue' ? answer : { ok: true };
      },
    } as unknown as PlayingDeps['client'];
    const nothing = {
      peer: () => undefined,
      listedMatches: () => [],
      depart() {},
      failed: () => assert.fail('refused'),
    };
    playing = new Playing({ client, ledger, random: seeded(3), pace: 20, self: () => 'ada', ...nothing });
    playing.handle({ type: 'queueUpdated', payload: { queue: QUEUED } });
  }
  const probes = () => asked.filter((type) => type === 'joinQueue').length;

  it('B10 a queued bot asks the desk for another ticket, and is stranded if it gets one', async () => {
    queue({ ok: true, ticketId: 't2' });
    await eventually(() =>
      assert.deepEqual([...new Set(ledger.findings.map(({ rule }) => rule))], ['queuedWithoutTicket']),
    );
  });

  it('B10 a queued bot is not stranded if the desk has its ticket, or has just reported it gone', async () => {
    queue({ ok: false, refusal: 'queue/already' });
    await eventually(() => assert.ok(probes() >= 2));
    assert.deepEqual(ledger.findings, []);
    playing?.handle({ type: 'queueUpdated', payload: { why: 'left' } });
    assert.equal(playing?.view.ticketId, undefined);
  });

  it('B10 a queued bot trusts only messages since the link came up', () => {
    queue({ ok: false, refusal: 'queue/already' });
    assert.equal(playing?.view.ticketId, 't1');
    playing?.handle({ type: 'linkChanged', link: { kind: 'online' } });
    assert.equal(playing?.view.ticketId, undefined);
    playing?.handle({ type: 'queueUpdated', payload: { queue: QUEUED } });
    assert.equal(playing?.view.ticketId, 't1');
  });
});
