/** A bot's requests about playing, with their refusals counted. */
import type { LobbyClient } from '../../client/net/LobbyClient.ts';
import type { RequestInput, RequestName } from '../../shared/requests.ts';
import type { Ledger } from './Ledger.ts';

/** People meet these, too: another player was faster, or has gone. */
const EXPECTED =
  /^(network|queue\/(already|none|penalised)|match\/|invite\/|party\/|proposal\/|play\/away|request\/tooMany)/;

export class PlayRequests {
  readonly #client: LobbyClient;
  readonly #ledger: Ledger;
  readonly #failed: () => void;

  /** `failed`: a request was refused that should not have been. */
  constructor(client: LobbyClient, ledger: Ledger, failed: () => void) {
    this.#client = client;
    this.#ledger = ledger;
    this.#failed = failed;
  }

  /** Whether it was granted. */
  async request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<boolean> {
    const answer = await this.#client.request(name, input);
    if (answer.ok) return true;
    this.#ledger.refused(answer.refusal);
    if (!EXPECTED.test(answer.refusal)) this.#failed();
    return false;
  }

  /** Asks the desk, which refuses a second ticket. */
  async hasTicket(mode: string): Promise<boolean> {
    const answer = await this.#client.request('joinQueue', { mode });
    return !answer.ok;
  }
}
