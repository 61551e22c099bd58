/** Sends requests for buttons: a button waits for its reply, and a refusal becomes a toast. */
import type { RequestInput, RequestName, RequestReply } from '../../shared/requests.ts';
import { text } from '../i18n/text.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import { refusalText } from '../model/refusals.ts';
import type { LobbyClient } from '../net/LobbyClient.ts';
import type { RequestResult } from '../net/requestResult.ts';

export class RequestSender {
  readonly request: LobbyClient['request'];
  readonly #model: LobbyModel;
  readonly #now: () => number;

  constructor(request: LobbyClient['request'], model: LobbyModel, now: () => number) {
    this.request = request;
    this.#model = model;
    this.#now = now;
  }

  /** `label`: names the action in the toast. While a request waits, another one with its `key` returns undefined. */
  async send<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
    label: string,
    key: string = name,
  ): Promise<RequestResult<RequestReply<Name>> | undefined> {
    const model = this.#model;
    if (model.asked.has(key)) return undefined;
    model.commit(() => model.asked.add(key));
    const result = await this.request(name, input);
    model.commit(() => model.asked.delete(key));
    if (!result.ok) this.refused(label, refusalText(result.refusal));
    return result;
  }

  refused(what: string, why: string): void {
    this.#model.toast('refused', text('toast.notDone', { what, why }), this.#now());
  }
}
