/** The match that this page is in. Pure; times in monotonic ms. */
import type { MatchPushes } from '../../../shared/matchProtocol.ts';
import { modeOf } from '../../../shared/modes.ts';
import { isolated, listText, nameText, text } from '../../i18n/text.ts';
import type { MatchEvent } from '../../net/match/MatchLink.ts';
import type { MatchLinkEnd, MatchLinkState } from '../../net/match/matchLinkState.ts';
import type { MatchTicket } from '../../net/match/matchTicket.ts';
import { type ShownEmote, withEmote } from './emotes.ts';
import { secondsLeft } from './invites.ts';

type Table = MatchPushes['tableUpdated'];
export type MatchView = {
  readonly ticket: MatchTicket;
  readonly link: MatchLinkState;
  readonly table: Table | undefined;
  /** `shownAt`: the result is shown from then on. */
  readonly ended:
    | { readonly places: readonly number[]; readonly closesAt: number; readonly shownAt: number }
    | undefined;
  /** Set for a private match. */
  readonly code: string | undefined;
  readonly hasAskedAgain: boolean;
  /** Seats that have said “gg” since the end. */
  readonly saidGg: readonly number[];
  readonly emotes: readonly ShownEmote[];
  /** Where the talk has no place beside the game, it takes some of the game's; after the end, the result's. */
  readonly isTalkOpen: boolean;
  /** Nothing that others say or show here is seen or heard. */
  readonly isMuted: boolean;
};

/** The end of a game that was seen here is looked at for so long, alone. */
const END_SEEN_MS = 1_500;

export const enteredMatch = (ticket: MatchTicket, link: MatchLinkState, code: string | undefined): MatchView => ({
  ticket,
  link,
  table: undefined,
  ended: undefined,
  code,
  hasAskedAgain: false,
  saidGg: [],
  emotes: [],
  isTalkOpen: false,
  isMuted: false,
});

export function matchAfter(view: MatchView, event: MatchEvent, now: number): MatchView {
  if (event.type === 'linkChanged') return { ...view, link: event.link };
  if (event.type !== 'pushed') return view;
  if (event.push === 'tableUpdated') return { ...view, table: event.payload as Table };
  if (event.push === 'emoted') return emoted(view, event.payload as MatchPushes['emoted'], now);
  if (event.push !== 'matchEnded') return view;
  const { places, closesInMs } = event.payload as MatchPushes['matchEnded'];
  const wasSeen = view.table?.phase === 'running';
  const shownAt = now + (wasSeen ? END_SEEN_MS : 0);
  return { ...view, ended: { places, closesAt: now + closesInMs, shownAt }, isTalkOpen: false };
}

function emoted(before: MatchView, push: MatchPushes['emoted'], now: number): MatchView {
  const { seat, emote } = push;
  const view = { ...before, emotes: withEmote(before.emotes, push, now) };
  const isNews = emote === 'gg' && view.ended !== undefined && !view.saidGg.includes(seat);
  return isNews ? { ...view, saidGg: [...view.saidGg, seat] } : view;
}

/** `entering`: no seat yet. `seating`: others are waited for. `over`: there is a result. */
type MatchStage = 'entering' | 'seating' | 'running' | 'over';
export function stageOf({ table, ended }: MatchView): MatchStage {
  if (ended) return 'over';
  return table ? table.phase : 'entering';
}

export const isResultDue = ({ ended }: MatchView, now: number): boolean => ended !== undefined && now >= ended.shownAt;

export const isPlaying = (view: MatchView | undefined): boolean =>
  view !== undefined && view.ticket.role === 'player' && stageOf(view) === 'running';

/** While the room stands, the server remembers its players. */
export const canAskAgain = (view: MatchView, now: number): boolean =>
  view.ticket.role === 'player' && view.link.kind === 'seated' && view.ended !== undefined && now < view.ended.closesAt;

/** The player with the longest wait may start early, once enough are there. */
export function canStart({ ticket, table }: MatchView): boolean {
  const mode = modeOf(ticket.mode);
  if (!mode || mode.teams !== undefined || table?.phase !== 'seating' || table.you !== 0) return false;
  const { length } = table.seats;
  const isEverybodyHere = table.seats.every(({ is }) => is === 'here' || is === 'bot');
  return length >= mode.players.min && length < mode.players.max && isEverybodyHere;
}

/** Undefined if it was the player's own wish, or the usual end. */
export function endText(why: MatchLinkEnd): string | undefined {
  return why === 'left' || why === 'over' ? undefined : text(`match.closed.${why}`);
}

export function matchBanner({ link }: MatchView, now: number): string | undefined {
  if (link.kind !== 'reconnecting' || now - link.sinceAt < 400) return undefined;
  return text('match.reconnecting', { count: secondsLeft(link.heldUntilAt, now) });
}

/** '' if everybody is there. */
export function seatsText(table: Table): string {
  if (table.phase === 'over') return '';
  const dropped = namesIn(table, 'dropped');
  return dropped.length > 0 ? text('match.dropped', { names: listText(dropped) }) : goneText(table);
}

/** '' if nobody gave up. */
export function goneText(table: Table): string {
  const gone = namesIn(table, 'gone');
  return gone.length > 0 ? text('match.gone', { names: listText(gone) }) : '';
}

/** Once, to another player who is at the table. */
export function canSayGg(view: MatchView, now: number): boolean {
  const you = view.table?.you ?? null;
  const isAlone = view.table?.seats.every(({ id, is }, at) => at === you || id === undefined || is === 'gone') ?? true;
  return you !== null && !isAlone && canAskAgain(view, now) && !view.saidGg.includes(you);
}

/** '' where nobody else has said it. */
export function ggText({ table, saidGg }: MatchView): string {
  const others = saidGg.filter((seat) => seat !== table?.you);
  const names = others.map((seat) => isolated(nameText(table?.seats[seat]?.name ?? null)));
  return names.length === 0 ? '' : text('result.saidGg', { names: listText(names) });
}

/** Giving up ends it: it is ranked, and one other player is left. */
export function endsWithout({ ticket, table }: MatchView): boolean {
  const others = table?.seats.filter(({ is, id }, at) => at !== table.you && id !== undefined && is !== 'gone') ?? [];
  return modeOf(ticket.mode)?.ranked === true && others.length === 1;
}

const namesIn = ({ seats }: Table, is: string): string[] =>
  seats.filter((seat) => seat.is === is).map(({ name }) => isolated(nameText(name)));
