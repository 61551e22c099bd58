/** Places the parts beside the list of players, or on a narrow screen in views of their own, in CSS px. Pure. */
import type { Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';
import { PLAY_LOW_HEIGHT, PLAY_PHONE_BELOW, playHeight } from './playLayout.ts';
import { STACKED_BELOW } from './selfLayout.ts';

/** The views of a screen that is too narrow, or too low, for all at once. */
export type Tab = 'play' | 'matches' | 'players' | 'talk' | 'you';

/** The optional parts that need a place. */
export type OptionalParts = {
  hasParty: boolean;
  /** A card of the player themself has nothing to press. */
  profile: 'none' | 'self' | 'other';
  isInMatch: boolean;
  /** The player's own card, which beside the list opens over the rest. */
  isAccountOpen?: boolean;
};

const SELF_WIDE_HEIGHT = 240;
export const SELF_WIDTH = 336;
export const SELF_NARROW_HEIGHT = 324;
const LOWER_MIN = 250;
const SIDE_BAR = 48;
const PARTY_HEIGHT = 76;
/** From here on the members of a party stand in one line with their names. */
const PARTY_WIDE_FROM = 600;
const PARTY_NARROW_HEIGHT = 184;
/** Faces only. */
const PARTY_LOW_HEIGHT = 60;
/** A title and more than one row. */
const MATCHES_MIN = 140;
/** A title and a row of tiles: then a table stands below them, with or without a party. */
const MATCHES_ROOMY = 270;
const PROFILE_WIDTH = 436;
/** Of the middle, at least, while a card lies over it. */
const PROFILE_BESIDE = 80;
const PROFILE_HEIGHT = 262;
export const PROFILE_ACTIONS_HEIGHT = 356;
/** At least; more where there is room. */
const LATEST_SHOWN = 3;
export const LATEST_LINE = 28;
const LATEST_HEIGHT = LATEST_SHOWN * LATEST_LINE + 16;
/** What a card over the middle has more: all ratings, and how matches went. */
const PROFILE_MORE = 136;
export const PROFILE_TALLEST = PROFILE_ACTIONS_HEIGHT + PROFILE_MORE;

/** Each place is undefined in another tab, where there is no room, and in a match. */
export type Side = {
  play: Rect | undefined;
  /** One's table: the party, or the ways to open a match of one's own. */
  party: Rect | undefined;
  matches: Rect | undefined;
  /** Your own card: over the rest, or in a view of its own. */
  self: Rect | undefined;
  census: Rect | undefined;
  talk: Rect | undefined;
  /** The last lines of the talk, where it is in another tab. */
  latest: Rect | undefined;
  /** The selected player: over the middle, where the rest stays, or a sheet. */
  profile: Rect | undefined;
  tabs: { tab: Tab; rect: Rect }[];
};
export const EMPTY_SIDE: Side = {
  play: undefined,
  party: undefined,
  matches: undefined,
  self: undefined,
  census: undefined,
  talk: undefined,
  latest: undefined,
  profile: undefined,
  tabs: [],
};

export const profileHeight = ({ profile }: OptionalParts): number =>
  profile === 'other' ? PROFILE_ACTIONS_HEIGHT : PROFILE_HEIGHT;

/** The columns beside the list. `third`: where the window is wide enough for it; else its parts are tabs of the middle. */
export function columnsIn(middle: Rect, third: Rect | undefined, tab: Tab, shown: OptionalParts): Side {
  const { tabs, view, body } = middleIn(middle, third ? [] : ['talk'], tab, shown);
  const side = third ? { talk: third } : {};
  if (shown.profile === 'none') return { ...view, ...side, tabs };
  // Where only slivers would be seen beside the card, nothing is.
  if (body.width < PROFILE_WIDTH + PROFILE_BESIDE) return { ...EMPTY_SIDE, ...side, tabs, profile: body };
  const profile = { ...body, width: PROFILE_WIDTH, height: Math.min(body.height, profileHeight(shown) + PROFILE_MORE) };
  return { ...view, ...side, tabs, profile };
}

/** `body`: what the tabs leave. */
function middleIn(middle: Rect, others: readonly Tab[], tab: Tab, shown: OptionalParts) {
  const all = stacked(middle, shown);
  if (all && others.length === 0) return { view: all, body: middle, tabs: [] };
  const body = { ...middle, height: middle.height - SIDE_BAR - SPACE.s };
  const bar = { ...middle, y: body.y + body.height + SPACE.s, height: SIDE_BAR };
  const tabs: readonly Tab[] = stacked(body, shown) ? ['play', ...others] : ['play', 'matches', ...others];
  const open = tabs.includes(tab) && tab !== 'players' ? tab : 'play';
  return { view: viewOf(open, body, shown), body, tabs: tabsIn(bar, tabs) };
}

/** Play above, the table at the foot, and matches between them; undefined where it is too low for all. */
function stacked(body: Rect, { hasParty }: OptionalParts): Side | undefined {
  const play = { ...body, height: playHeight(body.width) };
  const height = body.width < PARTY_WIDE_FROM ? PARTY_LOW_HEIGHT : PARTY_HEIGHT;
  const below = rest(body, play);
  const hasTable = hasParty || (height === PARTY_HEIGHT && below.height >= MATCHES_ROOMY + SPACE.l + height);
  const party = hasTable ? { ...body, y: body.y + body.height - height, height } : undefined;
  const matches = party ? { ...below, height: party.y - SPACE.l - below.y } : below;
  return matches.height < MATCHES_MIN ? undefined : { ...EMPTY_SIDE, play, party, matches };
}

export function viewOf(tab: Exclude<Tab, 'players'>, body: Rect, shown: OptionalParts): Side {
  switch (tab) {
    case 'play':
      return playView(body, shown);
    case 'matches':
      return matchesView(body, shown);
    case 'talk':
      return { ...EMPTY_SIDE, talk: body };
    case 'you':
      return youView(body);
  }
}

function playView(body: Rect, shown: OptionalParts): Side {
  const all = body.width < PLAY_PHONE_BELOW ? undefined : stacked(body, shown);
  if (all) return all;
  const wanted = playHeight(body.width);
  const play = { ...body, height: body.height >= wanted ? wanted : Math.min(body.height, PLAY_LOW_HEIGHT) };
  const partyHeight = body.width < PARTY_WIDE_FROM ? PARTY_NARROW_HEIGHT : PARTY_HEIGHT;
  const under = rest(body, play);
  const party = shown.hasParty && under.height >= partyHeight ? { ...under, height: partyHeight } : undefined;
  const below = party ? rest(body, party) : under;
  if (below.height < LATEST_HEIGHT) return { ...EMPTY_SIDE, play, party };
  // The last lines at the foot; matches between them and the rest, where there is room for both.
  const matches = { ...below, height: below.height - LATEST_HEIGHT - SPACE.m };
  if (matches.height < MATCHES_MIN) return { ...EMPTY_SIDE, play, party, latest: below };
  const latest = { ...rest(body, matches, SPACE.m), height: LATEST_HEIGHT };
  return { ...EMPTY_SIDE, play, party, matches, latest };
}

/** A party is left somewhere in every window: here, where the view to play has no room for it. */
function matchesView(body: Rect, shown: OptionalParts): Side {
  const isPartyHere = shown.hasParty && playView(body, shown).party === undefined;
  if (!isPartyHere) return { ...EMPTY_SIDE, matches: body };
  const matches = { ...body, height: body.height - PARTY_LOW_HEIGHT - SPACE.s };
  return { ...EMPTY_SIDE, matches, party: { ...rest(body, matches, SPACE.s), height: PARTY_LOW_HEIGHT } };
}

function youView(body: Rect): Side {
  const isStacked = body.width < STACKED_BELOW;
  const self = { ...body, height: Math.min(body.height, isStacked ? SELF_NARROW_HEIGHT : SELF_WIDE_HEIGHT) };
  const census = rest(body, self);
  return { ...EMPTY_SIDE, self, census: census.height < (isStacked ? 200 : LOWER_MIN) ? undefined : census };
}

function rest(rect: Rect, above: Rect, gap: number = SPACE.l): Rect {
  const y = above.y + above.height + gap;
  return { ...rect, y, height: rect.y + rect.height - y };
}

export const tabsIn = (bar: Rect, tabs: readonly Tab[]): Side['tabs'] =>
  tabs.map((tab, i) => {
    const from = Math.round((bar.width * i) / tabs.length);
    const to = Math.round((bar.width * (i + 1)) / tabs.length);
    return { tab, rect: { ...bar, x: bar.x + from, width: to - from } };
  });
