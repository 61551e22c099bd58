/** What a player can do here. Choices show at once; a refusal rolls them back with a toast. */
import type { Visibility } from '../../shared/playerRow.ts';
import type { ChosenStatus } from '../../shared/status.ts';
import { text } from '../i18n/text.ts';
import { isOutdated } from '../model/linkView.ts';
import type { LobbyModel, SettingsPart } from '../model/lobbyModel.ts';
import { refusalText } from '../model/refusals.ts';
import type { ListedRow } from '../model/rosterRows.ts';
import type { Choices, Field } from '../model/selfView.ts';
import type { LobbyClient } from '../net/LobbyClient.ts';
import type { RequestResult } from '../net/requestResult.ts';
import { PlayActions, type PlayPage } from './playActions.ts';
import { RequestSender } from './RequestSender.ts';
import { RecordsActions, type RecordsCommands } from './recordsActions.ts';
import { ReplayActions } from './replayActions.ts';
import { sayIn } from './sayIn.ts';
import { SocialActions } from './socialActions.ts';
import { TileWatch } from './TileWatch.ts';

export type LobbyCommands = Pick<LobbyClient, 'request' | 'retryNow'> & { records: RecordsCommands };

/** Matches on a player's card. */
const LATEST = 7;

export class Actions {
  readonly play: PlayActions;
  readonly records: RecordsActions;
  readonly replays: ReplayActions;
  readonly social: SocialActions;
  readonly tiles: TileWatch;
  readonly requests: RequestSender;
  readonly #commands: LobbyCommands;
  readonly #model: LobbyModel;
  readonly #now: () => number;

  /** `now`: monotonic ms. */
  constructor(commands: LobbyCommands, page: PlayPage, model: LobbyModel, now: () => number) {
    this.requests = new RequestSender((name, input) => commands.request(name, input), model, now);
    const say = sayIn(this.requests, (words) => page.session.say(words));
    this.social = new SocialActions(this.requests, model, now, say);
    this.play = new PlayActions(this.requests, page, model, now);
    this.records = new RecordsActions(commands.records, model);
    this.replays = new ReplayActions(commands.records, model);
    const send = (matchIds: string[]) => commands.request('watchTiles', { matchIds });
    this.tiles = new TileWatch({ send, now, setTimeout: (callback, ms) => setTimeout(callback, ms) });
    this.#commands = commands;
    this.#model = model;
    this.#now = now;
  }

  setStatus(status: ChosenStatus): Promise<void> {
    return this.#choose('chosenStatus', status, this.#commands.request('setStatus', { status }));
  }

  setVisibility(visibility: Visibility): Promise<void> {
    return this.#choose('visibility', visibility, this.#commands.request('setVisibility', { visibility }));
  }

  /** `explain`: says why it was refused where the name was typed; false if it cannot. */
  setName(name: string, explain?: (why: string) => boolean): Promise<void> {
    return this.#choose('name', name, this.#commands.request('setName', { name }), explain);
  }

  /** Opens the choice, with the present one to begin from. */
  chooseEmblem(): void {
    const emblem = this.#model.self.shown('emblem');
    if (emblem !== undefined) this.#model.commit(() => this.#model.emblems.open(emblem, Math.random));
  }

  /** undefined: closes them. */
  openSettings(part: SettingsPart | undefined): void {
    this.#model.commit(() => {
      this.#model.settings = part;
    });
  }

  setEmblem(emblem: number): Promise<void> {
    return this.#choose('emblem', emblem, this.#commands.request('setEmblem', { emblem }));
  }

  retry(): void {
    if (isOutdated(this.#model.link)) this.play.page.reload();
    else this.#commands.retryNow();
  }

  /** `absent`: shown of a player who is not in the roster. */
  select(id: string | undefined, absent?: ListedRow): void {
    const before = this.#model.selected?.id;
    this.#model.select(id, absent);
    const { selected, roster } = this.#model;
    if (selected && selected.id !== before && (absent || !roster.isGone(selected.id)))
      void this.records.loadLatest(selected, LATEST);
  }

  dismiss(toastId: number): void {
    this.#model.commit(() => this.#model.toasts.dismiss(toastId));
  }

  /** It is being used. */
  hold(toastId: number): void {
    this.#model.toasts.hold(toastId, this.#now());
  }

  refused(message: string): void {
    this.#model.toast('refused', message, this.#now());
  }

  /** Human input: hides the idle warning at once; the heartbeat that it causes settles it with the server. */
  stay(): void {
    if (this.#model.idle.secondsLeft(this.#now()) === undefined) return;
    this.#model.commit(() => this.#model.idle.cancelled());
  }

  copyLink(): Promise<void> {
    return this.play.copy(location.href, text('roster.copied'));
  }

  async #choose<F extends Field>(
    field: F,
    value: Choices[F],
    answer: Promise<RequestResult<object>>,
    explain?: (why: string) => boolean,
  ): Promise<void> {
    const model = this.#model;
    const ticket = model.commit(() => model.self.choose(field, value));
    const reply = await answer;
    const wasOpen = model.commit(() => model.self.settle(field, ticket, reply.ok));
    if (reply.ok || !wasOpen) return;
    const what = text(`field.${field as Field}`);
    const why = refusalText(reply.refusal);
    if (!explain?.(why)) this.refused(text('toast.refused', { what, why }));
  }
}
