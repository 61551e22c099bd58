/** Why a player is shown as they are: what cluster and store know of them. No tokens, addresses or codes. Pure. */
import type { PlayerId, ProcessId } from '../../../shared/ids.ts';
import type { Traits, Visibility } from '../../../shared/playerRow.ts';
import { type Entry, viewOf } from '../cluster/playerView.ts';
import type { DeskFacts } from '../play/deskFacts.ts';
import type { PresenceFacts } from '../presence/presenceFacts.ts';
import type { Ban } from './ban.ts';

/** `…AtS`: unix seconds. */
export type StoredFacts = Traits & {
  visibility: Visibility;
  isOnline: boolean;
  lastActiveAtS: number;
  createdAtS: number;
  bannedAtS: number | null;
  mutedUntilS: number | null;
  kickedUntilS: number | null;
  ban: ReturnType<typeof banFacts> | null;
  /** The last one about the player. */
  lastOrder: { name: string; atS: number; operator: string; reason: string | null } | null;
};
export const banFacts = ({ at, until, reason, operator, ofNetworks }: Ban) => ({
  ...{ atS: Math.floor(at / 1000), untilS: until === null ? null : Math.floor(until / 1000) },
  ...{ reason, operator, ofNetworks },
});
export type Why = NonNullable<ReturnType<typeof whyOf>>;

export type KnownHere = {
  places: readonly { process: ProcessId; entry: Entry }[];
  isListed: boolean;
  isBarred: boolean;
  isPartial: boolean;
};
export type Known = KnownHere & {
  id: PlayerId;
  process: ProcessId;
  presences: ReadonlyMap<ProcessId, PresenceFacts>;
  desk: DeskFacts | null;
  stored: StoredFacts | null;
  missing: string[];
};

/** Undefined where nothing is known of the player. */
export function whyOf(known: Known) {
  const { id, process, places, presences, desk, stored, isListed, isBarred, missing, isPartial } = known;
  if (places.length === 0 && presences.size === 0 && !stored && !(desk && isAny(desk))) return undefined;
  const entries = places.map(({ entry }) => entry);
  const view = viewOf(entries);
  const shard = view?.shards[0] ?? null;
  const at = places.find(({ entry }) => shard !== null && entry.shards.includes(shard));
  const sessions = [...presences.values()].flatMap((presence) => presence.sessions);
  const count = (state: 'live' | 'held' | 'leaving') => sessions.filter((session) => session.state === state).length;
  return {
    player: { id, name: view?.name ?? stored?.name ?? null },
    shown: {
      status: view?.status ?? null,
      rule: view?.rule ?? (stored?.ban ? ('banned' as const) : null),
      /** As the session says that was active last. */
      idle: view?.rule === 'idle' ? idleOf([...presences.values()]) : null,
      visibility: view?.visibility ?? stored?.visibility ?? null,
      isListed,
      lastActiveAtS: view?.lastActiveAtS ?? stored?.lastActiveAtS ?? null,
      process: at?.process ?? null,
      shard,
      /** Banned lately, as far as the answering process has heard. */
      isBarred,
    },
    sessions: { live: count('live'), held: count('held'), leaving: count('leaving') },
    places: placesOf(known, process),
    desk,
    stored,
    /** What did not answer: processes, `desk`, `store`. */
    missing,
    /** Something may be missing: what did not answer, or processes that are not known here. */
    isPartial: isPartial || missing.length > 0,
  };
}

/** `entry`: what the process tells the others; null where it told nothing. `presence`: null where it did not answer. */
function placesOf({ places, presences }: Known, asked: ProcessId) {
  const processes = new Set([...places.map(({ process }) => process), ...presences.keys()]);
  return [...processes].map((process) => {
    const entry = places.find((place) => place.process === process)?.entry;
    const presence = presences.get(process) ?? null;
    return { process, isAsked: process === asked, entry: entry ? entryFacts(entry) : null, presence };
  });
}

const entryFacts = (entry: Entry) => ({
  visibility: entry.visibility,
  chosenStatus: entry.chosenStatus,
  chosenAtS: Math.floor(entry.chosenAt / 1000),
  standing: entry.standing,
  activity: entry.activity,
  shownStatus: entry.shownStatus,
  lastActiveAtS: entry.lastActiveAtS,
  shards: entry.shards,
  seenBy: entry.seenBy.length,
});

/** A player is idle since the last of their live sessions is. */
function idleOf(presences: readonly PresenceFacts[]) {
  const idle = presences
    .flatMap(({ sessions }) => sessions)
    .flatMap((session) => (session.state === 'live' && session.idle ? session.idle : []));
  return idle.toSorted((a, b) => b.sinceAtS - a.sinceAtS)[0] ?? null;
}

const isAny = ({ invites, ...facts }: DeskFacts): boolean =>
  invites.length > 0 || Object.values(facts).some((fact) => fact !== null);
