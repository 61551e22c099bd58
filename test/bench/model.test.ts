import assert from 'node:assert/strict';
import { cpuMsOf, FULL_MS, fullAt, type Model, modelOf } from '../../bench/fanout/report/model.ts';
import { sizing } from '../../bench/fanout/report/sizing.ts';
import type { Results } from '../../bench/fanout/results.ts';
import { run } from './someResults.ts';

const MODEL: Model = { baseMs: 20, playerUs: 30, pairNs: 4 };
const SIZES = [100, 500, 1_000, 2_000, 5_000, 10_000];
const measured = (model: Model) =>
  SIZES.map((players) => ({ ...run('foyer', players, { cpuMsPerS: cpuMsOf(model, players) }), runs: 1 }));
const near = (got: number | undefined, wanted: number) =>
  assert.ok(Math.abs((got ?? Number.NaN) - wanted) <= wanted * 1e-6 + 1e-9, `${got} for ${wanted}`);

describe('the cost model', () => {
  it('K24 the model finds the constants behind the figures', () => {
    const found = modelOf(measured(MODEL));
    for (const name of ['baseMs', 'playerUs', 'pairNs'] as const) near(found?.[name], MODEL[name]);
  });

  it('K24 an absent cost is zero, and never negative', () => {
    const found = modelOf(measured({ ...MODEL, pairNs: 0 }));
    near(found?.baseMs, MODEL.baseMs);
    assert.ok((found?.pairNs ?? -1) >= 0 && (found?.pairNs ?? 1) < 1e-6);
    const odd = measured(MODEL).map((one, i) => ({ ...one, figures: { ...one.figures, cpuMsPerS: 100 - i } }));
    assert.ok(Object.values(modelOf(odd) ?? {}).every((value) => value >= 0));
  });

  it('K24 the model needs three sizes', () => {
    assert.equal(modelOf(measured(MODEL).slice(0, 2)), undefined);
  });

  it('K24 a core is full at the size the model predicts', () => {
    const players = fullAt(MODEL);
    assert.ok(cpuMsOf(MODEL, players) <= FULL_MS && cpuMsOf(MODEL, players + 1) > FULL_MS);
  });

  it('K24 crowds are computed from the cost of a player in shards', () => {
    const shards = {
      ...run('foyer-default', 10_000, { cpuMsPerS: 700, bytesPerClientPerS: 250, rssKbPerConnection: 20 }),
      runs: 1,
    };
    const medians = [...measured(MODEL), shards];
    const text = sizing({ medians } as unknown as Results);
    // At 70 µs each, ten thousand players fill a core; 250 B/s each are 2 Gbit/s for a million.
    assert.match(text, /\| 1,000,000 \| 1,000 \| 100 \| 2 \| 20 \| 2,000 \+ 6,480 \|/);
    assert.equal(sizing({ medians: [] } as unknown as Results), '');
  });
});
