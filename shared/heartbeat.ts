/** What a session reports of its player. */
import { z } from 'zod';

/** `active`: not idle. `inputAgoMs`: ms since the last input. `isHidden`: nobody sees the page. */
export const Heartbeat = z.strictObject({
  active: z.boolean(),
  inputAgoMs: z.number().int().min(0).max(86_400_000).optional(),
  isHidden: z.boolean().optional(),
});
