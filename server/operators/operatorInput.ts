/** Input that several orders share: the player, and the reason for the log. */
import { z } from 'zod';
import { asPlayerId } from '../../shared/ids.ts';

export const REASON_MAX = 200;
export const Reason = z.string().trim().min(1).max(REASON_MAX);
export const AboutId = z.string().min(1).max(64).transform(asPlayerId);
