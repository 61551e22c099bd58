/** What the lobby pushes to its players, in the past tense. playProtocol.ts and socialProtocol.ts declare their own share of it. */
import type { Self } from './playerRow.ts';
import type { PlayPushes } from './playProtocol.ts';
import type { SocialPushes } from './socialProtocol.ts';

export type Pushes = PlayPushes &
  SocialPushes & {
    /** First push after a join and after each resume: what the client needs to count the server's time, not its own. */
    welcomed: {
      self: Self;
      shard: string;
      /** Unix seconds at the server, for "2 min ago" on a client whose clock is wrong. */
      nowS: number;
      heartbeatMs: number;
      idleAfterMs: number;
      hiddenIdleMs: number;
      /** 0 = never. */
      kickAfterMs: number;
      reconnectWindowMs: number;
      leaveDampingMs: number;
      patchMs: number;
    };
    /** The player's own row changed, through any tab or the sweep. */
    selfUpdated: Self;
    /** Idle: kicked at `kickAtS` (unix seconds, server clock) unless an active heartbeat comes. `inMs` from now. */
    idleWarned: { kickAtS: number; inMs: number };
    /** The warning no longer holds. */
    idleCancelled: Record<string, never>;
    /** A message from the operators. */
    announced: { text: string };
    /** The server goes away; close code 4001 follows. Join again with the token. */
    moved: { resumeToken: string };
  };
export type PushType = keyof Pushes;
