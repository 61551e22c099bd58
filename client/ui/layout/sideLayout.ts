/** Places the parts beside the roster, or on a narrow screen in views of their own, in CSS px. Pure. */
import { MODES } from '../../../shared/modes.ts';
import type { Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';
import { PLAY_LOW_HEIGHT, PLAY_STACKED_BELOW, playHeight } from './playLayout.ts';
import { STACKED_BELOW } from './selfLayout.ts';

/** The views of a screen that is too narrow, or too low, for all at once. */
export type Tab = 'players' | 'play' | 'matches' | 'you';

/** The optional parts that need a place. */
export type OptionalParts = {
  hasParty: boolean;
  /** A card of the player themself has nothing to press. */
  profile: 'none' | 'self' | 'other';
  isInMatch: boolean;
};

const SELF_WIDE_HEIGHT = 240;
const SELF_NARROW_HEIGHT = 324;
/** Its choices without their explanations, and three matches beside it. */
const SELF_LOW_HEIGHT = 236;
const LOWER_MIN = 250;
const SIDE_BAR = 48;
/** Two columns beside the roster: each wide enough for one's own card. */
const COLUMNS_FROM = 740;
const PARTY_HEIGHT = 76;
const PARTY_NARROW_HEIGHT = 184;
/** Faces only. */
const PARTY_LOW_HEIGHT = 60;
/** A title and more than one row. */
const MATCHES_MIN = 140;
const ASIDE_MIN = 184;
const CENSUS_MIN = 330;
export const PROFILE_HEIGHT = 262;
export const PROFILE_ACTIONS_HEIGHT = 356;

/** Each place is undefined in another tab, where there is no room, and in a match. */
export type Side = {
  play: Rect | undefined;
  party: Rect | undefined;
  matches: Rect | undefined;
  self: Rect | undefined;
  census: Rect | undefined;
  /** Newcomers. */
  aside: Rect | undefined;
  /** The selected player. */
  profile: Rect | undefined;
  tabs: { tab: Tab; rect: Rect }[];
};
export const EMPTY_SIDE: Side = {
  play: undefined,
  party: undefined,
  matches: undefined,
  self: undefined,
  census: undefined,
  aside: undefined,
  profile: undefined,
  tabs: [],
};

/** Everything beside the roster at once; undefined where it is too narrow or too low for that. */
export function columns(right: Rect, shown: OptionalParts): Side | undefined {
  const play = { ...right, height: playHeight(right.width, MODES.length) };
  const party = shown.hasParty ? { ...right, y: play.y + play.height + SPACE.l, height: PARTY_HEIGHT } : undefined;
  const above = party ?? play;
  const below = rest(right, above);
  if (right.width < COLUMNS_FROM || below.height < SELF_LOW_HEIGHT) return undefined;
  const [first, second] = halves(below);
  const self = { ...second, height: Math.min(SELF_NARROW_HEIGHT, below.height) };
  const left = rest(second, self);
  const hasCensus = left.height >= ASIDE_MIN + SPACE.l + CENSUS_MIN;
  const census = hasCensus ? { ...left, height: CENSUS_MIN } : undefined;
  const aside = census ? rest(left, census) : left;
  const hasAside = aside.height >= ASIDE_MIN;
  return {
    ...EMPTY_SIDE,
    play,
    party,
    self: hasAside ? self : second,
    census,
    aside: hasAside ? aside : undefined,
    ...shared(first, shown),
  };
}

/** One view at a time, with tabs below it. */
export function tabbed(right: Rect, tab: Tab, shown: OptionalParts): Side {
  const open = tab === 'players' ? 'play' : tab;
  const body = { ...right, height: right.height - SIDE_BAR - 8 };
  const bar = { ...right, y: body.y + body.height + 8, height: SIDE_BAR };
  const tabs = tabsIn(bar, ['play', 'matches', 'you']);
  const view = { ...viewOf(open, body, shown), tabs };
  return shown.profile === 'none' ? view : { ...EMPTY_SIDE, tabs, profile: body };
}

export function viewOf(tab: Exclude<Tab, 'players'>, body: Rect, shown: OptionalParts): Side {
  if (tab === 'matches') return { ...EMPTY_SIDE, matches: body };
  if (tab === 'play') return playView(body, shown);
  // A party is left somewhere in every window.
  const isPartyHere = shown.hasParty && playView(body, shown).party === undefined;
  const party = isPartyHere ? { ...body, height: PARTY_LOW_HEIGHT } : undefined;
  const below = party
    ? { ...body, y: body.y + PARTY_LOW_HEIGHT + 8, height: body.height - PARTY_LOW_HEIGHT - 8 }
    : body;
  const isStacked = below.width < STACKED_BELOW;
  const self = { ...below, height: Math.min(below.height, isStacked ? SELF_NARROW_HEIGHT : SELF_WIDE_HEIGHT) };
  const lower = rest(below, self);
  if (lower.height < (isStacked ? 200 : LOWER_MIN)) return { ...EMPTY_SIDE, party, self };
  const [census, aside] = lower.width >= 600 ? halves(lower) : [lower, undefined];
  return { ...EMPTY_SIDE, party, self, census, aside };
}

function playView(body: Rect, shown: OptionalParts): Side {
  const wanted = playHeight(body.width, MODES.length);
  const play = { ...body, height: body.height >= wanted ? wanted : Math.min(body.height, PLAY_LOW_HEIGHT) };
  const partyHeight = body.width < PLAY_STACKED_BELOW ? PARTY_NARROW_HEIGHT : PARTY_HEIGHT;
  const under = rest(body, play);
  const party = shown.hasParty && under.height >= partyHeight ? { ...under, height: partyHeight } : undefined;
  const matches = party ? rest(body, party) : under;
  return { ...EMPTY_SIDE, play, party, matches: matches.height >= MATCHES_MIN ? matches : undefined };
}

/** The list of matches, and above it the selected player. */
function shared(rect: Rect, { profile }: OptionalParts) {
  if (profile === 'none') return { matches: rect, profile: undefined };
  const height = Math.min(rect.height, profile === 'self' ? PROFILE_HEIGHT : PROFILE_ACTIONS_HEIGHT);
  const card = { ...rect, height };
  const below = rest(rect, card);
  return below.height >= MATCHES_MIN ? { matches: below, profile: card } : { matches: undefined, profile: rect };
}

function rest(rect: Rect, above: Rect): Rect {
  const y = above.y + above.height + SPACE.l;
  return { ...rect, y, height: rect.y + rect.height - y };
}

function halves(rect: Rect): [Rect, Rect] {
  const width = Math.floor((rect.width - SPACE.l) / 2);
  return [
    { ...rect, width },
    { ...rect, x: rect.x + width + SPACE.l, width: rect.width - width - SPACE.l },
  ];
}

export const tabsIn = (bar: Rect, tabs: readonly Tab[]): Side['tabs'] =>
  tabs.map((tab, i) => {
    const from = Math.round((bar.width * i) / tabs.length);
    const to = Math.round((bar.width * (i + 1)) / tabs.length);
    return { tab, rect: { ...bar, x: bar.x + from, width: to - from } };
  });
