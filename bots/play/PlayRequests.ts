/** A bot's requests about playing, with their refusals noted. */
import type { LobbyClient } from '../../client/net/LobbyClient.ts';
import type { PlayInput, PlayRequest } from '../../client/net/requests.ts';
import type { Ledger } from './Ledger.ts';

/** What people meet, too: somebody was faster, or has gone. */
const EXPECTED =
  /^(network|queue\/(already|none|penalised)|match\/|invite\/|party\/|proposal\/|play\/away|request\/tooMany)/;

export class PlayRequests {
  readonly #client: Pick<LobbyClient, 'play'>;
  readonly #ledger: Ledger;
  readonly #failed: () => void;

  /** `failed`: a request was refused as nobody's should be. */
  constructor(client: Pick<LobbyClient, 'play'>, ledger: Ledger, failed: () => void) {
    this.#client = client;
    this.#ledger = ledger;
    this.#failed = failed;
  }

  /** True where it was granted. */
  async ask<Type extends PlayRequest>(type: Type, input: PlayInput<Type>): Promise<boolean> {
    const answer = await this.#client.play(type, input);
    if (answer.ok) return true;
    this.#ledger.refused(answer.refusal);
    if (!EXPECTED.test(answer.refusal)) this.#failed();
    return false;
  }

  /** Who has a ticket is refused another one: the desk itself says whether there is one. */
  async hasTicket(mode: string): Promise<boolean> {
    const answer = await this.#client.play('joinQueue', { mode });
    return !answer.ok;
  }
}
