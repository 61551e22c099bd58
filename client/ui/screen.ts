/** The whole screen: its parts in reading order, updated only when there is something new to see. */
import { Covered } from '../a11y/covered.ts';
import { FocusKeeper } from '../a11y/focusKeeper.ts';
import { LiveRegions } from '../a11y/liveRegions.ts';
import { text } from '../i18n/text.ts';
import { LinkNews } from '../model/linkNews.ts';
import { closedOf } from '../model/linkView.ts';
import { cancelledText } from '../model/play/cancelledView.ts';
import { checkView } from '../model/play/checkView.ts';
import { absentRow, isAbsent } from '../model/rosterRows.ts';
import type { MessageLine } from '../model/views/talkLines.ts';
import type { Layer } from '../page/BackStack.ts';
import { modeTitle } from '../presentation/titles.ts';
import { Backdrop } from './backdrop.ts';
import { BannerView } from './cards/bannerView.ts';
import { Header } from './cards/header.ts';
import { SelfCard } from './cards/selfCard.ts';
import { Tabs } from './cards/tabs.ts';
import { ToastsView } from './cards/toastsView.ts';
import { isWriting, listenForShortcuts } from './command/keys.ts';
import { SkipLinks } from './command/skipLinks.ts';
import { Dialogs } from './dialogs/dialogs.ts';
import { BEAT_MS, isLater } from './kit/beat.ts';
import { layoutOf } from './layout/layout.ts';
import { filtersFor } from './layout/rosterLayout.ts';
import type { OptionalParts, Tab } from './layout/sideLayout.ts';
import type { WindowSize } from './layout/windowSize.ts';
import { InviteToasts } from './people/inviteToasts.ts';
import { PeopleCards } from './people/peopleCards.ts';
import { MatchBar } from './play/matchBar.ts';
import { MatchesCard } from './play/matchesCard.ts';
import { MatchSlot } from './play/matchSlot.ts';
import { PartyStrip } from './play/partyStrip.ts';
import { PlayPanel } from './play/playPanel.ts';
import { checkAlert } from './play/readyCheck.ts';
import { CensusCard } from './roster/censusCard.ts';
import { ProfileCard } from './roster/profileCard.ts';
import { RosterCount } from './roster/rosterCount.ts';
import { RosterPanel } from './roster/rosterPanel.ts';
import { RowMenu } from './roster/rowMenu.ts';
import type { Frame, ScreenContext } from './screenContext.ts';
import { LatestLines } from './talk/latestLines.ts';
import { TalkPanel } from './talk/talkPanel.ts';

type View = { tab: Tab; isAccountOpen: boolean };

export class Screen {
  readonly #context: ScreenContext;
  readonly #parts: readonly { update(frame: Frame): void }[];
  /** What Back closes, from the ground up. */
  readonly #layers: () => readonly Layer[];
  readonly #roster: RosterPanel;
  readonly #talk: TalkPanel;
  readonly #match: MatchSlot;
  readonly #play: PlayPanel;
  readonly #live: LiveRegions;
  readonly #focus: FocusKeeper;
  readonly #linkNews = new LinkNews();
  readonly #count = new RosterCount();
  readonly #gone = new AbortController();
  readonly #elements: readonly Element[];
  #tab: Tab;
  #clockAt = Number.NEGATIVE_INFINITY;
  #isAwake = true;
  #size: WindowSize = { width: 0, height: 0 };
  #isWide = false;
  #shownAsking = '';
  #queued: string | undefined;
  readonly #account: SelfCard;
  #then: (() => void) | undefined;

