/** Sends a bot's requests about playing and counts refusals. */
import type { LobbyClient } from '../../client/net/LobbyClient.ts';
import type { RequestInput, RequestName } from '../../shared/requests.ts';
import type { Ledger } from './Ledger.ts';

/** Refusals that people meet too: another player was faster, or has gone. */
const EXPECTED =
  /^(network|queue\/(already|none|penalised)|match\/|invite\/|party\/|proposal\/|ask\/|play\/away|request\/tooMany)/;

export class PlayRequests {
  readonly #client: LobbyClient;
  readonly #ledger: Ledger;
  readonly #failed: () => void;

  /** `failed`: called for an unexpected refusal. */
  constructor(client: LobbyClient, ledger: Ledger, failed: () => void) {
    this.#client = client;
    this.#ledger = ledger;
    this.#failed = failed;
  }

  /** True if it was granted. */
  async request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<boolean> {
    const answer = await this.#client.request(name, input);
    if (answer.ok) return true;
    this.#ledger.refused(answer.refusal);
    if (!EXPECTED.test(answer.refusal)) this.#failed();
    return false;
  }

  /** Asks the desk for a ticket: it refuses a second one. */
  async hasTicket(mode: string): Promise<boolean> {
    const answer = await this.#client.request('joinQueue', { mode });
    return !answer.ok;
  }
}
