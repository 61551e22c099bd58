/**
 * Why a player is shown as they are: what the directory says of them, what each process and the desk know, and what is
 * stored, put together for an operator. No tokens, addresses or codes. Pure.
 */
import type { PlayerId, ProcessId, ShardId } from '../../../shared/ids.ts';
import type { Visibility } from '../../../shared/playerRow.ts';
import type { ChosenStatus, Status } from '../../../shared/status.ts';
import type { Entry, Standing } from '../cluster/slice.ts';
import type { DeskFacts } from '../play/deskFacts.ts';
import type { Activity } from '../presence/player.ts';
import type { IdleBy, PresenceFacts } from '../presence/presenceFacts.ts';
import { type StatusRule, statusRuleOf, viewOf } from '../roster/playerView.ts';

/** `…AtS`: unix seconds. */
export type StoredFacts = {
  name: string;
  visibility: Visibility;
  rating: number;
  isOnline: boolean;
  lastActiveAtS: number;
  createdAtS: number;
  bannedAtS: number | null;
  mutedUntilS: number | null;
};
/** `entry`: what the process tells the others; null where nothing of it is known. `presence`: null where it did not say. */
export type PlaceFacts = {
  process: ProcessId;
  isAsked: boolean;
  entry: {
    standing: Standing;
    activity: Activity | null;
    chosenStatus: ChosenStatus;
    chosenAtS: number;
    shownStatus: Status;
    visibility: Visibility;
    lastActiveAtS: number;
    shards: readonly ShardId[];
    seenBy: number;
  } | null;
  presence: PresenceFacts | null;
};
export type Why = {
  player: { id: PlayerId; name: string | null };
  /** Null `status`: not here. `isListed`: in the lists of everybody. */
  shown: {
    status: Status | null;
    rule: StatusRule | null;
    /** By the session that was active last. */
    idle: { sinceAtS: number; by: IdleBy } | null;
    visibility: Visibility | null;
    isListed: boolean;
    lastActiveAtS: number | null;
    process: ProcessId | null;
    shard: ShardId | null;
    /** Banned lately, as far as the process that answers has heard. */
    isBarred: boolean;
  };
  sessions: { live: number; held: number; leaving: number };
  places: PlaceFacts[];
  desk: DeskFacts | null;
  stored: StoredFacts | null;
  /** What was not heard: processes, `desk`, `store`. */
  missing: string[];
  /** Something of it may be missing here, those and processes that are not even known. */
  isPartial: boolean;
};

export type Known = {
  id: PlayerId;
  process: ProcessId;
  places: readonly { process: ProcessId; entry: Entry }[];
  presences: ReadonlyMap<ProcessId, PresenceFacts>;
  desk: DeskFacts | null;
  stored: StoredFacts | null;
  isListed: boolean;
  isBarred: boolean;
  missing: string[];
  isPartial: boolean;
};

/** Undefined where nothing is known of the player. */
export function whyOf(known: Known): Why | undefined {
  const { id, process, places, presences, desk, stored, isListed, isBarred, missing, isPartial } = known;
  if (places.length === 0 && presences.size === 0 && !stored && !(desk && isAny(desk))) return undefined;
  const entries = places.map(({ entry }) => entry);
  const view = viewOf(entries);
  const rule = statusRuleOf(entries) ?? null;
  const shard = view?.shards[0] ?? null;
  const at = places.find(({ entry }) => shard !== null && entry.shards.includes(shard));
  const sessions = [...presences.values()].flatMap((presence) => presence.sessions);
  const count = (state: 'live' | 'held' | 'leaving') => sessions.filter((session) => session.state === state).length;
  return {
    player: { id, name: view?.name ?? stored?.name ?? null },
    shown: {
      status: view?.status ?? null,
      rule,
      idle: rule === 'idle' ? idleOf([...presences.values()]) : null,
      visibility: view?.visibility ?? stored?.visibility ?? null,
      isListed,
      lastActiveAtS: view?.lastActiveAtS ?? stored?.lastActiveAtS ?? null,
      process: at?.process ?? null,
      shard,
      isBarred,
    },
    sessions: { live: count('live'), held: count('held'), leaving: count('leaving') },
    places: placesOf(known, process),
    desk,
    stored,
    missing,
    isPartial: isPartial || missing.length > 0,
  };
}

function placesOf({ places, presences }: Known, asked: ProcessId): PlaceFacts[] {
  const processes = new Set([...places.map(({ process }) => process), ...presences.keys()]);
  return [...processes].map((process) => {
    const entry = places.find((place) => place.process === process)?.entry;
    const presence = presences.get(process) ?? null;
    return { process, isAsked: process === asked, entry: entry ? entryFacts(entry) : null, presence };
  });
}

const entryFacts = ({ chosenAt, seenBy, id: _, name: __, rating: ___, ...entry }: Entry): PlaceFacts['entry'] => ({
  ...entry,
  chosenAtS: Math.floor(chosenAt / 1000),
  seenBy: seenBy.length,
});

/** Everybody of a player's live sessions is idle: since the last of them is. */
function idleOf(presences: readonly PresenceFacts[]): Why['shown']['idle'] {
  const idle = presences
    .flatMap(({ sessions }) => sessions)
    .flatMap((session) => (session.state === 'live' && session.idle ? session.idle : []));
  return idle.toSorted((a, b) => b.sinceAtS - a.sinceAtS)[0] ?? null;
}

const isAny = ({ invites, ...facts }: DeskFacts): boolean =>
  invites.length > 0 || Object.values(facts).some((fact) => fact !== null);
