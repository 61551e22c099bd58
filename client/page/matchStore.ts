/** The match of this tab, kept over a reload; no other tab sees it. */
import { INVITE_CODE } from '../../shared/playProtocol.ts';
import type { MatchRole } from '../net/match/matchTicket.ts';
import { type ItemStorage, jsonForm, KeptItem } from '../storage/keptItem.ts';

export type KeptMatch = { matchId: string; mode: string; role: MatchRole; resumeKey: string; code?: string };
export interface MatchStore {
  load(): KeptMatch | undefined;
  /** undefined: in no match any more. */
  save(match: KeptMatch | undefined): void;
}

const ID = /^[\w-]{1,64}$/;
/** Of a room: `<room id>:<token>`. The room's id becomes a part of a path. */
const RESUME_KEY = /^[\w-]{1,64}:[\w-]{1,64}$/;

export const MATCH_FORM = jsonForm('foyer.match', keptMatchOf);

/** With storage closed, a reload leaves the match to its reconnection window. */
export function tabMatch(storage: () => ItemStorage = () => window.sessionStorage): MatchStore {
  const item = new KeptItem(MATCH_FORM, storage);
  return { load: () => item.read(), save: (match) => item.write(match) };
}

function keptMatchOf(value: unknown): KeptMatch | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { matchId, mode, role, resumeKey, code } = value as Record<string, unknown>;
  const isGood = fits(matchId, ID) && fits(mode, ID) && fits(resumeKey, RESUME_KEY);
  if (!isGood || (role !== 'player' && role !== 'spectator')) return undefined;
  return { matchId, mode, role, resumeKey, ...(fits(code, INVITE_CODE) && { code }) };
}

const fits = (value: unknown, pattern: RegExp): value is string => typeof value === 'string' && pattern.test(value);
