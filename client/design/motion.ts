/** Whether things move: as the system has it, or as the player chose. Ask while painting: the choice may change. */
import { lazily } from '../i18n/lazily.ts';

export const MOTIONS = ['system', 'reduced', 'full'] as const;
export type Motion = (typeof MOTIONS)[number];

const system = lazily(() => matchMedia('(prefers-reduced-motion: reduce)'));
let chosen: Motion = 'system';

export function moveAs(motion: Motion): void {
  chosen = motion;
}

export const isStill = (): boolean => (chosen === 'system' ? system().matches : chosen === 'reduced');
