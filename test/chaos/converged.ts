/** Waits until everything is right after faults: every list, every count, and the queue. */
import assert from 'node:assert/strict';
import { setTimeout as passed } from 'node:timers/promises';
import type { LocalCluster } from '../../scripts/cluster/startCluster.ts';
import { readList } from './lists.ts';
import type { ModelPlayer } from './ModelPlayer.ts';
import { readinessOf, statsOf } from './processView.ts';
import type { Tools } from './scenario.ts';

/** Anything slower is a fault, not a figure. */
const LIMIT_MS = 90_000;
/** A request to the desk that changes nothing. */
export const NO_INVITE = ['answerInvite', { inviteId: 'none', accept: false }] as const;

/** The time until everything is right; undefined if it never was. */
export async function converged(cluster: LocalCluster, models: readonly ModelPlayer[], { say }: Tools) {
  const from = performance.now();
  for (let wrong = ''; ; ) {
    try {
      await Promise.all(models.map((model) => model.settle()));
      await assertConverged(cluster, models);
      const ms = performance.now() - from;
      say(`all is right after ${Math.round(ms)} ms`);
      return ms;
    } catch (error) {
      wrong = (error as Error).message;
    }
    if (performance.now() > from + LIMIT_MS) return void say(`never right: ${wrong}`);
    // Real time: the pace of the looks.
    await passed(200);
  }
}

async function assertConverged({ processes }: LocalCluster, models: readonly ModelPlayer[]): Promise<void> {
  assert.equal(models.filter(({ isSettled }) => !isSettled).length, 0, 'everybody is in the lobby, as they chose');
  const visible = models.flatMap(({ id, isHidden }) => (isHidden ? [] : (id ?? []))).toSorted();
  const lists = await Promise.all(processes.map(async ({ url }) => rowsOf(await readList(url))));
  for (const [at, list] of lists.entries()) {
    const { name } = processes[at] as { name: string };
    assert.deepEqual([...list.keys()].toSorted(), visible, `${name} lists all visible players, and no others`);
    assert.deepEqual(list, lists[0], `${name} lists what p1 does`);
  }
  for (const process of processes) {
    assert.equal(await readinessOf(process), 'ok', process.name);
    assert.equal((await statsOf(process)).online, visible.length, process.name);
  }
  const answer = await models[0]?.player.client.request(...NO_INVITE);
  assert.deepEqual(answer, { ok: false, refusal: 'invite/unknown' }, 'the desk answers');
}

const rowsOf = (list: ReadonlyMap<string, { status: string }>): Map<string, string> =>
  new Map([...list].map(([id, { status }]) => [id, status]));
