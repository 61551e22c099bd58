/** Every command, in the order in which they are offered. A request that none sends has its reason here. */
import type { RequestName } from '../../shared/requests.ts';
import type { Family } from './command.ts';
import { PLAY_COMMANDS } from './playCommands.ts';
import { SELF_COMMANDS } from './selfCommands.ts';

export const COMMANDS: readonly Family[] = [...PLAY_COMMANDS, ...SELF_COMMANDS];

/** Requests of a player that no command sends, and why. */
export const NOT_COMMANDS: Partial<Record<RequestName, string>> = {
  acceptMatch: 'the ready check covers the page, has the focus, and is answered with Enter',
  declineMatch: 'the ready check covers the page, has the focus, and is answered there',
};
