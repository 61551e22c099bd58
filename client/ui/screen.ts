/** The whole screen: its parts in reading order, updated only when there is something new to see. */
import { FocusKeeper } from '../a11y/focusKeeper.ts';
import { LiveRegions } from '../a11y/liveRegions.ts';
import { text } from '../i18n/text.ts';
import { LinkNews } from '../model/linkNews.ts';
import { closedOf } from '../model/linkView.ts';
import { cancelledText } from '../model/play/cancelledView.ts';
import { checkView } from '../model/play/checkView.ts';
import { modeTitle } from '../model/play/queueView.ts';
import type { Layer } from '../page/BackStack.ts';
import { Backdrop } from './backdrop.ts';
import { BannerView } from './cards/bannerView.ts';
import { Header } from './cards/header.ts';
import { SelfCard } from './cards/selfCard.ts';
import { Tabs } from './cards/tabs.ts';
import { ToastsView } from './cards/toastsView.ts';
import { Dialogs } from './dialogs/dialogs.ts';
import { layoutOf } from './layout/layout.ts';
import { filtersFor } from './layout/rosterLayout.ts';
import type { OptionalParts, Tab } from './layout/sideLayout.ts';
import type { WindowSize } from './layout/windowSize.ts';
import { InviteToasts } from './people/inviteToasts.ts';
import { PeopleCards } from './people/peopleCards.ts';
import { MatchBar } from './play/matchBar.ts';
import { MatchesCard } from './play/matchesCard.ts';
import { PartyStrip } from './play/partyStrip.ts';
import { PlayPanel } from './play/playPanel.ts';
import { checkAlert } from './play/readyCheck.ts';
import { ResultCard } from './play/resultCard.ts';
import { WaitingTable } from './play/waitingTable.ts';
import { ArrivalsCard } from './roster/arrivalsCard.ts';
import { CensusCard } from './roster/censusCard.ts';
import { ProfileCard } from './roster/profileCard.ts';
import { RosterPanel } from './roster/rosterPanel.ts';
import { RowMenu } from './roster/rowMenu.ts';
import type { Census, Frame, ScreenContext } from './screenContext.ts';

/** Numbers that run all the time change twice a second at most; times like "2 min ago" once a second. */
const CENSUS_EVERY_MS = 500;
const CLOCK_EVERY_MS = 1_000;

export class Screen {
  readonly #context: ScreenContext;
  readonly #parts: readonly { update(frame: Frame): void }[];
  /** What Back closes, from the ground up. */
  readonly #layers: readonly Layer[];
  readonly #roster: RosterPanel;
  readonly #live: LiveRegions;
  readonly #focus: FocusKeeper;
  readonly #linkNews = new LinkNews();
  readonly #gone = new AbortController();
  readonly #elements: readonly Element[];
  #tab: Tab;
  #census: Census | undefined;
  #censusAt = Number.NEGATIVE_INFINITY;
  #clockAt = Number.NEGATIVE_INFINITY;
  #isAwake = true;
  #size: WindowSize = { width: 0, height: 0 };
  #asked = '';
  #shownAsking = '';
  #queued: string | undefined;

