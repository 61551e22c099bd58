/**
 * What the whole cluster knows of a player, for an operator who wonders. Every process is asked over the bus for what only
 * it knows: the sessions that it has, and, of the one that runs the queue, what the desk has. Changes nothing.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { asPlayerId, asProcessId, type PlayerId, type ProcessId } from '../../shared/ids.ts';
import type { DeskFacts } from '../domain/play/deskFacts.ts';
import type { PresenceFacts } from '../domain/presence/presenceFacts.ts';
import type { Bus } from '../ports.ts';

const TOPIC = 'why/1';
const answersTo = (process: ProcessId): string => `${TOPIC}/${process}`;
/** A process that is there answers in milliseconds; one that stands still is not waited for longer. */
const PATIENCE_MS = 1_000;

/** What one process knows of the player. `presence` null: no sessions there. `desk` null: it does not run the queue. */
export type Account = { presence: PresenceFacts | null; desk: DeskFacts | null };
/** `silent`: processes that did not answer. */
export type Accounts = { byProcess: ReadonlyMap<ProcessId, Account>; silent: ProcessId[] };

const Asked = z.object({
  id: z.string(),
  from: z.string().transform(asProcessId),
  playerId: z.string().max(64).transform(asPlayerId),
});
/** What it holds is not looked into: it comes from our own code, of the same version. */
const Answered = z.object({ id: z.string(), from: z.string().transform(asProcessId), account: z.custom<Account>() });

export type PlayerInquiriesDeps = {
  process: ProcessId;
  bus: Pick<Bus, 'publish' | 'subscribe'>;
  /** The other processes, as far as this one hears of them. */
  others: () => ProcessId[];
  /** What this process knows. */
  account: (player: PlayerId) => Account;
  patienceMs?: number;
};

export class PlayerInquiries {
  readonly #deps: PlayerInquiriesDeps;
  readonly #waiting = new Map<string, (from: ProcessId, account: Account) => void>();

  constructor(deps: PlayerInquiriesDeps) {
    this.#deps = deps;
    deps.bus.subscribe(TOPIC, (message) => this.#answer(message));
    deps.bus.subscribe(answersTo(deps.process), (message) => this.#hear(message));
  }

  /** Never rejects, and takes no longer than PATIENCE_MS. */
  ask(playerId: PlayerId): Promise<Accounts> {
    const { process, bus, others, account, patienceMs = PATIENCE_MS } = this.#deps;
    const byProcess = new Map([[process, account(playerId)]]);
    const silent = new Set(others());
    if (silent.size === 0) return Promise.resolve({ byProcess, silent: [] });
    const id = randomUUID();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve({ byProcess, silent: [...silent] });
      };
      const timer = setTimeout(end, patienceMs);
      this.#waiting.set(id, (from, theirs) => {
        byProcess.set(from, theirs);
        silent.delete(from);
        if (silent.size === 0) end();
      });
      bus.publish(TOPIC, { id, from: process, playerId });
    });
  }

  #answer(message: unknown): void {
    const asked = Asked.safeParse(message).data;
    const { process, bus, account } = this.#deps;
    if (!asked || asked.from === process) return;
    bus.publish(answersTo(asked.from), { id: asked.id, from: process, account: account(asked.playerId) });
  }

  #hear(message: unknown): void {
    const answered = Answered.safeParse(message).data;
    if (answered) this.#waiting.get(answered.id)?.(answered.from, answered.account);
  }
}