  constructor(parts: Omit<ScreenContext, 'wake' | 'until'>, view: View = { tab: 'play', isAccountOpen: false }) {
    this.#tab = view.tab;
    const context = { ...parts, wake: () => this.wake(), until: this.#gone.signal };
    const before = new Set(context.root.children);
    this.#context = context;
    // In reading order.
    const skip = new SkipLinks(context, {
      play: () => this.#go('play', () => this.#play.takeFocus()),
      list: () => this.#go('players', () => this.#roster.takeFocus()),
    });
    const isOpen = () => (this.#isWide ? this.#account.isOpen : undefined);
    const account = { isOpen, open: () => this.#openAccount() };
    const header: Header = new Header(context, account, () => dialogs.openCommands());
    this.#account = new SelfCard(context, () => header.accountButton, view.isAccountOpen);
    const above = [new Backdrop(context), skip, header, this.#account, new BannerView(context)];
    this.#roster = new RosterPanel(context, {
      opened: () => profile.takeFocus(),
      menu: (id, at) => menu.open(id, at),
      menuId: () => menu.playerId,
    });
    this.#play = new PlayPanel(context);
    const beside = [PartyStrip, MatchesCard, CensusCard].map((Part) => new Part(context));
    const authorMenu = ({ message: { from }, name, emblem }: MessageLine, at: { x: number; y: number }) =>
      menu.open(from.id, at, context.model.roster.row(from.id) ?? absentRow(from.id, name, emblem));
    this.#talk = new TalkPanel(context, authorMenu);
    const latest = new LatestLines(context, () => this.#choose('talk'));
    const profile = new ProfileCard(context, (row, at) =>
      menu.open(row.id, at, context.model.roster.row(row.id) ?? row),
    );
    const bar = new MatchBar(context, {
      askToGiveUp: () => dialogs.askToGiveUp(),
      keepPlaying: () => dialogs.keepPlaying(),
    });
    this.#match = new MatchSlot(context, authorMenu);
    const over = [
      bar,
      this.#match,
      new Tabs(context, (tab) => this.#choose(tab)),
      new ToastsView(context),
      new InviteToasts(context),
    ];
    const menu = new RowMenu(context, () => profile.takeFocus());
    const people = new PeopleCards(context);
    const dialogs = new Dialogs(context, () => {
      // Once the dialog has given the focus back.
      this.#then = () => {
        profile.takeFocus();
        this.wake();
      };
    });
    const middle = [this.#roster, this.#play, ...beside, this.#talk, latest, profile];
    const covered = new Covered();
    const last = { update: () => covered.update(this.#elements) };
    this.#parts = [...above, ...middle, ...over, menu, people, dialogs, last];
    this.#layers = () => [bar, profile, this.#account, menu, ...dialogs.layers];
    this.#live = new LiveRegions(context.root);
    this.#focus = new FocusKeeper(context.root, this.#gone.signal);
    this.#elements = [...context.root.children].filter((each) => !before.has(each));
    // Also from a page in which nothing has the focus.
    document.addEventListener('keydown', (event) => this.#pressed(event), { signal: this.#gone.signal });
    document.addEventListener('keydown', (event) => this.#toTalk(event), { signal: this.#gone.signal });
    listenForShortcuts(dialogs, () => this.#openAtOnce(), this.#gone.signal);
    this.#gone.signal.addEventListener('abort', context.model.subscribe(context.wake));
  }

  wake(): void {
    this.#isAwake = true;
  }

  /** What is open, for the screen that follows this one. */
  get view(): View {
    return { tab: this.#tab, isAccountOpen: this.#account.isOpen };
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
    this.#play.step(at);
    if (!this.#isDue(size, at)) return;
    const { census, said } = this.#count.at(model, at);
    if (said !== undefined) this.#live.announce(said, model.roster.isNarrowed);
    const filters = filtersFor(census.counts, model.roster.status).length;
    const layout = layoutOf(size, this.#tab, filters, this.#shown());
    this.#isWide = layout.isWide;
    const frame = { now: at, nowS: model.clock.nowS(at), layout, tab: this.#tab, census };
    for (const part of this.#parts) part.update(frame);
    this.#context.stage.sweep();
    this.#focus.update();
    this.#then?.();
    this.#then = undefined;
    this.#announce(at);
    // The last message of a link covers them all.
    this.#context.back.update(closedOf(model.link) ? [] : this.#layers());
  }

  #shown(): OptionalParts {
    const { play, selected, roster } = this.#context.model;
    const isOther =
      selected !== undefined && selected.id !== roster.selfId && (isAbsent(selected) || !roster.isGone(selected.id));
    return {
      hasParty: play.state.party !== undefined,
      profile: selected === undefined ? 'none' : isOther ? 'other' : 'self',
      isInMatch: play.match !== undefined,
      isAccountOpen: this.#account.isOpen,
    };
  }

  /** After a commit, an input or a resize, as long as the list moves, and with each beat. */
  #isDue(size: WindowSize, at: number): boolean {
    const isTick = isLater(at, this.#clockAt, BEAT_MS);
    const isResized = size.width !== this.#size.width || size.height !== this.#size.height;
    if (!this.#isAwake && !isResized && !isTick && at < this.#roster.list.wakeAt) return false;
    if (isTick) this.#clockAt = at;
    this.#isAwake = false;
    this.#size = size;
    return true;
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

  /** What is typed after the key that opens a dialog goes into it, although nothing is painted yet. */
  #openAtOnce(): void {
    if (this.#size.width > 0) this.update(this.#size);
  }

  /** On a narrow screen it is a tab. */
  #openAccount(): void {
    if (!this.#isWide) return this.#choose('you');
    if (this.#account.isOpen) return this.#account.back();
    // Both lie over the middle.
    this.#context.actions.select(undefined);
    this.#account.open();
  }

  #go(tab: Tab, then: () => void): void {
    this.#then = then;
    this.#choose(tab);
  }

  #open(tab: Tab): void {
    this.#tab = tab;
    this.wake();
  }

  #toTalk(event: KeyboardEvent): void {
    if (event.key !== 't' || isWriting(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.#talk.focusField() || this.#match.focusField()) event.preventDefault();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#account.isOpen) this.#account.back();
    else if (event.key === 'Escape' && this.#context.model.selected && !(event.target instanceof HTMLInputElement)) {
      this.#context.actions.select(undefined);
    }
    this.wake();
  }
}