  constructor(parts: Omit<ScreenContext, 'wake' | 'until'>, tab: Tab = 'players') {
    this.#tab = tab;
    const context = { ...parts, wake: () => this.wake(), until: this.#gone.signal };
    const before = new Set(context.root.children);
    this.#context = context;
    // In reading order.
    const above = [new Backdrop(context), new Header(context), new BannerView(context)];
    this.#roster = new RosterPanel(context, {
      opened: () => profile.takeFocus(),
      menu: (id, at) => menu.open(id, at),
      menuId: () => menu.playerId,
    });
    const beside = [PlayPanel, PartyStrip, MatchesCard, SelfCard, CensusCard, ArrivalsCard].map(
      (Part) => new Part(context),
    );
    const profile = new ProfileCard(context, (id, at) => menu.open(id, at));
    const bar = new MatchBar(context, {
      askToGiveUp: () => dialogs.askToGiveUp(),
      keepPlaying: () => dialogs.keepPlaying(),
    });
    const over = [
      bar,
      new WaitingTable(context),
      new ResultCard(context),
      new Tabs(context, (tab) => this.#choose(tab)),
      new ToastsView(context),
      new InviteToasts(context),
    ];
    const menu = new RowMenu(context, () => profile.takeFocus());
    const people = new PeopleCards(context);
    const dialogs = new Dialogs(context);
    this.#parts = [...above, this.#roster, ...beside, profile, ...over, menu, people, dialogs];
    this.#layers = [bar, profile, menu, ...dialogs.layers];
    this.#live = new LiveRegions(context.root);
    this.#focus = new FocusKeeper(context.root, this.#gone.signal);
    this.#elements = [...context.root.children].filter((each) => !before.has(each));
    context.root.addEventListener('keydown', (event) => this.#pressed(event), { signal: this.#gone.signal });
    this.#gone.signal.addEventListener('abort', context.model.subscribe(context.wake));
  }

  wake(): void {
    this.#isAwake = true;
  }

  get tab(): Tab {
    return this.#tab;
  }

  /** Takes it away for good, to be made anew: all its words, seen and heard, were made in one language. */
  close(): void {
    this.#gone.abort();
    for (const element of this.#elements) element.remove();
    this.#context.stage.clear();
  }

  /** Once a tick. `size`: of the window, in CSS px. */
  update(size: WindowSize): void {
    const { model, now } = this.#context;
    const at = now();
    this.#context.stage.step(at);
    if (!this.#isDue(size, at)) return;
    const census = this.#counted(at);
    const filters = filtersFor(this.#roster.see(census.counts)).length;
    const layout = layoutOf(size, this.#tab, filters, this.#shown());
    const frame = { now: at, nowS: model.clock.nowS(at), layout, tab: this.#tab, census };
    for (const part of this.#parts) part.update(frame);
    this.#context.stage.sweep();
    this.#focus.update();
    this.#announce(at);
    // The last message of a link covers them all.
    this.#context.back.update(closedOf(model.link) ? [] : this.#layers);
  }

  #shown(): OptionalParts {
    const { play, selected, roster } = this.#context.model;
    const isOther = selected !== undefined && selected.id !== roster.selfId && !roster.isGone(selected.id);
    return {
      hasParty: play.state.party !== undefined,
      profile: selected === undefined ? 'none' : isOther ? 'other' : 'self',
      isInMatch: play.match !== undefined,
    };
  }

  /** After a commit, an input or a resize, as long as the list moves, and once a second for relative times. */
  #isDue(size: WindowSize, at: number): boolean {
    const isTick = at - this.#clockAt >= CLOCK_EVERY_MS;
    const isResized = size.width !== this.#size.width || size.height !== this.#size.height;
    if (!this.#isAwake && !isResized && !isTick && at < this.#roster.list.wakeAt) return false;
    if (isTick) this.#clockAt = at;
    this.#isAwake = false;
    this.#size = size;
    return true;
  }

  #counted(at: number): Census {
    const { roster, online, arrivals, isRosterLive, isRosterWhole, storm } = this.#context.model;
    const asked = `${roster.query} ${roster.status} ${isRosterWhole}`;
    const isFresh = at - this.#censusAt < CENSUS_EVERY_MS && asked === this.#asked;
    if (this.#census && isFresh && this.#census.total > 0) return this.#census;
    this.#censusAt = at;
    this.#asked = asked;
    const { isNarrowed } = roster;
    const found = isNarrowed ? roster.found : roster.total;
    const isKnown = isRosterLive || roster.total > 0;
    const known = isRosterWhole ? roster.sections : [];
    this.#census = {
      online,
      total: roster.total,
      found,
      isKnown,
      counts: { ...roster.counts },
      groups: Object.fromEntries(known.map(({ place, count }) => [place, count])),
      storm: storm.count(at),
      arrivals,
    };
    const said = isNarrowed
      ? text('roster.found', { count: found })
      : online === undefined
        ? undefined
        : text('online.count', { count: online });
    if (said !== undefined) this.#live.announce(said, isNarrowed);
    return this.#census;
  }

  /** What must be heard at once, each time that it becomes so. */
  #announce(at: number): void {
    const { link, idle, play, roster } = this.#context.model;
    const isIdle = idle.secondsLeft(at) !== undefined;
    const check = checkView(play.state.check, roster.selfId, at);
    const isAsked = check?.stage === 'asked';
    const asking = isAsked ? 'check' : isIdle ? 'idle' : '';
    const news = this.#linkNews.next(link, at);
    const isNew = asking !== this.#shownAsking;
    this.#shownAsking = asking;
    if (isNew && isAsked) this.#live.alert(checkAlert(check));
    else if (isNew && isIdle) this.#live.alert(text('say.idle'));
    else if (isNew || news !== undefined) this.#live.alert(news ?? '');
    this.#announceQueue();
    this.#live.update(at);
  }

  /** Quietly, as the search begins and ends. */
  #announceQueue(): void {
    const { queue, cancelled } = this.#context.model.play.state;
    const mode = queue?.mode;
    if (mode === this.#queued) return;
    this.#queued = mode;
    const words = cancelled ? cancelledText(cancelled).text : text('say.unqueued');
    this.#live.announceOutcome(mode === undefined ? words : text('say.queued', { mode: modeTitle(mode) }));
    // Why there is no match is told in words, and those stand there.
    if (cancelled) this.#open('play');
  }

  /** A player's card stands before what the tab would show. */
  #choose(tab: Tab): void {
    this.#context.actions.select(undefined);
    this.#open(tab);
  }

  #open(tab: Tab): void {
    this.#tab = tab;
    this.wake();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#context.model.selected && !(event.target instanceof HTMLInputElement)) {
      this.#context.actions.select(undefined);
    }
    if (event.key === '/' && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      this.#roster.focusSearch();
    }
    this.wake();
  }
}
