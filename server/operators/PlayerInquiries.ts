/** What the cluster knows of a player, for operators: the sessions at each process, and what the desk has. */
import { z } from 'zod';
import { asPlayerId, type PlayerId, type ProcessId } from '../../shared/ids.ts';
import { BusRequests } from '../cluster/BusRequests.ts';
import type { DeskFacts } from '../domain/play/deskFacts.ts';
import type { PresenceFacts } from '../domain/presence/presenceFacts.ts';
import type { Bus, Clock } from '../ports.ts';

/** A healthy process answers in milliseconds; a stalled one is not waited for longer. */
const TIMEOUT_MS = 1_000;

/** What one process knows of the player. `presence` null: no sessions there. `desk` null: it does not run the queue. */
export type Account = { presence: PresenceFacts | null; desk: DeskFacts | null };
/** `silent`: processes that did not answer. */
export type Accounts = { byProcess: ReadonlyMap<ProcessId, Account>; silent: ProcessId[] };

const Question = z.object({ playerId: z.string().max(64).transform(asPlayerId) });

type Sources = {
  process: ProcessId;
  bus: Bus;
  clock: Clock;
  /** The other processes that this one hears of. */
  others: () => ProcessId[];
  account: (player: PlayerId) => Account;
  timeoutMs?: number;
};

export class PlayerInquiries {
  readonly #at: Sources;
  readonly #requests: BusRequests<z.infer<typeof Question>, { account: Account }>;

  constructor(at: Sources) {
    this.#at = at;
    this.#requests = new BusRequests({ topic: 'why/1', timeoutMs: TIMEOUT_MS, ...at });
    this.#requests.answerOthers(Question, ({ playerId }) => ({ account: at.account(playerId) }));
  }

  /** Never rejects, and takes no longer than TIMEOUT_MS. */
  async collect(playerId: PlayerId): Promise<Accounts> {
    const { process, account, others } = this.#at;
    const byProcess = new Map([[process, account(playerId)]]);
    const asked = others();
    const answers = await this.#requests.askAll({ playerId }, asked);
    for (const [process, { account }] of answers) byProcess.set(process, account);
    return { byProcess, silent: asked.filter((process) => !answers.has(process)) };
  }
}
