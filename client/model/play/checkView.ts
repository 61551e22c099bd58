import { nameText, text } from '../../i18n/text.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { secondsLeft } from './invites.ts';
import type { Check } from './playState.ts';
import { modeKind } from './queueView.ts';

/** The server's message comes this late at most after the time to accept; then nobody waits any longer. */
const SERVER_LATE_MS = 5_000;
const ROOM_LATE_MS = 20_000;

/** `waiting`: for the others. `entering`: the room is being made. `share`: of the time that is left, 0 to 1. */
export type CheckView = {
  stage: 'asked' | 'waiting' | 'declining' | 'entering';
  title: string;
  mode: string;
  text: string;
  seconds: number;
  share: number;
  pips: readonly { id: string; name: string; isReady: boolean; isYou: boolean }[];
};

/** Undefined without a check, or if the server's outcome is overdue: a dialog must not trap the player. */
export function checkView(check: Check | undefined, selfId: string | undefined, now: number): CheckView | undefined {
  if (!check) return undefined;
  const isFull = check.players.every(({ isReady }) => isReady);
  if (now > check.acceptBy + (isFull ? ROOM_LATE_MS : SERVER_LATE_MS)) return undefined;
  const pips = check.players.map(({ id, name, isReady }, at) => ({
    ...{ id: id ?? `hidden ${at}`, name: nameText(name), isReady },
    isYou: id === selfId,
  }));
  const hasAccepted = check.answered === 'accepted' || pips.some(({ isYou, isReady }) => isYou && isReady);
  const stage = isFull ? 'entering' : check.answered === 'declined' ? 'declining' : hasAccepted ? 'waiting' : 'asked';
  const seconds = secondsLeft(check.acceptBy, now);
  const missing = pips.filter(({ isReady, isYou }) => !isReady && !(isYou && hasAccepted)).length;
  return {
    stage,
    title: text(stage === 'entering' ? 'check.allReady' : 'check.title'),
    mode: `${modeTitle(check.mode)} · ${modeKind(check.mode)}`,
    text: stageText(stage, missing),
    seconds,
    share: check.heldMs > 0 ? Math.max(0, Math.min(1, (check.acceptBy - now) / check.heldMs)) : 0,
    pips,
  };
}

function stageText(stage: CheckView['stage'], missing: number): string {
  if (stage === 'waiting') return text('check.waiting', { count: missing });
  return text(`check.${stage}`);
}
