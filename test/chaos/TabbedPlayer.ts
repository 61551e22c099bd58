/** A player with several tabs, and whether lists must show them. */
import type { Visibility } from '../../shared/playerRow.ts';
import type { SignedIn } from '../../shared/protocol.ts';
import { Tab, type Windows } from './Tab.ts';

export class TabbedPlayer {
  readonly tabs: readonly Tab[];
  #session: SignedIn | undefined;
  #isHidden = false;
  /** The time of the last answered choice; undefined while one is under way or was lost. */
  #chosenAt: number | undefined = Number.NEGATIVE_INFINITY;
  #isChoosing = false;

  constructor(url: string, tabs: number, windows: Windows) {
    const session = {
      load: () => this.#session,
      save: (signedIn: SignedIn) => {
        this.#session = signedIn;
      },
    };
    this.tabs = Array.from({ length: tabs }, () => new Tab(url, session, windows));
  }

  get id(): string {
    return this.#session?.user.id ?? '';
  }

  /** One choice at a time; resolves when it is answered or has failed. */
  async setVisibility(tab: Tab, visibility: Visibility): Promise<void> {
    if (this.#isChoosing) return;
    this.#isChoosing = true;
    this.#chosenAt = undefined;
    const answer = await tab.client.request('setVisibility', { visibility });
    this.#isChoosing = false;
    if (!answer.ok) return;
    this.#isHidden = visibility !== 'everyone';
    this.#chosenAt = performance.now();
  }

  /** Repeats a choice that was lost with the network. */
  async settle(): Promise<void> {
    const tab = this.tabs.find(({ isOnline }) => isOnline);
    if (tab && this.#chosenAt === undefined) await this.setVisibility(tab, 'everyone');
  }

  /**
   * Whether a list read from `from` to `to` must show the player; undefined if either is right. Changes older than
   * `slackMs` have reached every process.
   */
  mustBeListed(from: number, to: number, slackMs: number): boolean | undefined {
    const isChosen = this.#chosenAt !== undefined && this.#chosenAt < from - slackMs;
    if (isChosen && this.#isHidden) return false;
    if (this.tabs.every((tab) => tab.wasAway(from - slackMs))) return false;
    return isChosen && this.tabs.some((tab) => tab.wasThere(from - slackMs, to + slackMs)) ? true : undefined;
  }

  /** Exact only when nothing is under way. */
  get isOnline(): boolean {
    return this.tabs.some(({ isOnline }) => isOnline);
  }
}
