/**
 * A player who does at random what players do: plays with others, chats, idles, changes status, hides, loses the network,
 * reloads, leaves and comes back.
 */
import { type Departure, nextDeparture, nextWords } from '../../bots/habits.ts';
import { Playing } from '../../bots/play/Playing.ts';
import type { PlayWatch } from '../../bots/play/PlayWatch.ts';
import { between, pick, type Random } from '../../bots/random.ts';
import type { Visibility } from '../../shared/playerRow.ts';
import type { Player } from './Players.ts';

export type ModelPlayerOptions = {
  watch: PlayWatch;
  random: Random;
  /** How many times faster than people they play. */
  pace: number;
  /** Another player to invite or to challenge. */
  peer: () => string | undefined;
  /** They are back by their own choice, and want to be in the lobby. */
  returned: (player: ModelPlayer) => void;
};

export class ModelPlayer {
  readonly player: Player;
  readonly playing: Playing;
  readonly #options: ModelPlayerOptions;
  #return: NodeJS.Timeout | undefined;
  #departure: Departure['how'] | undefined;
  #visibility: Visibility = 'everyone';
  /** The server has answered the last choice of visibility. */
  #isChosen = true;
  #isChoosing = false;
  #isCalm = false;
  /** Monotonic ms; undefined while they are out by their own choice. */
  inSince: number | undefined = performance.now();

  constructor(player: Player, options: ModelPlayerOptions) {
    this.player = player;
    this.#options = options;
    const { watch, random, pace, peer } = options;
    this.playing = new Playing({
      ...{ client: player.client, random, pace, peer, ledger: watch.ledger },
      listedMatches: () => watch.listedMatches,
      self: () => this.id,
      depart: (departure) => this.#depart(departure),
      failed: () => {},
    });
    player.client.subscribe((event) => this.playing.handle(event));
  }

  get id(): string | undefined {
    return this.player.id || undefined;
  }

  get isOnline(): boolean {
    return this.player.isOnline;
  }

  get isHidden(): boolean {
    return this.#visibility !== 'everyone';
  }

  act(): void {
    if (this.inSince === undefined || !this.isOnline) return;
    const { random } = this.#options;
    const { client } = this.player;
    const dice = between(random, 0, 99);
    if (dice < 12) this.#depart(nextDeparture(random));
    else if (dice < 24) void this.#choose(pick(random, ['everyone', 'everyone', 'nobody', 'friends']));
    else if (dice < 44) void client.request('setStatus', { status: pick(random, ['online', 'away', 'busy']) });
    else if (dice < 54) void client.request('sendChat', { channel: 'shard', text: nextWords(random) });
    else client.reportActivity(dice < 80, 0);
  }

  /** Comes back if out, goes away no more, and repeats a choice that was not answered. */
  async settle(): Promise<void> {
    this.#isCalm = true;
    if (this.inSince === undefined) this.#comeBack();
    if (!this.#isChosen) await this.#choose(this.#visibility);
  }

  /** Nothing is under way. */
  get isSettled(): boolean {
    return this.isOnline && this.#isChosen;
  }

  async show(): Promise<void> {
    await this.#choose('everyone');
  }

  stop(): void {
    clearTimeout(this.#return);
    this.playing.stop();
  }

  #depart(departure: Departure): void {
    if (this.inSince === undefined || !this.isOnline || this.#isCalm) return;
    const { how, backInMs } = departure;
    this.inSince = undefined;
    this.#departure = how;
    if (how === 'drop') this.player.drop();
    else {
      this.playing.pageGone(how === 'reload');
      this.player.client.leaveNow();
    }
    this.#return = setTimeout(() => this.#comeBack(), backInMs / this.#options.pace);
  }

  #comeBack(): void {
    clearTimeout(this.#return);
    this.inSince = performance.now();
    if (this.#departure === 'drop') this.player.findNetwork();
    else {
      this.player.arrive();
      this.playing.pageBack();
    }
    this.#options.returned(this);
  }

  /** One choice at a time. */
  async #choose(visibility: Visibility): Promise<void> {
    if (this.#isChoosing) return;
    this.#isChoosing = true;
    this.#visibility = visibility;
    this.#isChosen = false;
    this.#isChosen = (await this.player.client.request('setVisibility', { visibility })).ok;
    this.#isChoosing = false;
  }
}
